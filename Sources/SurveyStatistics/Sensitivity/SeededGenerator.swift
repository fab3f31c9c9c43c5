/// Numbers that look random and are the same for the same key, on every machine.
///
/// Source: SplitMix64, Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    /// A stream of its own for every key: the keys are mixed into the seed one after the other.
    public init(seed: UInt64, keys: UInt64...) {
        state = seed
        for key in keys {
            var mixer = SeededGenerator(seed: state ^ (key &* 0xD134_2543_DE82_EF95))
            state = mixer.next()
        }
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// In [0, 1), of 2^53 equally likely numbers.
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// From 0 up to `bound`, all equally likely: draws above the last full multiple of `bound` are thrown away.
    public mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        let width = UInt64(bound)
        let limit = UInt64.max - UInt64.max % width
        var number = next()
        while number >= limit { number = next() }
        return Int(number % width)
    }
}
