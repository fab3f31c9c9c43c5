public import ShelterAnalysis
internal import ShelterModel

/// What is left when all exports have been read.
public struct RoadSummary: Sendable {
    /// What the personal-data guard found and did.
    let privacy: PrivacyPass
    /// Municipalities (or groups), in the order in which they were first seen.
    public var areas: [Area]
    /// One per area.
    public var tallies: [AreaTally]
    public var inputs: [InputSummary]
    public var diagnostics: [DiagnosticCount]
    /// Rows per file and code; `nil` is "used".
    public var ledger: [LedgerCount]
    /// Mappings by which columns were found, in the order of the files.
    public var mappings: [DataFile] = []

    public struct LedgerCount: Hashable, Sendable, Codable {
        public var file: String
        /// `nil` for rows that were used.
        public var code: String?
        public var rows: Int
    }

    /// Whether rows were set aside or values refused: exit status 1.
    public var hasFindings: Bool {
        inputs.contains { $0.setAside > 0 } || diagnostics.contains { $0.severity == .error }
    }
}

extension RoadSummary {
    /// Rows per file and reason, as `ledger-totals.csv`.
    var ledgerTotals: [UInt8] {
        var line = CSVLine(DataTables.ledgerTotals)
        for entry in ledger {
            line.add(foreign: entry.file)
            line.add(entry.code == nil ? "used" : "set_aside")
            line.add(entry.code ?? "")
            line.add(entry.rows)
            line.end()
        }
        return line.bytes
    }
}

/// Totals of diagnostics and of the ledger.
struct RoadCounts {
    private struct Kind: Hashable {
        var code: String
        var severity: Diagnostic.Severity
    }

    private var diagnostics: [Kind: Int] = [:]
    private var ledger: [String: [String: Int]] = [:]

    mutating func add(_ diagnostic: Diagnostic) {
        diagnostics[Kind(code: diagnostic.code, severity: diagnostic.severity), default: 0] += 1
    }

    mutating func add(file: String, code: String?) {
        ledger[file, default: [:]][code ?? "", default: 0] += 1
    }

    func rows(_ file: String) -> (total: Int, used: Int) {
        let codes = ledger[file] ?? [:]
        return (codes.values.reduce(0, +), codes[""] ?? 0)
    }

    var diagnosticCounts: [DiagnosticCount] {
        diagnostics.map { DiagnosticCount(code: $0.key.code, severity: $0.key.severity, count: $0.value) }
            .sorted { ($0.code, $0.severity.rawValue) < ($1.code, $1.severity.rawValue) }
    }

    func ledgerCounts(_ files: [String]) -> [RoadSummary.LedgerCount] {
        files.flatMap { file in
            (ledger[file] ?? [:]).sorted { $0.key < $1.key }.map { code, rows in
                RoadSummary.LedgerCount(file: file, code: code.isEmpty ? nil : code, rows: rows)
            }
        }
    }
}
