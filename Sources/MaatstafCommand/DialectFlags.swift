public import ArgumentParser
public import ShelterParsers

/// How the exports are written, for whoever knows; what is left open is found out.
struct DialectFlags: ParsableArguments {
    @Option(
        help:
            "What stands between cells: a character or a few, or tab, space, comma, semicolon, pipe; none for one column."
    )
    var delimiter: Delimiter?

    @Option(help: "Character around cells, or none.")
    var quote: Quote?

    @Option(help: "Character before a quote inside a cell; the quote itself if it is doubled.")
    var escape: Escape?

    @Option(help: "Encoding, such as utf-8, utf-16le or windows-1252.")
    var encoding: TextEncoding?

    @Option(help: "Rows that name the columns; 0 if there are none.")
    var headerRows: Int?

    @Option(help: "Rows above the column names.")
    var preambleRows: Int?

    @Option(help: "Rows below the data, such as totals.")
    var footerRows: Int?

    @Option(help: "Sheet of a workbook. Without it the only one with data.")
    var sheet: String?

    @Flag(help: "Give all cells of a merged block of a workbook the text of the first one.")
    var fillMerged = false

    @Option(
        help:
            "Program that made the export: limesurvey, qualtrics, kobotoolbox, safetyculture, surveymonkey, ms-forms, spss, excel or none."
    )
    var tool: Tool?

    func validate() throws {
        for (name, value) in [
            ("--header-rows", headerRows), ("--preamble-rows", preambleRows), ("--footer-rows", footerRows),
        ] {
            if let value, !(0...100).contains(value) {
                throw ValidationError("\(name) takes a number from 0 to 100.")
            }
        }
        if let quote = quote?.text, !quote.isEmpty, quote == delimiter?.text {
            throw ValidationError("--quote and --delimiter cannot be the same character.")
        }
    }

    var dialectOptions: DialectOptions {
        var options = DialectOptions()
        options.delimiter = delimiter?.text
        options.quote = quote?.text
        options.escape = escape?.text
        options.encoding = encoding
        options.headerRows = headerRows
        options.preambleRows = preambleRows
        options.footerRows = footerRows
        return options
    }

    var exportOptions: ExportOptions {
        var options = ExportOptions()
        options.csv.dialect = dialectOptions
        options.sheet = sheet
        options.fillMerged = fillMerged
        options.tool = tool?.choice ?? .detect
        return options
    }
}

struct Tool: ExpressibleByArgument {
    var choice: ToolChoice

    init?(argument: String) {
        guard let choice = ToolChoice(argument: argument) else { return nil }
        self.choice = choice
    }
}

extension TextEncoding: ExpressibleByArgument {}

struct Delimiter: ExpressibleByArgument {
    /// Empty for one column.
    var text: String

    private static let names = [
        "tab": "\t", "\\t": "\t", "space": " ", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "none": "",
    ]

    init?(argument: String) {
        if let text = Self.names[argument] {
            self.text = text
            return
        }
        // Letters and digits stand in cells; as a delimiter they are a slip of the pen.
        let isPlain = argument.allSatisfy {
            $0.isASCII && !$0.isLetter && !$0.isNumber && !$0.isNewline && $0 != "\"" && $0 != "\0"
        }
        guard (1...4).contains(argument.utf8.count), isPlain else { return nil }
        text = argument
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

struct Escape: ExpressibleByArgument {
    var text: String

    init?(argument: String) {
        guard argument.utf8.count == 1, let byte = argument.utf8.first, byte > 0x20, byte < 0x7F else { return nil }
        text = argument
    }
}
