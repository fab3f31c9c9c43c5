internal import ArgumentParser
internal import ShelterModel
internal import ShelterParsers
internal import ShelterPipeline

struct Inspect: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Say what was understood of exports: format, dialect, encoding, columns, and what to look at.",
        discussion: """
            Reads every file to its end and writes nothing. Exit status: 0 nothing to look at; 1 there is, or a file can \
            be read in several ways; 2 no file could be read.
            """
    )

    @Argument(help: "Exports to inspect.", completion: .file())
    var files: [String]

    @OptionGroup var dialect: DialectFlags
    @OptionGroup var speech: SpeechOptions

    @Flag(name: .customLong("guard"), help: "Say which columns seem to hold personal data.")
    var isGuarded = false

    @Flag(help: "Print what was understood as JSON.")
    var json = false

    @Flag(help: "With --json: how many bytes each of the two CSV parsers read.")
    var parserBytes = false

    func validate() throws {
        if parserBytes, !json { throw ValidationError("--parser-bytes goes with --json.") }
    }

    func run() throws {
        let data = try speech.folder()
        let texts = try data.texts(speech.language)
        let marks = try isGuarded ? data.personalDataMarks() : nil
        var reports: [InspectionReport.File] = []
        var hasFindings = false
        var refused = 0
        for (path, name) in zip(files, CSVReader.displayNames(for: files)) {
            var inspection = FileInspection(path: path, displayName: name, options: dialect.exportOptions)
            if let marks, inspection.rows != nil {
                let found = try PrivacyPass.findings(path, displayName: name, dialect.exportOptions, marks: marks)
                for diagnostic in found { inspection.add(diagnostic) }
            }
            if inspection.isRefused { refused += 1 }
            if inspection.isAmbiguous || inspection.messages.hasFindings { hasFindings = true }
            if json {
                reports.append(InspectionReport.File(inspection, texts, showsParsers: parserBytes))
            } else {
                InspectionText(texts).tell(inspection, name: name)
            }
        }
        if json { try Console.json(InspectionReport(files: reports)) }
        if refused == files.count { throw ExitCode(2) }
        if hasFindings { throw ExitCode(1) }
    }
}
