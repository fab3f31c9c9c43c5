/// How well bytes from 0x80 on make words under each encoding of one byte for each character.
///
/// Our own rule: a character is out of place if no word has it there, such as a capital behind a small letter or a sign between
/// two letters. Text in its own encoding has next to none.
struct CodePageFit {
    /// Further characters would not change the answer.
    private static let enough = 200_000

    private static let candidates: [TextEncoding] = [
        .windows1252, .windows1251, .iso8859part15, .macRoman, .ibm850, .koi8U,
    ]
    private static let classes = candidates.map { CharacterClass.table(CodePages.table(of: $0)) }

    /// Half characters out of place, of each candidate.
    private var misplaced = [Int](repeating: 0, count: candidates.count)
    /// Of each candidate the Cyrillic letters, and the common ones among them.
    private var cyrillic = [Int](repeating: 0, count: candidates.count)
    private var common = [Int](repeating: 0, count: candidates.count)
    private var seen = 0

    /// Takes a byte of a run with what stands before and behind it.
    mutating func add(_ byte: UInt8, before: UInt8, after: UInt8) {
        guard seen < Self.enough else { return }
        seen += 1
        for (index, classes) in Self.classes.enumerated() {
            let (left, here, right) = (classes[Int(before)], classes[Int(byte)], classes[Int(after)])
            misplaced[index] += here.halvesOutOfPlace(between: left, and: right)
            if here.isCyrillic { cyrillic[index] += 1 }
            if here == .smallCommonCyrillic || here == .largeCommonCyrillic { common[index] += 1 }
        }
    }

    /// The encoding, or another one under which next to nothing is out of place.
    func better(than encoding: TextEncoding) -> TextEncoding {
        guard let chosen = Self.candidates.firstIndex(of: encoding), misplaced[chosen] * 100 > seen * 6 else {
            return encoding
        }
        let others = Self.candidates.indices.filter { !isDoubtful($0) && misplaced[$0] * 4 <= misplaced[chosen] }
        return others.min { misplaced[$0] < misplaced[$1] }.map { Self.candidates[$0] } ?? encoding
    }

    /// Whether the text makes so little sense that it may be written in another way.
    func isDoubtful(_ encoding: TextEncoding) -> Bool {
        Self.candidates.firstIndex(of: encoding).map(isDoubtful) ?? false
    }

    private func isDoubtful(_ index: Int) -> Bool {
        if misplaced[index] > max(1, seen * 6 / 100) { return true }
        // Five letters are nearly half of any text in Russian or Ukrainian.
        return cyrillic[index] >= 40 && common[index] * 4 < cyrillic[index]
    }
}

/// What a character may be in a word of the languages of the exports.
private enum CharacterClass: UInt8 {
    /// An `exponent` may stand behind a letter, a `sign` beside none, a `quote` not between two.
    case other, quote, exponent, sign, nothing
    case smallLatin, largeLatin, rareSmallLatin, rareLargeLatin
    case smallCyrillic, largeCyrillic, smallCommonCyrillic, largeCommonCyrillic

    private static let smallLetters = Set("éëïèüöäóáêçàîôûâúíñßœšž".unicodeScalars)
    private static let rareLetters = Set("ãåæìðòõøùýþÿ".unicodeScalars)
    private static let largeLetters = Set("ÉËÏÈÜÖÄÓÁÊÇÀÎÔÛÂÚÍÑŒŠŽ".unicodeScalars)
    private static let rareLarge = Set("ÃÅÆÌÐÒÕØÙÝÞŸ".unicodeScalars)
    private static let elsewhere = Set("’‘´ʼ\u{AD}\u{B7}…–—\u{A0}•¿¡×µ".unicodeScalars)
    private static let quotes = Set("“”„‚«»‹›€".unicodeScalars)
    private static let exponents = Set("²³°½¼¾ªº§£™®©".unicodeScalars)
    private static let signs = Set("±¶¬÷¢¥†‡‰№".unicodeScalars)
    private static let commonCyrillic = Set("оаеиніОАЕИНІ".unicodeScalars)

    /// Of each of the 256 bytes.
    static func table(_ codePoints: [UInt16]) -> [CharacterClass] {
        let ascii = (UInt8(0)..<0x80).map { byte -> CharacterClass in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): .smallLatin
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): .largeLatin
            default: .other
            }
        }
        return ascii + codePoints.map { Unicode.Scalar($0).map(of) ?? .nothing }
    }

    private static func of(_ scalar: Unicode.Scalar) -> CharacterClass {
        if smallLetters.contains(scalar) { return .smallLatin }
        if largeLetters.contains(scalar) { return .largeLatin }
        if rareLetters.contains(scalar) { return .rareSmallLatin }
        if rareLarge.contains(scalar) { return .rareLargeLatin }
        if elsewhere.contains(scalar) { return .other }
        if quotes.contains(scalar) { return .quote }
        if exponents.contains(scalar) { return .exponent }
        if signs.contains(scalar) { return .sign }
        switch scalar.value {
        case 0x0430...0x044F, 0x0451, 0x0454, 0x0456, 0x0457, 0x0491:
            return commonCyrillic.contains(scalar) ? .smallCommonCyrillic : .smallCyrillic
        case 0x0410...0x042F, 0x0401, 0x0404, 0x0406, 0x0407, 0x0490:
            return commonCyrillic.contains(scalar) ? .largeCommonCyrillic : .largeCyrillic
        default: return .nothing
        }
    }

    var isCyrillic: Bool { rawValue >= Self.smallCyrillic.rawValue }
    private var isLatin: Bool { rawValue >= Self.smallLatin.rawValue && !isCyrillic }
    private var isLetter: Bool { rawValue >= Self.smallLatin.rawValue }
    private var isRare: Bool { self == .rareSmallLatin || self == .rareLargeLatin }
    private var isSmall: Bool {
        [.smallLatin, .rareSmallLatin, .smallCyrillic, .smallCommonCyrillic].contains(self)
    }

    /// 2 for a character that no word has there, 1 for one that few have.
    func halvesOutOfPlace(between left: CharacterClass, and right: CharacterClass) -> Int {
        switch self {
        case .nothing: return 2
        case .other: return 0
        case .quote: return left.isLetter && right.isSmall ? 2 : 0
        case .exponent: return right.isSmall ? 2 : 0
        case .sign: return left.isSmall || right.isSmall ? 2 : 0
        default: break
        }
        if !isSmall, left.isSmall { return 2 }
        if isSmall, right.isLetter, !right.isSmall { return 2 }
        if left.isLetter, left.isLatin != isLatin { return 2 }
        if right.isLetter, right.isLatin != isLatin { return 2 }
        // A letter with an accent hardly ever stands by itself.
        return isRare || isLatin && !left.isLetter && !right.isLetter ? 1 : 0
    }
}
