internal import ArgumentParser
internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterPipeline

/// What to write, and how it is marked.
struct OutputOptions: ParsableArguments {
    @Option(help: "Date of the report, YYYY-MM-DD. Without it the date of the newest visit.")
    var date: CalendarDate?

    @Option(help: "State of the report: concept, embargo or definitief.")
    var state = PublicationState.concept

    @Option(name: .customLong("out"), help: "Folder to write; an earlier result in it is replaced.")
    var folder: String

    @Option(
        help: "File for answers in free text, outside the folder; without it they are not read.",
        completion: .file()
    )
    var quarantine: String?

    @Option(
        help:
            "Folder of an earlier publication ('openbaar'), which this one may not be subtracted from; may be repeated.",
        completion: .directory
    )
    var earlier: [String] = []

    @Option(help: "File that says who publishes the open data, for dcat.json.", completion: .file())
    var publisher: String?

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func apply(to settings: inout RunSettings) {
        settings.date = date
        settings.state = state
        settings.quarantine = quarantine
        settings.earlier = earlier
        settings.publisher = publisher
    }

    /// Runs, tells what was done, and exits with 1 when there are findings.
    func carryOut(_ settings: RunSettings, _ speech: SpeechOptions) throws {
        var settings = settings
        apply(to: &settings)
        try RunOutcome.carryOut(settings, speech, output: folder, json: json)
    }
}

/// `html,pdf`: each format once, in the order in which they are named.
struct FormatList: ExpressibleByArgument, CustomStringConvertible {
    var formats: [DocumentFormat]

    init(formats: [DocumentFormat]) { self.formats = formats }

    init?(argument: String) {
        formats = []
        for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let format = DocumentFormat(rawValue: name.lowercased()) else { return nil }
            if !formats.contains(format) { formats.append(format) }
        }
    }

    var description: String { formats.map(\.rawValue).joined(separator: ",") }
}

/// `nl,uk`: each language once, in the order in which they are named.
struct LanguageList: ExpressibleByArgument {
    var languages: [String]

    init(languages: [String]) { self.languages = languages }

    init?(argument: String) {
        languages = []
        for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0 == "-" }) else { return nil }
            if !languages.contains(String(name)) { languages.append(String(name)) }
        }
    }
}

/// In which formats documents are written, and in whose style.
struct DocumentOptions: ParsableArguments {
    @Option(
        help: "Improvement plan of before, filled in, whose decisions are kept; may be repeated.",
        completion: .file()
    )
    var plan: [String] = []

    @Option(
        help: "Folder that 'compare --out' wrote with these exports as the later wave; the overview tells of it.",
        completion: .directory
    )
    var waves: String?

    @Option(
        help: "Folder that 'robustness --out' wrote of these exports; the overview tells which conclusions stand.",
        completion: .directory
    )
    var robustness: String?

    @Option(
        help: "GeoJSON with the outlines of municipalities, for a map beside that of tiles.",
        completion: .file()
    )
    var map: String?

    @Option(
        help: "Cleaning log that was applied to the exports, which pages tell of; may be repeated.",
        completion: .file()
    )
    var corrections: [String] = []

    @Option(
        help: "Languages of the sheets for residents, one per location, with commas between them: nl, uk, ru, en."
    )
    var residents = LanguageList(languages: [])

    @Option(help: "Formats of the documents, with commas between them: html, pdf, docx, odt.")
    var formats = FormatList(formats: [.html])

    @Option(
        help: "Document whose styles DOCX or ODT take over (.docx or .odt); may be given for both.",
        completion: .file()
    )
    var referenceDoc: [String] = []
}

struct Report: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Score inspection exports and write the report: pages, data and manifest."
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var sample: SamplingOptions
    @OptionGroup var speech: SpeechOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "Write the pages of this municipality alone: its code or name.")
    var onlyMunicipality: String?

    @OptionGroup var documents: DocumentOptions

    func run() throws {
        var settings = input.settings(speech)
        settings.sampling = sample.sampling
        settings.onlyMunicipality = onlyMunicipality
        settings.documents.formats = documents.formats.formats
        settings.documents.references = documents.referenceDoc
        settings.plans = documents.plan
        settings.waves = documents.waves
        settings.robustness = documents.robustness
        settings.map = documents.map
        settings.corrections = documents.corrections
        settings.residentLanguages = documents.residents.languages
        try output.carryOut(settings, speech)
    }
}

struct Score: ParsableCommand, Speaking {
    enum Only: String, ExpressibleByArgument {
        case municipalities
    }

    static let configuration = CommandConfiguration(
        abstract: "Score inspection exports and write the data files, without pages."
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var sample: SamplingOptions
    @OptionGroup var speech: SpeechOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "Write only 'municipalities': the aggregates, the ledger's totals and the manifest.")
    var only: Only?

    func run() throws {
        var settings = input.settings(speech)
        settings.sampling = sample.sampling
        settings.detail = only == .municipalities ? .municipalities : .data
        try output.carryOut(settings, speech)
    }
}
