public import ShelterModel

/// Makes a code book for the exports of a questionnaire.
public struct QuestionnaireCodeBook {
    /// A role that the road needs, and that nobody could be found for.
    public struct Gap: Hashable, Sendable {
        public var role: ColumnRole
        /// Variables that look alike in this; empty if there is none at all.
        public var candidates: [String]
    }

    /// What became of the questionnaire.
    public struct Result: Hashable, Sendable {
        public var codeBook: CodeBook
        /// Roles that were given by the words of a question, and are to be looked at.
        public var roles: [ColumnRole: String]
        /// Roles that a person must give before the code book can be used.
        public var gaps: [Gap]
        public var remarks: [Diagnostic]
    }

    private let form: Questionnaire
    private let words: MatchingWords
    private let file: String
    private var remarks: [Diagnostic] = []
    private var variables: Set<String> = []
    private var size = 0

    /// Most columns of all tables, and most choices of all columns.
    private static let mostColumns = 16_384
    private static let mostCodes = 500_000

    /// - Parameters:
    ///   - register: Id of the register of municipalities; `nil` for none.
    ///   - file: Name of the form as messages print it.
    /// - Throws: If the form would give more columns or choices than a table can hold.
    public static func codeBook(
        for form: Questionnaire,
        words: MatchingWords,
        register: String?,
        file: String
    ) throws(Refusal) -> Result {
        var builder = QuestionnaireCodeBook(form: form, words: words, file: file)
        return try builder.build(register: register)
    }

    private init(form: Questionnaire, words: MatchingWords, file: String) {
        self.form = form
        self.words = words
        self.file = file
    }

    private mutating func build(register: String?) throws(Refusal) -> Result {
        var tables: [TableDefinition] = []
        var joins: [Join] = []
        let repeats = form.sections.indices.dropFirst()
        // Repeats that other repeats stand in.
        let outer = Set(form.sections.compactMap(\.parent))
        var names: [Int: String] = [:]
        var keys: [Int: String] = [:]
        var main = try columns(of: form.sections[0])
        for number in repeats {
            let section = form.sections[number]
            var columns = try self.columns(of: section)
            let parent = unique("\(section.name)_parent_index")
            columns.append(
                ColumnDefinition(headers: ["_parent_index"], variable: parent, type: .text)
            )
            if outer.contains(number) {
                let key = unique("\(section.name)_index")
                columns.append(ColumnDefinition(headers: ["_index"], variable: key, type: .text))
                keys[number] = key
            }
            let name = tableName(section.name, among: tables.map(\.name))
            names[number] = name
            let above = section.parent.flatMap { $0 == 0 ? nil : $0 }
            joins.append(
                Join(
                    table: name,
                    within: above.flatMap { names[$0] },
                    on: parent,
                    to: above.flatMap { keys[$0] } ?? "_index",
                    derivations: derivations(section, columns, name)
                )
            )
            tables.append(TableDefinition(name: name, grain: .room, columns: columns))
        }
        if !repeats.isEmpty { main.append(ColumnDefinition(headers: ["_index"], variable: "_index", type: .text)) }
        main.append(ColumnDefinition(headers: ["_uuid"], variable: "_uuid", role: .assessmentID, type: .text))
        let (roles, gaps) = RoleFinder(words, days: daysOfInterview).give(&main)
        tables.insert(TableDefinition(name: "locations", grain: .location, columns: main), at: 0)
        let title = form.title.isEmpty ? file : form.title
        let codeBook = CodeBook(
            id: Self.identifier(form.id.isEmpty ? title : form.id),
            version: form.version.isEmpty ? "1" : form.version,
            label: LocalizedText(nl: title, en: title),
            source: "XLSForm \(file)",
            assessments: roles[.visitDate] == nil ? .each : .newest,
            register: register,
            tables: tables,
            joins: joins
        )
        return Result(codeBook: codeBook, roles: roles, gaps: gaps, remarks: remarks)
    }

    private var daysOfInterview: Set<String> {
        Set(form.sections[0].questions.filter(\.isDayOfInterview).map(\.name))
    }

    // MARK: Names

    /// Small letters, digits and hyphens.
    static func identifier(_ text: String) -> String {
        let letters = text.lowercased().map { character -> Character in
            guard let byte = character.asciiValue, YAMLReader.isLower(byte) || YAMLReader.isDigit(byte) else {
                return "-"
            }
            return character
        }
        let words = String(letters).split(separator: "-")
        return words.isEmpty ? "form" : words.joined(separator: "-")
    }

    private func tableName(_ name: String, among known: [String]) -> String {
        let wanted = Self.identifier(name)
        var result = wanted
        var number = 2
        while result == "locations" || known.contains(result) {
            result = "\(wanted)-\(number)"
            number += 1
        }
        return result
    }

    /// A variable that no other column has; variables of all tables stand together.
    private mutating func unique(_ wanted: String) -> String {
        var name = wanted
        var number = 2
        while !variables.insert(name).inserted {
            name = "\(wanted)_\(number)"
            number += 1
        }
        return name
    }

    // MARK: Columns

    private mutating func columns(of section: Questionnaire.Section) throws(Refusal) -> [ColumnDefinition] {
        // A plain name that two groups use does not say which of them is meant.
        var uses: [String: Int] = [:]
        for question in section.questions { uses[CodeBook.foldedHeader(question.name), default: 0] += 1 }
        var columns: [ColumnDefinition] = []
        var taken: Set<String> = []
        for question in section.questions {
            let isAlone = uses[CodeBook.foldedHeader(question.name)] == 1
            for var column in self.columns(of: question, isAlone: isAlone) {
                // The options of a question share its header.
                let option = column.option.first.map { "/\($0.lowercased())" } ?? ""
                column.headers = column.headers.filter { taken.insert(CodeBook.foldedHeader($0) + option).inserted }
                if column.headers.isEmpty {
                    remarks.append(
                        Diagnostic(
                            .warning,
                            "form.same-column",
                            at: question.location,
                            ["name": .text(question.name)]
                        )
                    )
                    continue
                }
                column.variable = unique(column.variable)
                size += column.codes.count
                columns.append(column)
            }
            guard columns.count <= Self.mostColumns, size <= Self.mostCodes else {
                throw Refusal(
                    "form.too-many-columns",
                    at: question.location,
                    ["limit": .integer(Self.mostColumns)]
                )
            }
        }
        return columns
    }

    private mutating func columns(of question: Questionnaire.Question, isAlone: Bool) -> [ColumnDefinition] {
        let path = (question.path + [question.name]).joined(separator: "/")
        let headers = isAlone && path != question.name ? [path, question.name] : [path]
        var column = ColumnDefinition(
            headers: headers,
            variable: isAlone ? question.name : (question.path + [question.name]).joined(separator: "_"),
            type: .text,
            range: question.range,
            label: question.label,
            location: question.location
        )
        let isPersonal =
            words.isPersonal(question.name) || question.label.texts.values.contains(where: words.isPersonal)
        if isPersonal { column.personal = .drop }
        switch question.answer {
        case .integer: column.type = .integer
        case .decimal: column.type = .number
        case .date, .moment: column.type = .date
        case .text: column.type = .freeText
        case .shortText, .calculated: column.type = .text
        case .personal: column.personal = .drop
        case .acknowledged:
            column.type = .choice
            column.codes = [Code(value: "ok", forms: ["ok", "true", "1"])]
        case .one(let list, let allowsOther):
            column.type = .choice
            column.codes = codes(list, question)
            guard allowsOther else { break }
            if !column.codes.contains(where: { $0.value == "other" }) {
                column.codes.append(
                    Code(value: "other", forms: ["other"], label: LocalizedText(nl: "Anders", en: "Other"))
                )
            }
            return [column, other(column)]
        case .several(let list, let allowsOther):
            let options = options(codes(list, question), column)
            return allowsOther ? options + [other(column)] : options
        }
        return [column]
    }

    /// The text behind "other".
    private func other(_ column: ColumnDefinition) -> ColumnDefinition {
        ColumnDefinition(
            headers: column.headers.map { "\($0)_other" },
            variable: "\(column.variable)_other",
            type: .freeText,
            location: column.location
        )
    }

    /// A boolean for each option: a column of its own in the export, or a part of the joined cell.
    private func options(_ codes: [Code], _ column: ColumnDefinition) -> [ColumnDefinition] {
        codes.map { code in
            var option = column
            option.variable = "\(column.variable)_\(code.value)"
            option.type = .boolean
            option.option = code.forms
            option.label = code.label
            option.codes = Self.booleans
            return option
        }
    }

    static let booleans = [
        Code(value: "yes", forms: ["1", "true", "yes", "ja"]), Code(value: "no", forms: ["0", "false", "no", "nee"]),
    ]

    private func forms(_ choice: Questionnaire.Choice) -> [String] {
        var seen: Set<String> = []
        return ([choice.name] + choice.labels).filter { seen.insert($0.lowercased()).inserted }
    }

    /// A label that two choices share tells nothing; then their names alone count.
    private mutating func codes(_ list: String, _ question: Questionnaire.Question) -> [Code] {
        let choices = form.lists[list] ?? []
        var uses: [String: Int] = [:]
        for choice in choices {
            for form in forms(choice) { uses[form.lowercased(), default: 0] += 1 }
        }
        var shared: [String] = []
        let codes = choices.map { choice in
            let forms = forms(choice).enumerated().filter { index, form in
                if index == 0 { return true }
                if uses[form.lowercased()] == 1 { return true }
                if !shared.contains(form) { shared.append(form) }
                return false
            }
            return Code(value: choice.name, forms: forms.map(\.element), label: choice.label)
        }
        if !shared.isEmpty {
            remarks.append(
                Diagnostic(
                    .warning,
                    "form.same-label",
                    at: question.location,
                    ["list": .text(list), "labels": .list(Array(shared.prefix(8)))]
                )
            )
        }
        return codes
    }

    // MARK: Repeats

    /// How many rows there are, and the sum of each number.
    private mutating func derivations(
        _ section: Questionnaire.Section,
        _ columns: [ColumnDefinition],
        _ table: String
    ) -> [Derivation] {
        var derivations = [Derivation(variable: unique("\(section.name)_count"), rule: .count, unit: table)]
        for column in columns where column.type == .integer || column.type == .number {
            derivations.append(
                Derivation(
                    variable: unique("\(column.variable)_sum"),
                    rule: .sum,
                    of: column.variable,
                    unit: column.unit
                )
            )
        }
        return derivations
    }
}
