import ShelterModel

/// The search for the dialect of one sample of text, which is UTF-8 without byte-order mark.
struct DialectSearch {
    private typealias Scored = (reading: Reading, score: Double, table: SampleTable)

    let text: [UInt8]
    let isWhole: Bool
    /// Whether each NUL byte of the file stands before a quote.
    let hasNULEscape: Bool
    let options: DialectOptions
    let displayName: String

    /// The delimiter that a first line `sep=;` names, and the length of that line.
    private var declared: (delimiter: UInt8, length: Int)? {
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
            scored.removeAll { other in
                other.reading.merges && other.reading != best.reading
                    && other.table.rows.map(\.cellCount) == best.table.rows.map(\.cellCount)
            }
        }
        if best.reading.delimiter == nil, let proven = provenDelimiter(best.table, bytes) {
            let reading = Reading(delimiter: [proven], quote: best.reading.quote, escape: best.reading.escape)
            let table = SampleTable(bytes, reading, isWhole: isComplete)
            return describe((reading, best.score, table), [], bytes, isComplete, declared)
        }
        var rivals = scored.dropFirst().filter { rival in
            DialectDetector.isAsGood(rival.score, as: best.score) || losesByRarity(rival, to: best, bytes)
                || best.reading.delimiter == nil && ReadingScore.prior(of: rival.reading) >= 0.6
                    && Set(rival.table.rows.map(\.cellCount)).count == 1
                    && DialectDetector.isAsGood(rival.score, asOneColumn: best.score)
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

    private static func text(_ byte: UInt8?) -> String? { byte.map { String(UnicodeScalar($0)) } }

    private static func escape(_ reading: Reading) -> String? {
        guard reading.quote != nil else { return nil }
        if case .byte(let byte) = reading.escape { return text(byte) }
        return text(reading.quote)
    }

    // MARK: Description

    private func describe(
        _ best: Scored?,
        _ others: [Scored],
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ isComplete: Bool,
        _ declared: UInt8?
    ) -> DialectDetection {
        let reading = best?.reading ?? Reading(delimiter: nil, quote: UInt8(ascii: "\""))
        // All rows, if the sample is the file: its last ones may be totals.
        let table = SampleTable(bytes, reading, isWhole: isComplete)
        var dialect = Dialect(
            delimiter: Self.widened(reading, table, bytes).map { String(decoding: $0, as: UTF8.self) },
            quote: Self.text(reading.quote),
            escape: Self.escape(reading),
            lineEnding: Self.lineEnding(table),
            encoding: .utf8,
            hasByteOrderMark: false,
            confidence: Self.confidence(best?.score ?? 0, others.first?.score ?? 0)
        )
        dialect.mergesBlanks = reading.merges
        // Who names the quote means exactly that.
        if options.quote == nil {
            dialect.skipsBlanks = table.spacedQuotes > 0 && table.spacedQuotes >= table.unspacedQuotes
            dialect.keepsStrayQuotes = table.quotedCells == 0 && table.strayQuotes > 0 && table.faults == 0
        }
        let layout = SampleLayout(
            table,
            bytes,
            quote: reading.quote,
            preamble: options.preambleRows,
            header: options.headerRows
        )
        let extra = declared == nil ? 0 : 1
        if let declared {
            dialect.isDeclared = true
            dialect.preambleRows.append(
                Dialect.SideRow(line: 1, cells: ["sep=" + String(UnicodeScalar(declared))])
            )
        }
        let side: (SampleTable.Row) -> Dialect.SideRow = { row in
            Dialect.SideRow(line: row.line + 1 + extra, cells: texts(row, table, reading, bytes))
        }
        dialect.preambleRows += table.rows.prefix(layout.preambleCount).map(side)
        dialect.headerRows = layout.headerCount
        dialect.columns = table.rows.isEmpty ? 0 : ReadingScore.mainWidth(table.rows)
        let first = table.rows.dropFirst(layout.preambleCount).first
        dialect.firstLine = (first?.line ?? 0) + 1 + extra
        if isComplete {
            let count = min(options.footerRows ?? layout.footerCount, table.rows.count - layout.preambleCount)
            dialect.footerRows = table.rows.suffix(count).map(side)
        }
        // Nothing in it could separate cells.
        if reading.delimiter == nil, others.isEmpty { dialect.confidence = 1 }
        let damage = damage(table, reading, bytes, header: layout.preambleCount, names: layout.headerCount)
        let totals = layout.totalLike.first.map { index in
            Diagnostic(
                .warning,
                "dialect.total-among-data",
                at: SourceLocation(file: displayName, line: table.rows[index].line + 1 + extra),
                ["rows": .integer(layout.totalLike.count)]
            )
        }
        return DialectDetection(
            dialect: dialect,
            diagnostics: notes(dialect, declared) + [totals].compactMap(\.self) + damage
        )
    }

    /// What a person should know about the rows that are not data.
    private func notes(_ dialect: Dialect, _ declared: UInt8?) -> [Diagnostic] {
        var notes: [Diagnostic] = []
        let titles = dialect.preambleRows.dropFirst(declared == nil ? 0 : 1)
        if let title = titles.first {
            let place = SourceLocation(file: displayName, line: title.line)
            notes.append(Diagnostic(.note, "dialect.rows-above-header", at: place, ["rows": .integer(titles.count)]))
        }
        let place = SourceLocation(file: displayName, line: dialect.firstLine)
        if dialect.mergesBlanks { notes.append(Diagnostic(.note, "dialect.blanks-merged", at: place)) }
        if dialect.headerRows == 0, options.headerRows != 0 {
            notes.append(Diagnostic(.warning, "dialect.no-header", at: place))
        } else if dialect.headerRows > 1 {
            let rows: [String: Diagnostic.Argument] = ["rows": .integer(dialect.headerRows)]
            notes.append(Diagnostic(.note, "dialect.several-header-rows", at: place, rows))
        }
        return notes
    }

    /// The columns with text that was damaged before.
    private func damage(
        _ table: SampleTable,
        _ reading: Reading,
        _ bytes: UnsafeBufferPointer<UInt8>,
        header: Int,
        names: Int
    ) -> [Diagnostic] {
        var found: [(code: String, columns: [Int: Int])] = [
            ("encoding.double-encoded", [:]), ("encoding.lost-text", [:]),
        ]
        for row in table.rows.dropFirst(header) {
            for (column, cell) in table.cells(of: row).enumerated() where cell.end - cell.start >= 4 {
                let text = UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end])
                if TextDamage.isDoubleEncoded(text) { found[0].columns[column] = found[0].columns[column] ?? row.line }
                if TextDamage.isLost(text) { found[1].columns[column] = found[1].columns[column] ?? row.line }
            }
        }
        let first = table.rows.dropFirst(header).first
        let headers = names > 0 ? first.map { texts($0, table, reading, bytes) } ?? [] : []
        return found.filter { !$0.columns.isEmpty }.map { found in
            let columns = found.columns.keys.sorted().map { $0 < headers.count ? headers[$0] : "c\($0 + 1)" }
            let line = (found.columns.values.min() ?? 0) + 1 + (declared == nil ? 0 : 1)
            let place = SourceLocation(file: displayName, line: line)
            return Diagnostic(.warning, found.code, at: place, ["columns": .list(columns)])
        }
    }

    /// A delimiter twice in a row, if every second column is empty in all rows.
    private static func widened(
        _ reading: Reading,
        _ table: SampleTable,
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> [UInt8]? {
        guard let delimiter = reading.delimiter, delimiter.count == 1, table.rows.count > 1, !reading.merges else {
            return reading.delimiter
        }
        for row in table.rows {
            guard row.cellCount >= 3, row.cellCount % 2 == 1 else { return delimiter }
            for (column, cell) in table.cells(of: row).enumerated() where column % 2 == 1 {
                if cell.end > cell.start || cell.isQuoted { return delimiter }
            }
        }
        let isFilled = table.rows.contains { row in
            table.cells(of: row).enumerated().contains { $0.offset > 0 && $0.element.end > $0.element.start }
        }
        return isFilled ? delimiter + delimiter : delimiter
    }

    private static func lineEnding(_ table: SampleTable) -> LineEnding {
        switch (table.lf > 0, table.crlf > 0, table.cr > 0) {
        case (_, false, false): .lf
        case (false, true, false): .crlf
        case (false, false, true): .cr
        default: .mixed
        }
    }

    private static func confidence(_ best: Double, _ second: Double) -> Double {
        guard best > 0 else { return 0 }
        let ratio = second / best
        let power = ratio * ratio * ratio * ratio
        return ((1 - power) * 1000).rounded() / 1000
    }

    private func texts(
        _ row: SampleTable.Row,
        _ table: SampleTable,
        _ reading: Reading,
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> [String] {
        table.cells(of: row).map { cell in
            var content = Array(bytes[cell.start..<cell.end])
            if cell.isQuoted, let quote = reading.quote {
                var index = 0
                while index + 1 < content.count {
                    let isEscape: Bool
                    if case .byte(let byte) = reading.escape {
                        isEscape = content[index] == byte
                    } else {
                        isEscape = content[index] == quote
                    }
                    if isEscape, content[index + 1] == quote { content.remove(at: index) }
                    index += 1
                }
            }
            return String(decoding: content, as: UTF8.self)
        }
    }

    // MARK: Footers of a long file

    /// The rows at the end of the file that are no data.
    ///
    /// - Parameter lines: Number of lines in the file.
    func footers(in tail: [UInt8], lines: Int, _ dialect: Dialect) -> [Dialect.SideRow] {
        // The first line of the tail is most likely cut off.
        guard let start = tail.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return [] }
        var reading = Reading(delimiter: dialect.delimiter.map { Array($0.utf8) }, quote: dialect.quote?.utf8.first)
        if let escape = dialect.escape?.utf8.first, escape != reading.quote { reading.escape = .byte(escape) }
        reading.merges = dialect.mergesBlanks
        return tail[start...].withUnsafeBufferPointer { rest in
            let table = SampleTable(rest, reading, isWhole: true)
            let layout = SampleLayout(table, rest, quote: reading.quote, preamble: 0, header: 0)
            let count = min(options.footerRows ?? layout.footerCount, table.rows.count)
            let breaks = FileSurvey.lineBreaks(rest)
            let total = breaks + (rest.last == 0x0A || rest.last == 0x0D ? 0 : 1)
            return table.rows.suffix(count).map { row in
                Dialect.SideRow(line: lines - total + row.line + 1, cells: texts(row, table, reading, rest))
            }
        }
    }
}
