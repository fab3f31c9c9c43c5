import ShelterModel

/// The value of a key, in one call. A problem gives a stand-in; see `YAMLReader`.
extension YAMLReader {
    mutating func text(_ key: String, of mapping: YAMLMapping) -> String {
        guard let value = required(key, of: mapping) else { return "" }
        return text(value) ?? ""
    }

    mutating func optionalText(_ key: String, of mapping: YAMLMapping) -> String? {
        guard let value = mapping[key] else { return nil }
        return text(value)
    }

    /// An id in lower case, digits and hyphens, as it becomes part of file names and keys.
    mutating func id(_ key: String, of mapping: YAMLMapping) -> String {
        guard let value = required(key, of: mapping), let text = text(value) else { return "" }
        if !text.utf8.allSatisfy({ Self.isLower($0) || Self.isDigit($0) || $0 == UInt8(ascii: "-") }) {
            report("yaml.bad-id", at: value, ["value": .text(Self.shortened(text))])
        }
        return text
    }

    mutating func number(_ key: String, of mapping: YAMLMapping) -> Double {
        guard let value = required(key, of: mapping) else { return 0 }
        return number(value) ?? 0
    }

    /// A number in 0…1.
    mutating func fraction(_ value: YAMLValue) -> Double? {
        guard let number = number(value) else { return nil }
        guard (0...1).contains(number) else {
            report("yaml.not-a-fraction", at: value, ["value": .number(number)])
            return nil
        }
        return number
    }

    mutating func optionalFraction(_ key: String, of mapping: YAMLMapping) -> Double? {
        guard let value = mapping[key] else { return nil }
        return fraction(value)
    }

    /// A weight from 0 to a million; 1 if it is left out.
    mutating func weight(of mapping: YAMLMapping) -> Double {
        guard let value = mapping["weight"], let number = number(value) else { return 1 }
        if number < 0 { report("yaml.negative", at: value, ["value": .number(number)]) }
        // The sum of the weights must stay a number.
        if number > 1e6 { report("yaml.weight-too-large", at: value, ["value": .number(number)]) }
        return number
    }

    /// `false` if it is left out.
    mutating func boolean(_ key: String, of mapping: YAMLMapping) -> Bool {
        guard let value = mapping[key] else { return false }
        return boolean(value) ?? false
    }

    mutating func optionalDate(_ key: String, of mapping: YAMLMapping) -> CalendarDate? {
        guard let value = mapping[key] else { return nil }
        return date(value)
    }

    mutating func choice<Choice: RawRepresentable<String>>(
        _ key: String,
        of mapping: YAMLMapping,
        from all: [Choice]
    ) -> Choice? {
        guard let value = required(key, of: mapping) else { return nil }
        return choice(value, from: all)
    }

    mutating func localized(_ key: String, of mapping: YAMLMapping) -> LocalizedText {
        guard let value = required(key, of: mapping) else { return LocalizedText([:]) }
        return localized(value) ?? LocalizedText([:])
    }

    mutating func optionalLocalized(_ key: String, of mapping: YAMLMapping) -> LocalizedText {
        guard let value = mapping[key] else { return LocalizedText([:]) }
        return localized(value) ?? LocalizedText([:])
    }

    /// The items of a list that must be there and have an item.
    mutating func items(_ key: String, of mapping: YAMLMapping) -> [YAMLValue] {
        guard let value = required(key, of: mapping) else { return [] }
        return nonEmptyItems(value)
    }

    mutating func optionalItems(_ key: String, of mapping: YAMLMapping) -> [YAMLValue] {
        guard let value = mapping[key] else { return [] }
        return items(value)
    }

    static func isLower(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
