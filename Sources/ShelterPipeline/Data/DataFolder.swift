internal import Foundation
public import ShelterModel
public import ShelterParsers
public import ShelterRehearsal

/// The folder with frameworks, code books, registers and texts.
public struct DataFolder: Hashable, Sendable {
    public var path: String
    /// A folder of data beside which typst and pandoc stand, where this one is a copy without them.
    var toolsOf: String?

    /// A folder that is known to hold data.
    init(copy path: String, toolsOf original: DataFolder) {
        self.path = path
        toolsOf = original.path
    }

    /// Looks in `--data`, `$MAATSTAF_DATA`, `share/maatstaf` beside the program, then the checkout that it was built in.
    ///
    /// - Throws: `Refusal` when none of them holds frameworks.
    public init(option: String?, environment: [String: String]? = nil) throws(Refusal) {
        let environment = environment ?? ProcessInfo.processInfo.environment
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        var places: [String] = []
        if let option {
            places = [option]
        } else if let variable = environment["MAATSTAF_DATA"], !variable.isEmpty {
            places = [variable]
        } else {
            var folder = program.parentPath
            places.append(folder.parentPath + "/share/maatstaf")
            while folder.count > 1 {
                if FileManager.default.fileExists(atPath: folder + "/Package.swift") { places.append(folder + "/Data") }
                folder = folder.parentPath
            }
        }
        guard let place = places.first(where: { FileManager.default.fileExists(atPath: $0 + "/Frameworks") }) else {
            throw Refusal("data.not-found", ["places": .list(places)])
        }
        path = place
    }

    /// What kind of data stands in which folder.
    public enum Kind: String, CaseIterable, Sendable {
        case framework = "Frameworks"
        case codeBook = "CodeBooks"
        case register = "Registers"
        case rehearsal = "Rehearsal"
        case crosswalk = "Crosswalks"
        case checks = "Checks"
        case sampling = "Sampling"
    }

    /// Ids of all files of a kind, in alphabetical order.
    public func ids(of kind: Kind) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(kind.rawValue)")) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// A data file by id, or a file of the user's own by path, with its text.
    ///
    /// - Throws: `Refusal` that names the nearest id when there is no such file.
    public func file(_ kind: Kind, _ reference: String) throws(Refusal) -> DataFile {
        let isPath = Self.isPath(reference)
        let place = isPath ? reference : "\(path)/\(kind.rawValue)/\(reference).yaml"
        guard isPath || ids(of: kind).contains(reference) else {
            let known = ids(of: kind)
            throw Refusal(
                "data.unknown-id",
                [
                    "id": .text(reference), "folder": .text(kind.rawValue), "known": .list(known),
                    "nearest": .text(NearestName.nearest(to: reference, in: known).first ?? known.first ?? ""),
                ]
            )
        }
        return DataFile(name: place.lastPathName, text: try Self.text(at: place))
    }

    /// Whether a reference is the path of a file; else it is an id.
    static func isPath(_ reference: String) -> Bool {
        reference.contains("/") || reference.hasSuffix(".yaml") || reference.hasSuffix(".yml")
    }

    /// The text of a YAML file of at most 4 MiB.
    static func text(at path: String) throws(Refusal) -> String {
        let name = path.lastPathName
        let bytes = try bytes(at: path, most: 4 << 20)
        guard !bytes.isEmpty else {
            throw Refusal("yaml.no-content", at: SourceLocation(file: name, line: 1, column: 1))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Refusal("data.not-utf8", at: SourceLocation(file: name))
        }
        return text
    }

    /// The bytes of a file, and one more than `most` where it is longer.
    static func bytes(at path: String, most: Int) throws(Refusal) -> [UInt8] {
        let name = path.lastPathName
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw Refusal("file.not-found", at: SourceLocation(file: name), ["path": .text(path)])
        }
        guard !isDirectory.boolValue else {
            throw Refusal("file.is-directory", at: SourceLocation(file: name), ["path": .text(path)])
        }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw Refusal("file.not-readable", at: SourceLocation(file: name), ["path": .text(path)])
        }
        guard let bytes = try? handle.read(upToCount: most + 1) ?? Data() else {
            throw Refusal("file.not-readable", at: SourceLocation(file: name), ["path": .text(path)])
        }
        return Array(bytes)
    }

    public func framework(_ reference: String) throws(Refusal) -> (value: Framework, file: DataFile) {
        let file = try file(.framework, reference)
        return (try FrameworkFile.framework(yaml: file.text, file: file.name), file)
    }

    public func codeBook(_ reference: String) throws(Refusal) -> (value: CodeBook, file: DataFile) {
        let file = try file(.codeBook, reference)
        return (try CodeBookFile.codeBook(yaml: file.text, file: file.name), file)
    }

    public func register(_ reference: String) throws(Refusal) -> (value: MunicipalityRegister, file: DataFile) {
        let file = try file(.register, reference)
        return (try RegisterFile.register(yaml: file.text, file: file.name), file)
    }

    public func crosswalk(_ reference: String) throws(Refusal) -> (value: Crosswalk, file: DataFile) {
        let file = try file(.crosswalk, reference)
        return (try CrosswalkFile.crosswalk(yaml: file.text, file: file.name), file)
    }

    /// The words by which columns and names are recognised.
    public func matchingWords() throws(Refusal) -> MatchingWords {
        try MatchingWordsFile.words(yaml: try Self.text(at: "\(path)/Mapping/words.yaml"), file: "words.yaml")
    }

    public func checks(_ reference: String) throws(Refusal) -> (value: CheckSet, file: DataFile) {
        let file = try file(.checks, reference)
        return (try ChecksFile.checks(yaml: file.text, file: file.name), file)
    }

    /// Who publishes open data: always a file of the user's own.
    func publisher(_ path: String) throws(Refusal) -> (value: Publisher, file: DataFile) {
        let file = DataFile(name: path.lastPathName, text: try Self.text(at: path))
        return (try PublisherFile.publisher(yaml: file.text, file: file.name), file)
    }

    /// How samples were drawn, in the variables of a code book.
    public func sampling(
        _ reference: String,
        codeBook: CodeBook
    ) throws(Refusal) -> (value: SamplingPlan, file: DataFile) {
        let file = try file(.sampling, reference)
        return (try SamplingPlanFile.plan(yaml: file.text, file: file.name, codeBook: codeBook), file)
    }

    /// How rehearsal data for a code book looks.
    public func rehearsalProfile(_ reference: String) throws(Refusal) -> RehearsalProfile {
        let file = try file(.rehearsal, reference)
        var nodes: [String: [String: String]] = [:]
        for (key, text) in try TextsFile.entries(yaml: file.text, file: file.name) {
            let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
            nodes[parts[0], default: [:]][parts.count > 1 ? parts[1] : ""] = text
        }
        return try RehearsalProfile(nodes: nodes, file: file.name)
    }

    /// The style sheet of the pages: beside the data in an installed tree, under `Reports/` in a checkout.
    public func styleSheet() throws(Refusal) -> String {
        let places = ["\(path)/Templates/report.css", "\(path)/../Reports/Templates/report.css"]
        guard let place = places.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
            throw Refusal("data.no-style-sheet", ["places": .list(places)])
        }
        return try Self.text(at: place)
    }

    /// The words of the sheets for residents in these languages, and the words that they are translated from.
    ///
    /// - Throws: `Refusal` that names the languages there are.
    func residentsTexts(
        _ languages: [String]
    ) throws(Refusal) -> (texts: [(value: ResidentsTexts, file: DataFile)], source: ResidentsTexts) {
        let folder = path + "/Texts/Residents"
        let known = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
        var all: [String: (value: ResidentsTexts, file: DataFile)] = [:]
        for language in known {
            let file = DataFile(name: "\(language).yaml", text: try Self.text(at: "\(folder)/\(language).yaml"))
            let texts = try ResidentsTextsFile.texts(yaml: file.text, file: file.name)
            guard texts.language == language else {
                throw Refusal(
                    "residents.other-language",
                    at: SourceLocation(file: file.name),
                    ["language": .text(texts.language), "file": .text(file.name)]
                )
            }
            all[language] = (texts, file)
        }
        guard let source = known.compactMap({ all[$0]?.value }).first(where: \.isSource) else {
            throw Refusal("residents.no-source", ["folder": .text(folder)])
        }
        var chosen: [(value: ResidentsTexts, file: DataFile)] = []
        for language in languages {
            guard let texts = all[language] else {
                throw Refusal("residents.unknown-language", ["language": .text(language), "known": .list(known)])
            }
            chosen.append(texts)
        }
        return (chosen, source)
    }

    /// All texts of a language, from every `Data/Texts/*.<language>.yaml`.
    public func texts(_ language: Language) throws(Refusal) -> Texts {
        let folder = path + "/Texts"
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { $0.hasSuffix(".\(language.rawValue).yaml") }.sorted()
        var entries: [String: String] = [:]
        for name in names {
            let part = try TextsFile.entries(yaml: try Self.text(at: "\(folder)/\(name)"), file: name)
            entries.merge(part) { first, _ in first }
        }
        return Texts(language: language, entries: entries)
    }
}

/// A data file as it was read.
public struct DataFile: Hashable, Sendable {
    public var name: String
    public var text: String

    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    public var hash: String { BlockHash.hex(of: text) }
}
