internal import ShelterCleaning
public import ShelterModel
internal import ShelterParsers

/// Whether a clean file is the raw one plus the log.
public struct VerifyOutcome: Sendable, Codable {
    public var raw: HashedFile
    public var log: HashedFile
    public var clean: HashedFile
    /// Cells that were compared.
    public var cells: Int
    public var undecided: Int
    /// How many differences nothing explains.
    public var differenceCount: Int
    /// The first hundred thousand of them.
    public var differences: [Diagnostic]

    public var isProven: Bool { differenceCount == 0 }

    mutating func add(_ code: String, at place: SourceLocation, _ arguments: [String: Diagnostic.Argument] = [:]) {
        add(Diagnostic(.error, code, at: place, arguments))
    }

    mutating func add(_ diagnostic: Diagnostic) {
        differenceCount += 1
        if differences.count < Self.limit { differences.append(diagnostic) }
    }

    private static let limit = 100_000
}

/// Computes what the clean file must be, and compares it cell by cell.
public struct VerifyRun {
    let settings: CleanSettings
    /// Whether a difference shows the two values.
    let showsValues: Bool
    let names: [String]
    let log: LogFile.Reading
    /// By what cells are compared, as the format of the clean file asks.
    let form: CellForm
    var outcome: VerifyOutcome

    /// - Throws: `Refusal` when a file cannot be read, or the log does not fit the raw file.
    public static func run(_ settings: CleanSettings, showsValues: Bool) throws(Refusal) -> VerifyOutcome {
        var run = try VerifyRun(settings, showsValues: showsValues)
        return try run.compare()
    }

    private init(_ settings: CleanSettings, showsValues: Bool) throws(Refusal) {
        self.settings = settings
        self.showsValues = showsValues
        names = CSVReader.displayNames(for: [settings.raw, settings.log, settings.clean])
        log = try LogFile.read(settings.log, name: names[1])
        form = CellForm(ExportFormat(path: settings.clean))
        outcome = VerifyOutcome(
            raw: HashedFile(file: names[0], hash: "", rows: 0),
            log: HashedFile(file: names[1], hash: log.hash, rows: log.log.entries.count),
            clean: HashedFile(file: names[2], hash: "", rows: 0),
            cells: 0,
            undecided: log.log.undecided,
            differenceCount: 0,
            differences: []
        )
    }

    private mutating func compare() throws(Refusal) -> VerifyOutcome {
        // First hashes of all rows, which say what belongs together; then the cells themselves.
        let deleted = DeletedRows()
        let rawHash = Hash()
        var expected = try ExpectedRecords(settings, log.log, name: names[0], form: form, hash: rawHash) {
            deleted.add($0)
        }
        let options = try cleanOptions(header: expected.header)
        let cleanHash = Hash()
        var found = RecordCursor(
            try ExportReader(path: settings.clean, displayName: names[2], options: options) {
                cleanHash.value.update($0)
            },
            skipsBlank: form.isRectangular
        )
        let columns = SharedColumns(expected.header, found.header, form)
        deleted.columns = columns
        reportColumns(columns, expected.header, found.header, line: found.headerLine)
        var hashes: (expected: [Int], found: [Int]) = ([], [])
        var ids: (expected: [Int], found: [Int]) = ([], [])
        let idColumn = expected.idColumn.flatMap { columns.found($0) == nil ? nil : $0 }
        while try expected.advance() {
            hashes.expected.append(columns.hash(expected))
            if let idColumn { ids.expected.append(form.idHash(expected.bytes(idColumn))) }
        }
        try expected.finish()
        while try found.advance() {
            hashes.found.append(columns.hash(found))
            if let idColumn, let place = columns.found(idColumn) {
                ids.found.append(form.idHash(found.bytes(place)))
            }
        }
        outcome.raw.rows = expected.rawRows
        outcome.raw.hash = rawHash.value.hex
        outcome.clean.rows = found.rows
        outcome.clean.hash = cleanHash.value.hex
        for diagnostic in expected.unreadable { outcome.add(diagnostic) }
        for row in found.setAside { outcome.add(row.diagnostic) }
        let steps = RowAlignment.steps(
            expected: hashes.expected,
            found: hashes.found,
            expectedIDs: ids.expected,
            foundIDs: ids.found
        )
        try compareCells(steps, columns, options, deleted.hashes)
        return outcome
    }
}
