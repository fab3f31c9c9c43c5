public import ShelterModel

/// Reads a condition as it is typed on the command line.
///
///     condition = term { "or" term }        term = factor { "and" factor }
///     factor = "not" factor | "(" condition ")" | test | outcome
///     test = indicator standard             as in a framework: residents / showers <= 8, own_cooking is no
///     outcome = criterion "met" | "not met" | "not applicable" | "unknown"
public struct ConditionText {
    /// Longest condition, in bytes.
    static let longest = 4096
    /// Deepest nesting of brackets and `not`.
    static let deepest = 64

    private struct Word {
        var text: String
        /// Number of its first character, from 1.
        var column: Int
    }

    private let words: [Word]
    private let length: Int
    private var place = 0
    private var depth = 0

    /// - Throws: `Refusal` that points to the character at which it stops being a condition.
    public static func condition(_ text: String) throws(Refusal) -> LocationCondition {
        guard text.utf8.count <= longest else {
            throw Refusal("condition.too-long", ["limit": .integer(longest), "size": .integer(text.utf8.count)])
        }
        var reader = ConditionText(text)
        let condition = try reader.condition()
        guard reader.place == reader.words.count else { throw reader.refusal("condition.unexpected") }
        return condition
    }

    private init(_ text: String) {
        var words: [Word] = []
        var current = Word(text: "", column: 0)
        var isList = false
        let characters = Array(text)
        func isPair(_ index: Int) -> Bool {
            (characters[index] == ">" || characters[index] == "<") && characters.indices.contains(index + 1)
                && characters[index + 1] == "="
        }
        var index = 0
        func close() {
            if !current.text.isEmpty { words.append(current) }
            current.text = ""
        }
        while index < characters.count {
            let character = characters[index]
            if isList || character == "[" {
                // The codes of a list are one word, whatever stands between them.
                if current.text.isEmpty { current.column = index + 1 }
                current.text.append(character)
                isList = character != "]"
                if !isList { close() }
            } else if character == "(" || character == ")" {
                close()
                words.append(Word(text: String(character), column: index + 1))
            } else if isPair(index) {
                close()
                words.append(Word(text: "\(character)=", column: index + 1))
                index += 1
            } else if character.isWhitespace {
                close()
            } else {
                if current.text.isEmpty { current.column = index + 1 }
                current.text.append(character)
            }
            index += 1
        }
        close()
        self.words = words
        length = characters.count
    }

    // MARK: Grammar

    private mutating func condition() throws(Refusal) -> LocationCondition {
        var parts = [try term()]
        while take("or") { parts.append(try term()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func term() throws(Refusal) -> LocationCondition {
        var parts = [try factor()]
        while take("and") { parts.append(try factor()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func factor() throws(Refusal) -> LocationCondition {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw refusal("condition.too-deep", ["limit": .integer(Self.deepest)]) }
        if take("not") { return .not(try factor()) }
        guard take("(") else { return try atom() }
        let open = words[place - 1]
        let inner = try condition()
        guard take(")") else { throw refusal("condition.bracket-open", ["column": .integer(open.column)]) }
        return inner
    }

    private mutating func take(_ word: String) -> Bool {
        guard words.indices.contains(place), words[place].text.lowercased() == word else { return false }
        place += 1
        return true
    }

    /// A test or an outcome: everything up to the next `and`, `or` or bracket.
    private mutating func atom() throws(Refusal) -> LocationCondition {
        let first = place
        var isBetween = false
        loop: while words.indices.contains(place) {
            switch words[place].text.lowercased() {
            case "(", ")", "or": break loop
            case "and":
                // Of `between 2 and 8`.
                if !isBetween { break loop }
                isBetween = false
            case "between": isBetween = true
            default: break
            }
            place += 1
        }
        let own = words[first..<place].map(\.text)
        guard !own.isEmpty else { throw refusal("condition.unexpected") }
        if own.count >= 2, let outcome = Self.outcome(own.dropFirst().joined(separator: " ").lowercased(), of: own[0]) {
            return outcome
        }
        let text = own.joined(separator: " ")
        for start in own.indices.dropFirst() {
            guard let standard = Standard(parsing: own[start...].joined(separator: " ")) else { continue }
            guard let indicator = Indicator(parsing: own[..<start].joined(separator: " ")) else { break }
            return .test(.test(indicator, standard, nil), text: text)
        }
        place = first
        throw refusal("condition.not-a-test", ["value": .text(YAMLReader.shortened(text))])
    }

    private static func outcome(_ words: String, of criterion: String) -> LocationCondition? {
        switch words {
        case "met": .met(criterion: criterion)
        case "not met": .not(.met(criterion: criterion))
        case "not applicable": .has(criterion: criterion, .notApplicable)
        case "unknown": .has(criterion: criterion, .unknown)
        default: nil
        }
    }

    private func refusal(_ code: String, _ arguments: [String: Diagnostic.Argument] = [:]) -> Refusal {
        let word = words.indices.contains(place) ? words[place] : nil
        var arguments = arguments
        if arguments["value"] == nil {
            arguments["value"] = .text(word.map { YAMLReader.shortened($0.text) } ?? "term.end-of-condition")
        }
        if arguments["column"] == nil { arguments["column"] = .integer(word?.column ?? length + 1) }
        return Refusal(code, arguments)
    }
}
