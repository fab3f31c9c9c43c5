/// Text from outside for formats without elements that keep it apart.
public enum PlainText {
    /// Without control characters and without marks that turn the direction of what follows; those show as U+FFFD.
    ///
    /// Letters of scripts from right to left stay, set apart by isolates of our own.
    public static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isOdd) else { return Markup.isolating(text) }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: result.unicodeScalars.append(" ")
            default: result.unicodeScalars.append(isOdd(scalar) ? "\u{FFFD}" : scalar)
            }
        }
        return Markup.isolating(result)
    }

    private static func isOdd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x206F, 0xFFF9...0xFFFC: true
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }

    /// Between runs of so many characters without a blank a line may break.
    private static let longestRun = 24

    /// With places where a line may break inside of what no line holds.
    static func breakable(_ text: String) -> String {
        guard text.utf8.count > longestRun else { return text }
        var result = ""
        var run = 0
        for character in text {
            if character.isWhitespace {
                run = 0
            } else {
                run += 1
                if run > longestRun {
                    result.append("\u{200B}")
                    run = 1
                }
            }
            result.append(character)
        }
        return result
    }
}
