/// The number of a recommendation as the study prints it: `1`, `1a`, `12b`. Ordered as a reader expects.
public struct RecommendationNumber: Hashable, Sendable, Comparable {
    /// 1…999.
    public var main: Int
    /// `a`…`z`, or `nil`.
    public var letter: Character?

    public init?(_ text: some StringProtocol) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text[digits.endIndex...]
        guard (1...3).contains(digits.count), digits.first != "0", let main = Int(digits), rest.count <= 1,
            rest.allSatisfy({ ("a"..."z").contains($0) })
        else { return nil }
        self.main = main
        letter = rest.first
    }

    public var text: String { "\(main)" + (letter.map(String.init) ?? "") }

    public static func < (left: RecommendationNumber, right: RecommendationNumber) -> Bool {
        if left.main != right.main { return left.main < right.main }
        guard let second = right.letter else { return false }
        guard let first = left.letter else { return true }
        return first < second
    }
}
