import ShelterModel

/// The rows of one worksheet part of an XLSX workbook.
struct XLSXRows: SheetRows {
    private enum CellType {
        case number, shared, text, inline, boolean, error, date
    }

    private let strings: SharedStrings
    private let styles: XLSXStyles
    private let limit: SheetGuard
    let merged: MergedRanges?
    /// They stand behind all cells.
    private(set) var leftMerged = MergedRanges.Left()
    private var value: [UInt8] = []
    private var rowNumber = 0
    private var isInData = false
    private(set) var formulasWithoutValue: (count: Int, first: (row: Int, column: Int)?) = (0, nil)

    init(strings: SharedStrings, styles: XLSXStyles, merged: MergedRanges?, limit: SheetGuard) {
        self.merged = merged
        self.strings = strings
        self.styles = styles
        self.limit = limit
    }

    mutating func next(_ events: inout XMLEvents, into row: inout SheetRow) throws(Refusal) -> Bool {
        while true {
            let event = try events.next()
            switch (event.kind, event.name) {
            case (.finished, _): return false
            case (.start, .worksheet): break
            case (.start, .mergeCells) where merged == nil: break
            case (.start, .mergeCell) where merged == nil:
                if let (rows, columns) = events.attributeText(.ref).flatMap(MergedRanges.ranges) {
                    leftMerged.add(rows: rows, columns: columns)
                }
            case (.start, .sheetData): isInData = true
            case (.end, .sheetData): isInData = false
            case (.start, .row) where isInData:
                try readRow(&events, into: &row)
                if !row.isEmpty { return true }
            case (.start, _): try events.skipElement()
            default: break
            }
        }
    }

    private mutating func readRow(_ events: inout XMLEvents, into row: inout SheetRow) throws(Refusal) {
        var number = rowNumber + 1
        if let written = events.attribute(.r) {
            guard let read = Self.integer(written) else { throw events.damaged("row without a number") }
            if read <= rowNumber {
                let place = SourceLocation(file: limit.displayName, line: read)
                throw Refusal("sheet.row-out-of-order", at: place)
            }
            number = read
        }
        rowNumber = number
        row.begin(number: number)
        var column = 0
        while true {
            let event = try events.next()
            switch event.kind {
            case .start where event.name == .c:
                if let place = events.attribute(.r) {
                    guard let read = Self.column(place) else { throw events.damaged("cell without a column") }
                    column = read
                }
                try readCell(&events, column: column, into: &row)
                column += 1
            case .start: try events.skipElement()
            case .end, .finished: return
            case .text: break
            }
        }
    }

    private mutating func readCell(
        _ events: inout XMLEvents,
        column: Int,
        into row: inout SheetRow
    ) throws(Refusal) {
        let type = try Self.type(events)
        let style = events.attribute(.s).flatMap(Self.integer) ?? 0
        let start = row.bytes.count
        var hasFormula = false
        var isNumber = false
        value.removeAll(keepingCapacity: true)
        content: while true {
            let event = try events.next()
            switch event.kind {
            case .end, .finished: break content
            case .text: break
            case .start:
                switch event.name {
                case .v: try readValue(&events, row: row, column: column)
                case .f:
                    hasFormula = true
                    try events.skipElement()
                case .inlineString:
                    try SharedStrings.readString(&events, into: &row.bytes, limit: limit.options.fieldLimit)
                default: try events.skipElement()
                }
            }
        }
        try limit.check(row, column: column, cellStart: start)
        if value.isEmpty {
            if hasFormula, type != .text { noteFormula(row: row.number, column: column) }
        } else {
            isNumber = try take(type, style: style, events, into: &row.bytes)
            try limit.check(row, column: column, cellStart: start)
        }
        // Which of the two is meant nobody can tell.
        if start < row.bytes.count, !row.range(of: column).isEmpty {
            throw events.damaged("two cells in one place of row \(row.number)")
        }
        row.set(column, from: start, isNumber: isNumber)
    }

    private mutating func noteFormula(row: Int, column: Int) {
        formulasWithoutValue.count += 1
        if formulasWithoutValue.first == nil { formulasWithoutValue.first = (row, column) }
    }

    private mutating func readValue(
        _ events: inout XMLEvents,
        row: SheetRow,
        column: Int
    ) throws(Refusal) {
        while true {
            switch try events.next().kind {
            case .text:
                value.append(contentsOf: events.text)
                if value.count > limit.options.fieldLimit {
                    let place = SourceLocation(file: limit.displayName, line: row.number, column: column + 1)
                    throw Refusal("sheet.cell-too-long", at: place, ["limit": .integer(limit.options.fieldLimit)])
                }
            case .start: try events.skipElement()
            case .end, .finished: return
            }
        }
    }

    /// - Returns: Whether it is a number, and no date.
    private func take(
        _ type: CellType,
        style: Int,
        _ events: borrowing XMLEvents,
        into target: inout [UInt8]
    ) throws(Refusal) -> Bool {
        switch type {
        case .text: SharedStrings.appendUnescaped(value[...], to: &target)
        case .inline, .error: target.append(contentsOf: value)
        case .date: target.append(contentsOf: SheetDate.shortened(String(decoding: value, as: UTF8.self)).utf8)
        case .boolean:
            switch Self.trimmed(value) {
            case [UInt8(ascii: "1")]: target.append(contentsOf: "true".utf8)
            case [UInt8(ascii: "0")]: target.append(contentsOf: "false".utf8)
            default: target.append(contentsOf: value)
            }
        case .shared:
            guard let index = Self.trimmed(value).withUnsafeBufferPointer(Self.integer), index < strings.count else {
                throw events.damaged("shared string out of range")
            }
            target.append(contentsOf: strings[index])
        case .number:
            let text = Self.trimmed(value)
            let kind = styles.kind(of: style)
            if kind != .number, let serial = SheetNumber.value(text),
                let date = SheetDate.text(serial: serial, kind: kind, is1904: styles.is1904)
            {
                target.append(contentsOf: date.utf8)
            } else {
                SheetNumber.append(text, to: &target)
                return true
            }
        }
        return false
    }

    private static func type(_ events: borrowing XMLEvents) throws(Refusal) -> CellType {
        guard let text = events.attribute(.t), let first = text.first else { return .number }
        if text.count == 1 {
            switch first {
            case UInt8(ascii: "n"): return .number
            case UInt8(ascii: "s"): return .shared
            case UInt8(ascii: "b"): return .boolean
            case UInt8(ascii: "e"): return .error
            case UInt8(ascii: "d"): return .date
            default: throw events.damaged("cell of an unknown type")
            }
        }
        if text.elementsEqual("str".utf8) { return .text }
        if text.elementsEqual("inlineStr".utf8) { return .inline }
        throw events.damaged("cell of an unknown type")
    }

    /// Without white space around it.
    private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        guard let first = bytes.first, let last = bytes.last, first <= 0x20 || last <= 0x20 else { return bytes[...] }
        let start = bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
        let end = bytes.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? start
        return bytes[start..<end]
    }

    /// Digits, and nothing else.
    static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.count <= 10 else { return nil }
        var number = 0
        for byte in bytes {
            let digit = byte &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            number = number * 10 + Int(digit)
        }
        return number
    }

    /// The column of a reference such as `AB12`, counted from 0.
    static func column(_ reference: UnsafeBufferPointer<UInt8>) -> Int? {
        var column = 0
        for (count, byte) in reference.enumerated() {
            let letter = (byte | 0x20) &- UInt8(ascii: "a")
            guard letter < 26 else { return count == 0 ? nil : column - 1 }
            guard count < 6 else { return nil }
            column = column * 26 + Int(letter) + 1
        }
        return column == 0 ? nil : column - 1
    }
}
