internal import ShelterModel

/// Gathers what the cells of a file say about the way its columns are written.
public struct ColumnSurvey {
    /// Cells of one sort: how many, and where the first one stands.
    struct Seen {
        var count = 0
        var line = 0
        var text = ""

        mutating func add(_ line: Int, _ text: @autoclosure () -> String = "") {
            count += 1
            guard count == 1 else { return }
            self.line = line
            self.text = text()
        }
    }

    struct Decimals {
        var comma = Seen()
        var point = Seen()
        /// Of a column of whole numbers: only the reading with this decimal mark is whole (`1.250`).
        var wholeWithComma = Seen()
        var wholeWithPoint = Seen()
        /// Both readings are numbers, and even a column of whole numbers could have either.
        var ambiguous = Seen()
    }

    struct Dates {
        /// Can only be day-month, or only month-day.
        var dayFirst = Seen()
        var monthFirst = Seen()
        /// Those of `monthFirst` that are written with a hyphen or a point.
        var hyphenMonthFirst = Seen()
        /// Either, written as the Dutch do.
        var hyphen = Seen()
        /// Either, with a slash.
        var slash = Seen()
        /// Either, with AM or PM behind it.
        var american = Seen()
        /// Those of `dayFirst` with AM or PM behind them.
        var americanDayFirst = Seen()
        var serial = Seen()
        /// Anything else that is no missing answer.
        var other = Seen()
    }

    struct Digits {
        var zero = Seen()
        var two = Seen()
        var all = Seen()
    }

    enum Evidence {
        case decimals(Decimals)
        case dates(Dates)
        case digits(Digits)
        /// Whether a "no" stands in any column of the question.
        case option(hasNo: Bool)
    }

    let mapper: TableMapper
    /// By the number of the column in the definition.
    private(set) var evidence: [Int: Evidence] = [:]
    private let columns: [Int]

    /// - Returns: `nil` if the code book leaves nothing to find out about the columns that the file has.
    public init?(_ mapper: TableMapper) {
        self.mapper = mapper
        for (index, column) in mapper.definition.columns.enumerated() where mapper.match.fields[index] != nil {
            if let place = mapper.match.options[index] {
                if place.split != nil { evidence[index] = .option(hasNo: mapper.writesNo.contains(index)) }
                continue
            }
            switch column.type {
            case .number, .integer:
                if column.decimal == .either { evidence[index] = .decimals(Decimals()) }
            case .date:
                if column.dateOrder == .either { evidence[index] = .dates(Dates()) }
            case .boolean:
                if Self.hasTwoCodings(column) { evidence[index] = .digits(Digits()) }
            case .choice, .text, .freeText: continue
            }
        }
        columns = evidence.keys.sorted()
        if columns.isEmpty { return nil }
    }

    /// Whether "no" can be 0, beside 1 for yes, but also 2.
    private static func hasTwoCodings(_ column: ColumnDefinition) -> Bool {
        column.codes.contains { $0.forms.contains("0") && $0.forms.contains("2") }
    }

    public mutating func add(_ batch: RecordBatch) {
        for index in columns {
            guard let known = evidence[index], let field = mapper.match.fields[index] else { continue }
            switch known {
            case .decimals(var decimals):
                // Taken out of the dictionary, so that it is changed in place.
                let isWhole = mapper.definition.columns[index].type == .integer
                mapper.forEachCell(field, batch) { row, bytes in
                    // Numbers of a workbook tell nothing of how its texts are written.
                    if batch.isNumber(field, of: row) { return }
                    note(bytes, batch.lines[row], index, isWhole: isWhole, &decimals)
                }
                evidence[index] = .decimals(decimals)
            case .dates(var dates):
                mapper.forEachCell(field, batch) { row, bytes in note(bytes, batch.lines[row], index, &dates) }
                evidence[index] = .dates(dates)
            case .digits(var digits):
                mapper.forEachCell(field, batch) { row, bytes in
                    let bytes = Self.digit(bytes)
                    switch bytes {
                    case UInt8(ascii: "0"): digits.zero.add(batch.lines[row])
                    case UInt8(ascii: "2"): digits.two.add(batch.lines[row])
                    case nil: return
                    default: break
                    }
                    digits.all.add(batch.lines[row])
                }
                evidence[index] = .digits(digits)
            case .option(hasNo: true): continue
            case .option(hasNo: false):
                guard let place = mapper.match.options[index] else { continue }
                var hasNo = false
                for sibling in place.siblings where !hasNo {
                    mapper.forEachCell(sibling.field, batch) { _, bytes in
                        if !hasNo, !bytes.isEmpty, mapper.forms[index].meaning(of: bytes) == .code(1) { hasNo = true }
                    }
                }
                evidence[index] = .option(hasNo: hasNo)
            }
        }
    }

    /// The only digit of a cell, if it is 0, 1 or 2.
    private static func digit(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt8? {
        guard bytes.count <= 3 else { return nil }
        var found: UInt8?
        for byte in bytes where byte != 0x20 {
            guard found == nil, (0x30...0x32).contains(byte) else { return nil }
            found = byte
        }
        return found
    }

    // MARK: Numbers

    private func note(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ line: Int,
        _ index: Int,
        isWhole: Bool,
        _ decimals: inout Decimals
    ) {
        // A number without a mark reads the same either way.
        var marks = 0
        var behind = 0
        var mark: UInt8 = 0
        var others = false
        for byte in bytes {
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") {
                marks += 1
                mark = byte
                behind = 0
            } else {
                if byte &- UInt8(ascii: "0") >= 10 { others = true }
                behind += 1
            }
        }
        guard marks > 0 else { return }
        if case .missing = mapper.forms[index].quick(bytes) { return }
        if marks == 1, !others, behind > 0, behind != 3, behind < bytes.count - 1 {
            if mark == UInt8(ascii: ",") { decimals.comma.add(line) } else { decimals.point.add(line) }
            return
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if case .missing = mapper.forms[index].meaning(of: text) { return }
        let parts = QualifiedNumber(text, unitForms: mapper.unitForms[index])?.numbers ?? [text]
        for part in parts {
            switch NumberReader.readings(of: part) {
            case (nil, nil): continue
            case (_?, nil): decimals.point.add(line)
            case (nil, _?): decimals.comma.add(line)
            case (let first?, let second?):
                guard first != second else { continue }
                switch (isWhole && first == first.rounded(), isWhole && second == second.rounded()) {
                case (true, false): decimals.wholeWithPoint.add(line)
                case (false, true): decimals.wholeWithComma.add(line)
                default: decimals.ambiguous.add(line, part)
                }
            }
        }
    }

    // MARK: Dates

    private func note(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Int, _ index: Int, _ dates: inout Dates) {
        guard !bytes.isEmpty else { return }
        let shape: DateShape
        if !mapper.hasMissingDates[index], let digits = DateDigits(bytes) {
            shape = digits.shape
        } else {
            let text = String(decoding: bytes, as: UTF8.self)
            if case .missing = mapper.forms[index].meaning(of: text) { return }
            if text.trimmingBlanks().isEmpty { return }
            shape = DateShape(text)
        }
        switch shape {
        case .serial: dates.serial.add(line)
        case .digits(let digits):
            dates.other.add(line)
            switch (digits.dayFirst, digits.monthFirst) {
            case (let first?, let second?):
                // 3-3-2025 is the same day either way.
                guard first != second else { return }
                let text = String(decoding: bytes, as: UTF8.self)
                if digits.isAmerican {
                    dates.american.add(line, text)
                } else if digits.isDutch {
                    dates.hyphen.add(line, text)
                } else {
                    dates.slash.add(line, text)
                }
            case (_?, nil):
                dates.dayFirst.add(line)
                if digits.isAmerican { dates.americanDayFirst.add(line) }
            case (nil, _?):
                dates.monthFirst.add(line)
                if digits.isDutch { dates.hyphenMonthFirst.add(line) }
            case (nil, nil): return
            }
        case .fixed, .twoDigitYear, .none: dates.other.add(line)
        }
    }
}
