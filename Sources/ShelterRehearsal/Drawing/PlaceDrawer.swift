public import ShelterModel

/// Days on which invented visits take place.
public struct VisitWindow: Hashable, Sendable {
    public var first: CalendarDate
    public var last: CalendarDate

    /// - Returns: `nil` if `last` comes before `first`.
    public init?(first: CalendarDate, last: CalendarDate) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    private init(days: ClosedRange<Int>) {
        first = CalendarDate(daysSince1970: days.lowerBound)
        last = CalendarDate(daysSince1970: days.upperBound)
    }

    /// 1 January to 30 September 2026.
    public static let standard = VisitWindow(days: 20_454...20_726)
}

/// Invents the locations and puts them in municipalities.
struct PlaceDrawer {
    private let seed: UInt64
    private let register: MunicipalityRegister
    private let profile: RehearsalProfile
    private let window: VisitWindow
    private let kinds: [Code]
    private let kindWeights: [Int]
    private let municipalityWeights: [Int]

    init(
        seed: UInt64,
        register: MunicipalityRegister,
        profile: RehearsalProfile,
        window: VisitWindow,
        kindColumn: ColumnDefinition?
    ) {
        self.seed = seed
        self.register = register
        self.profile = profile
        self.window = window
        kinds = kindColumn?.codes ?? []
        kindWeights = Self.cumulative(
            kinds.map { kind in
                profile.kinds.isEmpty ? 1 : profile.kinds.first { $0.value == kind.value }?.weight ?? 0
            }
        )
        municipalityWeights = Self.cumulative(
            register.municipalities.map { profile.municipalities[$0.code] ?? profile.defaultMunicipalityWeight }
        )
    }

    /// One location per municipality first, the rest by weight, in random order.
    ///
    /// With fewer locations than municipalities a third as many municipalities take part, spread over the regions, so that
    /// some have more than one location.
    func places(_ count: Int) -> [Place] {
        guard !register.municipalities.isEmpty, count > 0 else { return [] }
        var random = RandomSource(seed: seed, stream: .max)
        let all = spread(&random)
        let taking = count < all.count ? Array(all.prefix((count + 2) / 3)) : all
        let weights = Self.cumulative(
            taking.map { profile.municipalities[register.municipalities[$0].code] ?? profile.defaultMunicipalityWeight }
        )
        var chosen = Array(taking.prefix(count))
        while chosen.count < count {
            chosen.append(taking[Self.pick(weights, &random)])
        }
        random.shuffle(&chosen)
        return chosen.enumerated().map { place(serial: $0.offset + 1, municipality: $0.element) }
    }

    /// A location beyond those of `places`.
    func extraPlace(serial: Int) -> Place {
        var random = RandomSource(seed: seed, stream: UInt64(serial) &* 16 &+ 14)
        return place(serial: serial, municipality: Self.pick(municipalityWeights, &random))
    }

    func place(serial: Int, municipality: Int) -> Place {
        var random = RandomSource(seed: seed, stream: UInt64(serial) &* 16 &+ 15)
        var local = RandomSource(seed: seed, stream: UInt64.max / 2 &+ UInt64(municipality))
        let kind = kindWeights.last.map { $0 > 0 } == true ? Self.pick(kindWeights, &random) : nil
        let chance = (random.bell() + local.bell()) * Amount(millionths: 300_000)
        let day = random.within(window.first.daysSince1970...window.last.daysSince1970)
        return Place(
            serial: serial,
            municipality: municipality,
            kind: kind,
            name: name(serial, kind, municipality, &random),
            quality: min(max(chance, .zero - .one), .one),
            visit: CalendarDate(daysSince1970: day)
        )
    }

    /// Every municipality once: a first one of each region, then a second one, and so on.
    private func spread(_ random: inout RandomSource) -> [Int] {
        var regions: [String: [Int]] = [:]
        for (index, municipality) in register.municipalities.enumerated() {
            regions[municipality.safetyRegion?.code ?? municipality.province, default: []].append(index)
        }
        var groups = regions.sorted { $0.key < $1.key }.map(\.value)
        for index in groups.indices { random.shuffle(&groups[index]) }
        random.shuffle(&groups)
        let depth = groups.map(\.count).max() ?? 0
        return (0..<depth).flatMap { round in groups.compactMap { round < $0.count ? $0[round] : nil } }
    }

    private func name(_ serial: Int, _ kind: Int?, _ municipality: Int, _ random: inout RandomSource) -> String {
        let templates = kind.flatMap { profile.names[kinds[$0].value] } ?? profile.names["default"] ?? []
        guard let template = random.element(of: templates) else { return PlaceKey.text(serial) }
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let slot = String(rest[rest.index(after: open)..<close])
            result += rest[..<open]
            if slot == "municipality" {
                result += register.municipalities[municipality].name
            } else {
                result += random.element(of: profile.words[slot] ?? []) ?? String(serial)
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    private static func cumulative(_ weights: [Int]) -> [Int] {
        var total = 0
        return weights.map {
            total += $0
            return total
        }
    }

    private static func pick(_ cumulative: [Int], _ random: inout RandomSource) -> Int {
        let draw = random.below(cumulative.last ?? 0)
        var low = 0
        var high = max(cumulative.count - 1, 0)
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] > draw { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Ids of invented locations and visits.
enum PlaceKey {
    /// `L00012`
    static func text(_ serial: Int) -> String { "L" + padded(serial, 5) }

    /// `B000012-1`; the newest visit is 1.
    static func visit(_ serial: Int, _ number: Int) -> String { "B" + padded(serial, 6) + "-" + String(number + 1) }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
