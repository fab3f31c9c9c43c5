internal import ArgumentParser
internal import ShelterModel
internal import ShelterParsers
internal import ShelterPipeline

struct Convert: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Write the table of an export as plain CSV, so that anyone can see what was read.",
        discussion: """
            Titles above the table, further header rows, totals and notes below it, and rows that cannot be used go to \
            the ledger beside it: <name>.ledger.csv. Exit status: 0 done; 1 done, and there is something to look at; \
            2 nothing was written.
            """
    )

    @Argument(help: "Export to convert.", completion: .file())
    var file: String

    @OptionGroup var dialect: DialectFlags
    @OptionGroup var speech: SpeechOptions

    @Option(name: .customLong("out"), help: "File to write: <name>.csv, .sav or .xlsx, or - for standard output.")
    var output: String

    @Option(help: "File for what is no part of the table. Without it <name>.ledger.csv beside the output.")
    var ledger: String?

    @Option(
        help: "In .sav and .xlsx: decimal mark of texts such as 1.250, comma or point. Without it the column decides."
    )
    var decimal: DecimalMark?

    @Flag(help: "Write nothing if a row cannot be used, or does not fit the columns.")
    var strict = false

    @Flag(name: .customLong("guard"), help: "Leave columns out that seem to hold personal data.")
    var isGuarded = false

    @Option(
        help: "With --guard: file with the secret key for pseudonyms. Without it columns are left out.",
        completion: .file()
    )
    var pseudonymKey: String?

    func validate() throws {
        if pseudonymKey != nil, !isGuarded { throw ValidationError("--pseudonym-key goes with --guard.") }
    }

    func run() throws {
        let data = try speech.folder()
        let texts = try data.texts(speech.language)
        var conversion = Conversion(input: file, output: output)
        conversion.ledger = ledger
        conversion.options = dialect.exportOptions
        conversion.decimal = decimal
        conversion.isStrict = strict
        if isGuarded {
            let marks = try data.personalDataMarks()
            let name = CSVReader.displayNames(for: [file])[0]
            let found = try PrivacyPass.findings(file, displayName: name, conversion.options, marks: marks)
            Console.tell(found, speech)
            conversion.privacy = PrivacyFilter(
                try PrivacyPass.verdicts(path: file, displayName: name, options: conversion.options, marks: marks),
                key: try pseudonymKey.map { path throws(Refusal) in try PseudonymKey(path: path) }
            )
        }
        let result = try conversion.write(onBytes: Console.progress(of: [file], texts))
        let table = result.conversion
        for line in MessageText(texts).lines(table.messages, list: result.ledger) { Console.note(line) }
        let arguments = [
            "rows": texts(table.rows == 1 ? "inspect.row" : "inspect.rows", ["n": "\(table.rows)"]),
            "columns": texts(table.columns == 1 ? "inspect.column" : "inspect.columns", ["n": "\(table.columns)"]),
            "file": output, "ledger": result.ledger ?? "", "aside": "\(table.setAside)",
        ]
        let isPrinted = output == Conversion.standardOutput
        // The table itself may be on standard output.
        Console.note(texts(isPrinted ? "convert.printed" : "convert.done", arguments))
        if let ledger = result.ledger { Console.note(texts("convert.ledger", ["file": ledger])) }
        if table.messages.hasFindings { throw ExitCode(1) }
    }
}
