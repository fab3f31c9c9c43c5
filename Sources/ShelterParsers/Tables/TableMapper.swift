public import ShelterModel

/// Turns records of bytes into the typed columns of a table definition.
public struct TableMapper {
    public let definition: TableDefinition
    public let match: HeaderMatch
    let file: String
    private let forms: [FormList]
    /// Missing codes that are written as numbers, such as 99.
    private let numericMissing: [[Double: CellStatus]]
    private let ranges: [ClosedRange<Double>?]

    /// Numbers of people are added up as whole numbers, so no cell may hold more than any place on earth.
    private static let people = 0.0...1e9

    public init(_ definition: TableDefinition, match: HeaderMatch, file: String) {
        self.definition = definition
        self.match = match
        self.file = file
        forms = definition.columns.map(FormList.init)
        ranges = definition.columns.map { column in
            let countsPeople = column.role == .residents || column.role == .capacity
            return countsPeople ? column.range?.clamped(to: Self.people) ?? Self.people : column.range
        }
        numericMissing = definition.columns.map { column in
            var codes: [Double: CellStatus] = [:]
            for (status, forms) in column.missing {
                for form in forms {
                    if case .number(let value) = NumberReader(decimal: .point).read(form) { codes[value] = status }
                }
            }
            return codes
        }
    }

    /// The batch as a table; `only` limits the work to some columns, the others come out absent.
    ///
    /// Every cell that cannot be read or is impossible gives a diagnostic and status `invalid`.
    public func table(
        from batch: RecordBatch,
        only wanted: Set<Int>? = nil,
        diagnostics: inout [Diagnostic]
    ) -> Table {
        var table = Table(
            file: file,
            lines: batch.lines,
            columns: [],
            fields: match.fields.map { $0.map { $0 + 1 } },
            headers: match.headers,
            lineOffsets: batch.lineOffsets
        )
        var refused: [RefusedCell] = []
        for (index, column) in definition.columns.enumerated() {
            if let field = match.fields[index], wanted?.contains(index) ?? true {
                table.columns.append(read(column, index: index, field: field, batch, &refused))
            } else {
                table.columns.append(Self.absentColumn(column.type, rows: batch.lines.count))
            }
        }
        refused.sort { ($0.row, $0.column) < ($1.row, $1.column) }
        for cell in refused {
            var arguments = cell.arguments
            if let value = arguments["value"], definition.grain == .respondent {
                // An answer of a resident never stands in a message.
                arguments["value"] = value == .text("") ? value : "…"
            }
            diagnostics.append(
                Diagnostic(.error, cell.code, at: table.location(row: cell.row, column: cell.column), arguments)
            )
        }
        return table
    }

    private struct RefusedCell {
        var row: Int
        var column: Int
        var code: String
        var arguments: [String: Diagnostic.Argument]
    }

    private static func absentColumn(_ type: ValueType, rows: Int) -> Column {
        let status = [CellStatus](repeating: .columnAbsent, count: rows)
        return switch type {
        case .text, .freeText: .text(TextColumn(bytes: [], ends: [Int](repeating: 0, count: rows), status: status))
        case .choice: .coded(CodedColumn(codes: [UInt16](repeating: 0, count: rows), status: status))
        default: .number(NumberColumn(values: [Double](repeating: 0, count: rows), status: status))
        }
    }

    private func read(
        _ column: ColumnDefinition,
        index: Int,
        field: Int,
        _ batch: RecordBatch,
        _ refused: inout [RefusedCell]
    ) -> Column {
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
                let (value, status) = answer(column, index: index, row: row, bytes, &refused)
                result.codes.append(value)
                result.status.append(status)
            }
            return .coded(result)
        case .boolean:
            return .number(
                numbers(field, batch) { row, bytes in
                    let (value, status) = answer(column, index: index, row: row, bytes, &refused)
                    // The reader makes `yes` the first code of every boolean.
                    return (value == 0 && status == .present ? 1 : 0, status)
                }
            )
        case .date:
            return .number(
                numbers(field, batch) { row, bytes in date(index: index, row: row, bytes, &refused) }
            )
        case .number, .integer:
            let reader = NumberReader(decimal: column.decimal)
            return .number(
                numbers(field, batch) { row, bytes in
                    number(column, reader, index: index, row: row, bytes, &refused)
                }
            )
        }
    }

    @inline(__always)
    private func numbers(
        _ field: Int,
        _ batch: RecordBatch,
        _ read: (Int, UnsafeBufferPointer<UInt8>) -> (Double, CellStatus)
    ) -> NumberColumn {
        var result = NumberColumn()
        result.values.reserveCapacity(batch.lines.count)
        result.status.reserveCapacity(batch.lines.count)
        forEachCell(field, batch) { row, bytes in
            let (value, status) = read(row, bytes)
            result.values.append(value)
            result.status.append(status)
        }
        return result
    }

    @inline(__always)
    private func forEachCell(_ field: Int, _ batch: RecordBatch, _ body: (Int, UnsafeBufferPointer<UInt8>) -> Void) {
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

    @inline(__always)
    private func answer(
        _ column: ColumnDefinition,
        index: Int,
        row: Int,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ refused: inout [RefusedCell]
    ) -> (UInt16, CellStatus) {
        if bytes.isEmpty { return (0, .empty) }
        switch forms[index].quick(bytes) {
        case .code(let code): return (code, .present)
        case .missing(let status): return (0, status)
        case nil: return closerAnswer(column, index: index, row: row, bytes, &refused)
        }
    }

    private func closerAnswer(
        _ column: ColumnDefinition,
        index: Int,
        row: Int,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ refused: inout [RefusedCell]
    ) -> (UInt16, CellStatus) {
        let text = String(decoding: bytes, as: UTF8.self)
        switch forms[index].meaning(of: text) {
        case .code(let code): return (code, .present)
        case .missing(let status): return (0, status)
        case nil:
            if text.trimmingBlanks().isEmpty { return (0, .empty) }
            let allowed = column.codes.compactMap { $0.forms.first }
            refuse(
                column.type == .boolean ? "cell.unknown-answer" : "cell.unknown-code",
                row,
                index,
                text,
                ["allowed": .list(Self.shown(allowed))],
                &refused
            )
            return (0, .invalid)
        }
    }

    private func date(
        index: Int,
        row: Int,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ refused: inout [RefusedCell]
    ) -> (Double, CellStatus) {
        if bytes.isEmpty { return (0, .empty) }
        if let date = DateReader.simple(bytes) { return (Double(date.daysSince1970), .present) }
        let text = String(decoding: bytes, as: UTF8.self)
        if case .missing(let status) = forms[index].meaning(of: text) { return (0, status) }
        if text.trimmingBlanks().isEmpty { return (0, .empty) }
        if let date = DateReader.read(text) { return (Double(date.daysSince1970), .present) }
        refuse(Self.spreadsheetError(text) ?? "cell.not-a-date", row, index, text, [:], &refused)
        return (0, .invalid)
    }

    @inline(__always)
    private func number(
        _ column: ColumnDefinition,
        _ reader: NumberReader,
        index: Int,
        row: Int,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ refused: inout [RefusedCell]
    ) -> (Double, CellStatus) {
        if bytes.isEmpty { return (0, .empty) }
        if let value = reader.simple(bytes) {
            if numericMissing[index].isEmpty, ranges[index]?.contains(value) ?? true,
                column.type == .number || value == value.rounded()
            {
                return (value, .present)
            }
            return checked(value, column, index: index, row: row, bytes, &refused)
        }
        if case .missing(let status) = forms[index].quick(bytes) { return (0, status) }
        let text = String(decoding: bytes, as: UTF8.self)
        if case .missing(let status) = forms[index].meaning(of: text) { return (0, status) }
        if text.trimmingBlanks().isEmpty { return (0, .empty) }
        switch reader.read(text) {
        case .number(let value):
            return checked(value, column, index: index, row: row, bytes, &refused)
        case .ambiguous(let first, let second):
            // A count has no decimals, so only one of the two can be meant.
            let whole = [first, second].filter { $0 == $0.rounded() }
            if column.type == .integer, whole.count == 1 {
                return checked(whole[0], column, index: index, row: row, bytes, &refused)
            }
            refuse(
                "cell.ambiguous-number",
                row,
                index,
                text,
                ["first": .number(first), "second": .number(second)],
                &refused
            )
        case .notANumber:
            refuse(Self.spreadsheetError(text) ?? "cell.not-a-number", row, index, text, [:], &refused)
        }
        return (0, .invalid)
    }

    private func checked(
        _ value: Double,
        _ column: ColumnDefinition,
        index: Int,
        row: Int,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ refused: inout [RefusedCell]
    ) -> (Double, CellStatus) {
        if let status = numericMissing[index][value] { return (0, status) }
        let text = { String(decoding: bytes, as: UTF8.self) }
        if let range = ranges[index], !range.contains(value) {
            refuse(
                "cell.out-of-range",
                row,
                index,
                text(),
                ["low": .number(range.lowerBound), "high": .number(range.upperBound)],
                &refused
            )
            return (0, .invalid)
        }
        if column.type == .integer, value != value.rounded() || abs(value) > 9e15 {
            refuse("cell.not-an-integer", row, index, text(), [:], &refused)
            return (0, .invalid)
        }
        return (value, .present)
    }

    private static func spreadsheetError(_ text: String) -> String? {
        text.hasPrefix("#") ? "cell.spreadsheet-error" : nil
    }

    private func refuse(
        _ code: String,
        _ row: Int,
        _ column: Int,
        _ text: String,
        _ arguments: [String: Diagnostic.Argument],
        _ refused: inout [RefusedCell]
    ) {
        let shown = text.count > 40 ? String(text.prefix(39)) + "…" : text
        let value = Diagnostic.Argument.text(String(shown.map { $0.isNewline ? " " : $0 }))
        refused.append(
            RefusedCell(row: row, column: column, code: code, arguments: arguments.merging(["value": value]) { $1 })
        )
    }
}
