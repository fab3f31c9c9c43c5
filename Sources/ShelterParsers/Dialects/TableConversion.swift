public import ShelterModel

/// Hands the canonical table of an export to a sink, and everything that is no part of it to a ledger.
public struct TableConversion: Sendable {
    /// Rows that were handed on.
    public private(set) var rows = 0
    /// Rows that are no part of the table although they should be; totals and notes below it do not count.
    public private(set) var setAside = 0
    /// Rows of the table whose cells or quotes do not fit, kept as they stand.
    public private(set) var doubtful = 0
    public var columns = 0
    /// Rows below the data.
    public private(set) var footerRows = 0
    public var messages = DiagnosticTally()

    /// Reads an export to its end.
    ///
    /// - Parameters:
    ///   - keepsCells: Whether the ledger may hold the cells of rows, and not just where they stand.
    ///   - ledger: Is given what is no part of the table, as CSV, piece by piece.
    /// - Throws: If the file cannot be read or is ambiguous, or what the sink throws.
    public init<Sink: TableSink>(
        _ reader: inout ExportReader,
        to sink: inout Sink,
        keepsCells: Bool = true,
        ledger: ([UInt8]) throws(Refusal) -> Void
    ) throws(Refusal) {
        let preamble = reader.preambleRows
        let footer = reader.dialect?.footerRows ?? []
        let widest = (preamble + footer + reader.extraHeaderRows).map(\.cells.count).max() ?? 0
        footerRows = footer.count
        let width = max(1, widest, reader.dialect == nil ? reader.header.count : 0)
        let entries = Ledger(width: width, keepsCells: keepsCells)
        try ledger(entries.header + entries.rows(.preamble, preamble) + entries.rows(.header, reader.extraHeaderRows))
        columns = reader.header.count
        try sink.begin(reader.columns)
        while var batch = try reader.next() {
            if sink.isRectangular { batch.makeRectangular(columns: columns, file: reader.displayName) }
            try sink.add(batch)
            rows += batch.recordCount
            var last = 0
            for note in batch.notes {
                messages.add(note)
                let line = note.location?.line ?? 0
                if line != last { doubtful += 1 }
                last = line
                try ledger(entries.row(.note, note, []))
            }
            // Each row below the data is told once, at the end.
            for row in batch.setAside {
                if row.diagnostic.code == "dialect.row-below-data" {
                    // What a text file ends with was found out before; what a sheet ends with is only seen now.
                    if reader.dialect == nil {
                        footerRows += 1
                        try ledger(entries.rows(.footer, [Dialect.SideRow(line: row.line, cells: row.cells)]))
                    }
                    continue
                }
                // They are in a table of their own; that is told once as well.
                if row.diagnostic.code == "tools.row-of-section" {
                    try ledger(entries.row(.elsewhere, row.diagnostic, row.cells))
                    continue
                }
                // How many there are is told once as well.
                if row.diagnostic.code == "tools.inactive-answer" {
                    try ledger(entries.row(.setAside, row.diagnostic, row.cells))
                    continue
                }
                messages.add(row.diagnostic)
                setAside += 1
                try ledger(entries.row(.setAside, row.diagnostic, row.cells))
            }
        }
        try ledger(entries.rows(.footer, footer))
        if rows == 0 {
            let place = SourceLocation(file: reader.displayName, line: reader.headerLine)
            messages.add(Diagnostic(.warning, "convert.no-rows", at: place))
        }
        for diagnostic in reader.diagnostics {
            messages.add(diagnostic)
            // Titles and totals stand there themselves.
            if diagnostic.severity != .note { try ledger(entries.row(.note, diagnostic, [])) }
        }
        try sink.finish()
    }

    /// What an export comes to in which nothing stands.
    ///
    /// - Parameter refusal: Why nothing could be read.
    public init(ofNothing refusal: Refusal, ledger: ([UInt8]) throws(Refusal) -> Void) throws(Refusal) {
        let entries = Ledger(width: 1, keepsCells: true)
        try ledger(entries.header)
        for diagnostic in refusal.diagnostics {
            messages.add(diagnostic)
            try ledger(entries.row(.note, diagnostic, []))
        }
    }

    /// Rows that do not belong in a clean table, or do not fit it.
    public var badRows: Int { setAside + doubtful }

    /// What stands beside a table: everything of the file that is no part of it, and the rows to look at.
    private struct Ledger {
        enum Kind: String {
            case preamble, header, footer, elsewhere, note
            case setAside = "set-aside"
        }

        /// Cells of the widest row that is known beforehand.
        let width: Int
        let keepsCells: Bool

        var header: [UInt8] {
            CanonicalCSV.record(["kind", "line", "column", "code"] + (1...width).map { "c\($0)" })
        }

        func rows(_ kind: Kind, _ rows: [Dialect.SideRow]) -> [UInt8] {
            rows.flatMap { record([kind.rawValue, String($0.line), "", ""], $0.cells) }
        }

        func row(_ kind: Kind, _ diagnostic: Diagnostic, _ cells: [String]) -> [UInt8] {
            let place = diagnostic.location
            let entry = [
                kind.rawValue, place?.line.map(String.init) ?? "", place?.column.map(String.init) ?? "",
                diagnostic.code,
            ]
            // A row with more cells than any other stands in one, as CSV.
            return record(entry, cells.count <= width ? cells : [Self.line(cells)])
        }

        private func record(_ entry: [String], _ cells: [String]) -> [UInt8] {
            let cells = keepsCells ? cells : []
            return CanonicalCSV.record(entry + cells + [String](repeating: "", count: max(0, width - cells.count)))
        }

        private static func line(_ cells: [String]) -> String {
            String(decoding: CanonicalCSV.record(cells).dropLast(2), as: UTF8.self)
        }
    }
}

extension Refusal {
    /// Whether the file is empty, or has nothing but blank lines.
    public var tellsOfNothing: Bool {
        !diagnostics.isEmpty && diagnostics.allSatisfy { ["file.empty", "csv.only-blank-lines"].contains($0.code) }
    }
}
