import ShelterModel

/// Gives columns the roles that their names and labels speak of.
struct RoleFinder {
    private let words: MatchingWords
    /// Variables of dates that the form fills in itself.
    private let days: Set<String>

    init(_ words: MatchingWords, days: Set<String> = []) {
        self.words = words
        self.days = days
    }

    /// Gives each role to the only column that fits it; what fits two is left for a person.
    ///
    /// - Returns: The variables with a role, and the roles that are needed and could not be given.
    func give(_ columns: inout [ColumnDefinition]) -> ([ColumnRole: String], [QuestionnaireCodeBook.Gap]) {
        var given: [ColumnRole: String] = [:]
        var gaps: [QuestionnaireCodeBook.Gap] = []
        for role in ColumnRole.allCases where role != .assessmentID {
            var candidates = columns.indices.filter { columns[$0].role == nil && fits(columns[$0], role) }
            if candidates.isEmpty, role == .visitDate {
                candidates = columns.indices.filter { days.contains(columns[$0].variable) }
            }
            if candidates.count == 1 {
                set(role, &columns[candidates[0]])
                given[role] = columns[candidates[0]].variable
            } else if role == .locationID || role == .municipality || !candidates.isEmpty {
                gaps.append(
                    QuestionnaireCodeBook.Gap(role: role, candidates: candidates.map { columns[$0].variable })
                )
            }
        }
        return (given, gaps)
    }

    private func fits(_ column: ColumnDefinition, _ role: ColumnRole) -> Bool {
        let types: [ValueType] =
            switch role {
            case .locationID, .municipality: [.text, .freeText, .choice]
            case .locationName: [.text, .freeText]
            case .assessmentID: [.text]
            case .visitDate, .inUseFrom: [.date]
            case .kind: [.choice]
            case .capacity, .residents: [.integer]
            }
        guard types.contains(column.type), column.personal == nil, let phrases = words.roles[role] else {
            return false
        }
        let texts = [column.headers.last ?? ""] + column.label.texts.sorted { $0.key < $1.key }.map(\.value)
        return texts.contains { text in
            let found = words.words(of: text)
            return phrases.contains { $0 == found || $0.joined() == found.joined() }
        }
    }

    /// A column with a role has the type that the role asks for.
    private func set(_ role: ColumnRole, _ column: inout ColumnDefinition) {
        column.role = role
        switch role {
        case .locationID, .municipality, .locationName, .assessmentID:
            column.type = .text
            column.codes = []
        case .visitDate, .inUseFrom, .kind, .capacity, .residents: break
        }
    }
}
