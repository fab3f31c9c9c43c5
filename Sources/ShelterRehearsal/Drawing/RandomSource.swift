/// A seeded source of random integers that gives the same row of numbers on every machine.
///
/// Source: Blackman and Vigna, xoshiro256** 1.0 and SplitMix64 (public domain), https://prng.di.unimi.it
struct RandomSource: Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// Streams of one seed are independent, so that what one location draws never shifts another.
    init(seed: UInt64, stream: UInt64) {
        var mixer = Self.mix(seed) ^ Self.mix(stream &+ 0x632B_E59B_D9B4_E019)
        func next() -> UInt64 {
            mixer &+= 0x9E37_79B9_7F4A_7C15
            return Self.mix(mixer)
        }
        state = (next(), next(), next(), next())
    }

    mutating func next() -> UInt64 {
        let result = Self.rotated(state.1 &* 5, 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = Self.rotated(state.3, 45)
        return result
    }

    /// A number in `0..<bound`; 0 if `bound` is not positive.
    mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number in `range`, both ends included.
    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    mutating func happens(_ probability: Amount) -> Bool {
        below(Amount.one.millionths) < probability.millionths
    }

    /// A bell-shaped amount around 0 with standard deviation 1, never beyond 3: the sum of three even draws.
    mutating func bell() -> Amount {
        let bits = next()
        let mask: UInt64 = (1 << 21) - 1
        let sum = Int(bits & mask) + Int(bits >> 21 & mask) + Int(bits >> 42 & mask)
        return Amount(millionths: (sum - (3 << 20)) * 15_625 / 16_384)
    }

    mutating func element<Element>(of items: [Element]) -> Element? {
        items.isEmpty ? nil : items[below(items.count)]
    }

    mutating func shuffle<Element>(_ items: inout [Element]) {
        for last in stride(from: items.count - 1, to: 0, by: -1) {
            items.swapAt(last, below(last + 1))
        }
    }

    private static func rotated(_ bits: UInt64, _ count: UInt64) -> UInt64 {
        bits &<< count | bits &>> (64 - count)
    }

    private static func mix(_ bits: UInt64) -> UInt64 {
        var z = bits
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
