internal import ArgumentParser
internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterParsers
internal import ShelterPipeline

/// What can be asked of frameworks themselves.
struct FrameworkGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "framework",
        abstract: "Look for faults in a framework, or compare versions of it.",
        subcommands: [LintFramework.self, FrameworkDiff.self]
    )
}

struct FrameworkDiff: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Say what changed from one framework to another, and which locations come out otherwise.",
        discussion: """
            With --data the exports are held against both: every outcome, band and cutoff that flips, with the change that makes it.
            Exit status 1: done, but rows were set aside or values refused.
            """
    )

    @Argument(help: "The older framework: an id or a path.")
    var before: String

    @Argument(help: "The newer framework: an id or a path.")
    var after: String

    @Option(
        parsing: .upToNextOption,
        help: "Exports to hold against both.",
        completion: .file()
    )
    var data: [String] = []

    @Option(help: "Code book of the exports: an id or a path. Without it the older framework's own is taken.")
    var codeBook: String?

    @Option(help: "Register of municipalities: an id, a path, or none. Without it the code book's own is taken.")
    var register: String?

    @Option(help: "Folder with frameworks, code books, registers and texts; elsewhere this is --data.")
    var dataFolder: String?

    @Option(help: "Language of messages: nl or en.")
    var language = Language.dutch

    @OptionGroup var dialect: DialectFlags

    @Flag(help: "Print the differences as JSON.")
    var json = false

    var speech: SpeechOptions {
        var speech = SpeechOptions()
        speech.data = dataFolder
        speech.language = language
        return speech
    }

    func run() throws {
        let folder = try speech.folder()
        var settings: RunSettings?
        if !data.isEmpty {
            var own = RunSettings(files: data, framework: before)
            own.codeBook = codeBook
            own.register = register
            own.dialect = dialect.dialectOptions
            own.sheet = dialect.sheet
            own.fillMerged = dialect.fillMerged
            own.tool = dialect.tool?.choice ?? .detect
            own.language = language
            settings = own
        }
        let run = try DifferenceRun(before, after, settings: settings, data: folder)
        if json { try Console.json(run) } else { tell(run, try folder.texts(language)) }
        if run.hasFindings { throw ExitCode(1) }
    }

    private func tell(_ run: DifferenceRun, _ texts: Texts) {
        Console.say("\(run.before.id) \(run.before.version) (\(run.before.file))")
        Console.say("→ \(run.after.id) \(run.after.version) (\(run.after.file))")
        if run.changes.isEmpty { Console.say(texts("difference.none")) }
        for (number, change) in run.changes.enumerated() {
            let what = texts("difference.aspect.\(change.aspect.rawValue)")
            let subject = change.subject.isEmpty ? "" : "\(change.subject): "
            let values =
                change.before.isEmpty && change.after.isEmpty
                ? "" : ": \(value(change.before, texts)) → \(value(change.after, texts))"
            Console.say("  \(number + 1). \(subject)\(what)\(values)")
        }
        guard let flips = run.flips else { return }
        func count(_ kind: FrameworkFlips.Kind) -> String { "\(flips.flips.count { $0.kind == kind })" }
        Console.say(
            texts(
                "difference.flips",
                [
                    "locations": "\(flips.locations)", "bands": count(.band), "cutoffs": count(.belowCutoff),
                    "outcomes": count(.outcome),
                ]
            )
        )
        for kind in FrameworkFlips.Kind.allCases {
            for flip in flips.flips where flip.kind == kind { tell(flip, texts) }
        }
    }

    private func tell(_ flip: FrameworkFlips.Flip, _ texts: Texts) {
        func name(_ value: String) -> String {
            switch flip.kind {
            case .band: self.value(value, texts)
            case .belowCutoff: value.isEmpty ? texts("explain.none") : texts("difference.cutoff.\(value)")
            case .outcome: texts("outcome.\(value)")
            }
        }
        let subject = flip.subject == ThemeFigures.overall ? texts("report.overall") : flip.subject
        let what = flip.kind == .band ? "\(texts("difference.band")) \(subject)" : subject
        let changes = flip.changes.map { "\($0)" }.joined(separator: ", ")
        Console.say(
            "  \(flip.locationName) (\(flip.location)), \(what): \(name(flip.before)) → \(name(flip.after)); "
                + texts("difference.because.\(flip.attribution.rawValue)", ["changes": changes])
        )
    }

    private func value(_ text: String, _ texts: Texts) -> String { text.isEmpty ? texts("explain.none") : text }
}
