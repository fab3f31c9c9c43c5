internal import ArgumentParser
internal import ShelterParsers
internal import ShelterPipeline

/// How an export is written, where it cannot be found out.
struct ReadingOptions: ParsableArguments {
    @Option(help: "Delimiter of the export: ';', ',', '|' or tab.")
    var delimiter: Delimiter?

    @Option(help: "Encoding of the export, such as utf-8, utf-16le or windows-1252.")
    var encoding: TextEncoding?

    @Option(help: "Character around cells, or none. Without it found out.")
    var quote: Quote?

    @Option(help: "Rows that name the columns. Without it found out.")
    var headerRows: Int?

    @Option(help: "Sheet of a workbook. Without it the only one with data.")
    var sheet: String?

    func validate() throws {
        if let headerRows, !(0...100).contains(headerRows) {
            throw ValidationError("--header-rows takes a number from 0 to 100.")
        }
    }

    var settings: ReadingSettings {
        var settings = ReadingSettings()
        settings.delimiter = delimiter?.byte
        settings.encoding = encoding
        settings.quote = quote?.text
        settings.headerRows = headerRows
        settings.sheet = sheet
        return settings
    }
}
