/// The program that made an export, recognised by marks of its own.
public enum ExportTool: String, Hashable, Sendable, Codable, CaseIterable {
    case limeSurvey = "limesurvey"
    case qualtrics
    case koboToolbox = "kobotoolbox"
    case safetyCulture = "safetyculture"
    case surveyMonkey = "surveymonkey"
    case msForms = "ms-forms"
    case spss
    case excel
}
