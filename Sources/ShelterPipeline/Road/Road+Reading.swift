internal import ShelterAnalysis
internal import ShelterCleaning
internal import ShelterModel
internal import ShelterParsers

/// Exports to tables.
extension Road {
    /// The mapper of every file, with its columns decided; and what there is to tell about headers and columns.
    func mappers(
        _ counts: inout RoadCounts,
        _ visitor: inout some RoadVisitor
    ) throws(Refusal) -> [TableMapper] {
        var mappers: [TableMapper] = []
        for (number, file) in files.enumerated() {
            var mapper = TableMapper(
                tables[file.table],
                match: file.match,
                file: file.name,
                columns: file.columns,
                missingForms: file.missingForms
            )
            mapper.hidden = privacy.plans[number].hidden
            for diagnostic in file.notes + mapper.remarks(on: privacy.shown(file.header), line: file.headerLine) {
                try report(diagnostic, &counts, &visitor)
            }
            let forced = overridden[file.table].filter { mapper.match.fields[$0] != nil }
            if !forced.isEmpty {
                try report(
                    Diagnostic(
                        .note,
                        "column.forced",
                        at: SourceLocation(file: file.name, line: file.headerLine),
                        [
                            "count": .integer(forced.count),
                            "columns": .list(forced.prefix(12).map { mapper.match.headers[$0] }),
                        ]
                    ),
                    &counts,
                    &visitor
                )
            }
            let (surveyed, diagnostics) = try mapper.surveyed(
                path: file.path,
                options: file.options,
                line: file.headerLine
            )
            mappers.append(surveyed)
            for diagnostic in diagnostics { try report(diagnostic, &counts, &visitor) }
        }
        return mappers
    }

    func read<Visitor: RoadVisitor>(
        _ file: InputFile,
        _ visitor: inout Visitor,
        _ body: (RecordBatch, inout Visitor) throws(Refusal) -> Void
    ) throws(Refusal) -> (summary: InputSummary, diagnostics: [Diagnostic]) {
        let hash = HashBox()
        var reader = try ExportReader(
            path: file.path,
            displayName: file.name,
            options: file.options,
            onBytes: { hash.update($0) }
        )
        var seen = 0
        while let batch = try reader.next() {
            try body(batch, &visitor)
            visitor.read(bytes: hash.value.byteCount - seen)
            seen = hash.value.byteCount
        }
        let summary = InputSummary(
            file: file.name,
            hash: hash.value.hex,
            bytes: hash.value.byteCount,
            rows: 0,
            used: 0,
            setAside: 0
        )
        return (summary, reader.diagnostics)
    }

    /// Shared by the reader's callback and this file: a hash has one running state.
    final class HashBox {
        var value = BlockHash()
        func update(_ bytes: UnsafeRawBufferPointer) { value.update(bytes) }
    }

    /// Reads every file of a joined table.
    func readJoined(
        _ mappers: [TableMapper],
        _ inputs: inout [Int: InputSummary],
        _ counts: inout RoadCounts,
        _ watch: inout PrivacyPass.Watch,
        _ visitor: inout some RoadVisitor
    ) throws(Refusal) -> [JoinedRows] {
        let codeBook = preparation.codeBook
        var joined = codeBook.joins.map { JoinedRows($0, of: codeBook) }
        // Rows that others stand in come before them.
        let depths = Dictionary(
            codeBook.joins.map { ($0.table, codeBook.path(of: $0).count) },
            uniquingKeysWith: { first, _ in first }
        )
        let order = files.indices.filter { files[$0].table != 0 }.sorted {
            (depths[tables[files[$0].table].name] ?? 0, $0) < (depths[tables[files[$1].table].name] ?? 0, $1)
        }
        for number in order {
            let file = files[number]
            let definition = tables[file.table]
            let mapper = mappers[number]
            var tally = ColumnTally()
            let readable = definition.withDerivedColumns
            var counted = counts
            var late = watch
            let (summary, remarks) = try read(file, &visitor) {
                (batch: RecordBatch, visitor: inout _) throws(Refusal) in
                var diagnostics = batch.setAside.map(\.diagnostic) + batch.notes
                late.add(batch, file: number)
                var table = mapper.table(from: batch, tally: &tally, diagnostics: &diagnostics)
                PrivacyPass.append(privacy.apply(to: &table, file: number), of: definition, to: &table)
                for index in joined.indices where joined[index].table == definition.name {
                    let within = codeBook.joins[index].within
                    let parents = within.flatMap { name in joined.first { $0.table == name } }
                    joined[index].add(table, definition: readable, file: number, parents: parents)
                }
                let ledger = batch.setAside.map { (line: $0.line, code: Optional($0.diagnostic.code)) }
                try emit(diagnostics, ledger, file.name, &counted, &visitor)
            }
            counts = counted
            watch = late
            inputs[number] = summary
            for remark in remarks + mapper.remarks(on: tally, line: file.headerLine) {
                try report(remark, &counts, &visitor)
            }
        }
        return joined
    }

    /// Tells of every row of the joined files whether an assessment used it.
    func settle(
        _ joined: [JoinedRows],
        seen: [Set<String>],
        _ counts: inout RoadCounts,
        _ visitor: inout some RoadVisitor
    ) throws(Refusal) {
        for (number, file) in files.enumerated() where file.table != 0 {
            let own = joined.indices.filter { joined[$0].table == tables[file.table].name }
            guard let first = own.first else { continue }
            for (position, row) in (joined[first].rows[number] ?? []).enumerated() {
                let rows = own.map { (seen[$0], joined[$0].rows[number]?[position]) }
                let isUsed = rows.contains { seen, row in row?.key.map(seen.contains) ?? false }
                let isNowhere = rows.allSatisfy { $0.1?.key == nil && $0.1?.isLost != true }
                let code = isUsed ? nil : isNowhere ? "location.missing" : "join.unmatched"
                if let code {
                    try report(
                        Diagnostic(.warning, code, at: SourceLocation(file: file.name, line: row.line)),
                        &counts,
                        &visitor
                    )
                }
                try note(row.line, code, file.name, &counts, &visitor)
            }
        }
    }

    /// Adds the derived columns of every join, in the code book's order; without a file they are absent.
    func extend(_ table: inout Table, _ joined: [JoinedRows], _ keys: [[String?]]) {
        for (join, keys) in zip(joined, keys) {
            if hasFile(of: join.table) {
                join.extend(&table, keys: keys)
            } else {
                join.extendAbsent(&table)
            }
        }
    }

    func hasFile(of table: String) -> Bool { files.contains { $0.table != 0 && tables[$0.table].name == table } }

    func locationIDs(_ table: Table, needed: Bool) -> [String?] {
        guard needed else { return [String?](repeating: nil, count: table.rowCount) }
        return (0..<table.rowCount).map { roles.text(.locationID, table, $0) }
    }

    /// What the rows of each joined table refer to, for every row of the first table.
    func keys(_ table: Table, locations: [String?]) -> [[String?]] {
        preparation.codeBook.joins.map { join in
            guard let to = preparation.codeBook.path(of: join).last?.to else { return locations }
            guard let column = tables[0].columns.firstIndex(where: { $0.variable == to }) else {
                return [String?](repeating: nil, count: table.rowCount)
            }
            return (0..<table.rowCount).map { JoinedRows.key(table.columns[column], $0) }
        }
    }

    /// Reads the exports once for their ids and dates alone.
    func newestVisits(_ mappers: [TableMapper]) throws(Refusal) -> NewestVisits {
        var newest = NewestVisits()
        var gate = RowGate(preparation)
        let wanted = Set([ColumnRole.locationID, .municipality, .visitDate].compactMap { roles[$0] })
        for (number, file) in files.enumerated() where file.table == 0 {
            var reader = try ExportReader(path: file.path, displayName: file.name, options: file.options)
            while let batch = try reader.next() {
                var ignored: [Diagnostic] = []
                var table = mappers[number].table(from: batch, only: wanted, diagnostics: &ignored)
                _ = privacy.apply(to: &table, file: number)
                for row in 0..<table.rowCount {
                    guard let area = gate.verdict(table, row: row).verdict.area else { continue }
                    guard let location = roles.text(.locationID, table, row) else { continue }
                    newest.offer(
                        NewestVisits.Location(area: area, id: location),
                        date: roles.number(.visitDate, table, row).map { Int($0) },
                        file: number,
                        line: table.lines[row]
                    )
                }
            }
        }
        return newest
    }
}
