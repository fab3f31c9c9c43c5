public import ShelterCleaning
public import ShelterModel
public import ShelterParsers
public import ShelterAnalysis
public import ShelterScoring

/// What one run is asked to do.
public struct RunSettings: Sendable {
    public enum Detail: Sendable {
        /// Aggregates, the ledger's totals and the manifest; no row per location or finding.
        case municipalities
        /// All data files.
        case data
        /// All data files and the pages.
        case pages
    }

    /// Paths of the exports.
    public var files: [String]
    /// Id, or path of a file.
    public var framework: String
    /// Id or path; `nil` takes the framework's own.
    public var codeBook: String?
    /// Id or path; `nil` takes the code book's own.
    public var register: String?
    /// How text files are written; what is left open is found out.
    public var dialect = DialectOptions()
    /// The program that made the exports.
    public var tool = ToolChoice.detect
    /// Decimal mark of every column; `nil`: as the code book says, or found out.
    public var decimal: DecimalMark?
    /// Order of the dates of every column; `nil`: as the code book says, or found out.
    public var dateOrder: DateOrder?
    /// Sheet of a workbook; `nil` takes the only one with data.
    public var sheet: String?
    /// Whether every cell of a merged block of a workbook has the text of its first one.
    public var fillMerged = false
    /// Path of the key that pseudonyms are made with; without one what needs a pseudonym is withheld.
    public var pseudonymKey: String?
    /// File that free text goes to; `nil` leaves it unread.
    public var quarantine: String?
    /// Folder with confirmed mappings; those whose header fits are used.
    public var mappings: String?
    /// Id or path of the crosswalk under which exports of an older questionnaire are read.
    public var crosswalk: String?
    /// Folder with frameworks, code books and texts as it was named; `nil`: found by the program.
    public var dataFolder: String?
    public var language = Language.dutch
    /// Date of the report; `nil` takes the newest visit.
    public var date: CalendarDate?
    public var state = PublicationState.concept
    /// Pages for this municipality only; figures are still computed over everything that was read.
    public var onlyMunicipality: String?
    public var detail = Detail.pages
    /// Id or path of the sampling plan; `nil` takes the one that holds where nobody says how a sample was drawn.
    public var sampling: String?
    /// Earlier publications, from which this one may not be subtracted: their folders.
    public var earlier: [String] = []
    /// Path of the file that says who publishes the open data; `nil`: a catalogue is not told.
    public var publisher: String?
    /// Improvement plans of before, filled in: their paths.
    public var plans: [String] = []
    /// Folders that `compare` and `robustness` wrote of the same exports, for the national comparison.
    public var waves: String?
    public var robustness: String?
    /// Path of a GeoJSON file with the outlines of municipalities; `nil`: no map but that of tiles.
    public var map: String?
    /// Cleaning logs that were applied to the exports: their paths.
    public var corrections: [String] = []
    /// Languages of the sheets for residents, one sheet per location and language.
    public var residentLanguages: [String] = []
    /// Formats of the documents, where pages are written.
    public var documents = DocumentChoice()
    /// Whether the core set of the framework is scored alone.
    public var core = false
    /// What pages print to ask for a figure again, where that is not typed where the run is made.
    public var explainAs: String?
    /// Rows per batch; no result depends on it.
    public var batchRows = 4096

    public init(files: [String], framework: String) {
        self.files = files
        self.framework = framework
    }
}

/// Everything a run needs besides the exports, loaded and bound.
public struct Preparation: Sendable {
    public var framework: Framework
    public var compiled: CompiledFramework
    public var codeBook: CodeBook
    public var register: MunicipalityRegister?
    public var registerIndex: RegisterIndex?
    public var texts: Texts
    public var frameworkFile: DataFile
    public var codeBookFile: DataFile
    public var registerFile: DataFile?
    public var marks: PersonalDataMarks
    public var pseudonymKey: PseudonymKey?
    /// What may be shown to whom.
    public var disclosure: DisclosureRules
    public var disclosureFile: DataFile
    public var crosswalk: (value: Crosswalk, file: DataFile)?
    public var publisher: (value: Publisher, file: DataFile)?
    /// The words of the sheets for residents, in the order that was asked for, and those that they are translated from.
    public var residents: [(value: ResidentsTexts, file: DataFile)] = []
    public var residentsSource: ResidentsTexts?
    public var shapes: MunicipalityShapes?
    var mapFile: Manifest.Part?
    /// Municipalities that the map has no outline for.
    public var notOnMap: [String] = []
    public var sampling: SamplingPlan
    public var samplingFile: DataFile

    /// Loads framework, code book, register and texts, and binds the framework to the code book.
    public init(_ settings: RunSettings, data: DataFolder) throws(Refusal) {
        var (framework, frameworkFile) = try data.framework(settings.framework)
        if settings.core {
            guard let core = framework.coreSet else {
                throw Refusal(
                    "run.no-core-set",
                    at: SourceLocation(file: frameworkFile.name),
                    ["framework": .text(framework.id)]
                )
            }
            framework = core
        }
        let (codeBook, codeBookFile, crosswalk) = try data.codeBook(for: settings, framework: framework)
        self.crosswalk = crosswalk
        (sampling, samplingFile) = try data.sampling(settings.sampling ?? "standaard", codeBook: codeBook)
        let registerReference = settings.register ?? codeBook.register
        if let registerReference, registerReference != "none" {
            let (register, file) = try data.register(registerReference)
            self.register = register
            registerIndex = RegisterIndex(register)
            registerFile = file
        }
        if let first = codeBook.tables.first, first.grain != .location {
            throw Refusal(
                "run.grain-of-first-table",
                at: SourceLocation(file: codeBookFile.name),
                ["table": .text(first.name), "grain": .text(first.grain.rawValue)]
            )
        }
        self.framework = framework
        self.frameworkFile = frameworkFile
        self.codeBook = codeBook
        self.codeBookFile = codeBookFile
        compiled = try CompiledFramework(framework, codeBook: codeBook)
        texts = try data.texts(settings.language)
        marks = try data.personalDataMarks()
        (disclosure, disclosureFile) = try data.disclosureRules()
        if let path = settings.publisher { publisher = try data.publisher(path) }
        if let path = settings.map {
            guard let register else {
                throw Refusal("geography.no-register", at: SourceLocation(file: path.lastPathName))
            }
            let bytes = try DataFolder.bytes(at: path, most: 64 << 20)
            (shapes, notOnMap) = try GeoJSONFile.shapes(bytes, file: path.lastPathName, register: register)
            mapFile = Manifest.Part(
                id: path.lastPathName.withoutPathExtension,
                file: path.lastPathName,
                hash: try BlockHash.content(of: path).hash
            )
        }
        if !settings.residentLanguages.isEmpty {
            (residents, residentsSource) = try data.residentsTexts(settings.residentLanguages)
        }
        if let path = settings.pseudonymKey { pseudonymKey = try PseudonymKey(path: path) }
    }

    /// The columns that joins add behind the first table's own.
    var derivedColumns: [JoinedColumn] { codeBook.joinedColumns }
}

extension DataFolder {
    /// The code book by which exports are read: the one that was named, else the framework's own, under the crosswalk.
    ///
    /// - Parameter framework: `nil`: only the one that was named.
    public func codeBook(
        for settings: RunSettings,
        framework: Framework?
    ) throws(Refusal) -> (value: CodeBook, file: DataFile, crosswalk: (value: Crosswalk, file: DataFile)?) {
        guard let reference = settings.codeBook ?? framework?.codeBook else {
            throw Refusal("run.no-code-book", ["framework": .text(framework?.id ?? settings.framework)])
        }
        let (codeBook, file) = try codeBook(reference)
        guard let reference = settings.crosswalk else { return (codeBook, file, nil) }
        let crosswalk = try crosswalk(reference)
        return (try crosswalk.value.apply(to: codeBook), file, crosswalk)
    }
}
