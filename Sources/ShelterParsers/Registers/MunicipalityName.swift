import Foundation

/// Brings written forms of a municipality's name to one form, so that they can be compared.
enum MunicipalityName {
    /// The words of a name in lower case, without accents, apostrophes, dots and brackets, and without `gemeente`.
    ///
    /// `Bergen (L.)` and `Bergen L` give `bergen l`, `’s-Gravenhage` gives `s gravenhage`.
    static func folded(_ name: String) -> String {
        var folded = ""
        for scalar in name.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                folded.unicodeScalars.append(scalar)
            } else if scalar.properties.isWhitespace || separators.contains(scalar) {
                folded.append(" ")
            }
        }
        var words = folded.split(separator: " ")
        if words.count > 1, words.first == "gemeente" { words.removeFirst() }
        if words.count > 1, words.last == "gemeente" { words.removeLast() }
        return words.joined(separator: " ")
    }

    /// The name without what stands in brackets behind it, or `nil` if nothing does: `Bergen` for `Bergen (NH.)`.
    static func withoutAddition(_ name: String) -> String? {
        guard name.hasSuffix(")"), let open = name.lastIndex(of: "(") else { return nil }
        let rest = name[..<open]
        return rest.contains { !$0.isWhitespace } ? String(rest) : nil
    }

    /// What separates words: hyphens and dashes, underscore, slash, comma, and brackets.
    private static let separators: Set<Unicode.Scalar> = [
        "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "_", "/", ",", "(", ")",
    ]
}
