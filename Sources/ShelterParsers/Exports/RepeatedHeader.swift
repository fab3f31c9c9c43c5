import ShelterModel

/// Finds rows of a workbook that name the columns again, as where two tables were put below each other: they are no data.
///
/// In text files `CSVReader` sees them, which knows the length of every record.
struct RepeatedHeader {
    private let cells: [[UInt8]]
    private let displayName: String

    /// - Returns: `nil` for one column, whose name may well be an answer.
    init?(_ header: [String], displayName: String) {
        guard header.count > 1 else { return nil }
        cells = header.map { Array($0.utf8) }
        self.displayName = displayName
    }

    func setAside(in batch: inout RecordBatch) {
        let found = (0..<batch.recordCount).filter { isHeader($0, batch) }
        guard !found.isEmpty else { return }
        var rest = RecordBatch()
        rest.setAside = batch.setAside
        rest.notes = batch.notes
        var repeated = found[...]
        var quoted = batch.quotedEmpty[...]
        for record in 0..<batch.recordCount {
            if repeated.first == record {
                repeated.removeFirst()
                let line = batch.lines[record]
                let place = SourceLocation(file: displayName, line: line)
                let reason = Diagnostic(.warning, "table.repeated-header", at: place)
                rest.setAside.append(SetAsideRow(line: line, diagnostic: reason))
            } else {
                rest.append(record, of: batch, fields: batch.fields(of: record), quotedEmpty: &quoted)
            }
        }
        rest.setAside.sort { $0.line < $1.line }
        batch = rest
    }

    private func isHeader(_ record: Int, _ batch: RecordBatch) -> Bool {
        let fields = batch.fields(of: record)
        guard fields.count == cells.count else { return false }
        return zip(fields, cells).allSatisfy { field, cell in batch.bytes[batch.range(of: field)].elementsEqual(cell) }
    }
}
