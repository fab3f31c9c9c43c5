internal import ShelterModel

/// What the codes in the open data stand for: themes and criteria, with where each criterion comes from.
enum CodeList {
    static let columns = [
        "kind", "code", "theme", "label_nl", "label_en", "source", "legal_status", "verification", "basic_requirement",
    ]

    static func bytes(_ framework: Framework) -> [UInt8] {
        var line = CSVLine(columns)
        func add(_ kind: String, _ code: String, _ theme: String, _ label: LocalizedText) {
            line.add(kind)
            line.add(foreign: code)
            line.add(foreign: theme)
            line.add(foreign: label[.dutch])
            line.add(foreign: label[.english])
        }
        for theme in framework.themes {
            add("theme", theme.id, "", theme.label)
            for _ in 5..<columns.count { line.add("") }
            line.end()
            for criterion in theme.criteria {
                add("criterion", criterion.id, theme.id, criterion.label)
                line.add(foreign: criterion.provenance.source)
                line.add(criterion.provenance.status.rawValue)
                line.add(criterion.provenance.verification.rawValue)
                line.add(criterion.isBasicRequirement ? "true" : "false")
                line.end()
            }
        }
        return line.bytes
    }
}
