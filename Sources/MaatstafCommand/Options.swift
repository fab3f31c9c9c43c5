public import ArgumentParser
public import ShelterAnalysis
public import ShelterModel
public import ShelterParsers
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

    @Option(help: "Delimiter of the exports: ';', ',', '|' or tab.")
    var delimiter: Delimiter?

    @Option(help: "Encoding of the exports, such as utf-8, utf-16le or windows-1252.")
    var encoding: TextEncoding?

    @Option(help: "Character around cells, or none. Without it found out.")
    var quote: Quote?

    @Option(help: "Rows that name the columns. Without it found out.")
    var headerRows: Int?

    @Option(help: "Decimal mark of every column: comma or point. Without it each column decides.")
    var decimal: DecimalMark?

    @Option(help: "Order of dates in digits, in every column: dmy, mdy or ymd. Without it each column decides.")
    var dateOrder: DateOrder?

    @Option(help: "Sheet of a workbook. Without it the only one with data.")
    var sheet: String?

    @Option(
        help: "File with the secret key for pseudonyms. Without it what needs one is left out.",
        completion: .file()
    )
    var pseudonymKey: String?
    @Option(help: "Folder with confirmed mappings, as 'map' writes them.")
    var mappings: String?

    @Option(help: "Crosswalk for exports of an older questionnaire: an id or a path.")
    var crosswalk: String?

    func validate() throws {
        if let headerRows, !(0...100).contains(headerRows) {
            throw ValidationError("--header-rows takes a number from 0 to 100.")
        }
    }

    func settings(_ speech: SpeechOptions) -> RunSettings {
        var settings = RunSettings(files: files, framework: framework)
        settings.codeBook = codeBook
        settings.register = register
        settings.delimiter = delimiter?.byte
        settings.encoding = encoding
        settings.quote = quote?.text
        settings.headerRows = headerRows
        settings.decimal = decimal
        settings.dateOrder = dateOrder
        settings.sheet = sheet
        settings.pseudonymKey = pseudonymKey
        settings.mappings = mappings
        settings.crosswalk = crosswalk
        settings.language = speech.language
        return settings
    }
}

extension TextEncoding: ExpressibleByArgument {}

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

struct Delimiter: ExpressibleByArgument {
    var byte: UInt8

    init?(argument: String) {
        switch argument {
        case ";", ",", "|": byte = Array(argument.utf8)[0]
        case "\t", "\\t", "tab": byte = UInt8(ascii: "\t")
        case "semicolon": byte = UInt8(ascii: ";")
        case "comma": byte = UInt8(ascii: ",")
        default: return nil
        }
    }
}

struct Quote: ExpressibleByArgument {
    /// Empty if quotes are plain text.
    var text: String

    init?(argument: String) {
        if argument == "none" {
            text = ""
        } else {
            guard argument.utf8.count == 1, let byte = argument.utf8.first, byte > 0x20, byte < 0x7F else { return nil }
            text = argument
        }
    }
}
