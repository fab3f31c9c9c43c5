public import ShelterModel

/// What is understood of one file, as `maatstaf inspect --json` prints it.
public struct FileInspection: Hashable, Sendable, Encodable {
    public var path: String
    public var format = "csv"
    /// The program that made the export, if it is recognised.
    public var tool: String?
    public var dialect: Dialect
    /// Records that can be used; `nil` for an ambiguous file.
    public var rows: Int?
    public var columns: [String] = []
    public var diagnostics: [Diagnostic]

    /// Finds out the dialect of a file, and reads it to its end unless it is ambiguous.
    ///
    /// - Throws: If there is no such file, it is not text, or it has no rows.
    public static func inspect(
        path: String,
        displayName: String,
        options: CSVOptions = CSVOptions()
    ) throws(Refusal) -> FileInspection {
        let detection = try DialectDetector.detect(path: path, displayName: displayName, options: options.dialect)
        var inspection = FileInspection(
            path: path,
            dialect: detection.dialect,
            diagnostics: detection.diagnostics
        )
        guard detection.refusal == nil else { return inspection }
        var reader = try CSVReader(path: path, displayName: displayName, options: options)
        inspection.columns = reader.header
        var rows = 0
        while let batch = try reader.next() {
            rows += batch.recordCount
            // One diagnostic speaks for all rows below the data.
            let setAside = batch.setAside.map(\.diagnostic).filter { $0.code != "dialect.row-below-data" }
            inspection.diagnostics += setAside + batch.notes
        }
        inspection.rows = rows
        inspection.dialect.lineEnding = reader.lineEnding
        return inspection
    }

    private enum CodingKeys: String, CodingKey {
        case path, format, tool, encoding, bom, delimiter, quote, escape, lineEnding, preambleRows, headerRows
        case footerRows, rows, confidence, columns, candidates, diagnostics
    }

    /// What is not there is written as `null`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        try container.encode(format, forKey: .format)
        try container.encode(tool, forKey: .tool)
        try container.encode(dialect.encoding, forKey: .encoding)
        try container.encode(dialect.hasByteOrderMark, forKey: .bom)
        try container.encode(dialect.delimiter, forKey: .delimiter)
        try container.encode(dialect.quote, forKey: .quote)
        try container.encode(dialect.escape, forKey: .escape)
        try container.encode(dialect.lineEnding, forKey: .lineEnding)
        try container.encode(dialect.preambleRows.count, forKey: .preambleRows)
        try container.encode(dialect.headerRows, forKey: .headerRows)
        try container.encode(dialect.footerRows.count, forKey: .footerRows)
        try container.encode(rows, forKey: .rows)
        try container.encode(dialect.confidence, forKey: .confidence)
        try container.encode(columns, forKey: .columns)
        try container.encode(dialect.candidates, forKey: .candidates)
        try container.encode(diagnostics, forKey: .diagnostics)
    }
}
