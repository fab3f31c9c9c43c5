/// Looks for blanks (spaces and tabs) at the edges of the fields of a line.
struct BlankSearch {
    var delimiter: UInt8

    private static let space = UInt8(ascii: " ")
    private static let quote = UInt8(ascii: "\"")

    init(delimiter: UInt8) {
        self.delimiter = delimiter
    }

    /// Whether a blank is the first or last byte, or stands next to a delimiter or after a quote.
    ///
    /// Also true for some blanks inside quotes: it is not known here where quotes open.
    func hasBlankAtEdge(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var end = count
        while end > 0, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        guard end > 0 else { return false }
        // A tab that separates is no blank.
        let tab = delimiter == UInt8(ascii: "\t") ? Self.space : UInt8(ascii: "\t")
        if bytes[0] == Self.space || bytes[0] == tab || bytes[end - 1] == Self.space || bytes[end - 1] == tab {
            return true
        }
        let raw = UnsafeRawPointer(bytes)
        let spaces = SIMD16<UInt8>(repeating: Self.space)
        let tabs = SIMD16<UInt8>(repeating: tab)
        let quotes = SIMD16<UInt8>(repeating: Self.quote)
        let delimiters = SIMD16<UInt8>(repeating: delimiter)
        var found = SIMDMask<SIMD16<Int8>>(repeating: false)
        var index = 1
        while index + 17 <= end {
            let here = raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
            let before = raw.loadUnaligned(fromByteOffset: index - 1, as: SIMD16<UInt8>.self)
            let after = raw.loadUnaligned(fromByteOffset: index + 1, as: SIMD16<UInt8>.self)
            let edges = (before .== delimiters) .| (before .== quotes) .| (after .== delimiters)
            found .|= edges .& ((here .== spaces) .| (here .== tabs))
            index += 16
        }
        if any(found) { return true }
        while index < end - 1 {
            if bytes[index] == Self.space || bytes[index] == tab {
                let (before, after) = (bytes[index - 1], bytes[index + 1])
                if before == delimiter || before == Self.quote || after == delimiter { return true }
            }
            index += 1
        }
        return false
    }
}
