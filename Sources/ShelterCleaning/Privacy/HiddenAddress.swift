/// E-mail addresses that were written so that no program finds them: `jan [at] x.nl`, `jan apenstaartje x punt nl`.
enum HiddenAddress {
    /// Whether a cell has a word for the at sign, so that looking closer is worth the work. Allocates nothing.
    static func mayBe(in cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard cell.count > 6 else { return false }
        for index in 0..<(cell.count - 3) where cell[index] | 0x20 == 0x61 {
            let next = cell[index + 1] | 0x20
            // at before a bracket, or apen…
            if next == 0x74, [0x5D, 0x29, 0x7D].contains(cell[index + 2]) { return true }
            if next == 0x70, cell[index + 2] | 0x20 == 0x65, cell[index + 3] | 0x20 == 0x6E { return true }
        }
        return false
    }

    static func isFound(in text: String) -> Bool {
        let word = #/(?:[\[({<]\s*(?:at|apenstaart(?:je)?)\s*[\])}>]|\bapenstaart(?:je)?\b)/#.ignoresCase()
        let signs = text.replacing(word, with: "@").replacing(
            #/\s*(?:[\[({<]\s*(?:dot|punt)\s*[\])}>]|\b(?:dot|punt)\b)\s*/#.ignoresCase(),
            with: "·"
        )
        // A full stop that ends a sentence has a blank behind it; `at` alone is an English word.
        let address = #/[\p{L}0-9_%+\-]\s*@\s*[\p{L}0-9\-]+(?:[.·][\p{L}0-9\-]+)*[.·]\p{L}{2,}/#
        let spoken = #/[\p{L}0-9]\s+at\s+[\p{L}0-9\-]+·\p{L}{2,}/#.ignoresCase()
        return signs.contains(address) || signs.contains(spoken)
    }
}
