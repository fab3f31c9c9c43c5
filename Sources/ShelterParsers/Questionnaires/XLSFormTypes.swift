import ShelterModel

/// What stands in the column `type` of the sheet `survey`.
enum XLSFormType: Equatable {
    case question(Questionnaire.Answer)
    case dayOfInterview
    case beginGroup
    case endGroup
    case beginRepeat
    case endRepeat
    /// Shown, or used by the form itself: no column of an export.
    case nothing
    case listMissing
    case unknown

    init(_ text: String) {
        var words = text.lowercased().split { $0.isWhitespace }.map(String.init)
        // `begin group`, `begin_group` and `BEGIN GROUP` are the same.
        if words.count >= 2, ["begin", "end"].contains(words[0]) {
            words.replaceSubrange(0...1, with: ["\(words[0])_\(words[1])"])
        }
        if words.count >= 2, ["select", "select1", "add"].contains(words[0]) {
            self = Self.oldSelect(words, text) ?? .unknown
            return
        }
        let kind = words.first ?? ""
        switch kind {
        case "select_one", "select_one_from_file", "select_multiple", "select_multiple_from_file", "rank":
            // The name of a list keeps its capitals.
            let parts = text.split { $0.isWhitespace }.map(String.init)
            guard parts.count >= 2 else {
                self = .listMissing
                return
            }
            let allowsOther = parts.dropFirst(2).contains { ["or_other", "or_specify"].contains($0.lowercased()) }
            if kind == "rank" || kind.hasSuffix("from_file") {
                self = .question(.shortText)
            } else if kind == "select_one" {
                self = .question(.one(list: parts[1], allowsOther: allowsOther))
            } else {
                self = .question(.several(list: parts[1], allowsOther: allowsOther))
            }
        default:
            self = Self.simple[kind] ?? .unknown
        }
    }

    /// `select one from LIST`, as older forms write it.
    private static func oldSelect(_ words: [String], _ text: String) -> XLSFormType? {
        let parts = text.split { $0.isWhitespace }.map(String.init)
        guard let place = words.firstIndex(of: "from"), parts.count > place + 1 else {
            guard words[0] == "select", words.count >= 3 else { return nil }
            return answer(isOne: words[1] == "one", list: parts[2])
        }
        return answer(isOne: words.contains("one") || words[0] == "select1", list: parts[place + 1])
    }

    private static func answer(isOne: Bool, list: String) -> XLSFormType {
        .question(isOne ? .one(list: list, allowsOther: false) : .several(list: list, allowsOther: false))
    }

    private static let simple: [String: XLSFormType] = [
        "integer": .question(.integer), "int": .question(.integer), "decimal": .question(.decimal),
        "range": .question(.decimal), "text": .question(.text), "string": .question(.text),
        "date": .question(.date), "datetime": .question(.moment), "time": .question(.shortText),
        "barcode": .question(.shortText), "hidden": .question(.shortText), "calculate": .question(.calculated),
        "acknowledge": .question(.acknowledged), "trigger": .question(.acknowledged),
        "start": .question(.moment), "end": .question(.moment), "today": .dayOfInterview,
        "geopoint": .question(.personal), "geotrace": .question(.personal), "geoshape": .question(.personal),
        "start-geopoint": .question(.personal), "deviceid": .question(.personal), "imei": .question(.personal),
        "subscriberid": .question(.personal), "simserial": .question(.personal), "phonenumber": .question(.personal),
        "username": .question(.personal), "email": .question(.personal), "audit": .question(.personal),
        "image": .question(.personal), "photo": .question(.personal), "audio": .question(.personal),
        "video": .question(.personal), "file": .question(.personal), "background-audio": .question(.personal),
        "begin_group": .beginGroup, "end_group": .endGroup, "begin_repeat": .beginRepeat, "end_repeat": .endRepeat,
        "note": .nothing, "xml-external": .nothing, "csv-external": .nothing, "entity": .nothing,
    ]
}

/// Reads constraints such as `. >= 0 and . <= 500`.
enum XLSFormConstraint {
    /// The range that a constraint means, or `nil` if it means something else or has one side only.
    ///
    /// - Parameter isWhole: Whether answers are whole numbers, so that `. > 0` is `. >= 1`.
    static func range(_ text: String, isWhole: Bool) -> ClosedRange<Double>? {
        var low: Double?
        var high: Double?
        let words = text.replacing("(", with: " ").replacing(")", with: " ").replacing("<", with: " < ")
            .replacing(">", with: " > ").replacing("=", with: " = ")
            .split { $0.isWhitespace }.map { $0.lowercased() }
        for part in words.split(separator: "and", omittingEmptySubsequences: false) {
            guard var (sign, number) = comparison(Array(part)) else { return nil }
            if sign == "<" || sign == ">" {
                guard isWhole, number == number.rounded() else { return nil }
                number += sign == "<" ? -1 : 1
                sign += "="
            }
            switch sign {
            case ">=": low = Swift.max(low ?? number, number)
            case "<=": high = Swift.min(high ?? number, number)
            default: return nil
            }
        }
        guard let low, let high, low <= high else { return nil }
        return low...high
    }

    /// Whether answers have at most 40 characters, as in `string-length(.) <= 10`: such a text is no prose.
    static func isShort(_ text: String) -> Bool {
        let plain = text.filter { !$0.isWhitespace }.lowercased()
        guard plain.hasPrefix("string-length(.)<") else { return false }
        return YAMLReader.number(plain.dropFirst(17).drop { $0 == "=" }).map { $0 <= 40 } ?? false
    }

    /// `. >= 5` or `5 <= .`.
    private static func comparison(_ words: [String]) -> (sign: String, number: Double)? {
        guard words.count >= 3, words.count <= 4, let first = words.first, let last = words.last else { return nil }
        let sign = words[1..<(words.count - 1)].joined()
        guard [">=", "<=", "<", ">"].contains(sign) else { return nil }
        if first == ".", let number = YAMLReader.number(last) { return (sign, number) }
        guard last == ".", let number = YAMLReader.number(first) else { return nil }
        return (String(sign.map { $0 == "<" ? ">" : $0 == ">" ? "<" : $0 }), number)
    }
}
