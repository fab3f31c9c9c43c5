internal import ArgumentParser
internal import ShelterModel
internal import ShelterPipeline

struct Bundle: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Make a report together with everything that it was made from.",
        discussion: """
            dossier/ holds exports, framework, code book, texts and the whole report; openbaar/ what everybody may see, and hashes
            of the rest. 'maatstaf reproduce' makes the report again and compares every byte.
            """
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var sample: SamplingOptions
    @OptionGroup var speech: SpeechOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var documents: DocumentOptions

    func validate() throws {
        guard output.quarantine == nil else {
            throw ValidationError("A bundle holds no free text; use --quarantine with 'report'.")
        }
    }

    var settings: RunSettings {
        var settings = input.settings(speech)
        settings.sampling = sample.sampling
        settings.documents.formats = documents.formats.formats
        settings.documents.references = documents.referenceDoc
        settings.plans = documents.plan
        settings.waves = documents.waves
        settings.robustness = documents.robustness
        settings.map = documents.map
        settings.corrections = documents.corrections
        settings.residentLanguages = documents.residents.languages
        output.apply(to: &settings)
        return settings
    }

    func run() throws {
        let settings = settings
        let data = try speech.folder()
        let preparation = try Preparation(settings, data: data)
        let result = try BundleRun(settings, data: data).write(
            to: output.folder,
            progress: Console.progress(of: settings.files, preparation.texts),
            documents: Console.documents(preparation.texts)
        )
        let report = "\(output.folder)/dossier/report"
        let outcome = RunOutcome(result.run, preparation, output: report)
        if !output.json {
            let texts = preparation.texts
            Console.say(texts("bundle.done", ["output": output.folder, "files": "\(result.files)"]))
            if settings.pseudonymKey != nil { Console.note(texts("bundle.key")) }
        }
        try outcome.finish(result.run, preparation.texts, json: output.json)
    }
}

struct Reproduce: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Make the report of a bundle again and prove that every byte is the same.",
        discussion:
            "Exit status: 0 the same; 1 something came out otherwise; 2 the bundle was changed, or cannot be read."
    )

    @Argument(help: "Folder that 'bundle' wrote.", completion: .directory)
    var bundle: String

    @OptionGroup var speech: SpeechOptions

    @Option(help: "File with the key for pseudonyms, where the report was made with one.", completion: .file())
    var pseudonymKey: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        let data = try speech.folder()
        let texts = try data.texts(speech.language)
        let manifest = try ReproduceRun.manifest(of: bundle)
        let made: RunSettings
        do {
            // The output is not part of what was asked.
            made = try Bundle.parse(manifest.arguments + ["--out", "."]).settings
        } catch {
            throw Refusal("bundle.damaged", ["reason": .text(Bundle.message(for: error))])
        }
        let outcome = try ReproduceRun.run(
            bundle,
            manifest,
            made,
            key: pseudonymKey,
            tools: data,
            progress: Console.progress(of: made.files.map { "\(bundle)/\($0)" }, texts),
            documents: Console.documents(texts)
        )
        if json {
            try Console.json(outcome)
        } else {
            for file in outcome.different { Console.say(texts("bundle.different", ["file": file])) }
            let arguments = ["files": "\(outcome.files)", "count": "\(outcome.different.count)"]
            Console.say(texts(outcome.isReproduced ? "bundle.reproduced" : "bundle.not-reproduced", arguments))
            if outcome.madeBy != outcome.program {
                Console.note(texts("bundle.other-program", ["made": outcome.madeBy, "program": outcome.program]))
            }
        }
        if !outcome.isReproduced { throw ExitCode(1) }
    }
}
