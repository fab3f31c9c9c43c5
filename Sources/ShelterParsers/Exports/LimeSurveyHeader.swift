/// The header of an export of LimeSurvey, which its user has in one of four styles.
///
/// Canonical is the code of a question where the header has it (styles code, and code with text). Full and abbreviated
/// texts stay as they are; the columns that every survey has get their code in any style.
enum LimeSurveyHeader {
    enum Style: Equatable {
        case code
        /// Texts, cut off or not.
        case text
        /// Codes and texts with this between them: `. ` unless the user wants it otherwise.
        case codeAndText(separator: String)
    }

    /// Of each two at least one is hardly to be found elsewhere.
    private static let marks = ["submitdate", "lastpage", "startlanguage"]
    /// Code of a fixed column, by its text in English and Dutch.
    private static let texts = [
        "response_id": "id", "date_submitted": "submitdate", "last_page": "lastpage",
        "start_language": "startlanguage", "date_started": "startdate", "date_last_action": "datestamp",
        "ip_address": "ipaddr", "referrer_url": "refurl", "seed": "seed",
        "antwoord_id": "id", "datum_ingediend": "submitdate", "datum_inzending": "submitdate",
        "datum_ingestuurd": "submitdate", "laatste_pagina": "lastpage", "starttaal": "startlanguage",
        "start_taal": "startlanguage", "datum_gestart": "startdate", "datum_begonnen": "startdate",
        "datum_laatste_actie": "datestamp", "ip_adres": "ipaddr", "verwijzende_url": "refurl",
    ]

    /// How the header is written; `nil` if it is not LimeSurvey's.
    static func style(of header: [String]) -> Style? {
        let names = HeaderNames(header)
        if names.count(marks) >= 2 { return .code }
        let fixed = Set(header.compactMap { texts[HeaderMatch.normal($0)] })
        if fixed.isSuperset(of: ["lastpage", "startlanguage"]), fixed.count >= 3 { return .text }
        let separators = marks.compactMap { mark in header.lazy.compactMap { separator(after: mark, $0) }.first }
        guard let first = separators.first, separators.count >= 2, separators.allSatisfy({ $0 == first }) else {
            return nil
        }
        return .codeAndText(separator: first)
    }

    /// What stands between the code and the letters of the text.
    private static func separator(after code: String, _ header: String) -> String? {
        guard header.hasPrefix(code) else { return nil }
        let rest = header.dropFirst(code.count)
        let separator = rest.prefix { !$0.isLetter && !$0.isNumber }
        return separator.isEmpty || separator.count == rest.count ? nil : String(separator)
    }

    static func read(_ sample: ExportSample) -> ToolHeader {
        let style = style(of: sample.header)
        var columns = sample.header.map { header in
            var column = ExportColumn(name: header)
            switch style {
            case .code, nil: break
            case .text:
                column.label = header
                column.isKnownByLabel = true
                if let code = texts[HeaderMatch.normal(header)] { column.name = code }
            case .codeAndText(let separator):
                if let split = split(header, at: separator) {
                    column.name = split.code
                    column.label = split.text
                    column.isKnownByLabel = true
                }
            }
            if HeaderMatch.normal(column.name) == "submitdate" {
                // Of an anonymous survey: the day on which nobody answered.
                column.missing = [.value("1980-01-01 00:00:00"), .value("1980-01-01")]
            }
            return column
        }
        let names = Set(columns.map(\.name))
        for index in columns.indices {
            let name = columns[index].name
            // A list with one answer, and a text of one's own beside it.
            if names.contains(name + "[other]") {
                columns[index].valueLabels = [ExportColumn.ValueLabel(value: "-oth-", label: name + "[other]")]
            }
        }
        return ToolHeader(columns: columns)
    }

    private static func split(_ header: String, at separator: String) -> (code: String, text: String)? {
        guard let range = header.firstRange(of: separator) else { return nil }
        let code = header[..<range.lowerBound]
        guard isCode(code) else { return nil }
        return (String(code), String(header[range.upperBound...]))
    }

    /// A letter, then letters, digits and underscores; then parts in brackets.
    private static func isCode(_ text: Substring) -> Bool {
        let stem = text.prefix { $0 != "[" }
        guard let first = stem.first, first.isASCII, first.isLetter else { return false }
        guard stem.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) else { return false }
        let rest = text.dropFirst(stem.count)
        return rest.isEmpty || (rest.hasPrefix("[") && rest.hasSuffix("]"))
    }
}
