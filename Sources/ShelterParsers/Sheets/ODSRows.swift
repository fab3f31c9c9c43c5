import ShelterModel

/// The rows of one table in the content of an ODS workbook.
struct ODSRows: SheetRows {
    private enum Place {
        case before, inside, after
    }

    let formulasWithoutValue: (count: Int, first: (row: Int, column: Int)?) = (0, nil)
    /// Merged ranges that were found so far, each added with its first cell; `nil` if nobody asks for them.
    private(set) var merged: MergedRanges?
    private(set) var leftMerged = MergedRanges.Left()
    private let table: Int
    private let limit: SheetGuard
    private var place = Place.before
    private var tablesSeen = 0
    private var isInSpreadsheet = false
    private var rowNumber = 0
    /// How many times the row in hand is still to be given.
    private var repeats = 0

    /// - Parameter table: Counted from 0.
    init(table: Int, limit: SheetGuard) {
        self.table = table
        self.limit = limit
        merged = limit.options.fillMerged ? MergedRanges() : nil
    }

    mutating func next(_ events: inout XMLEvents, into row: inout SheetRow) throws(Refusal) -> Bool {
        if repeats > 0 {
            repeats -= 1
            row.number += 1
            try limit.check(row, column: 0, cellStart: row.bytes.count)
            return true
        }
        while true {
            let event = try events.next()
            switch (event.kind, event.name) {
            case (.finished, _): return false
            case (.start, .documentContent), (.start, .body): break
            case (.start, .spreadsheet): isInSpreadsheet = true
            case (.end, .spreadsheet): isInSpreadsheet = false
            case (.start, .table) where isInSpreadsheet && place == .before && tablesSeen == table: place = .inside
            case (.start, .table) where isInSpreadsheet && place != .inside:
                tablesSeen += 1
                try events.skipElement()
            case (.end, .table) where place == .inside: place = .after
            case (.start, .rowGroup), (.start, .headerRows), (.start, .rowsOfTable): break
            case (.start, .tableRow) where place == .inside:
                if try readRow(&events, into: &row) { return true }
            case (.start, _): try events.skipElement()
            default: break
            }
        }
    }

    private mutating func readRow(_ events: inout XMLEvents, into row: inout SheetRow) throws(Refusal) -> Bool {
        let count = Self.count(events, .rowsRepeated)
        row.begin(number: rowNumber + 1)
        rowNumber = min(rowNumber, Int.max / 2) + count
        var column = 0
        reading: while true {
            let event = try events.next()
            switch event.kind {
            case .start where event.name == .tableCell || event.name == .coveredCell:
                let columns = Self.count(events, .columnsRepeated)
                noteMerged(events, row: row.number, column: column)
                let start = row.bytes.count
                let isNumber = try readCell(&events, column: column, into: &row)
                if row.bytes.count > start {
                    try fill(columns, from: column, cellStart: start, isNumber: isNumber, &row)
                }
                // What is empty may stand repeated without end.
                column = min(column + columns, Int.max / 4)
            case .start: try events.skipElement()
            case .end, .finished: break reading
            case .text: break
            }
        }
        if row.isEmpty { return false }
        repeats = count - 1
        return true
    }

    /// Gives some columns the text at the end of the row.
    private func fill(
        _ columns: Int,
        from column: Int,
        cellStart: Int,
        isNumber: Bool,
        _ row: inout SheetRow
    ) throws(Refusal) {
        try limit.check(row, column: column + columns - 1, cellStart: cellStart)
        row.set(column, from: cellStart, isNumber: isNumber)
        guard columns > 1 else { return }
        let text = Array(row.bytes[cellStart...])
        for repeated in column + 1..<column + columns {
            let start = row.bytes.count
            row.bytes.append(contentsOf: text)
            try limit.check(row, column: repeated, cellStart: start)
            row.set(repeated, from: start, isNumber: isNumber)
        }
    }

    private mutating func noteMerged(_ events: borrowing XMLEvents, row: Int, column: Int) {
        let rows = Self.count(events, .rowsSpanned)
        let columns = Self.count(events, .columnsSpanned)
        if merged == nil {
            leftMerged.add(rows: row..<row + rows, columns: column..<column + columns)
        } else {
            merged?.add(rows: row..<row + rows, columns: column..<column + columns)
        }
    }

    private static func count(_ events: borrowing XMLEvents, _ name: XMLName) -> Int {
        max(1, events.attribute(name).flatMap(XLSXRows.integer) ?? 1)
    }

    /// Appends the text of the cell that has just begun: its value, or what it shows if it has none.
    ///
    /// - Returns: Whether the workbook holds it as a number.
    private mutating func readCell(
        _ events: inout XMLEvents,
        column: Int,
        into row: inout SheetRow
    ) throws(Refusal) -> Bool {
        let start = row.bytes.count
        let isValueKnown = events.attributeText(.ownValueType) != "error" && Self.appendValue(events, to: &row.bytes)
        // A truth value that LibreOffice made a number is none.
        let isNumber =
            isValueKnown && Self.numberTypes.contains(events.attributeText(.valueType) ?? "")
            && !row.bytes[start...].elementsEqual("true".utf8) && !row.bytes[start...].elementsEqual("false".utf8)
        var hasParagraph = false
        while true {
            let event = try events.next()
            switch event.kind {
            case .start where event.name == .paragraph && !isValueKnown:
                if hasParagraph { row.bytes.append(UInt8(ascii: "\n")) }
                hasParagraph = true
                try readParagraph(&events, column: column, cellStart: start, into: &row)
            case .start: try events.skipElement()
            case .end, .finished:
                if row.bytes.count > start { try limit.check(row, column: column, cellStart: start) }
                return isNumber
            case .text: break
            }
        }
    }

    private static let numberTypes: Set<String> = ["float", "percentage", "currency"]

    /// - Returns: `false` if only the displayed text tells the value.
    private static func appendValue(_ events: borrowing XMLEvents, to target: inout [UInt8]) -> Bool {
        switch events.attributeText(.valueType) {
        case "float", "percentage", "currency":
            guard let value = events.attribute(.value) else { return false }
            // What was a boolean in a workbook of Excel, LibreOffice makes a formula with a number.
            let formula = events.attribute(.formula)
            if let formula, formula.elementsEqual("of:=TRUE()".utf8) {
                target.append(contentsOf: "true".utf8)
            } else if let formula, formula.elementsEqual("of:=FALSE()".utf8) {
                target.append(contentsOf: "false".utf8)
            } else {
                SheetNumber.append(value, to: &target)
            }
        case "date":
            guard let value = events.attributeText(.dateValue) else { return false }
            target.append(contentsOf: SheetDate.shortened(value).utf8)
        case "time":
            guard let value = events.attributeText(.timeValue) else { return false }
            target.append(contentsOf: (SheetDate.clockText(isoDuration: value) ?? value).utf8)
        case "boolean":
            guard let value = events.attribute(.booleanValue) else { return false }
            target.append(contentsOf: value)
        default:
            guard let value = events.attribute(.stringValue) else { return false }
            target.append(contentsOf: value)
        }
        return true
    }

    /// Appends the text of a paragraph, in which a run of white space counts as one blank.
    ///
    /// At its end LibreOffice writes and reads a blank as it stands; a run with a line break there is only layout.
    private mutating func readParagraph(
        _ events: inout XMLEvents,
        column: Int,
        cellStart: Int,
        into row: inout SheetRow
    ) throws(Refusal) {
        var depth = 1
        var isAfterBlank = true
        var isLayout = false
        let start = row.bytes.count
        while depth > 0 {
            let event = try events.next()
            switch (event.kind, event.name) {
            case (.finished, _): return
            case (.text, _):
                for byte in events.text {
                    let isBlank = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
                    if !isBlank { row.bytes.append(byte) } else if !isAfterBlank { row.bytes.append(0x20) }
                    if isBlank { isLayout = isAfterBlank && isLayout || byte != 0x20 }
                    isAfterBlank = isBlank
                }
                try limit.check(row, column: column, cellStart: cellStart)
            case (.start, .s):
                let blanks = Self.count(events, .c)
                row.bytes.append(contentsOf: repeatElement(0x20, count: min(blanks, limit.options.fieldLimit + 1)))
                isAfterBlank = false
                depth += 1
                try limit.check(row, column: column, cellStart: cellStart)
            case (.start, .tab), (.start, .lineBreak):
                row.bytes.append(event.name == .tab ? 0x09 : 0x0A)
                isAfterBlank = false
                depth += 1
            case (.start, .annotation), (.start, .note), (.start, .rubyText): try events.skipElement()
            case (.start, _): depth += 1
            case (.end, _): depth -= 1
            }
        }
        if isAfterBlank, isLayout, row.bytes.count > start { row.bytes.removeLast() }
    }
}
