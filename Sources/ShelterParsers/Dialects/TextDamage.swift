/// Finds text that was damaged before it came here; the bytes are UTF-8.
enum TextDamage {
    /// Whether UTF-8 was taken for Windows-1252 and encoded again, as in `OekraÃ¯ne`.
    static func isDoubleEncoded(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index + 3 < text.count {
            guard text[index] == 0xC3 else {
                index += 1
                continue
            }
            let next = text[index + 2]
            switch text[index + 1] {
            // Ã, Ð or Ñ before a character that Windows-1252 has for the bytes 0x80 to 0xBF.
            case 0x83, 0x90, 0x91:
                if [0xC2, 0xC5, 0xC6, 0xCB].contains(next) { return true }
                if next == 0xE2, [0x80, 0x82, 0x84].contains(text[index + 3]) { return true }
            // Â before a sign.
            case 0x82: if next == 0xC2 { return true }
            // â€
            case 0xA2: if next == 0xE2, text[index + 3] == 0x82 { return true }
            default: break
            }
            index += 2
        }
        return false
    }

    /// Whether letters were replaced with question marks, as `?????? ????` for Cyrillic in an encoding without it, or with
    /// the character U+FFFD that stands for a lost one.
    ///
    /// A few question marks are an answer; a word of five, or several words of them, are not.
    static func isLost(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var marks = 0
        var others = 0
        if hasReplacement(text) { return true }
        for byte in text {
            if byte == UInt8(ascii: "?") {
                marks += 1
            } else if CellShape.isLetter(byte) || CellShape.isDigit(byte) {
                others += 1
            }
        }
        return marks >= 5 && marks > others
    }

    /// U+FFFD: EF BF BD.
    private static func hasReplacement(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.indices.contains { index in
            text[index] == 0xEF && index + 2 < text.count && text[index + 1] == 0xBF && text[index + 2] == 0xBD
        }
    }
}
