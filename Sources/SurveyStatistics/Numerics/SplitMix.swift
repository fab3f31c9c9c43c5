/// A small random number generator whose numbers follow from its seed alone, on every machine.
///
/// Source: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators".
public struct SplitMix: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// Between 0 and 1, without 1.
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A whole number from 0 up to, but not including, `bound`.
    public mutating func index(below bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}
