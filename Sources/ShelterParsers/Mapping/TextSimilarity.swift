/// How much two texts say the same, by the words they share.
struct TextSimilarity: Sendable {
    private let words: MatchingWords
    /// How telling a word is: the rarer among the known texts, the more.
    private var weights: [String: Double] = [:]
    private let unknownWeight: Double
    /// Words that may be parts of a Dutch compound.
    private var parts: Set<String> = []

    /// - Parameter texts: All texts that others will be compared with, per thing that is meant.
    init(_ words: MatchingWords, texts: [[String]]) {
        self.words = words
        var counts: [String: Int] = [:]
        var raw: Set<String> = []
        for group in texts {
            raw.formUnion(group.flatMap(words.words))
            for word in Set(group.flatMap(words.meaning)) { counts[word, default: 0] += 1 }
        }
        parts = Set(raw.filter { $0.count >= 4 && $0.count <= 14 && !words.stopWords.contains($0) })
        let total = Double(max(1, texts.count))
        for (word, count) in counts { weights[word] = 1 + Self.logarithm(total / Double(count)) }
        unknownWeight = 1 + Self.logarithm(total) / 2
    }

    /// Base 2, as a sum of halves: the same bits on every machine.
    private static func logarithm(_ value: Double) -> Double {
        guard value > 1 else { return 0 }
        return Double(value.exponent) + value.significand - 1
    }

    /// The meaning of a text, with compounds taken apart where both parts are known words.
    func meaning(of text: String) -> [Word] {
        concepts(of: text).map { Word(text: $0, weight: weight($0), pairs: NGrams.pairs($0)) }
    }

    private func concepts(of text: String) -> [String] {
        let words = self.words.words(of: text)
        let telling = words.filter { !self.words.stopWords.contains($0) }
        var result: [String] = []
        for word in telling.isEmpty ? words : telling {
            if self.words.concepts[word] == nil, let (left, right) = taken(apart: word) {
                result += [self.words.concept(left), self.words.concept(right)]
            } else {
                result.append(self.words.concept(word))
            }
        }
        return result
    }

    private func taken(apart word: String) -> (String, String)? {
        let letters = Array(word)
        guard letters.count >= 8, letters.count <= 40 else { return nil }
        for cut in stride(from: letters.count - 4, through: 4, by: -1) {
            let left = String(letters[..<cut])
            guard isPart(left) else { continue }
            let right = String(letters[cut...])
            if isPart(right) { return (left, right) }
            if letters[cut] == "s", letters.count - cut > 4, isPart(String(letters[(cut + 1)...])) {
                return (left, String(letters[(cut + 1)...]))
            }
        }
        return nil
    }

    private func isPart(_ word: String) -> Bool { parts.contains(word) || words.concepts[word] != nil }

    private func weight(_ word: String) -> Double { weights[word] ?? unknownWeight }

    /// A word of a text, ready to be compared.
    struct Word: Sendable {
        var text: String
        var weight: Double
        var pairs: [UInt64]
    }

    /// Weighted share of the words that both have, 0…1.
    ///
    /// Source: Dice (1945), Ecology 26(3):297-302, with a weight per word and words that are nearly equal counted in part.
    static func similarity(_ left: [Word], _ right: [Word]) -> Double {
        guard !left.isEmpty, !right.isEmpty else { return 0 }
        var pairs: [(score: Double, left: Int, right: Int)] = []
        for (row, one) in left.enumerated() {
            for (column, other) in right.enumerated() {
                let score = likeness(one, other)
                if score > 0 { pairs.append((score, row, column)) }
            }
        }
        guard !pairs.isEmpty else { return 0 }
        pairs.sort { ($1.score, $0.left, $0.right) < ($0.score, $1.left, $1.right) }
        var usedLeft: Set<Int> = []
        var usedRight: Set<Int> = []
        var shared = 0.0
        for pair in pairs where !usedLeft.contains(pair.left) && !usedRight.contains(pair.right) {
            usedLeft.insert(pair.left)
            usedRight.insert(pair.right)
            shared += pair.score * (left[pair.left].weight + right[pair.right].weight)
        }
        let all = left.reduce(0) { $0 + $1.weight } + right.reduce(0) { $0 + $1.weight }
        return shared / all
    }

    /// How much two words look alike: 1 for the same, something for nearly the same, else 0.
    private static func likeness(_ one: Word, _ other: Word) -> Double {
        // A word of n letters has n + 1 pairs; shorter ones than four letters are alike by chance.
        let (short, long) = one.pairs.count < other.pairs.count ? (one, other) : (other, one)
        if short.pairs.count == long.pairs.count, one.text == other.text { return 1 }
        guard short.pairs.count >= 5, 20 * short.pairs.count >= 6 * (short.pairs.count + long.pairs.count) else {
            return 0
        }
        let dice = NGrams.similarity(one.pairs, other.pairs)
        return dice >= 0.6 ? dice * 0.9 : 0
    }
}

/// Groups of neighbouring letters.
enum NGrams {
    /// Share of the pairs of neighbouring letters that two words have in common, 0…1; the ends count as letters.
    static func similarity(_ one: String, _ other: String) -> Double {
        similarity(pairs(one), pairs(other))
    }

    /// Of two words whose pairs are sorted.
    static func similarity(_ left: [UInt64], _ right: [UInt64]) -> Double {
        guard !left.isEmpty, !right.isEmpty else { return 0 }
        var shared = 0
        var (first, second) = (0, 0)
        while first < left.count, second < right.count {
            if left[first] == right[second] {
                shared += 1
                first += 1
                second += 1
            } else if left[first] < right[second] {
                first += 1
            } else {
                second += 1
            }
        }
        return 2 * Double(shared) / Double(left.count + right.count)
    }

    /// Every pair of neighbouring letters, sorted; of very long words those of the beginning.
    static func pairs(_ word: String) -> [UInt64] {
        let scalars = word.unicodeScalars.prefix(64).map { UInt64($0.value) }
        guard !scalars.isEmpty else { return [] }
        let padded = [0] + scalars + [0]
        return zip(padded, padded.dropFirst()).map { $0 << 32 | $1 }.sorted()
    }
}
