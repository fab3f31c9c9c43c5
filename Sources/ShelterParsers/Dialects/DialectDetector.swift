public import ShelterModel

/// What detection found out about a file.
public struct DialectDetection: Hashable, Sendable {
    public var dialect: Dialect
    /// Among them the reason, if the dialect is ambiguous.
    public var diagnostics: [Diagnostic] = []

    /// Thrown by everything that needs the data.
    public var refusal: Refusal? {
        dialect.isAmbiguous ? Refusal(diagnostics.filter { $0.severity == .error }) : nil
    }
}

/// Finds out the dialect of a CSV-like file by scoring whole readings of its start.
public enum DialectDetector {
    /// Bytes at the start of a file that are read under each candidate.
    static let sampleSize = 1 << 18
    private static let sampleRows = 400
    /// A reading that reaches this share of the best one's score is as good.
    private static let margin = 0.93

    static let delimiters = Array(",;\t|: ^~*#&-_/!$%@=+\u{1}\u{1E}\u{1F}".utf8)
    static let quotes = [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "~"), UInt8(ascii: "`")]

    /// Finds out the dialect of a file.
    ///
    /// An ambiguous file is not an error: see `DialectDetection.refusal`.
    ///
    /// - Throws: If there is no such file, or it is not text.
    public static func detect(
        path: String,
        displayName: String,
        options: DialectOptions = DialectOptions()
    ) throws(Refusal) -> DialectDetection {
        var file = try InputFile(path: path, displayName: displayName)
        let survey = try FileSurvey(&file, encoding: options.encoding)
        return try detect(survey, options: options)
    }

    /// Finds out the dialect of bytes in memory.
    public static func detect(
        bytes: [UInt8],
        displayName: String,
        options: DialectOptions = DialectOptions()
    ) throws(Refusal) -> DialectDetection {
        let survey = try FileSurvey(bytes, displayName: displayName, encoding: options.encoding)
        return try detect(survey, options: options)
    }

    static func detect(_ survey: FileSurvey, options: DialectOptions) throws(Refusal) -> DialectDetection {
        let encoding = options.encoding ?? survey.encoding
        let head = TextDecoder.text(of: survey.head, encoding, isLast: survey.isWhole)
        let search = DialectSearch(
            text: head,
            isWhole: survey.isWhole,
            hasNULEscape: survey.hasNULEscape,
            options: options,
            displayName: survey.displayName
        )
        var detection = search.detection()
        detection.dialect.encoding = encoding
        detection.dialect.hasByteOrderMark = survey.hasByteOrderMark
        if let note = survey.encodingNote { detection.diagnostics.append(note) }
        if detection.dialect.delimiter != nil, !survey.isWhole || head.count > sampleSize {
            let tail = TextDecoder.text(of: survey.end, encoding, isLast: true)
            let end = search.end(of: tail, lines: survey.lines, detection.dialect)
            detection.dialect.footerRows = end.footers
            if let total = end.total { detection.diagnostics.append(total) }
        }
        if let footer = detection.dialect.footerRows.first {
            let rows: [String: Diagnostic.Argument] = ["rows": .integer(detection.dialect.footerRows.count)]
            let place = SourceLocation(file: survey.displayName, line: footer.line)
            detection.diagnostics.append(Diagnostic(.note, "dialect.rows-below-data", at: place, rows))
        }
        return detection
    }

    /// Scores every reading of a sample that may make sense, best first.
    static func scores(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ readings: [Reading],
        isWhole: Bool
    ) -> [(reading: Reading, score: Double, table: SampleTable)] {
        var scored: [(reading: Reading, score: Double, table: SampleTable)] = []
        scored.reserveCapacity(readings.count)
        for reading in readings {
            let table = SampleTable(bytes, reading, isWhole: isWhole, maxRows: sampleRows)
            // There is nothing to compare with.
            var score = readings.count == 1 ? 1 : ReadingScore(table, bytes, reading).total
            // Doubling is the rule; another escape must explain something.
            if reading.escape != .doubled { score *= table.escapes > 0 ? 0.98 : 0.5 }
            scored.append((reading, score, table))
        }
        // Stable, so that of two equal ones the more common one comes first.
        return scored.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(
            \.element
        )
    }

    static func isAsGood(_ score: Double, as best: Double) -> Bool { score >= best * margin }

    /// Whether a reading with several columns is good enough to doubt that there is one: a table that is read as one column
    /// is of no use, and nobody sees it.
    static func isAsGood(_ score: Double, asOneColumn best: Double) -> Bool { score >= best * 0.86 }
}
