/// Tags and texts of HTML or XML that a test reads, by nothing of the product.
struct MarkupScan {
    enum Event {
        case open(String, [String: String])
        case close(String)
        case text(String)
    }

    private(set) var events: [Event] = []

    init(_ markup: String) {
        let bytes = Array(markup.utf8)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "<") {
                var end = index + 1
                var quote: UInt8?
                while end < bytes.count, quote != nil || bytes[end] != UInt8(ascii: ">") {
                    let byte = bytes[end]
                    if byte == quote { quote = nil } else if quote == nil, byte == 0x22 || byte == 0x27 { quote = byte }
                    end += 1
                }
                tag(String(decoding: bytes[(index + 1)..<min(end, bytes.count)], as: UTF8.self))
                index = end + 1
            } else {
                var end = index
                while end < bytes.count, bytes[end] != UInt8(ascii: "<") { end += 1 }
                events.append(.text(Self.unescaped(String(decoding: bytes[index..<end], as: UTF8.self))))
                index = end
            }
        }
    }

    private mutating func tag(_ content: String) {
        if content.hasPrefix("!") || content.hasPrefix("?") { return }
        if content.hasPrefix("/") {
            events.append(.close(String(content.dropFirst().prefix { !$0.isWhitespace })))
            return
        }
        let isEmpty = content.hasSuffix("/")
        let name = String(content.prefix { !$0.isWhitespace && $0 != "/" })
        var attributes: [String: String] = [:]
        var rest = content.dropFirst(name.count)
        while let equals = rest.firstIndex(of: "=") {
            let key = rest[..<equals].filter { !$0.isWhitespace && $0 != "/" }
            let value = rest[rest.index(after: equals)...]
            guard let mark = value.first, mark == "\"" || mark == "'",
                let end = value.dropFirst().firstIndex(of: mark)
            else { break }
            attributes[String(key)] = Self.unescaped(String(value[value.index(after: value.startIndex)..<end]))
            rest = value[value.index(after: end)...]
        }
        events.append(.open(name, attributes))
        if isEmpty || ["br", "meta", "link", "img"].contains(name) { events.append(.close(name)) }
    }

    static func unescaped(_ text: String) -> String {
        guard text.contains("&") else { return text }
        return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&apos;", with: "'").replacing("&#160;", with: "\u{A0}")
            .replacing("&amp;", with: "&")
    }
}
