import ShelterModel

extension XLSFormReader {
    /// Deepest nesting of groups and repeats.
    private static let deepest = 32

    /// A group or repeat that is open.
    private struct Open {
        var isRepeat: Bool
        var name: String
        var row: XLSFormSheet.Row
        /// Number of the section that its questions belong to.
        var section: Int
    }

    /// What the rows of the sheet say, until its end.
    private struct State {
        var sections: [Questionnaire.Section]
        var open: [Open] = []
        /// First row of each path, as questions and groups must have names of their own.
        var names: [String: Int] = [:]
        var unreadConstraints = 0

        var section: Int { open.last?.section ?? 0 }
        var path: [String] { open.map(\.name) }
    }

    private struct Columns {
        var type: Int
        var name: Int
        var constraint: Int?
        var relevance: Int?
        var required: Int?
        var parameters: Int?
    }

    mutating func sections(
        _ sheet: XLSFormSheet,
        lists: [String: [Questionnaire.Choice]]
    ) -> [Questionnaire.Section] {
        diagnostics += sheet.problems
        guard let type = sheet.column("type") else {
            report("form.column-missing", nil, nil, sheet, ["column": "type"])
            return []
        }
        guard let name = sheet.column("name") else {
            report("form.column-missing", nil, nil, sheet, ["column": "name"])
            return []
        }
        let columns = Columns(
            type: type,
            name: name,
            constraint: sheet.column("constraint"),
            relevance: sheet.column("relevant", "relevance"),
            required: sheet.column("required"),
            parameters: sheet.column("parameters")
        )
        let start = Questionnaire.Section(
            name: "",
            path: [],
            label: LocalizedText([:]),
            questions: [],
            parent: nil,
            location: SourceLocation(file: file, line: sheet.headerLine)
        )
        var state = State(sections: [start])
        for row in sheet.rows where !sheet.text(row, type).isEmpty || !sheet.text(row, name).isEmpty {
            read(row, sheet, columns, lists, &state)
        }
        for open in state.open {
            report("form.not-ended", open.row, type, sheet, ["name": .text(open.name)])
        }
        if state.unreadConstraints > 0 {
            diagnostics.append(
                Diagnostic(
                    .note,
                    "form.constraints-unread",
                    at: SourceLocation(file: file),
                    ["count": .integer(state.unreadConstraints), "sheet": .text(sheet.name)]
                )
            )
        }
        return state.sections
    }

    private mutating func read(
        _ row: XLSFormSheet.Row,
        _ sheet: XLSFormSheet,
        _ columns: Columns,
        _ lists: [String: [Questionnaire.Choice]],
        _ state: inout State
    ) {
        let text = sheet.text(row, columns.type)
        let type = XLSFormType(text)
        switch type {
        case .endGroup, .endRepeat:
            end(isRepeat: type == .endRepeat, row, sheet, columns, &state)
        case .nothing:
            break
        case .unknown:
            let known = ["integer", "decimal", "text", "date", "select_one LIST", "select_multiple LIST", "note"]
            report(
                "form.unknown-type",
                row,
                columns.type,
                sheet,
                ["value": .text(YAMLReader.shortened(text)), "known": .list(known)]
            )
        case .listMissing:
            report("form.list-missing", row, columns.type, sheet, ["value": .text(YAMLReader.shortened(text))])
        case .beginGroup, .beginRepeat:
            begin(isRepeat: type == .beginRepeat, row, sheet, columns, &state)
        case .dayOfInterview:
            question(.date, row, sheet, columns, lists, &state)
        case .question(let answer):
            question(answer, row, sheet, columns, lists, &state)
        }
    }

    /// The name of a row, which no other row at its place may have.
    private mutating func name(
        _ row: XLSFormSheet.Row,
        _ sheet: XLSFormSheet,
        _ columns: Columns,
        _ state: inout State
    ) -> String? {
        let name = sheet.text(row, columns.name)
        guard !name.isEmpty else {
            report("form.name-missing", row, columns.name, sheet)
            return nil
        }
        let isWord = name.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil || "_-.".unicodeScalars.contains($0)
        }
        guard isWord, name.utf8.count <= 200 else {
            report("form.bad-name", row, columns.name, sheet, ["value": .text(YAMLReader.shortened(name))])
            return nil
        }
        let key = (state.path + [name.lowercased()]).joined(separator: "/")
        if let first = state.names[key] {
            report(
                "form.duplicate-name",
                row,
                columns.name,
                sheet,
                ["value": .text(name), "line": .integer(first)]
            )
            return nil
        }
        state.names[key] = row.line
        return name
    }

    private mutating func begin(
        isRepeat: Bool,
        _ row: XLSFormSheet.Row,
        _ sheet: XLSFormSheet,
        _ columns: Columns,
        _ state: inout State
    ) {
        // A group is opened whatever is wrong with its name, so that its end has a beginning.
        let name = name(row, sheet, columns, &state) ?? "\(sheet.text(row, columns.name))@\(row.line)"
        var section = state.section
        if isRepeat {
            state.sections.append(
                Questionnaire.Section(
                    name: name,
                    path: state.path,
                    label: label(row, sheet).text,
                    questions: [],
                    parent: section,
                    location: sheet.place(row, columns.name)
                )
            )
            section = state.sections.count - 1
        }
        state.open.append(Open(isRepeat: isRepeat, name: name, row: row, section: section))
        if state.open.count == Self.deepest + 1 {
            report("form.too-deep", row, columns.type, sheet, ["limit": .integer(Self.deepest)])
        }
    }

    private mutating func end(
        isRepeat: Bool,
        _ row: XLSFormSheet.Row,
        _ sheet: XLSFormSheet,
        _ columns: Columns,
        _ state: inout State
    ) {
        guard let last = state.open.popLast() else {
            report("form.end-without-begin", row, columns.type, sheet)
            return
        }
        if last.isRepeat != isRepeat {
            report(
                "form.other-end",
                row,
                columns.type,
                sheet,
                [
                    "expected": .text(last.isRepeat ? "end repeat" : "end group"), "name": .text(last.name),
                    "line": .integer(last.row.line),
                ]
            )
        }
    }

    private mutating func question(
        _ answer: Questionnaire.Answer,
        _ row: XLSFormSheet.Row,
        _ sheet: XLSFormSheet,
        _ columns: Columns,
        _ lists: [String: [Questionnaire.Choice]],
        _ state: inout State
    ) {
        switch answer {
        case .one(let list, _), .several(let list, _):
            if lists[list] == nil {
                let nearest = NearestName.nearest(to: list, in: lists.keys.sorted()).first
                report(
                    "form.unknown-list",
                    row,
                    columns.type,
                    sheet,
                    [
                        "value": .text(list),
                        "known": .list(nearest.map { [$0] } ?? Array(lists.keys.sorted().prefix(8))),
                    ]
                )
            }
        default: break
        }
        guard let name = name(row, sheet, columns, &state) else { return }
        var question = Questionnaire.Question(
            name: name,
            path: state.path,
            answer: answer,
            label: label(row, sheet).text,
            range: nil,
            isRequired: ["yes", "true", "true()", "1"].contains(sheet.text(row, columns.required).lowercased()),
            relevance: sheet.text(row, columns.relevance),
            location: sheet.place(row, columns.name)
        )
        if question.relevance?.isEmpty == true { question.relevance = nil }
        question.isDayOfInterview = XLSFormType(sheet.text(row, columns.type)) == .dayOfInterview
        let constraint = sheet.text(row, columns.constraint)
        if answer == .text, XLSFormConstraint.isShort(constraint) {
            question.answer = .shortText
        } else if !constraint.isEmpty, answer == .integer || answer == .decimal {
            question.range = XLSFormConstraint.range(constraint, isWhole: answer == .integer)
            if question.range == nil { state.unreadConstraints += 1 }
        } else if !constraint.isEmpty {
            state.unreadConstraints += 1
        } else if XLSFormReader.isRange(sheet.text(row, columns.type)) {
            question.range = XLSFormReader.parameters(sheet.text(row, columns.parameters))
        }
        state.sections[state.section].questions.append(question)
    }

    private static func isRange(_ type: String) -> Bool { type.lowercased() == "range" }

    /// `start=0 end=10 step=1`, or the values that a form takes when they are left out.
    private static func parameters(_ text: String) -> ClosedRange<Double>? {
        var values = ["start": 0.0, "end": 10.0]
        for part in text.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }) {
            let sides = part.split(separator: "=").map(String.init)
            if sides.count == 2, let number = YAMLReader.number(sides[1]) { values[sides[0].lowercased()] = number }
        }
        guard let start = values["start"], let end = values["end"] else { return nil }
        return min(start, end)...max(start, end)
    }
}
