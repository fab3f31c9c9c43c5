/// Whether a text that somebody redacted still holds something that leads to a person.
///
/// Finds what has a form: addresses, numbers, and names that stand next to each other. It does not understand the text.
public struct RedactionCheck {
    private let marks: PersonalDataMarks
    private var test: CellTest
    private var names: NameTest

    public init(_ marks: PersonalDataMarks) {
        self.marks = marks
        test = CellTest(marks)
        names = NameTest(marks)
    }

    /// What is still in the text, each kind once.
    public mutating func kinds(in text: String) -> [PersonalDataKind] {
        var found: Set<PersonalDataKind> = []
        let words = Self.words(text)
        for word in words {
            for part in word.split(whereSeparator: { ",;<>()[]{}\"'|=".contains($0) }) {
                look(at: Self.bare(part), &found)
            }
        }
        for run in Self.numbers(words) { look(at: run, &found) }
        if hasName(words) { found.insert(.name) }
        return PersonalDataKind.allCases.filter(found.contains)
    }

    private static func words(_ text: String) -> [Substring] {
        text.split { $0.isWhitespace || $0 == "\u{A0}" || $0 == "\u{200B}" }
    }

    /// Without the punctuation of a sentence.
    private static func bare(_ word: Substring) -> String {
        var word = word
        while let last = word.last, ".,:!?…".contains(last) { word = word.dropLast() }
        return String(word)
    }

    private mutating func look(at word: String, _ found: inout Set<PersonalDataKind>) {
        var copy = word
        let signs = copy.withUTF8 { bytes in
            let cell = CellTest.trimmed(bytes)
            return cell.isEmpty || cell.count > CellTest.longest ? CellSigns() : test.signs(cell)
        }
        // A single item does not need a column of its like: when in doubt a person looks again.
        if signs.contains(.email) || copy.contains("@") && copy.count > 2 { found.insert(.email) }
        if signs.contains(.phone) || signs.contains(.barePhone) { found.insert(.phone) }
        if signs.contains(.bsn) { found.insert(.bsn) }
        if signs.contains(.iban) { found.insert(.iban) }
        if signs.contains(.ip) { found.insert(.ip) }
        if signs.contains(.pair) { found.insert(.coordinates) }
    }

    /// Numbers that are written in groups: `06 12 34 56 78`, `NL91 ABNA 0417 1643 00`.
    private static func numbers(_ words: [Substring]) -> [String] {
        var runs: [String] = []
        for start in words.indices {
            var run = ""
            for word in words[start...].prefix(8) {
                let text = bare(word)
                guard
                    text.contains(where: \.isNumber)
                        || text.count == 4 && text.allSatisfy({ $0.isLetter && $0.isUppercase })
                else { break }
                run += run.isEmpty ? text : " " + text
                if run.count >= 8, run.contains(" ") { runs.append(run) }
            }
        }
        return runs
    }

    /// A known name beside another word with a capital, initials with a surname, or a title with a name.
    private mutating func hasName(_ words: [Substring]) -> Bool {
        for length in 2...4 where words.count >= length {
            for start in 0...(words.count - length) where isName(words[start..<(start + length)]) { return true }
        }
        return false
    }

    private mutating func isName(_ words: ArraySlice<Substring>) -> Bool {
        guard let first = words.first, let last = words.last, last.first?.isUppercase ?? false,
            first.first?.isUppercase ?? false || isTitle(first)
        else { return false }
        // A sentence that ends in between is no name; `J. de Vries` and `Mevr. Jansen` have no end in them.
        let isBroken = words.dropLast().contains { word in
            guard let end = word.last, ".!?;:,".contains(end) else { return false }
            return word.count > 3 && !isTitle(word)
        }
        guard !isBroken else { return false }
        // The full stops behind initials are part of a name, the one behind the last word is not.
        var text = words.dropLast().joined(separator: " ") + " " + Self.bare(last)
        return text.withUTF8 { bytes in
            bytes.count <= CellTest.longest && names.signs(bytes).contains(.name)
        }
    }

    private func isTitle(_ word: Substring) -> Bool {
        var text = Self.bare(word)
        return text.withUTF8 { marks.titles.contains(cell: $0) }
    }
}
