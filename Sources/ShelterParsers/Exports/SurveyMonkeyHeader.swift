/// The header of an export of SurveyMonkey: questions above the first of their columns, answers below.
///
/// Canonical is the question, and `question - answer` where the second row names an answer; what would stand there twice
/// gets ` (2)`, ` (3)`, … behind it.
enum SurveyMonkeyHeader {
    /// What the second row holds above a column that is the whole question.
    private static let wholeQuestion: Set<String> = ["", "response", "open_ended_response"]
    private static let respondent = ["respondent_id", "respondentid"]
    private static let collector = ["collector_id", "collectorid"]

    static func isMarked(_ sample: ExportSample, _ names: HeaderNames) -> Bool {
        names.count(respondent) > 0 && names.count(collector) > 0
    }

    /// Whether a row is the second one: the respondent, whom every record has, is not in it.
    private static func isSecondRow(_ row: [String], _ names: HeaderNames) -> Bool {
        let places = (respondent + collector).compactMap { names[$0] }
        return places.allSatisfy { $0 >= row.count || row[$0].trimmingBlanks().isEmpty }
            && row.contains { !$0.trimmingBlanks().isEmpty }
    }

    static func read(_ sample: ExportSample, mayTakeRecords: Bool) -> ToolHeader {
        let names = HeaderNames(sample.header)
        var header = ToolHeader(columns: sample.header.map(ExportColumn.init))
        var second = sample.extra.first
        if second == nil, mayTakeRecords, let row = sample.records.first, isSecondRow(row, names) {
            second = row
            header.recordsTaken = 1
        }
        guard let second else { return header }
        var question = ""
        var used: Set<String> = []
        for index in sample.header.indices {
            let top = sample.header[index].trimmingBlanks()
            if !top.isEmpty { question = top }
            let below = index < second.count ? second[index].trimmingBlanks() : ""
            let isWhole = wholeQuestion.contains(HeaderMatch.normal(below))
            let plain = isWhole ? question : question.isEmpty ? below : "\(question) - \(below)"
            var name = plain
            var number = 2
            while !used.insert(name).inserted {
                name = "\(plain) (\(number))"
                number += 1
            }
            header.columns[index].name = name
            header.columns[index].label = question
            if !isWhole { header.columns[index].shortName = below }
        }
        return header
    }
}
