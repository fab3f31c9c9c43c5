internal import ShelterAnalysis
internal import ShelterCleaning
internal import ShelterModel
internal import ShelterParsers

/// Exports to tables.
extension Road {
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
        var joined = exports.emptyJoins
        if keepsAnswers {
            for index in joined.indices { joined[index].answers = AnswerRows(preparation, join: index) }
        }
        for number in exports.joinedFiles {
            let file = files[number]
            let definition = tables[file.table]
            let mapper = mappers[number]
            var tally = ColumnTally()
            var counted = counts
            var late = watch
            let (summary, remarks) = try read(file, &visitor) {
                (batch: RecordBatch, visitor: inout _) throws(Refusal) in
                var diagnostics = batch.setAside.map(\.diagnostic) + batch.notes
                late.add(batch, file: number)
                var table = mapper.table(from: batch, tally: &tally, diagnostics: &diagnostics)
                PrivacyPass.append(privacy.apply(to: &table, file: number), of: definition, to: &table)
                exports.add(table, file: number, to: &joined)
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
