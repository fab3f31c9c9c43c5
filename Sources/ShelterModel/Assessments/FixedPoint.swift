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
        parts = Int64((value * Double(Self.one)).rounded())
    }

    public var value: Double { Double(parts) / Double(Self.one) }

    public static func < (left: FixedPoint, right: FixedPoint) -> Bool { left.parts < right.parts }
}
