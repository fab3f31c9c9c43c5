public import ShelterParsers

/// What a person says about how an export is written; what is left open is found out.
public struct ReadingSettings: Sendable {
    public var delimiter: UInt8?
    public var encoding: TextEncoding?
    /// Character that stands around cells; empty if there is none.
    public var quote: String?
    public var headerRows: Int?
    /// Sheet of a workbook; `nil` takes the only one with data.
    public var sheet: String?

    public init() {}

    /// - Parameter expected: Headers somebody hopes for.
    func options(expected: [String] = []) -> ExportOptions {
        var options = ExportOptions()
        options.csv.delimiter = delimiter
        options.csv.encoding = encoding
        options.csv.dialect.quote = quote
        options.csv.dialect.headerRows = headerRows
        options.csv.expectedHeaders = expected
        options.sheet = sheet
        return options
    }

    /// For files whose records are passed on: rows that can be kept as they stand are kept.
    func verbatimOptions(expected: [String] = []) -> ExportOptions {
        var options = options(expected: expected)
        options.csv.keepsRaggedRows = true
        options.csv.keepsStrayQuotes = true
        return options
    }
}
