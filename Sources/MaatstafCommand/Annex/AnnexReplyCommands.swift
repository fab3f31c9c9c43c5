internal import ArgumentParser
internal import ShelterAppreciation
internal import ShelterModel
internal import ShelterPipeline

struct AnnexSendCommand: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Make one document per directorate or partner, with its recommendations to answer.",
        discussion: """
            Owners of actions get what they own; what nobody owns goes to its addressees. Beside the documents stands the register as \
            it was sent, which 'annex read' needs.
            """
    )

    @OptionGroup var files: AnnexOptions

    @Option(
        help: "Day of which the documents are true, YYYY-MM-DD. Without it the date of the letter, or of the study."
    )
    var date: CalendarDate?

    @Option(help: "Formats of the documents, with commas between them: docx, odt.")
    var formats = FormatList(formats: [.docx])

    @Option(name: .customLong("out"), help: "Folder to write; an earlier result in it is replaced.")
    var folder: String

    @OptionGroup var speech: SpeechOptions

    func validate() throws {
        guard formats.formats.allSatisfy({ $0 == .docx || $0 == .odt }) else {
            throw ValidationError("Documents to fill in are made as docx or odt.")
        }
    }

    func run() throws {
        let data = try speech.folder()
        let texts = try data.texts(speech.language)
        var choice = DocumentChoice()
        choice.formats = formats.formats
        let run = try QuestionRun(try files.input(), date: date, choice: choice, language: speech.language)
        let result = try run.write(to: folder, data: data, documents: Console.documents(texts))
        for item in result.sent {
            Console.say("\(item.name): \(folder)/\(item.file) (\(item.numbers.joined(separator: ", ")))")
        }
        for diagnostic in result.documents { Console.note(texts.message(for: diagnostic)) }
        if !result.documents.isEmpty { throw ExitCode(1) }
    }
}

struct AnnexReadCommand: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Merge documents that came back into the register.",
        discussion: """
            A field counts as changed where it differs from what was sent in more than blanks. Two edits of one field are a conflict: \
            neither is taken over. Tracked changes count as accepted and are listed. Exit status 1: there are conflicts.
            """
    )

    @Argument(help: "Register as it is now.", completion: .file(extensions: ["yaml", "xlsx", "ods"]))
    var register: String

    @Argument(help: "Documents that came back: .docx or .odt.", completion: .file(extensions: ["docx", "odt"]))
    var replies: [String]

    @Option(
        help: "Register as it was sent ('sent.yaml' of 'annex send'); without it the register itself.",
        completion: .file()
    )
    var sent: String?

    @Option(help: "File for the merged register (.yaml); what was changed goes beside it, as .changes.csv.")
    var out: String

    @Flag(help: "Replace the files if they are there.")
    var replace = false

    @OptionGroup var speech: SpeechOptions

    func run() throws {
        let data = try speech.folder()
        let texts = try data.texts(speech.language)
        let input = try AnnexInput(register: register, nonPublic: nil, source: nil)
        let before = try sent.map { try AnnexInput(register: $0, nonPublic: nil, source: nil) } ?? input
        let run = try ReplyRun(input, file: register, sent: before, replies: replies, data: data)
        try run.write(to: out, inputs: [register] + replies + [sent].compactMap(\.self), replacing: replace)
        for entry in run.taken {
            Console.say("\(entry.change.number.text) \(entry.change.field): \(entry.file) (\(entry.by) \(entry.on))")
        }
        for diagnostic in run.diagnostics { Console.note(texts.message(for: diagnostic)) }
        Console.say(
            texts(
                "annex.read",
                [
                    "changed": "\(run.taken.count)", "conflicts": "\(run.conflicts.count)",
                    "tracked": "\(run.tracked.count)", "path": out,
                ]
            )
        )
        if !run.conflicts.isEmpty { throw ExitCode(1) }
    }
}
