public import ArgumentParser
public import ShelterAnalysis
public import ShelterModel
internal import ShelterParsers
internal import ShelterPipeline

extension Language: ExpressibleByArgument {}
extension PublicationState: ExpressibleByArgument {}

extension CalendarDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(iso: argument) }
}

/// Where the data is and in which language to speak.
struct SpeechOptions: ParsableArguments {
    @Option(help: "Folder with frameworks, code books, registers and texts.")
    var data: String?

    @Option(help: "Language of messages and reports: nl or en.")
    var language = Language.dutch

    func folder() throws(Refusal) -> DataFolder { try DataFolder(option: data) }
}

/// How exports are read by a code book.
struct ReadingOptions: ParsableArguments {
    @OptionGroup var dialect: DialectFlags

    @Option(help: "Decimal mark of every column: comma or point. Without it each column decides.")
    var decimal: DecimalMark?

    @Option(help: "Order of dates in digits, in every column: dmy, mdy or ymd. Without it each column decides.")
    var dateOrder: DateOrder?

    @Option(help: "Folder with confirmed mappings, as 'map' writes them.")
    var mappings: String?

    @Option(help: "Crosswalk for exports of an older questionnaire: an id or a path.")
    var crosswalk: String?

    func apply(to settings: inout RunSettings) {
        settings.dialect = dialect.dialectOptions
        settings.sheet = dialect.sheet
        settings.fillMerged = dialect.fillMerged
        settings.tool = dialect.tool?.choice ?? .detect
        settings.decimal = decimal
        settings.dateOrder = dateOrder
        settings.mappings = mappings
        settings.crosswalk = crosswalk
    }
}

/// What to read, and what it means.
struct InputOptions: ParsableArguments {
    @Argument(help: "Exports to read.", completion: .file())
    var files: [String]

    @Option(help: "Framework: an id or a path.")
    var framework: String

    @Option(help: "Code book: an id or a path. Without it the framework's own is taken.")
    var codeBook: String?

    @Option(help: "Register of municipalities: an id, a path, or none. Without it the code book's own is taken.")
    var register: String?

    @OptionGroup var reading: ReadingOptions

    @Option(
        help: "File with the secret key for pseudonyms. Without it what needs one is left out.",
        completion: .file()
    )
    var pseudonymKey: String?

    @Flag(help: "Score the core set of the framework alone.")
    var core = false

    func settings(_ speech: SpeechOptions) -> RunSettings {
        var settings = RunSettings(files: files, framework: framework)
        settings.codeBook = codeBook
        settings.register = register
        reading.apply(to: &settings)
        settings.pseudonymKey = pseudonymKey
        settings.dataFolder = speech.data
        settings.language = speech.language
        settings.core = core
        return settings
    }
}

extension DecimalMark: ExpressibleByArgument {
    public init?(argument: String) {
        guard let mark = DecimalMark(rawValue: argument), mark != .either else { return nil }
        self = mark
    }

    public static var allValueStrings: [String] { ["comma", "point"] }
}

extension DateOrder: ExpressibleByArgument {
    public init?(argument: String) {
        guard let order = DateOrder(rawValue: argument), order != .either else { return nil }
        self = order
    }

    public static var allValueStrings: [String] { ["dmy", "mdy", "ymd"] }
}
