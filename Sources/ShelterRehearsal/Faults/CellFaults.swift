import ShelterModel

/// A cell that is written otherwise than it was drawn.
struct PlantedCell {
    var column: Int
    /// As it stands in the file, quotes included.
    var bytes: [UInt8]
    var effect: PlantedFault.Effect
}

/// Writes one cell of an ordinary row wrongly or oddly.
struct CellFaults {
    private let columns: [ColumnDefinition]
    private let plan: RowPlan
    private let candidates: [FaultKind: [Int]]

    init(columns: [ColumnDefinition], plan: RowPlan, shares: [String]) {
        self.columns = columns
        self.plan = plan
        var candidates: [FaultKind: [Int]] = [:]
        for kind in FaultKind.allCases {
            candidates[kind] = columns.indices.filter { index in
                Self.fits(kind, columns[index], plan.columns[index], shares)
            }
        }
        self.candidates = candidates
    }

    /// Whether the code book has a column for this kind.
    func canPlant(_ kind: FaultKind) -> Bool { candidates[kind]?.isEmpty == false }

    /// - Returns: `nil` if this row has no fit cell: the drawn cell must have a value.
    func plant(_ kind: FaultKind, in row: DrawnRow, of place: Place, _ random: inout RandomSource) -> PlantedCell? {
        for _ in 0..<12 {
            guard let index = random.element(of: candidates[kind] ?? []), row.missing[index] < 0 else { continue }
            let column = columns[index]
            let amount = Amount(millionths: row.values[index])
            if let text = refused(kind, column, plan.columns[index], amount, &random) {
                return PlantedCell(column: index, bytes: CSVText.cell(text), effect: .cellRefused)
            }
            if kind == .impossibleShare, let text = impossibleShare(index, row, &random) {
                return PlantedCell(column: index, bytes: text, effect: .shareUnknown)
            }
            if let (text, value) = odd(kind, index, row, place, &random) {
                return PlantedCell(column: index, bytes: CSVText.cell(text), effect: .accepted(value))
            }
        }
        return nil
    }

    private static func fits(
        _ kind: FaultKind,
        _ column: ColumnDefinition,
        _ plan: ColumnPlan,
        _ shares: [String]
    ) -> Bool {
        if column.role == .locationName { return [.lineBreakInName, .delimiterInName, .quotesInName].contains(kind) }
        let isDayFirst = column.dateOrder == .either || column.dateOrder == .dayMonthYear
        if column.role == .visitDate { return isDayFirst && [.isoDate, .writtenDate, .dateWithTime].contains(kind) }
        if column.role == .kind { return kind == .unknownCode && column.type == .choice }
        let plain: [ColumnRole?] = [nil, .capacity, .residents, .inUseFrom]
        guard plain.contains(column.role) else { return false }
        if case .empty = plan.shape { return false }
        let isNumber = column.type == .number || column.type == .integer
        switch kind {
        case .outOfRange: return isNumber && column.range.map { abs($0.upperBound) < 100_000_000 } == true
        case .negativeCount: return column.type == .integer && column.range.map { $0.lowerBound >= 0 } == true
        case .textForNumber, .percentSign, .spreadsheetError: return isNumber
        case .unitInCell: return isNumber && ownUnit(column) != nil && column.qualified.unit == .refuse
        case .ambiguousNumber:
            return column.type == .number && column.decimal == .either
                && column.range.map { $0.contains(1.1) && $0.contains(1999) } != false
        case .decimalForInteger: return column.type == .integer
        case .impossibleDate, .twoDigitYear, .isoDate, .writtenDate, .dateWithTime:
            return column.type == .date && isDayFirst
        case .unknownAnswer, .capitalAnswer: return column.type == .boolean
        case .unknownCode: return column.type == .choice
        case .impossibleShare:
            guard case .share = plan.shape else { return false }
            return shares.contains(column.variable)
        case .blanksAround, .nonBreakingSpaces: return column.type == .integer || column.type == .boolean
        case .spreadsheetAnswer:
            return column.type == .boolean && forms(column, "yes").contains("waar")
                && forms(column, "no").contains("onwaar")
        case .decimalPoint: return column.type == .number && column.decimal == .either
        case .thousandsMark:
            return column.type == .number && column.decimal != .point
                && column.range.map { $0.contains(1000.5) && $0.contains(1999.5) } != false
        default: return false
        }
    }

    private func refused(
        _ kind: FaultKind,
        _ column: ColumnDefinition,
        _ plan: ColumnPlan,
        _ amount: Amount,
        _ random: inout RandomSource
    ) -> String? {
        switch kind {
        case .outOfRange: String((plan.upper + .one).whole.magnitude * 10 + UInt(random.below(10)))
        case .negativeCount: "-" + String(1 + random.below(9))
        case .textForNumber: usable(["ongeveer tien", "zie plattegrond", "veel"], column, &random)
        // What it means is decided by the other cells of its column; see `DecimalEvidence`.
        case .ambiguousNumber: "1." + String(101 + random.below(899))
        case .unitInCell: Self.ownUnit(column).map { "\(max(amount.whole, 1)) \($0)" }
        case .percentSign: String(50 + random.below(50)) + "%"
        case .spreadsheetError: usable(["#DEEL/0!", "#N/B", "#WAARDE!", "#VERW!"], column, &random)
        case .decimalForInteger: String(max(amount.whole, 1)) + ",5"
        case .impossibleDate: random.element(of: ["31-2-2026", "30-2-2026", "31-4-2026", "32-1-2025", "31-6-2025"])
        case .twoDigitYear: Self.written(CalendarDate(daysSince1970: amount.millionths), century: false)
        case .unknownAnswer: usable(["misschien", "soms", "wordt nagevraagd"], column, &random)
        case .unknownCode: usable(["luchtballon", "paleis", "zie brief"], column, &random)
        default: nil
        }
    }

    private func odd(
        _ kind: FaultKind,
        _ index: Int,
        _ row: DrawnRow,
        _ place: Place,
        _ random: inout RandomSource
    ) -> (text: String, value: String)? {
        let column = columns[index]
        let amount = Amount(millionths: row.values[index])
        let answer = column.type == .boolean ? (row.values[index] > 0 ? "yes" : "no") : String(amount.whole)
        let usual =
            column.type == .boolean
            ? String(decoding: plan.columns[index].answers[row.values[index]], as: UTF8.self) : answer
        let date = CalendarDate(daysSince1970: row.values[index])
        switch kind {
        case .blanksAround: return (" " + usual + "  ", answer)
        case .nonBreakingSpaces: return ("\u{A0}" + usual + "\u{A0}", answer)
        case .spreadsheetAnswer: return (row.values[index] > 0 ? "WAAR" : "ONWAAR", answer)
        case .capitalAnswer: return (usual.uppercased(), answer)
        case .decimalPoint:
            // Two decimals at most: three could be read as thousands.
            var tenths = amount.rounded(to: 100_000)
            if tenths.millionths % 1_000_000 == 0 { tenths = tenths + Amount(millionths: 500_000) }
            guard (plan.columns[index].lower...plan.columns[index].upper).contains(tenths) else { return nil }
            return (decimal(tenths), decimal(tenths))
        case .thousandsMark:
            let digits = String(random.below(1000) + 1000).dropFirst()
            return ("1." + digits + ",5", "1" + digits + ".5")
        case .lineBreakInName: return (place.name + "\nachterzijde", place.name + "\nachterzijde")
        case .delimiterInName: return (place.name + "; vleugel B", place.name + "; vleugel B")
        case .quotesInName: return (place.name + " \"de Oefening\"", place.name + " \"de Oefening\"")
        case .isoDate: return (date.iso, date.iso)
        case .writtenDate:
            let (year, month, day) = date.components
            return ("\(day) \(Self.months[month - 1]) \(year)", date.iso)
        case .dateWithTime: return (Self.written(date, century: true) + " 0:00", date.iso)
        default: return nil
        }
    }

    /// More of the part than there is of the whole.
    private func impossibleShare(_ index: Int, _ row: DrawnRow, _ random: inout RandomSource) -> [UInt8]? {
        guard case .share(let whole, _, _) = plan.columns[index].shape, row.missing[whole] < 0 else { return nil }
        let part = Amount(millionths: row.values[whole]) + Amount(1 + random.below(3))
        guard part <= plan.columns[index].upper, row.values[whole] > 0 else { return nil }
        var bytes: [UInt8] = []
        CSVText.append(part, mark: plan.columns[index].decimalMark, to: &bytes)
        return bytes
    }

    /// A wrong text that the column does not happen to know.
    private func usable(_ texts: [String], _ column: ColumnDefinition, _ random: inout RandomSource) -> String? {
        let known = Set((column.missing.values.joined() + column.codes.flatMap(\.forms)).map { $0.lowercased() })
        return random.element(of: texts.filter { !known.contains($0.lowercased()) })
    }

    private static func written(_ date: CalendarDate, century: Bool) -> String {
        let (year, month, day) = date.components
        return "\(day)-\(month)-\(century ? year : year % 100)"
    }

    /// As people write the unit behind a number.
    private static func ownUnit(_ column: ColumnDefinition) -> String? {
        column.unitForms.first ?? column.noun.many.texts["nl"] ?? column.unit
    }

    private func decimal(_ amount: Amount) -> String {
        var bytes: [UInt8] = []
        CSVText.append(amount, mark: UInt8(ascii: "."), to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func forms(_ column: ColumnDefinition, _ side: String) -> Set<String> {
        Set(column.codes.first { $0.value == side }?.forms.map { $0.lowercased() } ?? [])
    }

    private static let months = [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
        "december",
    ]
}
