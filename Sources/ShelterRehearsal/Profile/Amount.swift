/// A decimal number as a whole number of millionths, so that no machine rounds it differently.
public struct Amount: Hashable, Sendable, Comparable {
    public static let zero = Amount(millionths: 0)
    public static let one = Amount(millionths: 1_000_000)

    /// No amount is further from 0 than this; products are clipped to it.
    static let limit = 1_000_000_000_000_000

    public var millionths: Int

    public init(millionths: Int) {
        self.millionths = millionths
    }

    public init(_ whole: Int) {
        let (product, overflow) = whole.multipliedReportingOverflow(by: 1_000_000)
        millionths = overflow ? (whole < 0 ? -Self.limit : Self.limit) : min(max(product, -Self.limit), Self.limit)
    }

    /// Rounds to the nearest millionth and clips; for the limits of a code book.
    init(_ value: Double) {
        let scaled = (value * 1_000_000).rounded()
        let limit = Double(Self.limit)
        millionths = scaled.isNaN ? 0 : Int(min(max(scaled, -limit), limit))
    }

    /// Reads `-12`, `0.16` or `2.5`: digits with at most six decimals behind a point.
    public init?(_ text: some StringProtocol) {
        let negative = text.hasPrefix("-")
        let parts = text.dropFirst(negative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 1 || parts.count == 2,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isDigit) }),
            parts[0].utf8.count <= 9, let whole = Int(parts[0])
        else { return nil }
        var fraction = 0
        if parts.count == 2 {
            let digits = parts[1]
            guard digits.utf8.count <= 6,
                let value = Int(digits + String(repeating: "0", count: 6 - digits.utf8.count))
            else { return nil }
            fraction = value
        }
        let magnitude = whole * 1_000_000 + fraction
        millionths = negative ? -magnitude : magnitude
    }

    public static func < (left: Amount, right: Amount) -> Bool { left.millionths < right.millionths }

    static func + (left: Amount, right: Amount) -> Amount {
        Amount(millionths: clipped(left.millionths + right.millionths))
    }

    static func - (left: Amount, right: Amount) -> Amount {
        Amount(millionths: clipped(left.millionths - right.millionths))
    }

    static func * (left: Amount, right: Amount) -> Amount {
        let (product, overflow) = left.millionths.multipliedReportingOverflow(by: right.millionths)
        if !overflow { return Amount(millionths: clipped(product / 1_000_000)) }
        let wide = Int128(left.millionths) * Int128(right.millionths) / 1_000_000
        return Amount(millionths: Int(min(max(wide, Int128(-limit)), Int128(limit))))
    }

    /// The nearest multiple of `step` millionths, halves away from zero.
    func rounded(to step: Int) -> Amount {
        let half = millionths < 0 ? -step / 2 : step / 2
        return Amount(millionths: (millionths + half) / step * step)
    }

    /// Without decimals, towards zero.
    var whole: Int { millionths / 1_000_000 }

    private static func clipped(_ millionths: Int) -> Int { min(max(millionths, -limit), limit) }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
