/// A number in 0…1 as a whole number of 2^-40 parts.
///
/// Attainments and scores are rounded to it once, so that sums over any order or split of the rows are exact.
public struct FixedPoint: Hashable, Sendable, Comparable {
    public static let one: Int64 = 1 << 40

    public var parts: Int64

    public init(parts: Int64) {
        self.parts = parts
    }

    /// Rounds to the nearest part, halves away from zero.
    public init(_ value: Double) {
        // Scaling by a power of two is exact, so half a part can be added before the cut; `rounded()` is a call into libm.
        parts = Int64(value * Double(Self.one) + (value < 0 ? -0.5 : 0.5))
    }

    /// The number itself, for arithmetic.
    public var exact: Double { Double(parts) / Double(Self.one) }

    /// The number as people read it: 0.4, where the nearest part is 0.39999999999963.
    public var value: Double { Self.readable(exact) }

    /// Rounds to 11 decimals: a part is 9·10^-13, so the digits behind them mean nothing.
    public static func readable(_ number: Double) -> Double {
        (number * 1e11).rounded() / 1e11
    }

    public static func < (left: FixedPoint, right: FixedPoint) -> Bool { left.parts < right.parts }
}
