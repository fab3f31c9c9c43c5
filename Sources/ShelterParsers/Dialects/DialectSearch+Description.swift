import ShelterModel

/// What the reading that was chosen says about the file.
extension DialectSearch {
    func describe(
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
            header: options.headerRows,
            footer: options.footerRows
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
            dialect.footerRows = table.rows.suffix(layout.footerCount).map(side)
        }
        // Nothing in it could separate cells.
        if reading.delimiter == nil, others.isEmpty { dialect.confidence = 1 }
        let damage = damage(table, reading, bytes, header: layout.preambleCount, names: layout.headerCount)
        let total = layout.totalLike.first.map { index in
            totalAmongData(line: table.rows[index].line + 1 + extra, rows: layout.totalLike.count)
        }
        return DialectDetection(
            dialect: dialect,
            diagnostics: notes(dialect, declared) + [total].compactMap(\.self) + damage
        )
    }

    private func totalAmongData(line: Int, rows: Int) -> Diagnostic {
        let place = SourceLocation(file: displayName, line: line)
        return Diagnostic(.warning, "dialect.total-among-data", at: place, ["rows": .integer(rows)])
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

    func texts(
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

    /// The rows at the end of the file that are no data, and the last one before them if it begins as a total.
    ///
    /// - Parameter lines: Number of lines in the file.
    func end(of tail: [UInt8], lines: Int, _ dialect: Dialect) -> (footers: [Dialect.SideRow], total: Diagnostic?) {
        // The first line of the tail is most likely cut off.
        guard let start = tail.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return ([], nil) }
        var reading = Reading(delimiter: dialect.delimiter.map { Array($0.utf8) }, quote: dialect.quote?.utf8.first)
        if let escape = dialect.escape?.utf8.first, escape != reading.quote { reading.escape = .byte(escape) }
        reading.merges = dialect.mergesBlanks
        return tail[start...].withUnsafeBufferPointer { rest in
            let table = SampleTable(rest, reading, isWhole: true)
            let layout = SampleLayout(
                table,
                rest,
                quote: reading.quote,
                preamble: 0,
                header: 0,
                footer: options.footerRows
            )
            let breaks = FileSurvey.lineBreaks(rest)
            let total = breaks + (rest.last == 0x0A || rest.last == 0x0D ? 0 : 1)
            func line(_ row: SampleTable.Row) -> Int { lines - total + row.line + 1 }
            let footers = table.rows.suffix(layout.footerCount).map { row in
                Dialect.SideRow(line: line(row), cells: texts(row, table, reading, rest))
            }
            return (footers, layout.lastTotal.map { totalAmongData(line: line(table.rows[$0]), rows: 1) })
        }
    }
}
