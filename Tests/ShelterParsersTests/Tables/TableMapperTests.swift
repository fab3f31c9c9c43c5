import ShelterModel
import ShelterParsers
import Testing

@Suite struct TableMapperTests {
    private let definition = TableDefinition(
        name: "locations",
        grain: .location,
        columns: [
            ColumnDefinition(headers: ["Locatie ID"], variable: "id", type: .text),
            ColumnDefinition(
                headers: ["bewoners"],
                variable: "residents",
                type: .integer,
                range: 0...5000,
                missing: [.dontKnow: ["weet niet", "99"]]
            ),
            ColumnDefinition(
                headers: ["slot"],
                variable: "lock",
                type: .boolean,
                codes: [
                    Code(value: "yes", forms: ["ja", "j", "1", "waar", "так"]),
                    Code(value: "no", forms: ["nee", "n", "0", "onwaar", "ні"]),
                ],
                missing: [.notApplicable: ["nvt", "n.v.t."]]
            ),
            ColumnDefinition(
                headers: ["soort"],
                variable: "kind",
                type: .choice,
                codes: [
                    Code(value: "hotel", forms: ["hotel", "pension"]),
                    Code(value: "ship", forms: ["cruiseschip groot"]),
                ]
            ),
            ColumnDefinition(headers: ["datum"], variable: "date", type: .date),
            ColumnDefinition(headers: ["hoogte"], variable: "height", type: .number, unit: "m"),
        ]
    )

    /// One record per line, cells between bars.
    private func batch(_ records: [[String]]) -> RecordBatch {
        var batch = RecordBatch()
        for (number, record) in records.enumerated() {
            for cell in record {
                batch.bytes.append(contentsOf: cell.utf8)
                batch.fieldEnds.append(batch.bytes.count)
            }
            batch.recordEnds.append(batch.fieldEnds.count)
            batch.lines.append(number + 2)
        }
        return batch
    }

    private func mapper(_ header: [String], grain: Grain = .location) throws -> TableMapper {
        var definition = definition
        definition.grain = grain
        return TableMapper(
            definition,
            match: try HeaderMatch(definition, header: header, line: 1, file: "a.csv"),
            file: "a.csv"
        )
    }

    private let header = ["locatie_id", "bewoners", "slot", "soort", "datum", "hoogte"]

    @Test func cellsBecomeTypedColumns() throws {
        var diagnostics: [Diagnostic] = []
        let table = try mapper(header).table(
            from: batch([
                ["L1", "96", "JA", "Pension", "31-1-2026", "2,4"],
                [" L2\u{A0}", "", "ні", "CRUISESCHIP GROOT", "2026-01-31", "2.4"],
                ["", "weet niet", "n.v.t.", "", "", "nvt"], ["L4", "99", " waar ", "hotel", "", ""],
            ]),
            diagnostics: &diagnostics
        )
        guard case .text(let ids) = table.columns[0], case .number(let residents) = table.columns[1],
            case .number(let lock) = table.columns[2], case .coded(let kind) = table.columns[3],
            case .number(let date) = table.columns[4], case .number(let height) = table.columns[5]
        else {
            Issue.record("columns have other types")
            return
        }
        #expect((0..<4).map { ids[$0] } == ["L1", "L2", nil, "L4"])
        #expect(residents.values[0] == 96)
        #expect(residents.status == [.present, .empty, .dontKnow, .dontKnow])
        #expect(lock.values == [1, 0, 0, 1])
        #expect(lock.status == [.present, .present, .notApplicable, .present])
        #expect(kind.codes == [0, 1, 0, 0])
        #expect(kind.status == [.present, .present, .empty, .present])
        #expect(date.values[0] == 20_484)
        #expect(date.values[1] == 20_484)
        #expect(height.values == [2.4, 2.4, 0, 0])
        #expect(diagnostics.map(\.code) == ["cell.not-a-number"])
    }

    @Test("A refused cell gives one diagnostic at its place and is invalid, never a failure")
    func refused() throws {
        var diagnostics: [Diagnostic] = []
        let table = try mapper(header).table(
            from: batch([
                ["L1", "6762", "misschien", "iglo", "31-2-2026", "1.250"],
                ["L2", "1,5", "ja", "hotel", "", "#DEEL/0!"],
                ["L3", "-1", "ja", "hotel", "", "12 m"],
            ]),
            diagnostics: &diagnostics
        )
        #expect(
            diagnostics.map { "\($0.location?.description ?? "") \($0.location?.field ?? "") \($0.code)" } == [
                "a.csv:2:2 bewoners cell.out-of-range", "a.csv:2:3 slot cell.unknown-answer",
                "a.csv:2:4 soort cell.unknown-code", "a.csv:2:5 datum cell.not-a-date",
                "a.csv:2:6 hoogte cell.ambiguous-number", "a.csv:3:2 bewoners cell.not-an-integer",
                "a.csv:3:6 hoogte cell.spreadsheet-error", "a.csv:4:2 bewoners cell.out-of-range",
                "a.csv:4:6 hoogte cell.qualified-number",
            ]
        )
        #expect(table.columns[1].status == [.invalid, .invalid, .invalid])
        #expect(diagnostics[0].arguments["value"] == "6762")
    }

    @Test("Thousands in a whole number have one reading")
    func wholeThousands() throws {
        var diagnostics: [Diagnostic] = []
        let table = try mapper(header).table(from: batch([["L1", "1.250", "", "", "", ""]]), diagnostics: &diagnostics)
        guard case .number(let residents) = table.columns[1] else { return }
        #expect(residents.values == [1250])
        #expect(diagnostics.isEmpty)
    }

    @Test("An answer of a resident never stands in a message")
    func privacy() throws {
        var diagnostics: [Diagnostic] = []
        _ = try mapper(header, grain: .respondent).table(
            from: batch([["L1", "geheim", "mijn verhaal", "x", "y", "z"]]),
            diagnostics: &diagnostics
        )
        #expect(diagnostics.count == 5)
        #expect(diagnostics.allSatisfy { $0.arguments["value"] == "…" })
    }

    @Test func aColumnThatTheFileLacksIsAbsentAndSaid() throws {
        var diagnostics: [Diagnostic] = []
        let mapper = try mapper(["locatie_id", "bewoners"])
        let table = mapper.table(from: batch([["L1", "5"]]), diagnostics: &diagnostics)
        #expect(table.columns[2].status == [.columnAbsent])
        let remarks = mapper.remarks(on: ["locatie_id", "bewoners", "slott", "kleur"], line: 1)
        #expect(remarks.map(\.code) == ["table.column-misspelt", "table.columns-unread", "table.columns-absent"])
        #expect(remarks[0].location == SourceLocation(file: "a.csv", line: 1, column: 3, field: "slott"))
        #expect(remarks[0].arguments["nearest"] == "slot")
        #expect(remarks[1].arguments["columns"] == .list(["slott", "kleur"]))
        #expect(remarks[2].arguments["columns"] == .list(["slot", "soort", "datum", "hoogte"]))
    }

    @Test("Headers match without regard to case, blanks, hyphens, underscores and curly apostrophes")
    func headers() throws {
        let match = try HeaderMatch(
            definition,
            header: [" LOCATIE-ID\u{A0}", "Bewoners", "x"],
            line: 1,
            file: "a.csv"
        )
        #expect(match.fields == [0, 1, nil, nil, nil, nil])
        let photos = TableDefinition(
            name: "t",
            grain: .location,
            columns: [ColumnDefinition(headers: ["Foto's van kamers"], variable: "v", type: .text)]
        )
        let curly = try HeaderMatch(photos, header: ["id", "Foto\u{2019}s van kamers "], line: 1, file: "a.csv")
        #expect(curly.fields == [1])
    }

    @Test func aColumnThatStandsTwiceIsRefused() {
        let refusal = #expect(throws: Refusal.self) {
            try HeaderMatch(definition, header: ["locatie_id", "slot", "Slot"], line: 1, file: "a.csv")
        }
        #expect(refusal?.diagnostics.map(\.code) == ["table.duplicate-column"])
        #expect(
            refusal?.diagnostics.first?.location == SourceLocation(file: "a.csv", line: 1, column: 3, field: "Slot")
        )
    }

    @Test("Cells below a line break are found on their own line")
    func lineBreaks() throws {
        var records = batch([["L1", "x", "", "", "", ""]])
        records.lineOffsets = [0: [0, 3, 3, 3, 3, 3]]
        var diagnostics: [Diagnostic] = []
        _ = try mapper(header).table(from: records, diagnostics: &diagnostics)
        #expect(diagnostics.map(\.location?.line) == [5])
    }
}
