public import ShelterModel

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

    /// As its makers write it.
    public var displayName: String {
        switch self {
        case .limeSurvey: "LimeSurvey"
        case .qualtrics: "Qualtrics"
        case .koboToolbox: "KoboToolbox"
        case .safetyCulture: "SafetyCulture"
        case .surveyMonkey: "SurveyMonkey"
        case .msForms: "Microsoft Forms"
        case .spss: "SPSS"
        case .excel: "Excel"
        }
    }

    /// What stands in the cell of an item that an audit of SafetyCulture did not show; no export writes this itself.
    public static let inactiveMark = "[inactive]"

    /// What the tool itself writes where there is no answer, by the reason why.
    ///
    /// An empty cell is not among them: every tool writes it for more than one reason.
    public var missingForms: [CellStatus: [String]] {
        switch self {
        case .limeSurvey: [.notAsked: ["N/A"]]
        case .safetyCulture: [.notAsked: [Self.inactiveMark]]
        case .qualtrics, .koboToolbox, .surveyMonkey, .msForms, .spss, .excel: [:]
        }
    }

    /// What the tool puts between the answers when it writes several into one cell; `nil` if it never does.
    public var separator: String? {
        switch self {
        case .qualtrics: ","
        case .koboToolbox: " "
        case .msForms: ";"
        case .limeSurvey, .safetyCulture, .surveyMonkey, .spss, .excel: nil
        }
    }

    /// In which order the tool writes the digits of a date, where that is known.
    public var dateOrder: DateOrder? {
        switch self {
        case .surveyMonkey: .monthDayYear
        case .limeSurvey, .qualtrics, .koboToolbox, .safetyCulture: .yearMonthDay
        case .msForms, .spss, .excel: nil
        }
    }
}
