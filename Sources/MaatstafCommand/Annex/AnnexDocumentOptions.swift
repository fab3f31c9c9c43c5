internal import ArgumentParser
internal import ShelterAppreciation
internal import ShelterModel
internal import ShelterPipeline

/// What documents of a register are made, and where.
struct AnnexDocumentOptions: ParsableArguments {
    @Option(help: "Day of which the documents are true, YYYY-MM-DD. Without it the date of the letter.")
    var date: CalendarDate?

    @Flag(help: "Make them final: refused while findings are open. Without it every page is marked as a concept.")
    var final = false

    @Option(help: "Formats of the documents, with commas between them: html, pdf, docx, odt.")
    var formats = FormatList(formats: [.html, .pdf, .docx, .odt])

    @Option(
        help: "Document whose styles DOCX or ODT take over (.docx or .odt); may be given for both.",
        completion: .file()
    )
    var referenceDoc: [String] = []

    @Option(name: .customLong("out"), help: "Folder to write; an earlier result in it is replaced.")
    var folder: String

    @Flag(help: "Print what was done as JSON.")
    var json = false

    private struct Outcome: Encodable {
        var output: String
        var state: String
        var pages: [String]
        /// Findings that keep a document from being final.
        var open: Int
        var overridden: Int
        var documents: [MessageInWords]
    }

    /// Makes them, tells what was done, and exits with 1 when there are findings.
    func carryOut(
        _ product: AnnexRun.Product,
        _ files: AnnexOptions,
        older: String?,
        _ speech: SpeechOptions
    ) throws {
        let data = try speech.folder()
        let texts = try data.texts(speech.language)
        let input = try files.input()
        var choice = DocumentChoice()
        choice.formats = formats.formats
        choice.references = referenceDoc
        let run = try AnnexRun(
            product,
            input,
            older: try older.map { try AnnexInput(register: $0, nonPublic: nil, source: nil) },
            isFinal: final,
            date: date,
            choice: choice,
            language: speech.language
        )
        let result = try run.write(to: folder, data: data, documents: Console.documents(texts))
        let found = input.findings.filter { $0.finding.override == nil }.map(\.diagnostic)
        if json {
            try Console.json(
                Outcome(
                    output: folder,
                    state: final ? "definitief" : "concept",
                    pages: result.pages,
                    open: input.open.count,
                    overridden: input.findings.count - found.count,
                    documents: result.documents.map { MessageInWords($0, texts) }
                )
            )
        } else {
            for diagnostic in found { Console.note(texts.message(for: diagnostic)) }
            Console.say(
                texts(
                    final ? "annex.built-final" : "annex.built-concept",
                    ["output": folder, "open": "\(input.open.count)"]
                )
            )
            for page in result.pages { Console.say(texts("console.look", ["page": "\(folder)/\(page)"])) }
        }
        for diagnostic in result.documents { Console.note(texts.message(for: diagnostic)) }
        if !found.isEmpty || !result.documents.isEmpty { throw ExitCode(1) }
    }
}
