import ShelterModel

/// The table that came out of an `AuditPivot`, given in batches.
struct AuditTable {
    let columns: [ExportColumn]
    private let pivot: AuditPivot
    private let alignment: SectionAlignment
    /// Number in the table of each column that the pivot used.
    private let places: [Int?]
    private var nextRow = 0
    private var hasGivenRemarks = false

    /// - Throws: If the items are more than a table can have columns.
    init(_ pivot: AuditPivot) throws(Refusal) {
        self.pivot = pivot
        alignment = SectionAlignment(pivot)
        let alignment = alignment
        var templates: [String: Set<String>] = [:]
        for item in pivot.items { templates[item.id, default: []].insert(item.template) }
        var columns = pivot.fieldPlaces.map { place in
            var column = ExportColumn(name: pivot.sourceHeader[place])
            column.place = place + 1
            return column
        }
        /// Items that are one question share the columns of the first.
        let shared = pivot.used.map { AuditPivot.Column(item: alignment.first[$0.item] ?? $0.item, kind: $0.kind) }
        let telling = Set(pivot.telling.map { shared[$0] })
        let order = pivot.used.indices.filter { telling.contains(shared[$0]) }.sorted {
            (shared[$0].item, shared[$0].kind, $0) < (shared[$1].item, shared[$1].kind, $1)
        }
        var places = [Int?](repeating: nil, count: pivot.used.count)
        for (position, index) in order.enumerated() {
            if position > 0, shared[order[position - 1]] == shared[index] {
                places[index] = columns.count - 1
                continue
            }
            let (number, kind) = (shared[index].item, shared[index].kind)
            let item = pivot.items[number]
            // An item is known by its template and its id; the template is left out where it says nothing.
            let isShared = (templates[item.id]?.count ?? 0) > 1
            let suffix = kind == 0 ? "" : "." + AuditColumns.extras[kind - 1].suffix
            let name = alignment.names[number] ?? (isShared ? "\(item.template)/\(item.id)" : item.id)
            var column = ExportColumn(name: name + suffix)
            if let name = alignment.names[number] {
                let label = pivot.wordings[number].label
                if name != label { column.shortName = label + suffix }
            } else if isShared {
                column.shortName = item.id + suffix
            }
            column.label = pivot.wordings[number].label
            let place = kind == 0 ? pivot.columns.response : pivot.columns.extra[kind - 1]
            column.place = place.map { $0 + 1 }
            places[index] = columns.count
            columns.append(column)
        }
        guard columns.count <= CSVReader.columnLimit else {
            throw Refusal(
                "tools.too-many-items",
                at: SourceLocation(file: pivot.displayName),
                ["limit": .integer(CSVReader.columnLimit)]
            )
        }
        self.columns = columns
        self.places = places
    }

    var sectionRows: Int { pivot.sectionRows }

    /// What a person should know about the file as a whole.
    var diagnostics: [Diagnostic] {
        let place = { (line: Int?) in SourceLocation(file: pivot.displayName, line: line) }
        var found: [Diagnostic] = []
        if pivot.part == .audits, pivot.sectionRows > 0 {
            found.append(
                Diagnostic(.note, "tools.sections-apart", at: place(nil), ["rows": .integer(pivot.sectionRows)])
            )
        }
        found += alignment.diagnostics(pivot.displayName)
        if !pivot.differing.isEmpty {
            let names = pivot.differing.keys.sorted().map { pivot.sourceHeader[$0] }
            found.append(
                Diagnostic(
                    .warning,
                    "tools.audit-field-differs",
                    at: place(pivot.firstDiffering),
                    ["fields": .list(names), "count": .integer(pivot.differing.values.reduce(0, +))]
                )
            )
        }
        if pivot.inactiveAnswers.count > 0 {
            found.append(
                Diagnostic(
                    .warning,
                    "tools.inactive-with-response",
                    at: place(pivot.inactiveAnswers.line),
                    ["count": .integer(pivot.inactiveAnswers.count)]
                )
            )
        }
        return found
    }

    /// The next rows, or `nil` at the end.
    mutating func next(rows limit: Int, bytes size: Int) -> RecordBatch? {
        var batch = RecordBatch()
        if !hasGivenRemarks {
            hasGivenRemarks = true
            batch.setAside = pivot.setAside
            batch.notes = pivot.notes
        }
        let end = max(1, size)
        while nextRow < pivot.rows.count, batch.recordCount < max(1, limit), batch.bytes.count < end,
            batch.fieldEnds.count < end
        {
            append(pivot.rows[nextRow], to: &batch)
            nextRow += 1
        }
        return batch.recordCount == 0 && batch.setAside.isEmpty && batch.notes.isEmpty ? nil : batch
    }

    /// Keeps what else is said of an item that stands twice, beside its response if that was set aside too.
    private func keepExtra(
        _ cell: AuditPivot.Cell,
        name: String,
        of row: AuditPivot.Row,
        in batch: inout RecordBatch
    ) {
        guard pivot.keepsText, cell.count > 0 else { return }
        let text = String(decoding: pivot.bytes[cell.start..<cell.start + Int(cell.count)], as: UTF8.self)
        let item = pivot.used[Int(cell.column)].item
        let response = row.cells.last { pivot.used[Int($0.column)].item == item && $0.start < cell.start }
        let line = Int(response?.line ?? cell.line)
        guard
            let index = batch.setAside.lastIndex(where: {
                $0.line == line && $0.diagnostic.code == "tools.item-twice"
            })
        else { return }
        batch.setAside[index].cells += [name, text]
    }

    private func append(_ row: AuditPivot.Row, to batch: inout RecordBatch) {
        var cells = [AuditPivot.Cell?](repeating: nil, count: columns.count)
        for (number, field) in row.fields.enumerated() { cells[number] = field }
        for cell in row.cells {
            guard let place = places[Int(cell.column)] else { continue }
            if cells[place] == nil {
                cells[place] = cell
            } else if pivot.used[Int(cell.column)].kind != 0 {
                keepExtra(cell, name: columns[place].name, of: row, in: &batch)
            } else {
                // An item has one answer in an audit; every row of an item has a cell for it, be it empty.
                var location = SourceLocation(file: pivot.displayName, line: Int(cell.line))
                location.column = columns[place].place
                location.field = columns[place].name
                let item: [String: Diagnostic.Argument] = [
                    "item": .text(columns[place].name), "first": .integer(Int(cells[place]?.line ?? 0)),
                ]
                let text = pivot.bytes[cell.start..<cell.start + Int(cell.count)]
                batch.setAside.append(
                    SetAsideRow(
                        line: Int(cell.line),
                        diagnostic: Diagnostic(.warning, "tools.item-twice", at: location, item),
                        cells: pivot.keepsText ? [columns[place].name, String(decoding: text, as: UTF8.self)] : []
                    )
                )
            }
        }
        var offsets: [Int32] = []
        offsets.reserveCapacity(cells.count)
        for cell in cells {
            if let cell {
                if cell.isNumber { batch.numberCells.insert(batch.fieldEnds.count) }
                batch.bytes.append(contentsOf: pivot.bytes[cell.start..<cell.start + Int(cell.count)])
            }
            batch.fieldEnds.append(batch.bytes.count)
            offsets.append(cell.map { Int32(clamping: Int($0.line) - row.line) } ?? 0)
        }
        batch.lineOffsets[batch.lines.count] = offsets
        batch.lines.append(row.line)
        batch.recordEnds.append(batch.fieldEnds.count)
    }
}
