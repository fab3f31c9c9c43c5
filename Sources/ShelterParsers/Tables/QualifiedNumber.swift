/// A number with something around it: `ca. 12`, `10-12`, `>5`, `12 m²`.
struct QualifiedNumber {
    struct Kinds: OptionSet, Hashable {
        let rawValue: UInt8
        static let approximate = Kinds(rawValue: 1)
        static let interval = Kinds(rawValue: 2)
        static let bound = Kinds(rawValue: 4)
        static let unit = Kinds(rawValue: 8)
        /// Words stand behind the number, and they are not the column's unit.
        static let otherUnit = Kinds(rawValue: 16)
    }

    var kinds: Kinds
    /// One number as it is written, or the lower and the upper one.
    var numbers: [String]

    /// - Parameter unitForms: Small letters, the longest first.
    /// - Returns: `nil` if it is a plain number, or no number at all.
    init?(_ text: String, unitForms: [String]) {
        guard text.utf8.count <= 80 else { return nil }
        var rest = Self.plain(text)[...]
        kinds = []
        numbers = []
        if Self.dropUnit(&rest, unitForms) { kinds.insert(.unit) }
        for ending in Self.boundEndings where rest.hasSuffix(ending) {
            rest = rest.dropLast(ending.count)
            kinds.insert(.bound)
            break
        }
        if kinds.contains(.bound), Self.dropUnit(&rest, unitForms) { kinds.insert(.unit) }
        if Self.drop(Self.approximations, from: &rest) { kinds.insert(.approximate) }
        if Self.drop(Self.bounds, from: &rest) { kinds.insert(.bound) }
        let body = rest.trimmingBlanks()
        if Self.isNumber(body) {
            guard !kinds.isEmpty else { return nil }
            numbers = [body]
        } else if !kinds.contains(.bound), let (low, high, hasUnit) = Self.interval(body, unitForms) {
            kinds.insert(.interval)
            if hasUnit { kinds.insert(.unit) }
            numbers = [low, high]
        } else if !kinds.contains(.unit), let number = Self.numberBeforeWords(body) {
            kinds.insert(.otherUnit)
            numbers = [number]
        } else {
            return nil
        }
    }

    /// Small letters, plain blanks, one at a time.
    private static func plain(_ text: String) -> String {
        text.lowercased().split { $0 == " " || $0 == "\t" || $0 == "\u{A0}" || $0 == "\u{202F}" }.joined(separator: " ")
    }

    private static func isNumber(_ text: String) -> Bool {
        let (asPoint, asComma) = NumberReader.readings(of: text)
        return asPoint != nil || asComma != nil
    }

    private static func dropUnit(_ text: inout Substring, _ forms: [String]) -> Bool {
        for form in forms where text.hasSuffix(form) {
            var before = text.dropLast(form.count)
            while before.last == " " { before.removeLast() }
            guard let last = before.last, last.isNumber || last == "+" else { continue }
            text = before
            return true
        }
        return false
    }

    /// Takes a word from the front; a word of letters must end there.
    private static func drop(_ words: [String], from text: inout Substring) -> Bool {
        for word in words where text.hasPrefix(word) {
            let rest = text.dropFirst(word.count)
            if word.last?.isLetter == true, let next = rest.first, next.isLetter { continue }
            text = rest
            while text.first == " " { text.removeFirst() }
            return true
        }
        return false
    }

    private static func interval(_ text: String, _ forms: [String]) -> (String, String, Bool)? {
        var text = text[...]
        let isBetween = drop(["tussen", "between", "між", "между"], from: &text)
        if !isBetween { _ = drop(["van", "from", "від", "от"], from: &text) }
        for separator in isBetween ? betweens : separators {
            // The first character may be a sign.
            guard let start = text.indices.dropFirst().first,
                let range = text[start...].firstRange(of: separator)
            else { continue }
            var low = text[..<range.lowerBound]
            while low.last == " " { low.removeLast() }
            let hasUnit = dropUnit(&low, forms)
            let high = text[range.upperBound...].drop { $0 == " " }
            guard isNumber(String(low)), isNumber(String(high)), high.first?.isNumber == true else { continue }
            return (String(low), String(high), hasUnit)
        }
        return nil
    }

    /// `12` of `12 kamers`; `nil` if the words hold more numbers.
    private static func numberBeforeWords(_ text: String) -> String? {
        guard let cut = text.firstIndex(where: \.isLetter), cut != text.startIndex else { return nil }
        let words = text[cut...]
        guard words.count <= 25, words.count <= 3 || !words.contains(where: { $0.isASCII && $0.isNumber }) else {
            return nil
        }
        let number = text[..<cut].trimmingBlanks()
        return isNumber(number) ? number : nil
    }

    // Longer words before those that they begin with.
    private static let approximations = [
        "ca.", "circa", "ca", "c.", "±", "+/-", "+-", "~", "≈", "ongeveer", "plusminus", "plm.", "plm", "rond de",
        "rond",
        "bijna", "approximately", "approx.", "approx", "about", "around", "приблизно", "близько", "приблизительно",
        "примерно", "около",
    ]
    private static let bounds = [
        ">=", "=>", "<=", "=<", ">", "<", "≥", "≤", "minstens", "ten minste", "tenminste", "minimaal", "min.",
        "meer dan", "minder dan", "hoogstens", "ten hoogste", "maximaal", "max.", "at least", "at most", "more than",
        "less than", "over", "under", "не менше ніж", "не менше", "не більше ніж", "не більше", "більше ніж", "більше",
        "менше ніж", "менше", "не менее", "не более", "более", "менее",
    ]
    private static let boundEndings = [
        "+", " of meer", " en meer", " of minder", " or more", " or less", " і більше", " и более",
    ]
    private static let separators = [
        " tot en met ", " t/m ", " tot ", " to ", " à ", " до ", "...", "..", "…", "–", "—", "-",
    ]
    private static let betweens = [" en ", " and ", " та ", " і ", " и "]
}
