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
                tag(bytes[(index + 1)..<min(end, bytes.count)])
                index = end + 1
            } else {
                var end = index
                while end < bytes.count, bytes[end] != UInt8(ascii: "<") { end += 1 }
                events.append(.text(Self.unescaped(String(decoding: bytes[index..<end], as: UTF8.self))))
                index = end
            }
        }
    }

    private mutating func tag(_ content: ArraySlice<UInt8>) {
        guard let first = content.first, first != UInt8(ascii: "!"), first != UInt8(ascii: "?") else { return }
        func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == UInt8(ascii: "/") }
        if first == UInt8(ascii: "/") {
            events.append(.close(String(decoding: content.dropFirst().prefix { !isBlank($0) }, as: UTF8.self)))
            return
        }
        let name = String(decoding: content.prefix { !isBlank($0) }, as: UTF8.self)
        var attributes: [String: String] = [:]
        var rest = content.dropFirst(name.utf8.count)
        while let equals = rest.firstIndex(of: UInt8(ascii: "=")), equals + 1 < rest.endIndex {
            let key = String(decoding: rest[..<equals].filter { !isBlank($0) }, as: UTF8.self)
            let mark = rest[equals + 1]
            guard let end = rest[(equals + 2)...].firstIndex(of: mark) else { break }
            attributes[key] = Self.unescaped(String(decoding: rest[(equals + 2)..<end], as: UTF8.self))
            rest = rest[(end + 1)...]
        }
        events.append(.open(name, attributes))
        if content.last == UInt8(ascii: "/") || ["br", "meta", "link", "img"].contains(name) {
            events.append(.close(name))
        }
    }

    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&apos;", with: "'").replacing("&#160;", with: "\u{A0}")
            .replacing("&amp;", with: "&")
    }
}
