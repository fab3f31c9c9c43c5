/// The header of an export of Microsoft Forms, in which a question with several answers is one cell.
enum FormsHeader {
    /// The columns that stand before the questions, in English and Dutch.
    private static let names: [[Set<String>]] = [
        [["id"], ["start_time"], ["completion_time"], ["email"]],
        [["id"], ["begintijd"], ["tijd_van_voltooien", "voltooiingstijd"], ["e_mail", "e_mailadres", "email"]],
    ]
    /// What may follow them; none of it is a question.
    private static let further: Set<String> = [
        "name", "naam", "language", "taal", "last_modified_time", "tijdstip_van_laatste_wijziging",
        "tijd_van_laatste_wijziging",
    ]

    static func isMarked(_ header: [String]) -> Bool {
        let first = header.prefix(4).map(HeaderMatch.normal)
        return names.contains { names in
            first.count == names.count && zip(first, names).allSatisfy { $1.contains($0) }
        }
    }

    static func read(_ sample: ExportSample) -> ToolHeader {
        let isMarked = isMarked(sample.header)
        let fixed = isMarked ? 4 : 0
        return ToolHeader(
            columns: sample.header.enumerated().map { index, name in
                var column = ExportColumn(name: name)
                if index >= fixed, !(isMarked && further.contains(HeaderMatch.normal(name))) {
                    column.separator = ExportTool.msForms.separator
                }
                return column
            }
        )
    }
}
