public import ShelterModel

/// One column of an export, as the guard sees it.
public struct ScannedColumn: Hashable, Sendable {
    public var header: String
    /// Text of the question, where the export has one.
    public var label: String
    /// What the code book says of it; `nil` if no code book names it.
    public var definition: ColumnDefinition?

    public init(header: String, label: String = "", definition: ColumnDefinition? = nil) {
        self.header = header
        self.label = label
        self.definition = definition
    }
}

/// What was found in one column.
public struct PersonalDataVerdict: Hashable, Sendable, Codable {
    /// What it rests on.
    public enum Sign: String, Hashable, Sendable, Codable {
        /// 80 % of at least 20 values pass.
        case values
        /// The header says so, and more than half of the values look like it.
        case header
    }

    /// Number of the column, counted from 0.
    public var column: Int
    public var kind: PersonalDataKind
    public var sign: Sign
    /// Values that were looked at: neither empty nor missing.
    public var values: Int
    /// How many of them passed.
    public var passed: Int

    public init(column: Int, kind: PersonalDataKind, sign: Sign, values: Int, passed: Int) {
        self.column = column
        self.kind = kind
        self.sign = sign
        self.values = values
        self.passed = passed
    }

    public var share: Double { values == 0 ? 0 : Double(passed) / Double(values) }
}

/// Looks at the cells of every column of an export and judges which ones hold personal data.
///
/// Work is bounded: a column is left alone when 10,000 of its values were looked at, or when so many have failed that no
/// kind can reach 80 % of 10,000 any more. No value is kept.
public struct PersonalDataScan: Sendable {
    /// A column counts when this share of its values passes, and there are `fewest` or more.
    public static let share = 0.8
    public static let fewest = 20
    public static let mostValues = 10_000
    /// Dates are dates of birth by their values alone when their years, without the highest and the lowest tenth, span this.
    public static let birthYears = 20

    private static let firstYear = 1900
    private static let lastYear = 2100

    private struct State {
        let headerKind: PersonalDataKind?
        /// Written forms that the code book calls missing.
        let missing: WordSet?
        var values = 0
        var passed: [Int]
        var loose = 0
        var years: [Int32] = []
        /// No longer looked at.
        var isClosed = false
    }

    public let columns: [ScannedColumn]
    private var test: CellTest
    private var states: [State]
    private var open: [Int]
    /// Rows that were offered.
    public private(set) var rows = 0

    public init(_ columns: [ScannedColumn], marks: PersonalDataMarks) {
        self.columns = columns
        test = CellTest(marks)
        states = columns.map { column in
            let names = [column.header, column.label] + (column.definition.map(Self.names) ?? [])
            let kind = names.lazy.compactMap(marks.kind).first
            let forms = column.definition.map { Array($0.missing.values.joined()) } ?? []
            return State(
                headerKind: kind,
                missing: forms.isEmpty ? nil : WordSet(forms),
                passed: [Int](repeating: 0, count: CellSigns.count)
            )
        }
        open = Array(columns.indices)
    }

    /// Whether no further row can change a verdict.
    public var isSettled: Bool { open.isEmpty }

    /// Adds records: the bytes of all fields end to end, where each field ends, and where each record ends among the fields.
    public mutating func add(bytes: [UInt8], fieldEnds: [Int], recordEnds: [Int]) {
        rows += recordEnds.count
        guard !open.isEmpty else { return }
        bytes.withUnsafeBufferPointer { bytes in
            fieldEnds.withUnsafeBufferPointer { ends in
                var closes = false
                for column in open {
                    var first = 0
                    for end in recordEnds {
                        let field = first + column
                        // A record may be shorter than the header.
                        if field < end {
                            let start = field == 0 ? 0 : ends[field - 1]
                            look(at: UnsafeBufferPointer(rebasing: bytes[start..<ends[field]]), column: column)
                            if states[column].isClosed { break }
                        }
                        first = end
                    }
                    closes = closes || states[column].isClosed
                }
                if closes { open.removeAll { states[$0].isClosed } }
            }
        }
    }

    @inline(__always)
    private mutating func look(at raw: UnsafeBufferPointer<UInt8>, column: Int) {
        if raw.isEmpty { return }
        // A digit or two cannot lead to a person, and is what most cells of an inspection hold.
        if raw.count <= 2, raw[0] > 0x20, raw[0] <= 0x39 {
            if test.marks.missing.contains(cell: raw) || states[column].missing?.contains(cell: raw) ?? false { return }
            count([], year: nil, column: column)
            return
        }
        let cell = CellTest.trimmed(raw)
        if cell.isEmpty { return }
        if cell.count <= 24 {
            if test.marks.missing.contains(cell: cell) || states[column].missing?.contains(cell: cell) ?? false {
                return
            }
        }
        let signs = test.signs(cell)
        count(signs, year: signs.contains(.date) ? CellTest.year(of: cell) : nil, column: column)
    }

    private mutating func count(_ signs: CellSigns, year: Int?, column: Int) {
        states[column].values += 1
        var rest = signs.rawValue
        while rest != 0 {
            states[column].passed[rest.trailingZeroBitCount] += 1
            rest &= rest - 1
        }
        if let year {
            if states[column].years.isEmpty {
                states[column].years = [Int32](repeating: 0, count: Self.lastYear - Self.firstYear + 1)
            }
            states[column].years[year - Self.firstYear] += 1
        }
        if let kind = states[column].headerKind, !signs.isDisjoint(with: .loose(kind)) { states[column].loose += 1 }
        let values = states[column].values
        guard values >= 2_000, values % 500 == 0 else { return }
        if values >= Self.mostValues {
            states[column].isClosed = true
        } else {
            let most = states[column].passed.max() ?? 0
            let cannotReach = Double(values - most) > Double(Self.mostValues) * (1 - Self.share)
            let headerCannot = states[column].headerKind == nil || (values - states[column].loose) * 2 > Self.mostValues
            states[column].isClosed = cannotReach && headerCannot
        }
    }

    /// What the code book calls the column.
    private static func names(_ definition: ColumnDefinition) -> [String] {
        [definition.variable] + Language.allCases.map { definition.label[$0] }
    }

    // MARK: - Verdicts

    /// The columns that hold personal data, from left to right; a column has at most one kind.
    public func verdicts() -> [PersonalDataVerdict] {
        let pairs = coordinateColumns()
        return columns.indices.compactMap { verdict($0, isCoordinate: pairs.contains($0)) }
    }

    private func passed(_ sign: CellSigns, _ column: Int) -> Int {
        states[column].passed[sign.rawValue.trailingZeroBitCount]
    }

    private func reaches(_ passed: Int, _ column: Int) -> Bool {
        let values = states[column].values
        return values >= Self.fewest && Double(passed) >= Self.share * Double(values)
    }

    /// Columns of latitudes with one of longitudes next to it, and the other way round.
    private func coordinateColumns() -> Set<Int> {
        let latitudes = columns.indices.filter { reaches(passed(.latitude, $0), $0) }
        let longitudes = Set(columns.indices.filter { reaches(passed(.longitude, $0), $0) })
        var found: Set<Int> = []
        for latitude in latitudes {
            for longitude in [latitude - 1, latitude + 1] where longitudes.contains(longitude) {
                found.formUnion([latitude, longitude])
            }
        }
        return found
    }

    private func verdict(_ column: Int, isCoordinate: Bool) -> PersonalDataVerdict? {
        let state = states[column]
        guard state.values > 0 else { return nil }
        let exempt = Self.exempt(columns[column].definition)
        var best: (kind: PersonalDataKind, passed: Int)?
        for kind in PersonalDataKind.allCases where !exempt.contains(kind) {
            let count = passes(kind, column, isCoordinate: isCoordinate)
            guard reaches(count, column), count > best?.passed ?? 0 else { continue }
            best = (kind, count)
        }
        if let best {
            return PersonalDataVerdict(
                column: column,
                kind: best.kind,
                sign: .values,
                values: state.values,
                passed: best.passed
            )
        }
        guard let kind = state.headerKind, !exempt.contains(kind), state.loose * 2 > state.values,
            ![.capacity, .residents].contains(columns[column].definition?.role)
        else { return nil }
        return PersonalDataVerdict(column: column, kind: kind, sign: .header, values: state.values, passed: state.loose)
    }

    private func passes(_ kind: PersonalDataKind, _ column: Int, isCoordinate: Bool) -> Int {
        switch kind {
        case .name: return passed(.name, column)
        case .email: return passed(.email, column)
        case .phone:
            // Nine digits alone are a telephone number only where the code book does not call them an amount.
            let definition = columns[column].definition
            let isAmount = definition.map { $0.range != nil || $0.unit != nil } ?? false
            return passed(.phone, column) + (isAmount ? 0 : passed(.barePhone, column))
        case .bsn: return passed(.bsn, column)
        case .iban: return passed(.iban, column)
        case .ip: return passed(.ip, column)
        case .coordinates:
            return isCoordinate ? max(passed(.latitude, column), passed(.longitude, column)) : passed(.pair, column)
        case .birth:
            // What a date of the code book means stands in the code book, or in the header.
            let isKnown = columns[column].definition?.type == .date
            return !isKnown && spansGenerations(column) ? passed(.date, column) : 0
        }
    }

    /// Whether the years lie as far apart as people's years of birth do, and not as visits or contracts.
    private func spansGenerations(_ column: Int) -> Bool {
        let years = states[column].years
        let total = years.reduce(0, +)
        guard total > 0 else { return false }
        let tenth = max(1, total / 10)
        var seen: Int32 = 0
        var low: Int?
        for (index, count) in years.enumerated() {
            seen += count
            if low == nil, seen > tenth { low = index }
            if seen > total - tenth - 1 { return index - (low ?? index) >= Self.birthYears }
        }
        return false
    }

    /// What a column cannot be, whatever its cells look like: the code book knows better.
    private static func exempt(_ definition: ColumnDefinition?) -> Set<PersonalDataKind> {
        guard let definition else { return [] }
        switch definition.role {
        case .locationName, .locationID, .municipality, .kind: return [.name]
        case .visitDate, .inUseFrom: return [.birth]
        // A number of people has no form of anything personal, so what has is not that number.
        case .capacity, .residents, .assessmentID, nil: return []
        }
    }

    /// Whether a text is itself an item of personal data: a header of a file without one may be, or a value that a message
    /// would quote.
    ///
    /// - Parameter names: Whether the name of a person counts.
    public static func isPersonal(_ text: String, marks: PersonalDataMarks, names: Bool = true) -> Bool {
        var test = CellTest(marks)
        var bytes = Array(text.utf8)
        return bytes.withUnsafeMutableBufferPointer { buffer in
            let cell = CellTest.trimmed(UnsafeBufferPointer(buffer))
            guard !cell.isEmpty else { return false }
            let signs = test.signs(cell)
            if names, signs.contains(.name) { return true }
            return !signs.isDisjoint(with: [.email, .phone, .barePhone, .bsn, .iban, .ip, .pair])
        }
    }
}
