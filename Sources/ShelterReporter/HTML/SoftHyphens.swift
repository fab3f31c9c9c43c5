/// Places where a long word in a narrow header may break, for browsers without a dictionary of the language.
enum SoftHyphens {
    private static let vowels = Set("aeiouyáéíóúàèëïöüAEIOUY")
    /// Letters that belong together.
    private static let pairs: Set<String> = ["ch", "sch", "th", "ph", "ng", "qu"]
    private static let shortest = 10
    private static let leastBefore = 4
    private static let leastAfter = 4

    /// The text with U+00AD between syllables of words of ten letters and more.
    ///
    /// Breaks only where Dutch and English agree: between two consonants that stand between vowels, and before a single
    /// one. Where it is not sure it leaves the word whole.
    static func inserted(into text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map(broken).joined(separator: " ")
    }

    private static func broken(_ word: Substring) -> String {
        let letters = Array(word)
        guard letters.count >= shortest, letters.allSatisfy(\.isLetter) else { return String(word) }
        var result = ""
        for (index, letter) in letters.enumerated() {
            if index >= leastBefore, letters.count - index >= leastAfter, mayBreak(letters, before: index) {
                result.append("\u{AD}")
            }
            result.append(letter)
        }
        return result
    }

    private static func mayBreak(_ letters: [Character], before index: Int) -> Bool {
        let isVowel = { (place: Int) in vowels.contains(letters[place]) }
        guard !isVowel(index), isVowel(index + 1) else { return false }
        if isVowel(index - 1) { return true }
        return isVowel(index - 2) && !pairs.contains(String(letters[index - 1...index]).lowercased())
    }
}
