/// Bytes of markup in the making; whatever comes from outside goes through `text` or `attribute`.
struct Markup: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Notes that the text has named, for the end of the page.
    private(set) var footnotes: [[Inline]] = []

    init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// - Returns: Its number, from 1.
    mutating func addFootnote(_ content: [Inline]) -> Int {
        footnotes.append(content)
        return footnotes.count
    }

    /// Our own markup, as it is.
    mutating func raw(_ markup: StaticString) {
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Markup that was already made by a `Markup`, or a number.
    mutating func made(_ markup: String) {
        bytes.append(contentsOf: markup.utf8)
    }

    /// Escaped, so that it can only be read as text. Control characters show as U+FFFD.
    mutating func text(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): raw("&amp;")
            case UInt8(ascii: "<"): raw("&lt;")
            case UInt8(ascii: ">"): raw("&gt;")
            case UInt8(ascii: "\""): raw("&quot;")
            case 0x09, 0x0A, 0x0D: bytes.append(0x20)
            case 0x00..<0x20, 0x7F: raw("\u{FFFD}")
            default: bytes.append(byte)
            }
        }
    }

    /// ` name="value"`, escaped.
    mutating func attribute(_ name: StaticString, _ value: String) {
        bytes.append(0x20)
        raw(name)
        raw("=\"")
        text(value)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Text from outside where no element may stand (a page title, a drawing): kept apart by characters, and only if
    /// it could change the direction of what follows.
    mutating func isolated(_ content: String) {
        text(Self.isolating(content))
    }

    static func isolating(_ content: String) -> String {
        let turns = content.unicodeScalars.contains {
            switch $0.value {
            case 0x590...0x8FF, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFB1D...0xFEFC: true
            default: false
            }
        }
        return turns ? "\u{2068}\(content)\u{2069}" : content
    }
}
