import ShelterModel

/// Which questions each version of a form had, as far as the answers of an export of KoboToolbox tell.
///
/// The export has one column for every question of any version, and leaves it empty in the rows of the others. That a
/// question was not there is only taken to be known where all rows of a version are empty although other versions have
/// answers, and where that can hardly be chance.
struct FormVersions {
    /// Above this chance that all rows of a version left a question empty, nothing is said.
    static let chance = 0.05
    /// Most counters: versions times columns.
    private static let limit = 1 << 22

    private struct Version {
        var rows = 0
        /// Per question.
        var answers: [Int]
    }

    private let header: [String]
    /// Columns that name the version, the first one that is filled counts.
    private let marks: [Int]
    private let questions: [Int]
    private var versions: [String: Version] = [:]
    private var isTooLarge = false
    private var absent: [String: Set<Int>] = [:]
    /// Columns of which nothing can be said for some version.
    private var unsure: Set<Int> = []
    private(set) var isDecided = false
    private var count = 0
    private var firstLine: Int?
    private var found: Set<Int> = []

    /// `nil` if no column names the version.
    init?(_ header: [String]) {
        let normal = header.map(HeaderMatch.normal)
        marks = normal.indices.filter { Self.isMark(normal[$0]) }
        guard !marks.isEmpty else { return nil }
        self.header = header
        questions = normal.indices.filter { !normal[$0].isEmpty && !Self.isFixed(normal[$0]) }
    }

    /// `__version__`, and `_version_` or `_version__001` of older forms.
    private static func isMark(_ name: String) -> Bool {
        guard name.hasPrefix("_") else { return false }
        let name = name.drop { $0 == "_" }
        return name.hasPrefix("version_") && name.dropFirst(8).allSatisfy { $0 == "_" || $0.isNumber }
    }

    /// What every form has, and nobody is asked.
    private static func isFixed(_ name: String) -> Bool {
        name.hasPrefix("_") || name.hasPrefix("meta/") || name.hasPrefix("formhub/")
            || [
                "start", "end", "today", "deviceid", "phonenumber", "username", "subscriberid", "simserial", "audit",
            ].contains(name)
    }

    private func version(of record: Int, _ batch: RecordBatch) -> String? {
        let fields = batch.fields(of: record)
        for mark in marks where mark < fields.count {
            let range = batch.range(of: fields.lowerBound + mark)
            if !range.isEmpty, range.count <= 200 { return batch.text(of: fields.lowerBound + mark) }
        }
        return nil
    }

    // MARK: - First pass

    /// - Parameter skipped: Records at the start that belong to the header.
    mutating func add(_ batch: RecordBatch, skipping skipped: Int = 0) {
        for record in 0..<batch.recordCount where record >= skipped {
            guard let name = version(of: record, batch) else { continue }
            if versions[name] == nil, (versions.count + 1) * (questions.count + 1) > Self.limit { isTooLarge = true }
            guard !isTooLarge else { return }
            let fields = batch.fields(of: record)
            versions[name, default: Version(answers: [Int](repeating: 0, count: questions.count))].rows += 1
            for (number, column) in questions.enumerated() where column < fields.count {
                if !batch.range(of: fields.lowerBound + column).isEmpty { versions[name]?.answers[number] += 1 }
            }
        }
    }

    mutating func decide() {
        isDecided = true
        guard !isTooLarge, versions.count > 1 else { return }
        for (name, version) in versions {
            for (number, column) in questions.enumerated() where version.answers[number] == 0 {
                let others = versions.values.filter { $0.answers[number] > 0 }
                guard !others.isEmpty else { continue }
                let rows = others.reduce(0) { $0 + $1.rows }
                let answers = others.reduce(0) { $0 + $1.answers[number] }
                let empty = Double(rows - answers) / Double(rows)
                var chance = 1.0
                var row = 0
                while row < version.rows, chance > Self.chance {
                    chance *= empty
                    row += 1
                }
                if chance <= Self.chance { absent[name, default: []].insert(column) } else { unsure.insert(column) }
            }
        }
    }

    // MARK: - Second pass

    mutating func apply(to batch: inout RecordBatch) {
        guard !absent.isEmpty else { return }
        for record in 0..<batch.recordCount {
            guard let name = version(of: record, batch), let columns = absent[name] else { continue }
            let fields = batch.fields(of: record)
            let empty = columns.filter { $0 < fields.count && batch.range(of: fields.lowerBound + $0).isEmpty }
            batch.notAsked[record] = empty
            count += empty.count
            found.formUnion(empty)
            if firstLine == nil { firstLine = batch.lines[record] }
        }
    }

    /// What a person should know about the file as a whole; complete after the last batch.
    func diagnostics(_ file: String) -> [Diagnostic] {
        var remarks: [Diagnostic] = []
        if versions.count > 1 {
            let count: [String: Diagnostic.Argument] = ["count": .integer(versions.count)]
            remarks.append(Diagnostic(.note, "tools.several-versions", at: SourceLocation(file: file), count))
        }
        if count > 0 {
            remarks.append(
                Diagnostic(
                    .note,
                    "tools.not-in-version",
                    at: SourceLocation(file: file, line: firstLine),
                    ["count": .integer(count), "columns": .list(names(found))]
                )
            )
        }
        if !unsure.isEmpty || isTooLarge {
            remarks.append(
                Diagnostic(
                    .note,
                    "tools.version-unsure",
                    at: SourceLocation(file: file),
                    ["columns": .list(isTooLarge ? ["…"] : names(unsure))]
                )
            )
        }
        return remarks
    }

    private func names(_ columns: Set<Int>) -> [String] { TableMapper.shown(columns.sorted().map { header[$0] }) }
}
