/// How a cell of an export is written in a cleaning log, so that a spreadsheet leaves it as it is.
public enum LogText {
    /// With an apostrophe in front where a spreadsheet would take the text for a formula, number, date or truth value.
    ///
    /// `decode` gives the same text back. Plain whole numbers and words stay as they are.
    public static func encode(_ text: String) -> String {
        isTouched(text) || decode(text) != text ? "'" + text : text
    }

    /// Without the apostrophe that `encode` sets; other apostrophes (`'s-Gravenhage`) belong to the text.
    public static func decode(_ cell: String) -> String {
        guard cell.hasPrefix("'") else { return cell }
        let rest = String(cell.dropFirst())
        return rest.hasPrefix("'") || isTouched(rest) ? rest : cell
    }

    /// Words of ours or of a person, which no spreadsheet may execute; they are not read back as values.
    static func neutral(_ text: String) -> String {
        text.unicodeScalars.first.map { formulaStarts.contains($0) } ?? false ? "'" + text : text
    }

    private static let formulaStarts = "=+-@\t\r\n".unicodeScalars

    /// Whether a spreadsheet would change the text, or execute it.
    static func isTouched(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        if formulaStarts.contains(first) { return true }
        let trimmed = text.drop { $0 == " " || $0 == "\u{A0}" }
        guard let start = trimmed.first else { return false }
        if isPlainNumber(text) { return false }
        if start.isNumber || "=+-@.,€$£(".contains(start) { return true }
        let lower = trimmed.lowercased()
        let truths = ["true", "false", "waar", "onwaar"]
        if truths.contains(lower.filter { !$0.isWhitespace }) { return true }
        return months.contains { lower.hasPrefix($0) } && lower.contains(where: \.isNumber)
    }

    /// A whole number that every spreadsheet writes as it read it.
    private static func isPlainNumber(_ text: String) -> Bool {
        let digits = text.utf8
        return digits.count <= 9 && digits.allSatisfy { (48...57).contains($0) }
            && (digits.first != 48 || digits.count == 1)
    }

    private static let months = [
        "jan", "feb", "mrt", "maa", "mar", "apr", "mei", "may", "jun", "jul", "aug", "sep", "okt", "oct", "nov", "dec",
    ]

    /// Without outer blanks, and with every line break as one line feed: what counts when values are compared.
    public static func normal(_ text: String) -> String {
        var result = text
        if text.utf8.contains(13) {
            result = result.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        }
        let isBlank = { (character: Character) in " \t\u{A0}\n".contains(character) }
        guard result.first.map(isBlank) ?? false || result.last.map(isBlank) ?? false else { return result }
        var rest = result[...]
        while let first = rest.first, isBlank(first) { rest = rest.dropFirst() }
        while let last = rest.last, isBlank(last) { rest = rest.dropLast() }
        return String(rest)
    }

    /// Whether `saved` is `text` with question marks where a Western code page has no letter.
    static func hasLostLetters(_ saved: String, of text: String) -> Bool {
        let left = Array(saved.unicodeScalars)
        let right = Array(text.unicodeScalars)
        guard left.count == right.count else { return false }
        var isLost = false
        for (one, other) in zip(left, right) where one != other {
            guard one == "?", other.value > 0xFF else { return false }
            isLost = true
        }
        return isLost
    }
}
