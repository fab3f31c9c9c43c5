internal import ShelterModel

extension TableMapper {
    func read(
        _ column: ColumnDefinition,
        index: Int,
        field: Int,
        _ batch: RecordBatch,
        _ findings: inout CellFindings
    ) -> Column {
        if match.options[index] != nil { return .number(options(index, batch, &findings)) }
        switch column.type {
        case .text: return .text(texts(column, index: index, field: field, batch))
        case .freeText:
            let withheld = [CellStatus](repeating: .withheld, count: batch.lines.count)
            return .text(
                TextColumn(bytes: [], ends: [Int](repeating: 0, count: withheld.count), status: withheld)
            )
        case .choice:
            var result = CodedColumn()
            result.codes.reserveCapacity(batch.lines.count)
            result.status.reserveCapacity(batch.lines.count)
            forEachCell(field, batch) { row, bytes in
                let cell = MappedCell(column: index, row: row, bytes: bytes)
                let (value, status) = answer(column, cell, &findings)
                result.codes.append(value)
                result.status.append(status)
            }
            return .coded(result)
        case .boolean:
            return .number(
                numbers(index, field, batch) { cell in
                    let (value, status) = answer(column, cell, &findings)
                    // The reader makes `yes` the first code of every boolean.
                    return (value == 0 && status == .present ? 1 : 0, status)
                }
            )
        case .date:
            let reader = DateReader(dates: decisions[index].dates, readsSerials: decisions[index].readsSerials)
            return .number(
                numbers(index, field, batch) { cell in date(reader, cell, &findings) }
            )
        case .number, .integer:
            let reader = NumberReader(decimal: decisions[index].decimal)
            // What the file holds as a number cannot be meant otherwise.
            let certain = NumberReader(decimal: .point)
            return .number(
                numbers(index, field, batch) { cell in
                    let isNumber = batch.isNumber(field, of: cell.row)
                    return number(column, isNumber ? certain : reader, cell, &findings)
                }
            )
        }
    }

    @inline(__always)
    private func numbers(
        _ index: Int,
        _ field: Int,
        _ batch: RecordBatch,
        _ read: (MappedCell) -> (Double, CellStatus)
    ) -> NumberColumn {
        var result = NumberColumn()
        result.values.reserveCapacity(batch.lines.count)
        result.status.reserveCapacity(batch.lines.count)
        forEachCell(field, batch) { row, bytes in
            let (value, status) = read(MappedCell(column: index, row: row, bytes: bytes))
            result.values.append(value)
            result.status.append(status)
        }
        return result
    }

    @inline(__always)
    func forEachCell(_ field: Int, _ batch: RecordBatch, _ body: (Int, UnsafeBufferPointer<UInt8>) -> Void) {
        batch.bytes.withUnsafeBufferPointer { bytes in
            batch.fieldEnds.withUnsafeBufferPointer { ends in
                var first = 0
                for row in batch.recordEnds.indices {
                    let position = first + field
                    let start = position == 0 ? 0 : ends[position - 1]
                    body(row, UnsafeBufferPointer(rebasing: bytes[start..<ends[position]]))
                    first = batch.recordEnds[row]
                }
            }
        }
    }

    // MARK: Texts

    private func texts(_ column: ColumnDefinition, index: Int, field: Int, _ batch: RecordBatch) -> TextColumn {
        var result = TextColumn()
        let forms = forms[index]
        forEachCell(field, batch) { _, bytes in
            let trimmed = Self.trimmed(bytes)
            var status = CellStatus.present
            if trimmed.isEmpty {
                status = .empty
            } else if case .missing(let reason) = forms.quick(trimmed) {
                status = reason
            }
            if status == .present { result.bytes.append(contentsOf: trimmed) }
            result.ends.append(result.bytes.count)
            result.status.append(status)
        }
        return result
    }

    /// Without blanks, tabs and non-breaking spaces (C2 A0) at both ends.
    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var low = 0
        var high = bytes.count
        while low < high {
            if bytes[low] == 0x20 || bytes[low] == 0x09 {
                low += 1
            } else if low + 1 < high, bytes[low] == 0xC2, bytes[low + 1] == 0xA0 {
                low += 2
            } else {
                break
            }
        }
        while high > low {
            if bytes[high - 1] == 0x20 || bytes[high - 1] == 0x09 {
                high -= 1
            } else if high - 1 > low, bytes[high - 2] == 0xC2, bytes[high - 1] == 0xA0 {
                high -= 2
            } else {
                break
            }
        }
        return UnsafeBufferPointer(rebasing: bytes[low..<high])
    }

    // MARK: Answers

    @inline(__always)
    private func answer(
        _ column: ColumnDefinition,
        _ cell: MappedCell,
        _ findings: inout CellFindings
    ) -> (UInt16, CellStatus) {
        if cell.bytes.isEmpty { return (0, .empty) }
        switch forms[cell.column].quick(cell.bytes) {
        case .code(let code): return (code, .present)
        case .missing(let status): return (0, status)
        case .ambiguous, nil: return closerAnswer(column, cell, &findings)
        }
    }

    func closerAnswer(
        _ column: ColumnDefinition,
        _ cell: MappedCell,
        _ findings: inout CellFindings
    ) -> (UInt16, CellStatus) {
        let text = cell.text
        switch forms[cell.column].meaning(of: text) {
        case .code(let code): return (code, .present)
        case .missing(let status): return (0, status)
        case .ambiguous:
            findings.refuse("cell.ambiguous-answer", cell)
            return (0, .invalid)
        case nil:
            if text.trimmingBlanks().isEmpty { return (0, .empty) }
            if !numericMissing[cell.column].isEmpty, case .number(let value) = NumberReader(decimal: .point).read(text),
                let status = numericMissing[cell.column][value]
            {
                return (0, status)
            }
            let allowed = column.codes.compactMap { $0.forms.first }
            findings.refuse(
                column.type == .boolean ? "cell.unknown-answer" : "cell.unknown-code",
                cell,
                ["allowed": .list(Self.shown(allowed))]
            )
            return (0, .invalid)
        }
    }

    // MARK: Dates

    private func date(
        _ reader: DateReader,
        _ cell: MappedCell,
        _ findings: inout CellFindings
    ) -> (Double, CellStatus) {
        if cell.bytes.isEmpty { return (0, .empty) }
        if !hasMissingDates[cell.column], let date = reader.simple(cell.bytes) {
            return (Double(date.daysSince1970), .present)
        }
        let text = cell.text
        if case .missing(let status) = forms[cell.column].meaning(of: text) { return (0, status) }
        if text.trimmingBlanks().isEmpty { return (0, .empty) }
        switch reader.read(text) {
        case .date(let date): return (Double(date.daysSince1970), .present)
        case .ambiguous(let first, let second):
            findings.refuse(
                "cell.ambiguous-date",
                cell,
                ["first": .text(first.iso), "second": .text(second.iso)]
            )
        case .twoDigitYear: findings.refuse("cell.two-digit-year", cell)
        case .serial: findings.refuse("cell.date-serial", cell)
        case .notADate: findings.refuse(Self.spreadsheetError(text) ?? "cell.not-a-date", cell)
        }
        return (0, .invalid)
    }

    static func spreadsheetError(_ text: String) -> String? {
        text.hasPrefix("#") ? "cell.spreadsheet-error" : nil
    }
}
