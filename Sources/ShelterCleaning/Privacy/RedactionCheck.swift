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
        if HiddenAddress.isFound(in: text) { found.insert(.email) }
        if hasBirthDate(words) { found.insert(.birth) }
        return PersonalDataKind.allCases.filter(found.contains)
    }

    /// What still leads to a person in a code: it is one word, in which points, hyphens and underscores stand for blanks.
    public mutating func kinds(inCode code: String) -> [PersonalDataKind] {
        var found = Set(kinds(in: code))
        let spaced = String(code.map { "._-".contains($0) ? " " : $0 })
        found.formUnion(kinds(in: spaced))
        look(at: code.filter { !"._-".contains($0) }, &found)
        let words = Self.words(spaced)
        if words.count > 1 {
            var text = spaced
            if text.withUTF8({ names.signs($0).contains(.name) }) { found.insert(.name) }
        }
        return PersonalDataKind.allCases.filter(found.contains)
    }

    /// A date behind a word such as `geboren`, or one that lies so far back that it is hardly one of a visit or an event.
    private mutating func hasBirthDate(_ words: [Substring]) -> Bool {
        var isNear = 0
        for (place, word) in words.enumerated() {
            var text = Self.bare(word).lowercased()
            if text.withUTF8({ marks.birthWords.contains(cell: $0) }) {
                isNear = 5
                continue
            }
            isNear -= 1
            // `5-3-1968`, or `5 maart 1968` in three words.
            for length in [1, 3] where place + length <= words.count {
                var date = words[place..<(place + length)].map(Self.bare).joined(separator: " ")
                guard length == 1 || date.contains(where: \.isLetter),
                    let year = date.withUTF8({ cell in
                        let isDate = cell.count <= CellTest.longest && test.signs(cell).contains(.date)
                        return isDate ? CellTest.year(of: cell) : nil
                    })
                else { continue }
                if isNear > 0 || year < Self.firstEventYear { return true }
            }
        }
        return false
    }

    private static let firstEventYear = 2005

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
            for start in 0...(words.count - length) {
                let run = words[start..<(start + length)].map(Self.bare)
                if names.isUncapitalised(run) { return true }
            }
        }
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
