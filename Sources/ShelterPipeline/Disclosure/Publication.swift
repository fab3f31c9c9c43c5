internal import Foundation
internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterParsers
internal import ShelterReporter
internal import SurveyStatistics

/// What leaves `intern/` in one run: decided once, written everywhere alike, and attacked before the folder takes its place.
struct Publication {
    let plan: DisclosurePlan
    let figures: PublicReport
    private let isNamed: Bool
    private let framework: Framework
    private let openData: OpenData

    init(
        _ report: QualityReport,
        _ preparation: Preparation,
        _ settings: RunSettings,
        _ data: DataFolder
    ) throws(Refusal) {
        var earlier: [EarlierPublication] = []
        for path in settings.earlier { earlier.append(try EarlierFolder.publication(path)) }
        plan = DisclosurePlan(report, rules: preparation.disclosure, earlier: earlier)
        figures = PublicReport(plan, report)
        isNamed = report.register != nil
        framework = report.framework
        openData = OpenData(
            report,
            publisher: preparation.publisher?.value,
            texts: [try data.texts(.dutch), try data.texts(.english)]
        )
    }

    /// How many cells are hidden for each reason.
    var reasons: [(reason: DisclosurePlan.Reason, cells: Int)] {
        var counts: [DisclosurePlan.Reason: Int] = [:]
        for hidden in plan.hiddenCells where hidden.cell.part < plan.tables[hidden.table].kind.measures.count {
            counts[hidden.reason, default: 0] += 1
        }
        return DisclosurePlan.Reason.allCases.compactMap { reason in counts[reason].map { (reason, $0) } }
    }

    /// Writes the data files for everybody.
    func write(_ folder: inout OutputFolder) throws(Refusal) {
        var files = try PublicTables.files(figures)
        files.append(("disclosure.csv", PublicTables.disclosure(plan, isNamed: isNamed)))
        files.append(("codebook.csv", CodeList.bytes(framework)))
        let metadata = openData.metadata(PublicTable.all(hasAnswers: !figures.country.answers.isEmpty))
        let catalogue = openData.catalogue(files)
        files.append((OpenData.metadata, try JSONBytes.of(metadata, isForPeople: true)))
        files.append((OpenData.catalogue, try JSONBytes.of(catalogue, isForPeople: true)))
        for (name, bytes) in files { try folder.write(bytes, to: PublicTables.folder + name) }
    }

    /// Whether a file of the output folder is meant for others.
    static func leavesTheHouse(_ path: String) -> Bool { path.hasPrefix("openbaar/") || path.hasPrefix("gemeente/") }

    /// Attacks the bytes that were written, and writes what that proved.
    ///
    /// - Parameter unwritten: Pages that are only written in formats which cannot be read back; all formats say the same.
    /// - Throws: `Refusal` if a hidden cell can be told; then the folder does not take its place.
    func audit(
        _ folder: inout OutputFolder,
        unwritten: [(page: String, file: String)],
        texts: Texts,
        isCore: Bool
    ) throws(Refusal) -> PublicationAudit.Statement {
        var audit = PublicationAudit(plan, texts: texts, isCore: isCore)
        var written: [(page: String, file: String)] = []
        for path in folder.hashes.keys.sorted() where Self.leavesTheHouse(path) {
            written.append((path, try folder.file(path)))
        }
        for (path, place) in written + unwritten {
            guard let data = FileManager.default.contents(atPath: place) else {
                throw Refusal("output.cannot-write", ["path": .text(path), "reason": "cannot be read back"])
            }
            try audit.read(path, Array(data))
        }
        let statement = try audit.attack()
        try folder.write(try JSONBytes.of(statement, isForPeople: true), to: PublicTables.folder + "audit.json")
        return statement
    }
}

extension DataFolder {
    /// The rules by which figures are hidden.
    func disclosureRules() throws(Refusal) -> (value: DisclosureRules, file: DataFile) {
        let place = "\(path)/Disclosure/default.yaml"
        let file = DataFile(name: place.lastPathName, text: try Self.text(at: place))
        return (try DisclosureRulesFile.rules(yaml: file.text, file: file.name), file)
    }
}
