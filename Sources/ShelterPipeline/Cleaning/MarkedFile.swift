internal import ShelterCleaning
internal import ShelterModel
internal import ShelterParsers

/// What a person must look at in one file: the log to come.
struct MarkedFile {
    private struct Mark {
        /// Number among the rows that could be read; `nil` for another row, or the file.
        var row: Int?
        var line: Int?
        /// Number of the cell in its row, from 0.
        var field: Int?
        var check: String
        var reason: String
        var proposal = ""
        var subject = ""
    }

    let file: InputFile
    private let idColumn: Int?
    private let texts: Texts
    private var marks: [Mark] = []

    init(_ file: InputFile, definition: TableDefinition, texts: Texts) {
        self.file = file
        self.texts = texts
        if let column = definition.index(of: .assessmentID), let field = file.match.fields[column] {
            idColumn = field
        } else {
            let others = definition.columns.indices.filter { definition.columns[$0].role != nil }
            idColumn = IdentifierColumn.find(in: file.header, except: Set(others.compactMap { file.match.fields[$0] }))
        }
    }

    var hits: Int { marks.count }

    /// A cell or row that was read, but not without a remark.
    ///
    /// - Parameters:
    ///   - lines: On which the rows of the batch begin.
    ///   - before: Rows in front of the batch.
    /// - Returns: Whether it is something to look at.
    mutating func mark(_ diagnostic: Diagnostic, _ lines: [Int], before: Int) -> Bool {
        guard diagnostic.severity != .note else { return false }
        let line = diagnostic.location?.line ?? 0
        // A cell behind a line break begins on a later line than its row.
        var low = 0
        var high = lines.count
        while low < high {
            let middle = (low + high) / 2
            if lines[middle] <= line { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return false }
        marks.append(
            Mark(
                row: before + low - 1,
                line: lines[low - 1],
                field: diagnostic.location?.column.map { $0 - 1 },
                check: IngestCounts.name(diagnostic),
                reason: texts.sentence(for: diagnostic)
            )
        )
        return true
    }

    /// A row that could not be read.
    mutating func mark(_ row: SetAsideRow) {
        marks.append(
            Mark(
                row: nil,
                line: row.line,
                field: nil,
                check: IngestCounts.name(row.diagnostic),
                reason: texts.sentence(for: row.diagnostic)
            )
        )
    }

    /// What a check found; `row` and `line` are those of this file, `column` one of the code book's own.
    mutating func mark(
        _ hit: CheckHit,
        _ check: QualityCheck,
        column: Int?,
        row: Int?,
        line: Int?,
        reason: Diagnostic
    ) {
        marks.append(
            Mark(
                row: row,
                line: line,
                field: column.flatMap { file.match.fields[$0] },
                check: check.id,
                reason: texts.sentence(for: reason),
                proposal: hit.proposal ?? "",
                subject: hit.subject ?? ""
            )
        )
    }

    /// The log, in the order of the rows; what is about the table as a whole comes last.
    ///
    /// The text of the cells was not kept: the file is read again.
    func entries() throws(Refusal) -> [LogEntry] {
        let ordered = marks.enumerated().sorted { one, other in
            let first = (one.element.line ?? .max, one.element.field ?? -1, one.offset)
            let second = (other.element.line ?? .max, other.element.field ?? -1, other.offset)
            return first < second
        }.map(\.element)
        var entries = ordered.map { mark in
            LogEntry(
                line: mark.line,
                variable: mark.field.flatMap { file.header.indices.contains($0) ? file.header[$0] : nil } ?? "",
                oldValue: mark.subject,
                newValue: mark.proposal,
                reason: mark.reason,
                check: mark.check
            )
        }
        let places = ordered.indices.filter { ordered[$0].row != nil }
        guard !places.isEmpty else { return entries }
        var options = file.options
        // The log is held against what stands in the raw file.
        options.values = []
        var cursor = RecordCursor(try ExportReader(path: file.path, displayName: file.name, options: options))
        var next = places.startIndex
        var row = -1
        while next < places.endIndex, try cursor.advance() {
            row += 1
            while next < places.endIndex, let wanted = ordered[places[next]].row, wanted <= row {
                let place = places[next]
                next += 1
                guard wanted == row else { continue }
                if let idColumn { entries[place].uuid = LogText.normal(cursor.text(idColumn)) }
                if let field = ordered[place].field { entries[place].oldValue = cursor.text(field) }
            }
        }
        return entries
    }
}

/// How often each problem of reading occurred.
struct IngestCounts {
    private(set) var list: [CheckOutcome.Check] = []
    private var places: [String: Int] = [:]

    static func name(_ diagnostic: Diagnostic) -> String { "ingest:\(diagnostic.code)" }

    mutating func add(_ diagnostic: Diagnostic) {
        let check = Self.name(diagnostic)
        if let place = places[check] {
            list[place].hits += 1
            return
        }
        places[check] = list.count
        list.append(
            CheckOutcome.Check(
                check: check,
                label: LocalizedText([:]),
                severity: diagnostic.severity,
                hits: 1,
                unknown: 0,
                absent: [],
                example: diagnostic.location
            )
        )
    }
}
