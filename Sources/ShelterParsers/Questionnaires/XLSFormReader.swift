public import ShelterModel

/// Reads a questionnaire from the sheets `survey`, `choices` and `settings` of a workbook.
public struct XLSFormReader {
    let words: MatchingWords
    let file: String
    var diagnostics: [Diagnostic] = []
    var defaultLanguage: String?

    /// Whether a workbook with these sheets looks like an XLSForm.
    public static func isForm(sheets: [String]) -> Bool {
        let names = Set(sheets.map { $0.lowercased() })
        return names.contains("survey") && (names.contains("choices") || names.contains("settings"))
    }

    /// - Parameter file: Name of the file as messages print it.
    /// - Returns: The questionnaire, and what a person should know about it.
    /// - Throws: everything that is wrong with the form.
    public static func questionnaire(
        path: String,
        file: String,
        words: MatchingWords
    ) throws(Refusal) -> (form: Questionnaire, remarks: [Diagnostic]) {
        var reader = XLSFormReader(words: words, file: file)
        let names = try reader.sheetNames(path)
        var form = Questionnaire(title: "", id: "", version: "", defaultLanguage: nil, sections: [], lists: [:])
        if let name = names["settings"] { try reader.readSettings(path, name, into: &form) }
        reader.defaultLanguage = form.defaultLanguage
        if let name = names["choices"] {
            let sheet = try XLSFormSheet(path: path, file: file, name: name)
            form.lists = reader.lists(sheet)
        }
        let survey = try XLSFormSheet(path: path, file: file, name: names["survey"] ?? "survey")
        form.sections = reader.sections(survey, lists: form.lists)
        let errors = reader.diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty else { throw Refusal(reader.diagnostics) }
        return (form, reader.diagnostics)
    }

    /// Names of the sheets, by their name in small letters.
    private func sheetNames(_ path: String) throws(Refusal) -> [String: String] {
        let reader = try SheetReader(path: path, displayName: file, options: SheetOptions(sheet: "survey"))
        return Dictionary(reader.sheetNames.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func readSettings(
        _ path: String,
        _ name: String,
        into form: inout Questionnaire
    ) throws(Refusal) {
        let sheet: XLSFormSheet
        do throws(Refusal) {
            sheet = try XLSFormSheet(path: path, file: file, name: name)
        } catch {
            // An empty sheet says nothing, and needs not to.
            if error.diagnostics.map(\.code) == ["sheet.no-data"] { return }
            throw error
        }
        guard let row = sheet.rows.first else { return }
        form.title = sheet.text(row, sheet.column("form_title", "title"))
        form.id = sheet.text(row, sheet.column("form_id", "id_string"))
        form.version = sheet.text(row, sheet.column("version"))
        let language = sheet.text(row, sheet.column("default_language"))
        form.defaultLanguage = language.isEmpty ? nil : self.language(language)
    }

    // MARK: Languages

    /// Code of a language that is written as `Nederlands (nl)`, `nl` or `Nederlands`; else the name itself.
    func language(_ name: String) -> String {
        if name.hasSuffix(")"), let open = name.lastIndex(of: "(") {
            let code = name[name.index(after: open)...].dropLast().lowercased()
            return String(code.split { $0 == "-" || $0 == "_" }.first ?? Substring(code))
        }
        let folded = words.folded(name)
        return words.languages[folded] ?? folded
    }

    /// The labels of a row; one without a language stands for each language that has none of its own.
    func label(_ row: XLSFormSheet.Row, _ sheet: XLSFormSheet) -> (text: LocalizedText, all: [String]) {
        var texts: [String: String] = [:]
        var all: [String] = []
        var plain: String?
        for (language, column) in sheet.labelColumns() {
            let text = sheet.text(row, column)
            guard !text.isEmpty else { continue }
            if !all.contains(text) { all.append(text) }
            if language.isEmpty { plain = text } else { texts[self.language(language)] = text }
        }
        if let plain {
            for code in defaultLanguage.map({ [$0] }) ?? ["nl", "en"] where texts[code] == nil { texts[code] = plain }
        }
        return (LocalizedText(texts.filter { ["nl", "en", "uk"].contains($0.key) }), all)
    }

    // MARK: Problems

    mutating func report(
        _ code: String,
        _ row: XLSFormSheet.Row?,
        _ column: Int?,
        _ sheet: XLSFormSheet,
        _ arguments: [String: Diagnostic.Argument] = [:]
    ) {
        let place = row.map { sheet.place($0, column) } ?? SourceLocation(file: file, line: sheet.headerLine)
        var arguments = arguments
        arguments["sheet"] = .text(sheet.name)
        diagnostics.append(Diagnostic(.error, code, at: place, arguments))
    }

    // MARK: Lists

    /// Most choices of one list: a table numbers them with 16 bits.
    private static let mostChoices = 10_000

    private mutating func lists(_ sheet: XLSFormSheet) -> [String: [Questionnaire.Choice]] {
        diagnostics += sheet.problems
        guard let listColumn = sheet.column("list_name", "list name", "list") else {
            report("form.column-missing", nil, nil, sheet, ["column": "list_name"])
            return [:]
        }
        guard let nameColumn = sheet.column("name", "value") else {
            report("form.column-missing", nil, nil, sheet, ["column": "name"])
            return [:]
        }
        var lists: [String: [Questionnaire.Choice]] = [:]
        var seen: [String: [String: Int]] = [:]
        for row in sheet.rows {
            let list = sheet.text(row, listColumn)
            let name = sheet.text(row, nameColumn)
            if list.isEmpty, name.isEmpty { continue }
            if list.isEmpty {
                report("form.choice-without-list", row, listColumn, sheet, ["value": .text(name)])
                continue
            }
            if name.isEmpty {
                report("form.choice-without-name", row, nameColumn, sheet, ["list": .text(list)])
                continue
            }
            if let first = seen[list]?[name.lowercased()] {
                report(
                    "form.duplicate-choice",
                    row,
                    nameColumn,
                    sheet,
                    ["value": .text(name), "list": .text(list), "line": .integer(first)]
                )
                continue
            }
            seen[list, default: [:]][name.lowercased()] = row.line
            if Standard(parsing: "one of [\(name)]") != .oneOf([name]) {
                report("form.bad-choice", row, nameColumn, sheet, ["value": .text(YAMLReader.shortened(name))])
                continue
            }
            let label = label(row, sheet)
            lists[list, default: []].append(
                Questionnaire.Choice(
                    name: name,
                    label: label.text,
                    labels: label.all,
                    location: sheet.place(row, nameColumn)
                )
            )
            if lists[list]?.count == Self.mostChoices + 1 {
                report(
                    "form.too-many-choices",
                    row,
                    listColumn,
                    sheet,
                    ["list": .text(list), "limit": .integer(Self.mostChoices)]
                )
            }
        }
        return lists
    }
}
