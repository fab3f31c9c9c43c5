/// The form that a noun takes behind a whole number.
///
/// Source: Unicode CLDR 46, plural rules for cardinal numbers without decimals; "other" is `many` here, which is all that whole
/// numbers need in these languages.
public enum PluralForm: String, Hashable, Sendable, CaseIterable {
    case one, few, many

    /// - Parameter language: `uk` and `ru` have three forms; every other language is taken to have two.
    public init(_ number: Int, language: String) {
        guard Self.forms(of: language).contains(.few) else {
            self = number.magnitude == 1 ? .one : .many
            return
        }
        let ones = number.magnitude % 10
        let tens = number.magnitude % 100
        switch ones {
        case 1 where tens != 11: self = .one
        case 2...4 where !(12...14).contains(tens): self = .few
        default: self = .many
        }
    }

    public static func forms(of language: String) -> [PluralForm] {
        ["uk", "ru"].contains(language) ? [.one, .few, .many] : [.one, .many]
    }
}
