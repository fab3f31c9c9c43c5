import ShelterModel

/// What an SPSS file says about itself before its cases, read only as far as it takes to know that it can be trusted.
///
/// libreadstat takes the counts in a file at their word when it asks for memory. Here each of them is held against the
/// size of the file and against `SAVLimits` first.
///
/// Source: PSPP, "System File Format", https://www.gnu.org/software/pspp/pspp-dev/html_node/System-File-Format.html
struct SAVDictionary: Hashable {
    enum Compression: Int32 {
        case none, rows, blocks
    }

    static let headerSize = 176

    var isBigEndian = false
    var compression = Compression.none
    /// As the header says; -1 if it does not know.
    var cases = 0
    var variables = 0
    /// Length of a case in pieces of 8 bytes.
    var elements = 0
    /// Code page of the texts; `nil` if the file does not say.
    var characterCode: Int?
    /// Cases that the file has room for; exact if it is not packed.
    var room = 0
    /// Where the cases begin.
    var dataStart = 0
    /// Lengths of the texts of more than 255 bytes, each with the place of its digits in the file.
    var longStrings: [LongString] = []

    struct LongString: Hashable {
        var offset: Int
        var digits: Int
        var length: Int
    }

    /// Bytes that libreadstat is shown in place of those in the file.
    struct Repair: Hashable {
        var offset: Int
        var bytes: [UInt8]
    }

    /// The length of the longest texts, and the one that libreadstat is shown instead.
    ///
    /// libreadstat 1.1.8 may lose the last byte of the longest text of a file if it fills its variable. That is prevented
    /// by a greater length that needs as many segments, which are of 252 bytes.
    var widened: (from: Int, to: Int)? {
        guard let longest = longStrings.map(\.length).max() else { return nil }
        return (longest, (longest + 251) / 252 * 252)
    }

    /// Puts right what libreadstat takes at its word: the length of a case, a date that it must understand, the number of
    /// cases where the header does not know it (as it stands, none would be read), and the longest texts.
    var repairs: [Repair] {
        func integer(_ value: Int) -> [UInt8] {
            let value = Int32(clamping: value)
            return withUnsafeBytes(of: isBigEndian ? value.bigEndian : value.littleEndian, Array.init)
        }
        var repairs = [
            Repair(offset: 68, bytes: integer(elements)), Repair(offset: 92, bytes: Array("01 Jan 0000:00:00".utf8)),
        ]
        if cases == -1 { repairs.append(Repair(offset: 80, bytes: integer(room))) }
        if let widened {
            for text in longStrings where text.length == widened.from {
                let digits = Array(String(widened.to).utf8)
                guard digits.count <= text.digits else { continue }
                let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: text.digits - digits.count)
                repairs.append(Repair(offset: text.offset, bytes: zeros + digits))
            }
        }
        return repairs
    }
}
