import ShelterModel

/// The texts that the cells of an XLSX workbook refer to by number.
struct SharedStrings {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []

    /// No texts at all.
    init() {}

    init(_ events: inout XMLEvents, options: SheetOptions) throws(Refusal) {
        while true {
            let event = try events.next()
            switch event.kind {
            case .finished: return
            case .start where event.name == .si:
                guard ends.count < options.limits.sharedStringCount else {
                    throw events.damaged("too many shared strings")
                }
                try Self.readString(&events, into: &bytes, limit: options.fieldLimit)
                ends.append(UInt32(bytes.count))
            case .start where event.name != .sst: try events.skipElement()
            default: break
            }
        }
    }

    var count: Int { ends.count }

    subscript(index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
    }

    /// Appends the text of the element that has just begun: its own, or that of its runs, without phonetic help.
    static func readString(
        _ events: inout XMLEvents,
        into target: inout [UInt8],
        limit: Int
    ) throws(Refusal) {
        let start = target.count
        var depth = 1
        var textDepth = 0
        var textStart = 0
        while depth > 0 {
            let event = try events.next()
            switch event.kind {
            case .start:
                switch event.name {
                case .t where textDepth == 0:
                    depth += 1
                    textDepth = depth
                    textStart = target.count
                case .r: depth += 1
                default: try events.skipElement()
                }
            case .end:
                if depth == textDepth {
                    unescape(&target, from: textStart)
                    textDepth = 0
                }
                depth -= 1
            case .text where textDepth > 0:
                target.append(contentsOf: events.text)
                if target.count - start > limit { throw events.tooLong(limit: limit) }
            case .text: break
            case .finished: return
            }
        }
    }

    /// Appends text in which `_x000D_` stands for the character of that number.
    ///
    /// Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
    static func appendUnescaped(_ text: ArraySlice<UInt8>, to target: inout [UInt8]) {
        let start = target.count
        target.append(contentsOf: text)
        unescape(&target, from: start)
    }

    private static func unescape(_ bytes: inout [UInt8], from start: Int) {
        guard bytes[start...].contains(UInt8(ascii: "_")), let first = escape(bytes, from: start) else { return }
        var result = Array(bytes[start..<first.range.lowerBound])
        var next: (range: Range<Int>, unit: UInt16)? = first
        var done = first.range.lowerBound
        var units: [UInt16] = []
        while let found = next {
            if found.range.lowerBound > done {
                result.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
                units = []
                result.append(contentsOf: bytes[done..<found.range.lowerBound])
            }
            // Two in a row may be the halves of one character.
            units.append(found.unit)
            done = found.range.upperBound
            next = escape(bytes, from: done)
        }
        result.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
        result.append(contentsOf: bytes[done...])
        bytes.replaceSubrange(start..., with: result)
    }

    /// The next `_xHHHH_`; NUL is no character of a text.
    private static func escape(_ bytes: [UInt8], from start: Int) -> (range: Range<Int>, unit: UInt16)? {
        var index = start
        while index + 7 <= bytes.count {
            if bytes[index] == UInt8(ascii: "_"), bytes[index + 1] == UInt8(ascii: "x"),
                bytes[index + 6] == UInt8(ascii: "_"),
                bytes[index + 2..<index + 6].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
                let unit = UInt16(String(decoding: bytes[index + 2..<index + 6], as: UTF8.self), radix: 16), unit != 0
            {
                return (index..<index + 7, unit)
            }
            index += 1
        }
        return nil
    }
}
