import ShelterModel

/// The search for the dialect of one sample of text, which is UTF-8 without byte-order mark.
struct DialectSearch {
    typealias Scored = (reading: Reading, score: Double, table: SampleTable)

    let text: [UInt8]
    let isWhole: Bool
    /// Whether each NUL byte of the file stands before a quote.
    let hasNULEscape: Bool
    let options: DialectOptions
    let displayName: String

    /// The delimiter that a first line `sep=;` names, and the length of that line.
    var declared: (delimiter: UInt8, length: Int)? {
        guard text.count >= 5, text.starts(with: Array("sep=".utf8)) || text.starts(with: Array("SEP=".utf8)),
            text.count == 5 || text[5] == 0x0A || text[5] == 0x0D, ![0x0A, 0x0D, 0x22].contains(text[4]), text[4] < 0x80
        else { return nil }
        let isCRLF = text.count > 6 && text[5] == 0x0D && text[6] == 0x0A
        return (text[4], min(text.count, isCRLF ? 7 : 6))
    }

    func detection() -> DialectDetection {
        let declared = declared
        return text.withUnsafeBufferPointer { whole in
            let body = UnsafeBufferPointer(rebasing: whole.dropFirst(declared?.length ?? 0))
            var sample = UnsafeBufferPointer(rebasing: body.prefix(DialectDetector.sampleSize))
            var isCut = sample.count < body.count
            let readings = readings(sample, declared: declared?.delimiter)
            var scored = DialectDetector.scores(sample, readings, isWhole: isWhole && !isCut)
            if isCut, scored.allSatisfy({ $0.table.rows.count < 2 }) {
                sample = body
                isCut = false
                scored = DialectDetector.scores(sample, readings, isWhole: isWhole)
            }
            return decide(scored, sample, isComplete: isWhole && !isCut, declared: declared?.delimiter)
        }
    }

    // MARK: Candidates

    private func readings(_ bytes: UnsafeBufferPointer<UInt8>, declared: UInt8?) -> [Reading] {
        var seen = [Bool](repeating: false, count: 256)
        var escapes: Set<QuoteEscape> = [.doubled]
        var opens = [Bool](repeating: false, count: 256)
        var previous: UInt8 = 0x0A
        var lines = 1
        var gaps = 0
        for byte in bytes {
            if byte == 0x0A { lines += 1 }
            if byte == 0x20, previous == 0x20 { gaps += 1 }
            seen[Int(byte)] = true
            if DialectDetector.quotes.contains(byte) {
                if previous == 0x5C { escapes.insert(.byte(0x5C)) }
                if previous == 0, hasNULEscape { escapes.insert(.byte(0)) }
                if !CellShape.isLetter(previous), !CellShape.isDigit(previous) { opens[Int(byte)] = true }
            }
            previous = byte
        }
        var delimiters: [[UInt8]?] = DialectDetector.delimiters.filter { seen[Int($0)] }.map { [$0] } + [nil]
        if let delimiter = options.delimiter {
            delimiters = [delimiter.isEmpty ? nil : Array(delimiter.utf8)]
        } else if let declared {
            delimiters = [[declared]]
        }
        var quotes: [UInt8?] = DialectDetector.quotes.filter { $0 == 0x22 || opens[Int($0)] }
        if let quote = options.quote { quotes = [quote.utf8.first] }
        if let escape = options.escape, let byte = escape.utf8.first {
            escapes = [quotes.contains(byte) ? .doubled : .byte(byte)]
        }
        // Columns that were padded with blanks.
        let hasGaps = gaps * 2 >= lines
        var readings: [Reading] = []
        for quote in quotes {
            for delimiter in delimiters where delimiter?.first != quote || quote == nil {
                readings.append(Reading(delimiter: delimiter, quote: quote))
                if hasGaps, delimiter?.first == 0x20 {
                    readings.append(Reading(delimiter: delimiter, quote: quote, merges: true))
                    if options.delimiter == nil {
                        readings.append(Reading(delimiter: [0x20, 0x20], quote: quote, merges: true))
                    }
                }
                for escape in escapes where escape != .doubled && quote != nil {
                    readings.append(Reading(delimiter: delimiter, quote: quote, escape: escape))
                }
            }
        }
        if escapes.count == 1, escapes != [.doubled] { readings.removeAll { $0.escape == .doubled && $0.quote != nil } }
        return readings
    }

    // MARK: Decision

    private func decide(
        _ found: [Scored],
        _ bytes: UnsafeBufferPointer<UInt8>,
        isComplete: Bool,
        declared: UInt8?
    ) -> DialectDetection {
        var scored = byExpectedHeaders(found, bytes)
        guard let best = scored.first else { return describe(nil, [], bytes, isComplete, declared) }
        // Readings that cut the file in the same way are one.
        scored.removeAll { $0.reading.delimiter == best.reading.delimiter && $0.reading != best.reading }
        if best.reading.merges {
            let widths = best.table.rows.map(\.cellCount)
            scored.removeAll {
                $0.reading.merges && $0.reading != best.reading && $0.table.rows.map(\.cellCount) == widths
            }
        }
        if best.reading.delimiter == nil, let proven = provenDelimiter(best.table, bytes) {
            let reading = Reading(delimiter: [proven], quote: best.reading.quote, escape: best.reading.escape)
            let table = SampleTable(bytes, reading, isWhole: isComplete)
            return describe((reading, best.score, table), [], bytes, isComplete, declared)
        }
        var rivals = scored.dropFirst().filter { rival in
            DialectDetector.isAsGood(rival.score, as: best.score) || losesByRarity(rival, to: best, bytes)
                || isHiddenTable(rival, behind: best)
        }
        if best.score <= 0 { rivals = [] }
        if rivals.isEmpty { return describe(best, Array(scored.dropFirst()), bytes, isComplete, declared) }
        var detection = describe(best, Array(scored.dropFirst()), bytes, isComplete, declared)
        let candidates = ([best] + rivals).prefix(4)
        detection.dialect.candidates = candidates.map { candidate($0) }
        detection.dialect.delimiter = nil
        detection.dialect.preambleRows = []
        detection.dialect.footerRows = []
        let names = candidates.map { Self.name(of: $0.reading.delimiter) }
        let columns = candidates.map { ReadingScore.mainWidth($0.table.rows) }
        let readings = zip(names, columns).map { "\($0): \($1)" }
        detection.diagnostics.append(
            Diagnostic(
                .error,
                "csv.delimiter-ambiguous",
                at: SourceLocation(file: displayName),
                ["delimiters": .list(names), "readings": .list(readings)]
            )
        )
        return detection
    }

    /// Whether a reading is the better one in everything but that its delimiter is a rare one.
    ///
    /// A file with colons between its cells and one decimal comma in each row would else be read at its commas.
    private func losesByRarity(_ rival: Scored, to best: Scored, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard best.reading.delimiter != nil else { return false }
        let (common, rare) = (ReadingScore.prior(of: best.reading), ReadingScore.prior(of: rival.reading))
        guard rare < 0.9, common > 0.9, rival.score / rare > best.score / common * 1.1 else { return false }
        let first = ReadingScore(best.table, bytes, best.reading)
        return ReadingScore(rival.table, bytes, rival.reading).types > first.types + 0.02
    }

    /// Whether what reads best as one column is a table under another reading: rows of one width, and nearly as good.
    private func isHiddenTable(_ rival: Scored, behind best: Scored) -> Bool {
        best.reading.delimiter == nil && ReadingScore.prior(of: rival.reading) >= 0.6
            && Set(rival.table.rows.map(\.cellCount)).count == 1
            && DialectDetector.isAsGood(rival.score, asOneColumn: best.score)
    }

    /// Leaves only the readings with most of the expected headers in one row.
    ///
    /// Names of columns are also words of sentences: a reading that cuts sentences finds some of them, but they are few
    /// among the cells of that row, and the rows below it are no table.
    private func byExpectedHeaders(_ scored: [Scored], _ bytes: UnsafeBufferPointer<UInt8>) -> [Scored] {
        guard !options.expectedHeaders.isEmpty else { return scored }
        let expected = Set(options.expectedHeaders)
        let best = scored.first?.score ?? 0
        let counts = scored.map { scored in
            let isAsGood = DialectDetector.isAsGood(scored.score, as: best)
            let isSensible = scored.score >= best * 0.5
            return scored.table.rows.prefix(30).map { row in
                let found = Set(texts(row, scored.table, scored.reading, bytes)).intersection(expected).count
                let isHeader =
                    found * 2 >= row.cellCount && (isSensible || found > 2 || found > 1 && found == row.cellCount)
                return isAsGood || isHeader || isSensible && found > 2 && found * 4 >= row.cellCount ? found : 0
            }.max() ?? 0
        }
        guard let most = counts.max(), most > 0 else { return scored }
        return zip(scored, counts).filter { $1 == most }.map(\.0)
    }

    /// The delimiter of a writer that puts only those cells of a single column in quotes that hold it.
    private func provenDelimiter(_ table: SampleTable, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt8? {
        let quoted = table.cells.filter(\.isQuoted)
        guard !quoted.isEmpty, quoted.count < table.cells.count, table.escapes == 0 else { return nil }
        let proven = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")].filter { mark in
            quoted.allSatisfy { cell in bytes[cell.start..<cell.end].contains(mark) }
        }
        return proven.count == 1 ? proven[0] : nil
    }

    private func candidate(_ scored: Scored) -> Dialect.Candidate {
        Dialect.Candidate(
            delimiter: scored.reading.delimiter.map { String(decoding: $0, as: UTF8.self) },
            quote: Self.text(scored.reading.quote),
            escape: Self.escape(scored.reading),
            columns: ReadingScore.mainWidth(scored.table.rows),
            score: scored.score
        )
    }

    static func name(of delimiter: [UInt8]?) -> String {
        guard let delimiter else { return "-" }
        return delimiter == [0x09] ? "tab" : "'\(String(decoding: delimiter, as: UTF8.self))'"
    }

    static func text(_ byte: UInt8?) -> String? { byte.map { String(UnicodeScalar($0)) } }

    static func escape(_ reading: Reading) -> String? {
        guard reading.quote != nil else { return nil }
        if case .byte(let byte) = reading.escape { return text(byte) }
        return text(reading.quote)
    }
}
