/// Numbers that look random and are the same for the same seed, on every machine.
///
/// Source: SplitMix64, Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA.
struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to `bound`, all equally likely: draws above the last full multiple of `bound` are thrown away.
    mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        let width = UInt64(bound)
        let limit = UInt64.max - UInt64.max % width
        var number = next()
        while number >= limit { number = next() }
        return Int(number % width)
    }
}
