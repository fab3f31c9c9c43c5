/// Recognises the program that made an export by marks that no other program leaves.
///
/// A mark is a combination of columns or rows, never the name of the file. What has no certain mark belongs to nobody.
enum ToolMarks {
    static func tool(of sample: ExportSample) -> ExportTool? {
        let names = HeaderNames(sample.header)
        if QualtricsHeader.isMarked(sample, names) { return .qualtrics }
        if AuditColumns.isMarked(names) { return .safetyCulture }
        if SurveyMonkeyHeader.isMarked(sample, names) { return .surveyMonkey }
        if LimeSurveyHeader.style(of: sample.header) != nil { return .limeSurvey }
        if KoboHeader.isMarked(names) { return .koboToolbox }
        if FormsHeader.isMarked(sample.header) { return .msForms }
        return isExcel(sample) ? .excel : nil
    }

    /// Errors and truths as a Dutch Excel writes them, and only it or a program that takes its place.
    private static let dutchWords: Set<String> = [
        "WAAR", "ONWAAR", "#N/B", "#DEEL/0!", "#WAARDE!", "#VERW!", "#NAAM?", "#GETAL!", "#LEEG!",
    ]

    private static func isExcel(_ sample: ExportSample) -> Bool {
        guard sample.isText else { return false }
        return sample.namesDelimiter || sample.records.contains { $0.contains(where: dutchWords.contains) }
    }
}

/// What is understood of the header of an export whose tool is known.
struct ToolHeader {
    /// One for each cell of the header.
    var columns: [ExportColumn]
    /// First records that are header rows.
    var recordsTaken = 0
    /// Whether the last column is nothing but the trace of a delimiter too many.
    var dropsLastColumn = false
}

extension ToolHeader {
    /// - Parameter mayTakeRecords: Whether the number of header rows is open; otherwise somebody has said it.
    init(_ tool: ExportTool, _ sample: ExportSample, mayTakeRecords: Bool) {
        switch tool {
        case .limeSurvey: self = LimeSurveyHeader.read(sample)
        case .qualtrics: self = QualtricsHeader.read(sample, mayTakeRecords: mayTakeRecords)
        case .koboToolbox: self = KoboHeader.read(sample, mayTakeRecords: mayTakeRecords)
        case .surveyMonkey: self = SurveyMonkeyHeader.read(sample, mayTakeRecords: mayTakeRecords)
        case .msForms: self = FormsHeader.read(sample)
        case .safetyCulture, .spss, .excel: self.init(columns: sample.header.map(ExportColumn.init))
        }
    }
}
