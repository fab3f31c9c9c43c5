internal import ShelterCleaning
internal import ShelterModel
internal import ShelterParsers

extension VerifyRun {
    /// How to read the clean file: as it was written, or as a spreadsheet saved it; if neither fits, it is found out.
    func cleanOptions(header: [String]) throws(Refusal) -> ExportOptions {
        var options = ExportOptions().verbatim(expected: header)
        // Whatever program made the raw file, the clean one is a table already.
        options.tool = .plain
        options.csv.dialect.headerRows = 1
        options.csv.dialect.preambleRows = 0
        options.csv.dialect.footerRows = 0
        guard form == .text else {
            // Beside the data stands a sheet about the columns.
            let sheets = try ExportReader.sheets(path: settings.clean, displayName: names[2]).compactMap(\.name)
            if sheets.count > 1, sheets.contains(XLSXWriter.dataSheet) { options.sheet = XLSXWriter.dataSheet }
            return options
        }
        var sameWidth: ExportOptions?
        for delimiter in [",", ";", "\t"] {
            var attempt = options
            attempt.csv.dialect.delimiter = delimiter
            attempt.csv.dialect.quote = "\""
            guard
                let found = try? ExportReader(path: settings.clean, displayName: names[2], options: attempt).header
            else { continue }
            if found == header { return attempt }
            if found.count == header.count, header.count > 1, sameWidth == nil { sameWidth = attempt }
        }
        if let sameWidth { return sameWidth }
        options.csv.dialect = DialectOptions()
        return options
    }

    /// What differs in the columns themselves.
    mutating func reportColumns(_ columns: SharedColumns, _ expected: [String], _ found: [String], line: Int) {
        let place = SourceLocation(file: names[2], line: line)
        for column in columns.missing {
            outcome.add("verify.column-missing", at: place, ["column": .text(expected[column])])
        }
        for column in columns.added {
            outcome.add(
                "verify.column-added",
                at: SourceLocation(file: names[2], line: line, column: column + 1, field: found[column])
            )
        }
        if columns.areMoved { outcome.add("verify.columns-moved", at: place) }
    }

    /// Reads both files once more, row beside row.
    mutating func compareCells(
        _ steps: [RowAlignment.Step],
        _ columns: SharedColumns,
        _ options: ExportOptions,
        _ deleted: Set<Int>
    ) throws(Refusal) {
        var expected = try ExpectedRecords(settings, log.log, name: names[0], form: form)
        var found = RecordCursor(
            try ExportReader(path: settings.clean, displayName: names[2], options: options),
            skipsBlank: form.isRectangular
        )
        for step in steps {
            switch step {
            case .missing:
                guard try expected.advance() else { return }
                outcome.add(
                    "verify.row-missing",
                    at: SourceLocation(file: names[2]),
                    ["raw": .text(names[0]), "line": .integer(expected.line)]
                )
            case .added:
                guard try found.advance() else { return }
                let isDeleted = deleted.contains(columns.hash(found))
                outcome.add(
                    isDeleted ? "verify.row-not-deleted" : "verify.row-added",
                    at: SourceLocation(file: names[2], line: found.line)
                )
            case .both:
                let isThere = try expected.advance()
                guard try found.advance(), isThere else { return }
                compareRow(expected, found, columns)
            }
        }
    }

    private mutating func compareRow(
        _ expected: borrowing ExpectedRecords,
        _ found: borrowing RecordCursor,
        _ columns: SharedColumns
    ) {
        for pair in columns.pairs(expected.count, found.count) {
            outcome.cells += 1
            let wanted = expected.bytes(pair.expected)
            let stands = found.bytes(pair.found)
            guard !form.isSame(wanted, stands) else { continue }
            let name = columns.foundHeader.indices.contains(pair.found) ? columns.foundHeader[pair.found] : nil
            let place = SourceLocation(file: names[2], line: found.line, column: pair.found + 1, field: name)
            var arguments: [String: Diagnostic.Argument] = ["raw": .text(names[0]), "line": .integer(expected.line)]
            if showsValues {
                arguments["expected"] = .text(String(decoding: wanted, as: UTF8.self))
                arguments["found"] = .text(String(decoding: stands, as: UTF8.self))
            }
            let isRaw = form.isSame(expected.rawBytes(pair.expected), stands)
            if expected.isEdited(pair.expected), isRaw {
                let name = LogText.normal(expected.header[pair.expected])
                let entry = expected.entries.map { log.log.entries[$0] }.first { LogText.normal($0.variable) == name }
                arguments["entry"] = .integer(entry?.location?.line ?? 0)
                outcome.add(
                    showsValues ? "verify.entry-not-applied-values" : "verify.entry-not-applied",
                    at: place,
                    arguments
                )
            } else {
                outcome.add(showsValues ? "verify.cell-differs-values" : "verify.cell-differs", at: place, arguments)
            }
        }
    }
}

/// Which column of the clean file belongs to which of the raw one: the same name, and of equal names the same turn.
struct SharedColumns {
    let foundHeader: [String]
    private let form: CellForm
    private(set) var missing: [Int] = []
    private(set) var added: [Int] = []
    private let expectedCount: Int
    private var places: [Int?] = []
    private var shared: [(expected: Int, found: Int)] = []

    init(_ expected: [String], _ found: [String], _ form: CellForm) {
        self.form = form
        // SPSS does not allow every name.
        let expected = form == .statistical ? SAVWriter.variableNames(for: expected) : expected
        foundHeader = found
        expectedCount = expected.count
        var open: [String: [Int]] = [:]
        for place in found.indices.reversed() { open[LogText.normal(found[place]), default: []].append(place) }
        for (number, name) in expected.enumerated() {
            let place = open[LogText.normal(name)]?.popLast()
            places.append(place)
            if place == nil { missing.append(number) }
        }
        shared = places.enumerated().compactMap { number, place in place.map { (number, $0) } }
        let used = Set(places.compactMap(\.self))
        added = found.indices.filter { !used.contains($0) }
    }

    /// Whether the shared columns stand in another order.
    var areMoved: Bool {
        let shared = places.compactMap(\.self)
        return zip(shared, shared.dropFirst()).contains { $0 > $1 }
    }

    /// The column of the clean file; `nil` if it has none.
    func found(_ expected: Int) -> Int? { places.indices.contains(expected) ? places[expected] : nil }

    /// Cells that belong together; cells behind the header's last one go by their distance from it.
    func pairs(_ expectedCells: Int, _ foundCells: Int) -> [(expected: Int, found: Int)] {
        let beyond = max(expectedCells - expectedCount, foundCells - foundHeader.count)
        guard beyond > 0 else { return shared }
        var pairs = shared
        for number in 0..<beyond { pairs.append((expectedCount + number, foundHeader.count + number)) }
        return pairs
    }

    func hash(_ row: borrowing ExpectedRecords) -> Int {
        var hasher = Hasher()
        for (number, pair) in pairs(row.count, 0).enumerated() {
            combine(number, row.bytes(pair.expected), &hasher)
        }
        return hasher.finalize()
    }

    func hash(_ row: borrowing RecordCursor) -> Int {
        var hasher = Hasher()
        for (number, pair) in pairs(0, row.count).enumerated() {
            combine(number, row.bytes(pair.found), &hasher)
        }
        return hasher.finalize()
    }

    /// Of a row of the raw file.
    func rawHash(_ row: borrowing RecordCursor) -> Int {
        var hasher = Hasher()
        for (number, pair) in pairs(row.count, 0).enumerated() {
            let cell = form.written(row.bytes(pair.expected), isNumber: row.isNumber(pair.expected))
            combine(number, cell, &hasher)
        }
        return hasher.finalize()
    }

    /// An empty cell at the end is as good as none.
    private func combine(_ number: Int, _ cell: ArraySlice<UInt8>, _ hasher: inout Hasher) {
        let normal = form.normal(cell)
        guard !normal.isEmpty else { return }
        hasher.combine(number)
        hasher.combine(normal)
    }
}

/// Hashes of the rows that the log takes out.
final class DeletedRows {
    var columns: SharedColumns?
    private(set) var hashes: Set<Int> = []

    func add(_ row: borrowing RecordCursor) {
        if let columns { hashes.insert(columns.rawHash(row)) }
    }
}
