internal import ArgumentParser
internal import ShelterModel
internal import ShelterPipeline

struct Clean: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Apply the decisions in a cleaning log to a raw export.",
        discussion: """
            The raw file is never written. Every entry must fit the raw file, else nothing is written and all that does not fit is
            named. Exit status: 0 done; 1 done, but entries are undecided or rows cannot be read; 2 nothing was written.
            """
    )

    @Argument(help: "Raw export.", completion: .file())
    var raw: String

    @Argument(help: "Cleaning log.", completion: .file())
    var log: String

    @OptionGroup var reading: DialectFlags
    @OptionGroup var speech: SpeechOptions

    @Option(help: "Header of the column with the ids of the records. Without it as survey tools name it.")
    var idColumn: String?

    @Option(name: .customLong("out"), help: "Clean file to write; its ending (.csv, .xlsx or .sav) says in which form.")
    var output: String

    @Option(
        help: "In .sav and .xlsx: decimal mark of texts such as 1.250, comma or point. Without it the column decides."
    )
    var decimal: DecimalMark?

    @Flag(help: "Replace a clean file that is there already.")
    var replace = false

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func run() throws {
        var settings = CleanSettings(raw: raw, log: log, clean: output)
        settings.idColumn = idColumn
        settings.replaces = replace
        settings.decimal = decimal
        settings.language = speech.language
        settings.reading = reading.exportOptions
        let texts = try speech.folder().texts(speech.language)
        let outcome = try CleanRun.write(settings)
        if json {
            try Console.json(outcome)
        } else {
            DiagnosticList.tell(outcome.unreadable + outcome.notices, texts)
            for (key, file) in [("raw", outcome.raw), ("log", outcome.log), ("clean", outcome.clean)] {
                Console.say(
                    texts("console.hashed.\(key)", ["file": file.file, "rows": "\(file.rows)", "hash": file.hash])
                )
            }
            Console.say(
                texts(
                    "console.cleaned",
                    [
                        "changed": "\(outcome.changed)", "blanked": "\(outcome.blanked)",
                        "deleted": "\(outcome.deleted)", "kept": "\(outcome.kept)",
                    ]
                )
            )
            if outcome.undecided > 0 {
                Console.say(texts("console.undecided", ["count": "\(outcome.undecided)"]))
            }
        }
        if outcome.hasFindings { throw ExitCode(1) }
    }
}

/// Many messages, of each kind only the first.
enum DiagnosticList {
    private static let shown = 20

    static func tell(_ diagnostics: [Diagnostic], _ texts: Texts) {
        var counts: [String: Int] = [:]
        for diagnostic in diagnostics {
            counts[diagnostic.code, default: 0] += 1
            if counts[diagnostic.code, default: 0] <= shown { Console.note(texts.message(for: diagnostic)) }
        }
        for (code, count) in counts.sorted(by: { $0.key < $1.key }) where count > shown {
            Console.note(texts("console.more-of", ["n": "\(count - shown)", "code": code]))
        }
    }
}
