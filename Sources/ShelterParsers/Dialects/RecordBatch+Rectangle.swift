internal import ShelterModel

extension RecordBatch {
    /// Gives every record as many fields as there are columns, for formats that have no ragged rows.
    ///
    /// Short records get empty fields. Those with more fields are set aside with all of their cells, so that none is lost.
    public mutating func makeRectangular(columns: Int, file: String) {
        guard (0..<recordCount).contains(where: { fields(of: $0).count != columns }) else { return }
        var result = RecordBatch()
        result.setAside = setAside
        result.notes = notes
        for record in 0..<recordCount {
            let fields = fields(of: record)
            guard fields.count <= columns else {
                let counts: [String: Diagnostic.Argument] = [
                    "cells": .integer(fields.count), "columns": .integer(columns),
                ]
                let place = SourceLocation(file: file, line: lines[record])
                let reason = Diagnostic(.error, "csv.too-many-cells", at: place, counts)
                result.setAside.append(
                    SetAsideRow(line: lines[record], diagnostic: reason, cells: fields.map { text(of: $0) })
                )
                result.notes.removeAll { $0.code == "csv.ragged-row" && $0.location?.line == lines[record] }
                continue
            }
            if let offsets = lineOffsets[record] { result.lineOffsets[result.lines.count] = offsets }
            for field in fields {
                if isQuotedEmpty(field) { result.quotedEmpty.append(result.fieldEnds.count) }
                result.takeMark(of: field, in: self)
                result.bytes += bytes[range(of: field)]
                result.fieldEnds.append(result.bytes.count)
            }
            result.fieldEnds += [Int](repeating: result.bytes.count, count: columns - fields.count)
            result.recordEnds.append(result.fieldEnds.count)
            result.lines.append(lines[record])
        }
        self = result
    }
}
