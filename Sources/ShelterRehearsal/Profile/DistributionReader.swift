extension Distribution {
    /// Reads one line of a profile, or gives `nil` if it is not one of these:
    ///
    /// | written | draws |
    /// | --- | --- |
    /// | `empty` | nothing |
    /// | `fixed 24` | always the same number |
    /// | `uniform 2.2 3.0` | evenly between two numbers |
    /// | `quantiles 4 40 90 300` | skewed: as many between each pair of neighbours |
    /// | `per-resident 0.16 spread 0.3` | a rate of the residents; also `per-place` and `per VARIABLE` |
    /// | `share-of VARIABLE 0.85 full 0.6` | a part of another count, the whole in 60 % of the locations; also `share-of residents` |
    /// | `rest-of residents VARIABLE` | what one count leaves of another |
    /// | `occupancy` | residents for the capacity |
    /// | `probability 0.9` | yes or no |
    /// | `choice a:5 b:2` | codes by weight |
    /// | `date-before-visit 0..500 days` | also `date-after-visit` |
    /// | `words one two \| three` | texts |
    ///
    /// Behind it, in any order: `spread S`, `least N`, `decimals D`, `bad` or `neutral` (what a good location has less of, or
    /// as much of as any other), `if VARIABLE`, `unless VARIABLE`, `missing P`.
    public init?(_ text: String) {
        var tokens = text.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" }).map(String.init)[...]
        guard let name = tokens.popFirst() else { return nil }
        let end = tokens.firstIndex(where: Self.options.contains) ?? tokens.endIndex
        var options = tokens[end...]
        var full = Amount.zero
        var draft = Distribution(shape: .empty)
        while let option = options.popFirst() {
            if let direction = Direction(rawValue: option) {
                draft.direction = direction
                continue
            }
            guard let argument = options.popFirst() else { return nil }
            switch option {
            case "if": draft.condition = Reference(written: argument)
            case "unless": draft.exclusion = Reference(written: argument)
            default:
                guard let amount = Amount(argument), amount >= .zero else { return nil }
                switch option {
                case "spread": draft.spread = amount
                case "least": draft.least = amount
                case "missing": draft.missing = amount
                case "full": full = amount
                default:
                    guard amount <= Amount(2) else { return nil }
                    draft.decimals = amount.whole
                }
            }
        }
        guard let shape = Self.shape(name, Array(tokens[..<end]), full: full) else { return nil }
        draft.shape = shape
        self = draft
    }

    private static let options: Set<String> = [
        "spread", "least", "decimals", "good", "bad", "neutral", "if", "unless", "missing", "full",
    ]

    private static func shape(_ name: String, _ arguments: [String], full: Amount) -> Shape? {
        let amounts = arguments.compactMap { Amount($0) }
        let numbers = amounts.count == arguments.count ? amounts : []
        switch (name, arguments.count) {
        case ("empty", 0): return .empty
        case ("occupancy", 0): return .occupancy
        case ("fixed", 1): return numbers.first.map { .uniform($0...$0) }
        case ("uniform", 2):
            guard numbers.count == 2, numbers[0] <= numbers[1] else { return nil }
            return .uniform(numbers[0]...numbers[1])
        case ("quantiles", 2...):
            guard numbers.count == arguments.count, numbers == numbers.sorted() else { return nil }
            return .quantiles(numbers)
        case ("per-resident", 1): return numbers.first.map { .per(.residents, rate: $0) }
        case ("per-place", 1): return numbers.first.map { .per(.capacity, rate: $0) }
        case ("per", 2): return Amount(arguments[1]).map { .per(Reference(written: arguments[0]), rate: $0) }
        case ("share-of", 2):
            return Amount(arguments[1]).map { .share(of: Reference(written: arguments[0]), mean: $0, full: full) }
        case ("rest-of", 2):
            return .rest(of: Reference(written: arguments[0]), without: Reference(written: arguments[1]))
        case ("probability", 1):
            return numbers.first.flatMap { (.zero...(.one)).contains($0) ? .probability($0) : nil }
        case ("choice", 1...):
            let items = arguments.compactMap(weighted)
            return items.count == arguments.count && items.contains { $0.weight > 0 } ? .choice(items) : nil
        case ("date-before-visit", 1), ("date-before-visit", 2): return days(arguments).map { .daysBeforeVisit($0) }
        case ("date-after-visit", 1), ("date-after-visit", 2): return days(arguments).map { .daysAfterVisit($0) }
        case ("words", 1...):
            let words = arguments.joined(separator: " ").split(separator: "|").map(trimmed)
            return words.isEmpty ? nil : .words(words)
        default: return nil
        }
    }

    /// Reads `hotel:5`; without a number the weight is 1.
    private static func weighted(_ text: String) -> Weighted? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let value = parts.first, !value.isEmpty, parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return Weighted(value: String(value), weight: 1) }
        guard let weight = Int(parts[1]), (0...1_000_000).contains(weight) else { return nil }
        return Weighted(value: String(value), weight: weight)
    }

    /// Reads `0..500` with or without the word `days`.
    private static func days(_ arguments: [String]) -> ClosedRange<Int>? {
        guard arguments.count == 1 || arguments[1] == "days" else { return nil }
        let ends = arguments[0].split(separator: ".", omittingEmptySubsequences: true).map { Int($0) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last, arguments[0].contains(".."),
            (0...40_000).contains(first), last <= 40_000
        else { return nil }
        return first...last
    }

    private static func trimmed(_ text: Substring) -> String {
        text.split(separator: " ").joined(separator: " ")
    }
}

extension Distribution.Reference {
    init(written text: String) {
        self =
            switch text {
            case "residents": .residents
            case "capacity": .capacity
            default: .variable(text)
            }
    }
}
