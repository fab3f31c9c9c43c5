internal import ArgumentParser
internal import Foundation
internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterParsers
internal import ShelterPipeline
internal import ShelterReporter

struct Compare: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Compare two waves of inspections, like for like.",
        discussion: """
            Only locations that stand in both waves, and criteria whose questions were asked in the same way, are compared. All \
            others are named. Exit status 1: done, but rows were set aside, values refused, or an event does not fit.
            """
    )

    @Option(parsing: .upToNextOption, help: "Exports of the earlier wave.", completion: .file())
    var before: [String]

    @Option(parsing: .upToNextOption, help: "Exports of the later wave.", completion: .file())
    var after: [String]

    @Option(help: "Framework: an id or a path.")
    var framework: String

    @Option(help: "Code book: an id or a path. Without it the framework's own is taken.")
    var codeBook: String?

    @Option(help: "Register of municipalities, for both waves: an id, a path, or none.")
    var register: String?

    @Option(help: "Crosswalk under which the earlier wave is read: an id or a path.")
    var crosswalk: String?

    @Option(help: "Folder with confirmed mappings, as 'map' writes them.")
    var mappings: String?

    @Option(
        help: "File that says which locations were opened, closed, merged or renamed.",
        completion: .file()
    )
    var locations: String?

    @Option(name: .customLong("out"), help: "Folder to write data files to; without it nothing is written.")
    var folder: String?

    @OptionGroup var speech: SpeechOptions
    @OptionGroup var dialect: DialectFlags

    @Flag(help: "Print the comparison as JSON.")
    var json = false

    func validate() throws {
        guard !before.isEmpty, !after.isEmpty else { throw ValidationError("Name files behind --before and --after.") }
    }

    func run() throws {
        let data = try speech.folder()
        var early = settings(before)
        early.crosswalk = crosswalk
        let run = try WaveRun(before: early, after: settings(after), events: locations, data: data)
        let texts = try data.texts(speech.language)
        if let folder { try run.write(to: folder, texts, data) }
        Console.tell(run.diagnostics, speech)
        if json { try Console.json(run.comparison) } else { tell(run, texts, try data.framework(framework).value) }
        if run.hasFindings { throw ExitCode(1) }
    }

    private func settings(_ files: [String]) -> RunSettings {
        var settings = RunSettings(files: files, framework: framework)
        settings.codeBook = codeBook
        settings.register = register
        settings.mappings = mappings
        settings.dialect = dialect.dialectOptions
        settings.sheet = dialect.sheet
        settings.fillMerged = dialect.fillMerged
        settings.tool = dialect.tool?.choice ?? .detect
        settings.language = speech.language
        return settings
    }

    private func tell(_ run: WaveRun, _ texts: Texts, _ framework: Framework) {
        let numbers = NumberFormat(texts.language)
        let comparison = run.comparison
        for fate in WaveComparison.Fate.allCases {
            let places = comparison.places.filter { $0.fate == fate }
            guard !places.isEmpty else { continue }
            Console.say("\(texts("waves.fate.\(fate.rawValue)")): \(places.count)")
            // Those that stand in both waves alike need no names.
            if fate != .matched { for place in places { Console.say("  \(name(place, texts))") } }
        }
        Console.say(texts("waves.scores"))
        var table = TextTable([
            texts("explain.theme"), texts("waves.column.scored"), texts("waves.column.before"),
            texts("waves.column.after"), texts("waves.column.change"), texts("waves.column.higher"),
            texts("waves.column.lower"), texts("report.waves.verdict"),
        ])
        for score in comparison.scores {
            let label =
                framework.themes.first { $0.id == score.theme }?.label[texts.language] ?? texts("report.overall")
            func points(_ value: Double?) -> String { value.map { numbers.number($0 * 100) } ?? texts("explain.none") }
            table.add([
                label, "\(score.scored)", points(score.before), points(score.after), points(score.change),
                "\(score.higher)", "\(score.lower)", texts("report.waves.verdict-\(score.verdict.rawValue)"),
            ])
        }
        for line in table.lines { Console.say(line) }
        Console.say(texts("waves.criteria"))
        var criteria = TextTable([
            texts("waves.column.criterion"), texts("waves.column.judged"), texts("waves.column.improved"),
            texts("waves.column.worsened"), texts("waves.column.stayed-met"), texts("waves.column.stayed-not-met"),
            texts("outcome.unknown"), texts("outcome.not_applicable"),
        ])
        for item in comparison.criteria {
            criteria.add([
                item.criterion, "\(item.judged)", "\(item.improved)", "\(item.worsened)", "\(item.stayedMet)",
                "\(item.stayedNotMet)", "\(item.unknown)", "\(item.notApplicable)",
            ])
        }
        for line in criteria.lines { Console.say(line) }
        let unverified = comparison.criteria.map(\.criterion).filter(framework.unverified.contains)
        if !unverified.isEmpty { Console.say("\(texts("verification.K")): \(unverified.joined(separator: ", "))") }
        if !comparison.excluded.isEmpty { Console.say(texts("waves.excluded")) }
        for item in comparison.excluded {
            let variables = item.variables.isEmpty ? "" : ": " + item.variables.joined(separator: ", ")
            Console.say("  \(item.criterion) (\(texts("reason." + item.reason))\(variables))")
        }
    }

    private func name(_ place: WaveComparison.Place, _ texts: Texts) -> String {
        let ids = place.before == place.after ? [place.after] : [place.before, place.after]
        let names = place.nameBefore == place.nameAfter ? [place.nameAfter] : [place.nameBefore, place.nameAfter]
        var text = "\(place.municipalityName): \(names.compactMap(\.self).joined(separator: " → ")) ("
        text += ids.compactMap(\.self).joined(separator: " → ") + ")"
        if let into = place.into { text += ", " + texts("waves.into", ["into": into]) }
        if let date = place.date { text += ", \(date.iso)" }
        return text
    }
}
