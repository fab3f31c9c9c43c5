/// The name of a location, taken apart so that it can be compared with others.
struct LocationName: Hashable {
    /// All words, folded, in their order.
    var words: [String]
    /// Words that make the name: not small, not a kind of location, not the place it lies in.
    var core: [String]
    /// Pairs of letters of each word of the core, and of all of them together.
    private(set) var pairs: [[UInt64]] = []
    private(set) var joinedPairs: [UInt64] = []
    /// What kinds of location it speaks of.
    var kinds: Set<String>
    /// Places that it names.
    var places: Set<[String]>

    /// - Parameter places: Words of every place that is known, the longest first.
    init(_ name: String, words: MatchingWords, places known: [[String]]) {
        self.words = words.words(of: name)
        kinds = []
        places = []
        var rest: [String] = []
        var index = 0
        while index < self.words.count {
            let tail = self.words[index...]
            // A name that is nothing but a place keeps it as its core.
            if let place = known.first(where: { tail.starts(with: $0) }),
                !(index == 0 && place.count == self.words.count)
            {
                places.insert(place)
                index += place.count
                continue
            }
            let word = self.words[index]
            index += 1
            if let kind = words.kinds[word] {
                kinds.insert(kind)
            } else if !words.fillers.contains(word) {
                rest.append(word)
            }
        }
        // "Hotel De Boot" and "Het Schip" have no other words than kinds.
        core = rest.isEmpty ? self.words.filter { !words.fillers.contains($0) } : rest
        if core.isEmpty { core = self.words }
        pairs = core.map(NGrams.pairs)
        joinedPairs = NGrams.pairs(core.joined())
    }

    /// How much two names look alike, word by word, 0…1; what one has more than the other counts against it.
    func likeness(_ other: LocationName) -> Double {
        guard !core.isEmpty, !other.core.isEmpty else { return 0 }
        var rest = Array(other.pairs.indices)
        var shared = 0.0
        for word in pairs {
            let scores = rest.map { NGrams.similarity(word, other.pairs[$0]) }
            guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }), scores[best] >= 0.5 else { continue }
            shared += scores[best] * Double(word.count + other.pairs[rest[best]].count)
            rest.remove(at: best)
        }
        let all = (pairs + other.pairs).reduce(0) { $0 + $1.count }
        return max(NGrams.similarity(joinedPairs, other.joinedPairs), shared / Double(max(1, all)))
    }
}
