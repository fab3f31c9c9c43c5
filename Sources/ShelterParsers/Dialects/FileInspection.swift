public import ShelterModel

/// What is understood of one file.
public struct FileInspection: Hashable, Sendable {
    public var path: String
    /// `nil` if the file could not be opened.
    public var format: ExportFormat?
    /// The program that made the export, if it is recognised.
    public var tool: ExportTool?
    /// How a text file is written; `nil` for other formats, and for a file that cannot be read.
    public var dialect: Dialect?
    /// Rows that name the columns.
    public var headerRows = 0
    /// Rows above the header.
    public private(set) var preambleRows = 0
    /// Rows below the data.
    public private(set) var footerRows = 0
    /// Line or row in which the header stands.
    public var headerLine: Int?
    /// All sheets of a workbook; empty for other formats.
    public var sheets: [String] = []
    /// The sheet that was read.
    public var sheet: String?
    /// Records that can be used; `nil` for an ambiguous file and one that cannot be read.
    public var rows: Int?
    public var columns: [ExportColumn] = []
    public var messages = DiagnosticTally()
    /// How many bytes each of the CSV parsers read; `nil` for other formats, and for a file that was not read.
    public private(set) var parsedBytes: ParsedBytes?
    /// Whether nothing at all is known of the file.
    public var isRefused = false

    /// Finds out what a file is, and reads it to its end unless it is ambiguous.
    ///
    /// A file that cannot be read is no error here: `isRefused` says so, and the messages say why.
    public init(path: String, displayName: String, options: ExportOptions = ExportOptions()) {
        self.path = path
        do throws(Refusal) {
            try read(displayName, options)
        } catch {
            if error.diagnostics.contains(where: { $0.code == "csv.delimiter-ambiguous" }) {
                describeAmbiguous(displayName, options, error)
                return
            }
            if error.tellsOfNothing {
                // Nothing stands there, which is a table without rows and columns.
                format = .csv
                rows = 0
                for diagnostic in error.diagnostics { messages.add(diagnostic) }
                return
            }
            let several = error.diagnostics.first { $0.code == "sheet.several" }
            if case .list(let names)? = several?.arguments["sheets"] {
                format = ExportFormat(path: path)
                sheets = names
            } else {
                isRefused = true
            }
            rows = nil
            for diagnostic in error.diagnostics { messages.add(diagnostic) }
        }
    }

    /// Nothing was read, but how the file is written is known in part.
    private mutating func describeAmbiguous(_ displayName: String, _ options: ExportOptions, _ refusal: Refusal) {
        let detection = try? DialectDetector.detect(path: path, displayName: displayName, options: options.csv.dialect)
        format = .csv
        dialect = detection?.dialect
        headerRows = detection?.dialect.headerRows ?? 0
        preambleRows = detection?.dialect.preambleRows.count ?? 0
        footerRows = detection?.dialect.footerRows.count ?? 0
        for diagnostic in detection?.diagnostics ?? refusal.diagnostics { messages.add(diagnostic) }
    }

    private mutating func read(_ displayName: String, _ options: ExportOptions) throws(Refusal) {
        var options = options
        options.csv.keepsRaggedRows = true
        options.csv.keepsStrayQuotes = true
        options.csv.repairsQuotes = true
        var reader = try ExportReader(path: path, displayName: displayName, options: options)
        self.format = reader.format
        tool = reader.tool
        dialect = reader.dialect
        sheets = reader.sheets
        sheet = reader.sheet
        columns = reader.columns
        headerLine = reader.headerLine
        // What a tool says of its header rows goes before what they look like.
        let found = reader.tool == nil ? reader.dialect?.headerRows : nil
        headerRows = found ?? 1 + reader.extraHeaderRows.count
        preambleRows = reader.preambleRows.count
        var sink = NoSink()
        let conversion = try TableConversion(&reader, to: &sink) { _ in }
        rows = conversion.rows
        footerRows = conversion.footerRows
        messages = conversion.messages
        parsedBytes = reader.parsedBytes
        if let lineEnding = reader.lineEnding { dialect?.lineEnding = lineEnding }
    }

    /// Adds what was found out besides.
    public mutating func add(_ diagnostic: Diagnostic) { messages.add(diagnostic) }

    /// From 0 to 1: how certain the reading of the file is; `nil` if there is none.
    public var confidence: Double? { rows == nil ? dialect?.confidence : dialect?.confidence ?? 1 }

    /// Whether a person has to choose, between readings of a text file or between sheets.
    public var isAmbiguous: Bool { dialect?.isAmbiguous ?? (!isRefused && rows == nil) }
}
