internal import ShelterModel
internal import ShelterParsers

/// What `maatstaf inspect --json` prints; what is not there is written as `null`.
struct InspectionReport: Encodable {
    var files: [File]

    struct File: Encodable {
        private let inspection: FileInspection
        private let messages: [MessageInWords]

        private let showsParsers: Bool

        /// - Parameter showsParsers: Whether to tell how many bytes each of the two CSV parsers read.
        init(_ inspection: FileInspection, _ texts: Texts, showsParsers: Bool) {
            self.inspection = inspection
            self.showsParsers = showsParsers
            messages = inspection.messages.diagnostics.map { MessageInWords($0, texts) }
        }

        private enum CodingKeys: String, CodingKey {
            case path, format, tool, encoding, bom, delimiter, quote, escape, lineEnding, preambleRows, headerRows
            case footerRows, rows, confidence, columns, candidates, sheets, sheet, diagnostics, diagnosticCounts
            case parserBytes
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            let dialect = inspection.dialect
            try container.encode(inspection.path, forKey: .path)
            try container.encode(inspection.format, forKey: .format)
            try container.encode(inspection.tool, forKey: .tool)
            try container.encode(dialect?.encoding, forKey: .encoding)
            try container.encode(dialect?.hasByteOrderMark, forKey: .bom)
            try container.encode(dialect?.delimiter, forKey: .delimiter)
            try container.encode(dialect?.quote, forKey: .quote)
            try container.encode(dialect?.escape, forKey: .escape)
            try container.encode(dialect?.lineEnding, forKey: .lineEnding)
            try container.encode(inspection.preambleRows, forKey: .preambleRows)
            try container.encode(inspection.headerRows, forKey: .headerRows)
            try container.encode(inspection.footerRows, forKey: .footerRows)
            try container.encode(inspection.rows, forKey: .rows)
            try container.encode(inspection.confidence, forKey: .confidence)
            try container.encode(inspection.columns.map(\.name), forKey: .columns)
            try container.encode((dialect?.candidates ?? []).map(Candidate.init), forKey: .candidates)
            try container.encode(inspection.sheets, forKey: .sheets)
            try container.encode(inspection.sheet, forKey: .sheet)
            try container.encode(messages, forKey: .diagnostics)
            try container.encode(inspection.messages.groups.map(Count.init), forKey: .diagnosticCounts)
            if showsParsers { try container.encode(inspection.parsedBytes, forKey: .parserBytes) }
        }
    }

    /// One of the readings that are equally good.
    private struct Candidate: Encodable {
        private let candidate: Dialect.Candidate

        init(_ candidate: Dialect.Candidate) {
            self.candidate = candidate
        }

        private enum CodingKeys: String, CodingKey {
            case delimiter, quote, escape, columns, score
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(candidate.delimiter, forKey: .delimiter)
            try container.encode(candidate.quote, forKey: .quote)
            try container.encode(candidate.escape, forKey: .escape)
            try container.encode(candidate.columns, forKey: .columns)
            try container.encode(candidate.score, forKey: .score)
        }
    }

    /// How often a code came; of one that came often, not every diagnostic is listed.
    private struct Count: Encodable {
        var severity: Diagnostic.Severity
        var code: String
        var count: Int

        init(_ group: DiagnosticTally.Group) {
            severity = group.severity
            code = group.code
            count = group.count
        }
    }
}
