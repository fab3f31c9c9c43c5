public import ShelterAppreciation
public import ShelterModel

/// Answers as fields of text, and back: by the rows of the form, so that there is one way to read a register from texts.
extension RegisterForm {
    private static func column(_ name: String) -> Int { columns.firstIndex(of: name) ?? 0 }

    private static func numbers(_ row: [String]) -> [RecommendationNumber] {
        row[column("recommendations")].split(separator: ";").compactMap {
            RecommendationNumber($0.filter { !$0.isWhitespace })
        }
    }

    /// What a register answers to each recommendation, by the fields of `AnswerForm`.
    public static func answers(
        _ register: AppreciationRegister
    ) throws(Refusal) -> [RecommendationNumber: [String: String]] {
        let table = try rows(register)
        var result: [RecommendationNumber: [String: String]] = [:]
        for recommendation in register.recommendations { result[recommendation.number] = [:] }
        for row in table where row[0] == "appreciation" {
            var fields: [String: String] = [:]
            for field in AnswerForm.answerFields where !row[column(field)].isEmpty {
                fields[field] = row[column(field)]
            }
            let actions = table.filter { $0[0] == "action" && $0[1] == row[1] }
            for (index, action) in actions.enumerated() {
                for key in AnswerForm.actionFields where !action[column(key)].isEmpty {
                    fields[AnswerForm.field(key, action: index + 1)] = action[column(key)]
                }
            }
            for number in numbers(row) { result[number, default: [:]].merge(fields) { first, _ in first } }
        }
        return result
    }

    /// A register with some fields changed.
    ///
    /// An answer that is not there yet is begun by the first minister, as still undecided unless the changes say otherwise.
    ///
    /// - Parameter file: As messages name it.
    /// - Throws: What makes no register any more, as a word that is no position.
    public static func register(
        _ register: AppreciationRegister,
        changing changes: [AnswerForm.Change],
        file: String
    ) throws(Refusal) -> AppreciationRegister {
        var table = try rows(register)
        for change in changes.sorted(by: { ($0.number, $0.field) < ($1.number, $1.field) }) {
            var place = table.firstIndex { $0[0] == "appreciation" && numbers($0).contains(change.number) }
            if place == nil {
                var row = columns.map { _ in "" }
                row[0] = "appreciation"
                row[1] = String((table.compactMap { Int($0[1]) }.max() ?? 0) + 1)
                row[column("recommendations")] = change.number.text
                row[column("position")] = Appreciation.Position.undecided.rawValue
                row[column("minister")] = register.ministers.first?.id ?? ""
                table.append(row)
                place = table.count - 1
            }
            guard let place else { continue }
            if AnswerForm.answerFields.contains(change.field) {
                table[place][column(change.field)] = change.to
                continue
            }
            let parts = change.field.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let number = parts[0].split(separator: " ").last.flatMap({ Int($0) }) else {
                continue
            }
            let key = String(parts[1].drop(while: \.isWhitespace))
            let answer = table[place][1]
            let own = table.indices.filter { table[$0][0] == "action" && table[$0][1] == answer }
            if number - 1 < own.count, number > 0 {
                table[own[number - 1]][column(key)] = change.to
            } else {
                var row = columns.map { _ in "" }
                row[0] = "action"
                row[1] = answer
                row[column(key)] = change.to
                table.insert(row, at: (own.last ?? place) + 1)
            }
        }
        let rows = table.enumerated().map { index, cells in
            Row(line: index + 2, cells: Dictionary(zip(columns, cells), uniquingKeysWith: { first, _ in first }))
        }
        return try self.register(rows, file: file).register
    }
}
