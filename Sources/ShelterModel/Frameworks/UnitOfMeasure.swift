/// What a number counts or measures, for example m2 per person.
///
/// A unit is a product of powers of named bases. Nothing is ever converted: hours and days are two bases, and so are `%` and
/// `share`, which is a pure number.
public struct UnitOfMeasure: Hashable, Sendable {
    /// Exponent of each base; those that cancel are left out.
    public private(set) var powers: [String: Int]

    /// Of a pure number.
    public static let none = UnitOfMeasure(powers: [:])
    public static let day = UnitOfMeasure(powers: ["day": 1])
    public static let month = UnitOfMeasure(powers: ["month": 1])

    /// Names of the pure number.
    private static let pure: Set<String> = ["share", "number", "1"]

    private init(powers: [String: Int]) {
        self.powers = powers.filter { $0.value != 0 }
    }

    /// Reads `m2`, `m2/person`, `persons per toilet`, `litres per person per day`, `persons*hours` or `share`.
    ///
    /// The plural of an English noun is its singular, and case does not count. Any text is a unit.
    public init(_ text: String) {
        let parts = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .replacing(" per ", with: "/").split(separator: "/")
        var powers: [String: Int] = [:]
        for (number, part) in parts.enumerated() {
            for factor in part.split(separator: "*") {
                let name = Self.singular(Self.trimmed(factor))
                guard !name.isEmpty, !Self.pure.contains(name) else { continue }
                powers[name, default: 0] += number == 0 ? 1 : -1
            }
        }
        self.init(powers: powers)
    }

    public static func * (left: Self, right: Self) -> Self {
        Self(powers: left.powers.merging(right.powers) { $0 + $1 })
    }

    public static func / (left: Self, right: Self) -> Self {
        Self(powers: left.powers.merging(right.powers.mapValues { -$0 }) { $0 + $1 })
    }

    /// As a framework could write it: `m2/person`, `share` for a pure number.
    public var text: String {
        let sorted = powers.sorted { $0.key < $1.key }
        let above = sorted.flatMap { Array(repeating: $0.key, count: max(0, $0.value)) }
        let below = sorted.flatMap { Array(repeating: $0.key, count: max(0, -$0.value)) }
        guard !powers.isEmpty else { return "share" }
        return ([above.isEmpty ? "1" : above.joined(separator: "*")] + below).joined(separator: "/")
    }

    private static func trimmed(_ text: Substring) -> String {
        text.split(separator: " ").joined(separator: " ")
    }

    /// English plurals only, as code books write their units in English: `families`, `rooms`.
    private static func singular(_ word: String) -> String {
        if word.hasSuffix("ies"), word.count > 4 { return word.dropLast(3) + "y" }
        if word.hasSuffix("s"), !word.hasSuffix("ss"), word.count > 2 { return String(word.dropLast()) }
        return word
    }
}
