/// Looks for YAML anchors that are used again, without reading the file as YAML.
enum YAMLAliases {
    /// The place of the first `&name`, if the text also has a `*name`.
    ///
    /// Both are looked for only where a value can begin, so that `R&D` and `let op *` are text. Inside quotes and text
    /// blocks a look-alike remains possible; as both must occur, hardly in earnest.
    static func firstAnchor(in yaml: String) -> (line: Int, column: Int)? {
        var anchor: (line: Int, column: Int)?
        var hasAlias = false
        var line = 1
        var column = 0
        var mayBegin = true
        var previous = UInt8(ascii: "\n")
        // Inside a tag such as `!!seq`, behind which a value can still begin.
        var isInTag = false
        var bytes = yaml.utf8.makeIterator()
        var byte = bytes.next()
        while let current = byte {
            let next = bytes.next()
            // Continuation bytes of UTF-8 are no characters of their own.
            if current & 0xC0 != 0x80 { column += 1 }
            switch current {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                if !(current == UInt8(ascii: "\n") && previous == UInt8(ascii: "\r")) { line += 1 }
                column = 0
                mayBegin = true
                isInTag = false
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                if isInTag { mayBegin = true }
                isInTag = false
            case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "{"),
                UInt8(ascii: ","):
                mayBegin = true
            case UInt8(ascii: "!") where mayBegin:
                isInTag = true
                mayBegin = false
            case UInt8(ascii: "&"), UInt8(ascii: "*"):
                if mayBegin, let next, isNameByte(next) {
                    if current == UInt8(ascii: "*") {
                        hasAlias = true
                    } else if anchor == nil {
                        anchor = (line, column)
                    }
                }
                mayBegin = false
            default:
                mayBegin = false
            }
            if hasAlias, anchor != nil { return anchor }
            previous = current
            byte = next
        }
        return nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default:
            byte >= 0x80
        }
    }
}
