internal import Foundation
public import ShelterModel

/// The words by which columns, roles and names of locations are recognised.
public struct MatchingWords: Hashable, Sendable {
    /// Words that say nothing about what a column holds.
    public internal(set) var stopWords: Set<String> = []
    /// For words that mean the same, one that stands for all of them.
    public internal(set) var concepts: [String: String] = [:]
    /// What columns with a role are called, as lists of words.
    public internal(set) var roles: [ColumnRole: [[String]]] = [:]
    /// Words that point to a person.
    public internal(set) var personal: Set<String> = []
    /// Language code by the name of the language.
    public internal(set) var languages: [String: String] = [:]
    /// For words that say what kind of location it is, one that stands for the kind.
    public internal(set) var kinds: [String: String] = [:]
    /// Small words in the name of a location.
    public internal(set) var fillers: Set<String> = []
    /// How a letter of another script is written in Latin.
    var latin: [Character: String] = [:]

    init() {}

    // MARK: Folding

    /// The text in small Latin letters without accents and apostrophes; everything else becomes a blank.
    func folded(_ text: String) -> String {
        var latinText = ""
        for character in text.lowercased().precomposedStringWithCanonicalMapping {
            latinText += latin[character] ?? String(character)
        }
        var result = ""
        for scalar in latinText.decomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                result.unicodeScalars.append(scalar)
            } else if !Self.swallowed.contains(scalar), scalar.properties.canonicalCombiningClass == .notReordered {
                result.append(" ")
            }
        }
        return result
    }

    /// Apostrophes, which separate nothing.
    private static let swallowed: Set<Unicode.Scalar> = ["'", "\u{2019}", "\u{2BC}", "`", "\u{B4}"]

    /// Longer texts are no headings; comparing them would only cost time.
    private static let mostWords = 40

    /// The words of a text, folded; a capital inside a word begins a new one.
    public func words(of text: String) -> [String] {
        var spaced = ""
        var wasSmall = false
        for character in text.prefix(1000) {
            if character.isUppercase, wasSmall { spaced.append(" ") }
            wasSmall = character.isLowercase
            spaced.append(character)
        }
        return folded(spaced).split(separator: " ").prefix(Self.mostWords).map(String.init)
    }

    /// What a text is about: its words without those that say nothing, each as the word that stands for its meaning.
    public func meaning(of text: String) -> [String] {
        let words = words(of: text)
        let telling = words.filter { !stopWords.contains($0) }
        return (telling.isEmpty ? words : telling).map(concept)
    }

    /// The word that stands for the meaning of a folded word; of an unknown one its stem.
    func concept(_ word: String) -> String {
        if let concept = concepts[word] { return concept }
        let stem = Self.stem(word)
        return concepts[stem] ?? stem
    }

    /// Without the ending of a Dutch or English plural.
    static func stem(_ word: String) -> String {
        var letters = Array(word)
        guard letters.count > 4 else { return word }
        if letters.hasSuffix("en") {
            letters.removeLast(2)
            if letters.count > 3, letters.last == letters[letters.count - 2], letters.last?.isVowel == false {
                letters.removeLast()
            } else if letters.last == "z" {
                letters[letters.count - 1] = "s"
            } else if letters.last == "v" {
                letters[letters.count - 1] = "f"
            }
        } else if letters.last == "s", letters[letters.count - 2] != "s" {
            letters.removeLast()
        }
        return String(letters)
    }

    /// Whether a heading points to a person.
    public func isPersonal(_ text: String) -> Bool {
        let words = words(of: text)
        return words.contains(where: personal.contains) || personal.contains(words.joined())
    }
}

extension [Character] {
    fileprivate func hasSuffix(_ ending: String) -> Bool { suffix(ending.count).elementsEqual(ending) }
}

extension Character {
    fileprivate var isVowel: Bool { "aeiou".contains(self) }
}
