import ShelterModel

/// Brings the items of each audit together in one row, or those of each instance of a repeating section.
///
/// All of the export is held, since the rows of an audit may stand anywhere in it; a limit keeps that within bounds.
struct AuditPivot {
    enum Part: String, CaseIterable {
        case audits, sections
    }

    struct Item: Hashable {
        var template: String
        var id: String
    }

    /// One column of the table: the response to an item, or what else is said of it.
    struct Column: Hashable {
        /// Number of the item, in the order in which they appear.
        var item: Int
        /// 0: the response; otherwise 1 + the number of the extra.
        var kind: Int
    }

    struct Cell {
        var column: Int32
        var line: Int32
        var start: Int
        var count: Int32
        /// Whether the file holds it as a number.
        var isNumber = false
    }

    struct Row {
        var line: Int
        var fields: [Cell?]
        var cells: [Cell] = []
    }

    /// Where an instance of a repeating section stands in its audit.
    struct Instance {
        var audit: String
        var section: String
        /// Of its first item.
        var parent: String
    }

    /// By what an item may be known besides its id.
    struct Wording: Hashable {
        var category: String
        var type: String
        var label: String
    }

    let part: Part
    let displayName: String
    let columns: AuditColumns
    let sourceHeader: [String]
    private let limit: Int
    private(set) var bytes: [UInt8] = []
    private(set) var rows: [Row] = []
    private(set) var items: [Item] = []
    /// Per item, as its first row has it.
    private(set) var wordings: [Wording] = []
    /// Per row of the part `sections`.
    private(set) var instances: [Instance] = []
    /// Id of the repeating section by audit and id of an instance, where the export names it.
    private var repeating: [String: String] = [:]
    private(set) var used: [Column] = []
    /// Columns in which more stands than what every item has; the others are left out.
    private(set) var telling: Set<Int> = []
    /// Rows of items in repeating sections; only counted for the part with the audits.
    private(set) var sectionRows = 0
    private(set) var setAside: [SetAsideRow] = []
    private(set) var notes: [Diagnostic] = []
    /// How often a field of an audit is not the same in all of its rows, by its place in the file.
    private(set) var differing: [Int: Int] = [:]
    private(set) var firstDiffering: Int?
    /// Items that were not shown and yet have a response.
    private(set) var inactiveAnswers: (count: Int, line: Int) = (0, 0)
    private let fieldCount: Int
    private var work = 0
    private var rowNumbers: [String: Int] = [:]
    private var itemNumbers: [Item: Int] = [:]
    private var columnNumbers: [Column: Int] = [:]

    /// Whether what stands in a row that is set aside is kept.
    let keepsText: Bool

    init(
        _ columns: AuditColumns,
        header: [String],
        part: Part,
        limit: Int,
        keepsText: Bool,
        displayName: String
    ) {
        self.keepsText = keepsText
        self.columns = columns
        self.part = part
        self.limit = limit
        self.displayName = displayName
        sourceHeader = header
        fieldCount = Self.fieldPlaces(part, columns).count
    }

    mutating func add(_ batch: RecordBatch) throws(Refusal) {
        if part == .audits {
            setAside += batch.setAside
            notes += batch.notes
        }
        for record in 0..<batch.recordCount {
            try add(batch, record)
            guard work <= limit else {
                throw Refusal(
                    "tools.too-large-to-pivot",
                    at: SourceLocation(file: displayName, line: batch.lines[record]),
                    ["limit": .integer(limit)]
                )
            }
        }
    }

    private mutating func add(_ batch: RecordBatch, _ record: Int) throws(Refusal) {
        let first = batch.fields(of: record).lowerBound
        let count = batch.fields(of: record).count
        let range = { (column: Int?) -> Range<Int> in
            guard let column, column < count else { return 0..<0 }
            return batch.range(of: first + column)
        }
        let text = { (column: Int?) -> String in
            String(decoding: batch.bytes[range(column)], as: UTF8.self).trimmingBlanks()
        }
        let line = batch.lines[record]
        let audit = text(columns.audit)
        let id = text(columns.item)
        let section = text(columns.section)
        if audit.isEmpty || id.isEmpty {
            if part == .audits { setAside(batch, record, .error, "tools.item-without-audit") }
            return
        }
        if !section.isEmpty {
            sectionRows += 1
            if part == .audits, keepsText { setAside(batch, record, .note, "tools.row-of-section") }
        }
        let isHere = section.isEmpty == (part == .audits)
        let hasContent = !range(columns.response).isEmpty || columns.extra.contains { Self.tells(text($0)) }
        let type = text(columns.type).lowercased()
        let isSilent = AuditColumns.silentTypes.contains(type) && !hasContent
        let parent = text(columns.parent)
        if part == .sections, AuditColumns.instanceTypes.contains(type), !parent.isEmpty {
            for instance in [id, section] where !instance.isEmpty && instance != parent {
                repeating[Self.key(audit, instance)] = parent
                work += (audit.utf8.count + instance.utf8.count + parent.utf8.count) * 2
            }
        }
        guard part == .audits || (isHere && !isSilent) else { return }
        let row = self.row(Instance(audit: audit, section: section, parent: parent), line)
        let lineOf = { (column: Int) -> Int32 in
            let offsets = batch.lineOffsets[record] ?? []
            return Int32(clamping: line + (column < offsets.count ? Int(offsets[column]) : 0))
        }
        for (number, column) in columns.fields.enumerated() where !range(column).isEmpty {
            keepField(
                batch.bytes[range(column)],
                number,
                column,
                row: row,
                line: lineOf(column),
                isNumber: batch.isNumber(column, of: record)
            )
        }
        guard isHere, !isSilent else { return }
        let item = try self.item(
            Item(template: text(columns.template), id: id),
            Wording(category: text(columns.category), type: type, label: text(columns.label)),
            line
        )
        let isInactive = Self.isTrue(text(columns.inactive))
        if isInactive {
            if !range(columns.response).isEmpty {
                if inactiveAnswers.count == 0 { inactiveAnswers.line = line }
                inactiveAnswers.count += 1
                if keepsText { setAside(batch, record, .note, "tools.inactive-answer") }
            }
        }
        let response = Column(item: item, kind: 0)
        let place = lineOf(columns.response)
        telling.insert(
            isInactive
                ? keep(ExportTool.inactiveMark.utf8, response, row, place)
                : keep(
                    batch.bytes[range(columns.response)],
                    response,
                    row,
                    place,
                    isNumber: batch.isNumber(columns.response, of: record)
                )
        )
        for (number, column) in columns.extra.enumerated() {
            guard let column, !range(column).isEmpty else { continue }
            let used = keep(batch.bytes[range(column)], Column(item: item, kind: number + 1), row, lineOf(column))
            if Self.tells(text(column)) { telling.insert(used) }
        }
    }

    private mutating func setAside(
        _ batch: RecordBatch,
        _ record: Int,
        _ severity: Diagnostic.Severity,
        _ code: String
    ) {
        let line = batch.lines[record]
        let reason = Diagnostic(severity, code, at: SourceLocation(file: displayName, line: line))
        let cells = keepsText ? batch.fields(of: record).map { batch.text(of: $0) } : []
        setAside.append(SetAsideRow(line: line, diagnostic: reason, cells: cells))
    }

    /// Whether more stands there than what every item has: `False`, and a score of 0.
    private static func tells(_ text: String) -> Bool {
        !(text.isEmpty || ["0", "0.0", "false", "onwaar"].contains(text.lowercased()))
    }

    private static func isTrue(_ text: String) -> Bool { ["true", "1", "waar"].contains(text.lowercased()) }

    private static func key(_ audit: String, _ id: String) -> String { audit + "\u{0}" + id }

    /// Id of the repeating section that an instance belongs to; `nil` if the export does not name it.
    func section(of instance: Instance) -> String? {
        repeating[Self.key(instance.audit, instance.section)] ?? repeating[Self.key(instance.audit, instance.parent)]
    }

    private mutating func row(_ instance: Instance, _ line: Int) -> Int {
        let (audit, section) = (instance.audit, instance.section)
        let key = part == .audits ? audit : Self.key(audit, section)
        if let number = rowNumbers[key] { return number }
        rowNumbers[key] = rows.count
        work += key.utf8.count + 64 + columns.fields.count * MemoryLayout<Cell?>.stride
        var row = Row(line: line, fields: [Cell?](repeating: nil, count: fieldCount))
        if part == .sections {
            row.fields[1] = store(section.utf8, 0, Int32(clamping: line))
            instances.append(instance)
            work += key.utf8.count + instance.parent.utf8.count + 48
        }
        rows.append(row)
        return rows.count - 1
    }

    private mutating func item(_ item: Item, _ wording: Wording, _ line: Int) throws(Refusal) -> Int {
        if let number = itemNumbers[item] { return number }
        // In repeating sections many ids may be one question.
        guard part == .sections || items.count + fieldCount < CSVReader.columnLimit else {
            throw Refusal(
                "tools.too-many-items",
                at: SourceLocation(file: displayName, line: line),
                ["limit": .integer(CSVReader.columnLimit)]
            )
        }
        itemNumbers[item] = items.count
        items.append(item)
        wordings.append(wording)
        work += (item.template.utf8.count + item.id.utf8.count) * 2 + wording.label.utf8.count + 160
        return items.count - 1
    }

    private mutating func store(
        _ text: some Collection<UInt8>,
        _ column: Int,
        _ line: Int32,
        isNumber: Bool = false
    ) -> Cell {
        let start = bytes.count
        bytes.append(contentsOf: text)
        work += text.count + MemoryLayout<Cell>.stride
        return Cell(
            column: Int32(column),
            line: line,
            start: start,
            count: Int32(clamping: text.count),
            isNumber: isNumber
        )
    }

    /// - Returns: The number of the column among the used ones.
    private mutating func keep(
        _ text: some Collection<UInt8>,
        _ column: Column,
        _ row: Int,
        _ line: Int32,
        isNumber: Bool = false
    ) -> Int {
        let number: Int
        if let known = columnNumbers[column] {
            number = known
        } else {
            number = used.count
            columnNumbers[column] = number
            used.append(column)
        }
        let cell = store(text, number, line, isNumber: isNumber)
        rows[row].cells.append(cell)
        return number
    }

    /// The first text counts that a field has in any row of the audit.
    private mutating func keepField(
        _ text: ArraySlice<UInt8>,
        _ number: Int,
        _ column: Int,
        row: Int,
        line: Int32,
        isNumber: Bool
    ) {
        guard let field = fieldNumber(number) else { return }
        if let known = rows[row].fields[field] {
            if !bytes[known.start..<known.start + Int(known.count)].elementsEqual(text) {
                differing[column, default: 0] += 1
                if firstDiffering == nil { firstDiffering = Int(line) }
            }
        } else {
            rows[row].fields[field] = store(text, field, line, isNumber: isNumber)
        }
    }

    // MARK: - Fields

    /// Places in the file of what stands before the items.
    var fieldPlaces: [Int] { Self.fieldPlaces(part, columns) }

    private static func fieldPlaces(_ part: Part, _ columns: AuditColumns) -> [Int] {
        switch part {
        case .audits: columns.fields
        case .sections: [columns.audit] + [columns.section, columns.template].compactMap(\.self)
        }
    }

    /// Number in the table of a field of the audit; `nil` if this part leaves it out.
    private func fieldNumber(_ number: Int) -> Int? {
        switch part {
        case .audits: number
        case .sections: number == 0 ? 0 : columns.fields[number] == columns.template ? 2 : nil
        }
    }
}
