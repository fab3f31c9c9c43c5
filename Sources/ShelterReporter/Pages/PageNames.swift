/// File names of pages: the code of an area where that is a safe name everywhere, else a slug with a hash.
public struct PageNames: Hashable, Sendable {
    private var names: [String: String] = [:]

    /// Names for codes that stand together; those that differ only in case are told apart by their hash.
    public init(codes: [String]) {
        var taken: Set<String> = []
        let codes = Set(codes).sorted()
        let groups = Dictionary(grouping: codes) { Self.slug(code: $0).lowercased() }
        for code in codes {
            var name = Self.slug(code: code)
            if (groups[name.lowercased()]?.count ?? 0) > 1 { name = Self.hashed(name, code) }
            var round = 0
            while !taken.insert(name.lowercased()).inserted {
                round += 1
                name = Self.hashed(Self.slug(code: code), "\(code)\u{0}\(round)")
            }
            names[code] = name
        }
    }

    public subscript(code: String) -> String {
        names[code] ?? Self.slug(code: code)
    }

    /// The name of one code by itself.
    ///
    /// Up to 40 of `A`–`Z`, `a`–`z`, `0`–`9`, `_` and `-` stay as they are. Anything else, and a name that Windows keeps
    /// for devices, becomes its letters and digits with `-` and the last six hex digits of its 64-bit FNV-1a hash.
    public static func slug(code: String) -> String {
        let bytes = Array(code.utf8)
        if (1...40).contains(bytes.count), bytes.allSatisfy(isSafe), !isReserved(code) { return code }
        return hashed(code, code)
    }

    private static func hashed(_ code: String, _ key: String) -> String {
        var letters: [UInt8] = []
        for byte in code.utf8.prefix(200) where letters.count < 32 {
            if isSafe(byte), byte != UInt8(ascii: "-") {
                letters.append(byte)
            } else if letters.last != UInt8(ascii: "-"), !letters.isEmpty {
                letters.append(UInt8(ascii: "-"))
            }
        }
        while letters.last == UInt8(ascii: "-") { letters.removeLast() }
        let start = letters.isEmpty ? "x" : String(decoding: letters, as: UTF8.self)
        let digits = String(fnv1a(key) & 0xFF_FFFF, radix: 16)
        return "\(start)-\(String(repeating: "0", count: 6 - digits.count))\(digits)"
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func isReserved(_ code: String) -> Bool {
        let name = code.lowercased()
        if ["con", "prn", "aux", "nul"].contains(name) { return true }
        return name.utf8.count == 4 && (name.hasPrefix("com") || name.hasPrefix("lpt"))
            && name.utf8.last.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } == true
    }

    /// Source: Fowler, Noll, Vo; http://www.isthe.com/chongo/tech/comp/fnv/
    private static func fnv1a(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
