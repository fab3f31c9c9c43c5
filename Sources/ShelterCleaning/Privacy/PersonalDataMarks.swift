public import ShelterModel

/// What is known of personal data: headers, names and answers, from `Data/Privacy/personal-data.yaml`.
public struct PersonalDataMarks: Hashable, Sendable {
    /// Where coordinates are taken for coordinates by their values alone.
    struct Box: Hashable, Sendable {
        var latitude: ClosedRange<Double>
        var longitude: ClosedRange<Double>
    }

    static let formatName = "maatstaf/personal-data/1"

    private var headers: [String: PersonalDataKind] = [:]
    private var words: [String: PersonalDataKind] = [:]
    private var otherHeaders: Set<String> = []
    let given: WordSet
    let surnames: WordSet
    let particles: WordSet
    let titles: WordSet
    /// What somebody does, as it stands behind a name.
    let roles: WordSet
    /// Words behind which a date of birth stands.
    let birthWords: WordSet
    let otherWords: WordSet
    /// Endings, each as folded characters.
    let surnameEndings: [[UInt32]]
    let otherEndings: [[UInt32]]
    let missing: WordSet
    let boxes: [Box]

    /// - Parameter entries: Text of the file by path of keys; a list stands in one text.
    /// - Throws: `Refusal` when a part is missing, so that the guard never works with half of what it needs.
    public init(entries: [String: String], file: String) throws(Refusal) {
        var absent: [String] = []
        func text(_ key: String) -> String {
            if let text = entries[key] { return text }
            absent.append(key)
            return ""
        }
        func list(_ key: String) -> [String] {
            text(key).split(separator: ",").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
                .filter { !$0.isEmpty }
        }
        func names(_ key: String) -> [String] { text(key).split(whereSeparator: \.isWhitespace).map(String.init) }

        for kind in PersonalDataKind.allCases {
            for header in list("headers.\(kind.rawValue)") { headers[Self.folded(header)] = kind }
            for word in list("words.\(kind.rawValue)") { words[Self.folded(word)] = kind }
        }
        otherHeaders = Set(list("not-a-person-header").map(Self.folded))
        given = WordSet(["nl", "uk", "ru", "pl", "other"].flatMap { names("names.given-\($0)") })
        surnames = WordSet(names("names.surnames"))
        particles = WordSet(names("names.particles"))
        titles = WordSet(names("names.titles"))
        roles = WordSet(names("names.roles"))
        birthWords = WordSet(names("birth-words"))
        otherWords = WordSet(names("not-a-person"))
        surnameEndings = names("names.surname-endings").map(Self.scalars)
        otherEndings = names("not-a-person-endings").map(Self.scalars)
        missing = WordSet(list("missing"))
        var boxes: [Box] = []
        for key in entries.keys.sorted() where key.hasPrefix("boxes.") {
            let numbers = names(key).compactMap(Double.init)
            guard numbers.count == 4, numbers[0] <= numbers[1], numbers[2] <= numbers[3] else {
                absent.append(key)
                continue
            }
            boxes.append(Box(latitude: numbers[0]...numbers[1], longitude: numbers[2]...numbers[3]))
        }
        self.boxes = boxes
        if boxes.isEmpty { absent.append("boxes") }
        guard absent.isEmpty, text("format") == Self.formatName else {
            throw Refusal(
                "privacy.marks-incomplete",
                at: SourceLocation(file: file),
                ["keys": .list(absent.isEmpty ? ["format"] : absent)]
            )
        }
    }

    private static func scalars(_ word: String) -> [UInt32] {
        word.unicodeScalars.map { Folding.folded($0.value) }
    }

    /// The kind that a header or the text of a question names.
    func kind(ofHeader header: String) -> PersonalDataKind? {
        let part = header.split(separator: "/").last.map(String.init) ?? header
        if let kind = headers[Self.folded(part)] { return kind }
        let split = Self.headerWords(part)
        guard !split.contains(where: otherHeaders.contains) else { return nil }
        for (number, word) in split.enumerated() {
            if let kind = words[word] { return kind }
            // 'e-mail adres' and 'date of birth' are more than one word.
            if number + 1 < split.count, let kind = words[word + split[number + 1]] { return kind }
        }
        return nil
    }

    /// Letters and digits alone, in lower case.
    private static func folded(_ header: String) -> String {
        String(
            String.UnicodeScalarView(
                header.lowercased().unicodeScalars.filter {
                    $0.properties.isAlphabetic || (0x30...0x39).contains($0.value)
                }
            )
        )
    }

    private static func headerWords(_ header: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in header.prefix(300) {
            if character.isLetter || character.isNumber || character == "'" {
                word.append(character)
            } else if character == "-", !word.isEmpty {
                // 'e-mail' stays one word.
                continue
            } else if !word.isEmpty {
                words.append(folded(word))
                word = ""
            }
        }
        if !word.isEmpty { words.append(folded(word)) }
        return words
    }
}
