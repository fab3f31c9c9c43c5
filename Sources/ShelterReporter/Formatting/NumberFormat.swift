public import ShelterModel

/// Writes numbers and dates the way the language does. Used while a document is built, never by a renderer.
public struct NumberFormat: Hashable, Sendable {
    public let language: Language
    private let decimalMark: String
    private let thousandsMark: String

    public init(_ language: Language) {
        self.init(tag: language.rawValue)
    }

    /// For a text in any language (BCP 47): one that reports do not speak has a comma, and a blank between thousands.
    init(tag: String) {
        let own = Language(rawValue: tag)
        language = own ?? .dutch
        decimalMark = own == .english ? "." : ","
        switch own {
        case .dutch: thousandsMark = "."
        case .english: thousandsMark = ","
        case nil: thousandsMark = "\u{00A0}"
        }
    }

    /// `124310` as `124.310` (nl) or `124,310` (en).
    public func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude).utf8)
        var result = number < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result += thousandsMark }
            result.unicodeScalars.append(Unicode.Scalar(digit))
        }
        return result
    }

    /// With at most so many decimals, without trailing zeros, halves away from zero.
    public func number(_ value: Double, decimals: Int = 1) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
        var scale = 1
        for _ in 0..<max(0, min(decimals, 6)) { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale) + 1e-9).rounded())
        var text = count(scaled / scale)
        var fraction = scaled % scale
        if fraction > 0 {
            var digits = String(fraction + scale).dropFirst()
            while fraction % 10 == 0 {
                fraction /= 10
                digits = digits.dropLast()
            }
            text += decimalMark + digits
        }
        return value < 0 && scaled != 0 ? "−" + text : text
    }

    /// A share of 0…1 in whole per cents; `<1%` and `>99%` where rounding would claim none or all.
    public func share(_ value: Double) -> String {
        if value > 0, value < 0.01 { return "<1%" }
        if value < 1, value > 0.99 { return ">99%" }
        return number(value * 100, decimals: 0) + "%"
    }

    /// A measured share, with one decimal: `62,5%` (nl) or `62.5%` (en).
    public func percentage(_ value: Double) -> String {
        number(value * 100) + "%"
    }

    /// A score of 0…1 as 0…100 without decimals.
    ///
    /// Where rounding would put it on the other side of the cutoff, decimals are added until it stays on its own.
    public func score(_ value: Double, cutoff: Double? = nil) -> String {
        guard let cutoff else { return number(value * 100, decimals: 0) }
        var scale = 100.0
        for decimals in 0..<6 {
            let rounded = (value * scale).rounded()
            let limit = cutoff * scale - 1e-6
            if value < cutoff ? rounded < limit : rounded >= limit { return number(value * 100, decimals: decimals) }
            scale *= 10
        }
        return number(value * 100, decimals: 6)
    }

    /// `31 januari 2025` (nl) or `31 January 2025` (en); `month` is the name of the month.
    public func date(_ date: CalendarDate, month: (Int) -> String) -> String {
        let (year, number, day) = date.components
        return "\(day) \(month(number)) \(year)"
    }

    /// `31-1-2025` (nl) or `2025-01-31` (en), for tables.
    public func shortDate(_ date: CalendarDate) -> String {
        guard language == .dutch else { return date.iso }
        let (year, month, day) = date.components
        return "\(day)-\(month)-\(year)"
    }
}
