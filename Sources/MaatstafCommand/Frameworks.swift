internal import ArgumentParser
internal import ShelterModel
internal import ShelterPipeline

struct Frameworks: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(abstract: "List the frameworks that are there.")

    @OptionGroup var speech: SpeechOptions

    @Flag(help: "Print the list as JSON.")
    var json = false

    private struct Item: Codable {
        var id: String
        var version: String
        var label: LocalizedText
        var codeBook: String?
        var themes: Int
        var criteria: Int
        var basicRequirements: Int
        /// Criteria per verification tag.
        var verification: [String: Int]
        /// Criteria of the core set.
        var core: Int
        /// Standards of the source that are not in it.
        var absent: [AbsentStandard]
        /// Criteria that somebody has signed for.
        var signed: Int
    }

    func run() throws {
        let data = try speech.folder()
        let texts = try data.texts(speech.language)
        var items: [Item] = []
        for id in data.ids(of: .framework) {
            let framework = try data.framework(id).value
            let criteria = framework.criteria
            items.append(
                Item(
                    id: id,
                    version: framework.version,
                    label: framework.label,
                    codeBook: framework.codeBook,
                    themes: framework.themes.count,
                    criteria: criteria.count,
                    basicRequirements: criteria.count(where: \.isBasicRequirement),
                    verification: Dictionary(grouping: criteria, by: \.provenance.verification.rawValue)
                        .mapValues(\.count),
                    core: criteria.count(where: \.isCore),
                    absent: framework.absent,
                    signed: criteria.count { $0.provenance.verifiedBy != nil }
                )
            )
        }
        if json { return try Console.json(items) }
        for item in items {
            let tags = item.verification.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            Console.say(
                texts(
                    "console.framework",
                    [
                        "id": item.id, "version": item.version, "label": item.label[speech.language],
                        "themes": "\(item.themes)", "criteria": "\(item.criteria)",
                        "tags": tags.joined(separator: ", "),
                    ]
                )
            )
            if item.core > 0 { Console.say("  " + texts("console.framework-core", ["n": "\(item.core)"])) }
            for standard in item.absent {
                Console.say(
                    "  "
                        + texts(
                            "console.framework-absent",
                            [
                                "id": standard.id, "label": standard.label[speech.language],
                                "missing": standard.missing[speech.language],
                            ]
                        )
                )
            }
        }
    }
}
