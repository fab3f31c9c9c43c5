import ShelterModel
import ShelterParsers
import ShelterPipeline
import Testing

@Suite("Rehearsal data through the whole program")
struct RehearsalRoadTests {
    private struct Answer {
        var line: Int
        var column: String
        var field: String
        var kind: String
        var effect: String
        var code: String
        var value: String
    }

    /// What stands where in diagnostics.csv: line, column, code.
    private struct Message: Hashable {
        var line: String
        var column: String
        var code: String
    }

    private static func answers(_ path: String) throws -> [Answer] {
        let key = try CSVFile(path: path)
        return try key.rows.map { row in
            Answer(
                line: try #require(Int(key.cell("line", of: row))),
                column: key.cell("column", of: row),
                field: key.cell("field", of: row),
                kind: key.cell("kind", of: row),
                effect: key.cell("effect", of: row),
                code: key.cell("code", of: row),
                value: key.cell("value", of: row)
            )
        }
    }

    @Test("every planted fault is found at its place, and nothing else is reported")
    func findsEveryFault() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let made = try program.run("rehearse", "--locations", "180", "--seed", "7", "--out", "export.csv")
        #expect(made.status == 0)
        let run = try program.run("score", "export.csv", "--framework", "nl-opvang", "--out", "out")
        #expect(run.status == 1)

        let answers = try Self.answers(folder["export.answers.csv"])
        #expect(Set(answers.map(\.kind)).count >= 20)

        let diagnostics = try CSVFile(path: folder["out/intern/data/diagnostics.csv"])
        var messages: [Message: Int] = [:]
        for row in diagnostics.rows {
            let message = Message(
                line: diagnostics.cell("line", of: row),
                column: diagnostics.cell("column", of: row),
                code: diagnostics.cell("code", of: row)
            )
            messages[message, default: 0] += 1
        }
        let ledger = try CSVFile(path: folder["out/intern/data/ledger.csv"])
        let codes = Dictionary(grouping: ledger.rows) { ledger.cell("line", of: $0) }
        #expect(codes.values.allSatisfy { $0.count == 1 }, "one ledger row per line")

        for answer in answers {
            let entry = codes["\(answer.line)"]?.first ?? []
            // What is told of a whole column stands at its header, which is no row.
            let isColumn = answer.effect == "column-remarked"
            #expect(!isColumn || (answer.line == 1 && entry.isEmpty))
            let isUsed = answer.effect != "row-set-aside" && answer.effect != "superseded"
            #expect(
                isColumn
                    || entry == [
                        "export.csv", "\(answer.line)", isUsed ? "used" : "set_aside", isUsed ? "" : answer.code,
                    ],
                "\(answer)"
            )
            guard !answer.code.isEmpty else { continue }
            let found = messages.keys.first { message in
                message.line == "\(answer.line)" && message.code == answer.code
                    && (answer.column.isEmpty || message.column == answer.column)
            }
            guard let found else {
                Issue.record("not reported: \(answer)")
                continue
            }
            messages[found, default: 1] -= 1
        }
        let more = messages.filter { $0.value > 0 }
        #expect(more.isEmpty, "reported without being planted: \(more)")
        #expect(ledger.rows.count(where: { ledger.cell("status", of: $0) == "used" }) == 180)
        try checkAccepted(answers, in: folder)
    }

    /// Odd but readable cells have the value that the key names.
    private func checkAccepted(_ answers: [Answer], in folder: TemporaryFolder) throws {
        let findings = try CSVFile(path: folder["out/intern/data/findings.csv"])
        let locations = try CSVFile(path: folder["out/intern/data/locations.csv"])
        let locationOfLine = Dictionary(
            findings.rows.map { (findings.cell("line", of: $0), findings.cell("location_id", of: $0)) },
            uniquingKeysWith: { first, _ in first }
        )
        let rows = Dictionary(
            locations.rows.map { (locations.cell("location_id", of: $0), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var checked: Set<String> = []
        for answer in answers where answer.effect == "accepted" {
            let location = locationOfLine["\(answer.line)"] ?? ""
            guard let row = rows[location] else {
                Issue.record("not used: \(answer)")
                continue
            }
            switch answer.field {
            case "gemeente": #expect(locations.cell("municipality_code", of: row) == answer.value, "\(answer)")
            case "locatie": #expect(locations.cell("location_name", of: row) == answer.value, "\(answer)")
            case "bezoekdatum": #expect(locations.cell("visit_date", of: row) == answer.value, "\(answer)")
            default: continue
            }
            checked.insert(answer.kind)
        }
        #expect(
            checked.isSuperset(of: [
                "former-municipality", "municipality-code", "bare-municipality-code", "municipality-alias",
                "municipality-without-accents", "line-break-in-name", "delimiter-in-name", "quotes-in-name",
            ]),
            "\(checked)"
        )
    }

    @Test("odd but readable cells are read as the key says")
    func readsOddCells() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        _ = try program.run("rehearse", "--locations", "180", "--seed", "11", "--out", "export.csv")
        let accepted = try Self.answers(folder["export.answers.csv"]).filter { $0.effect == "accepted" }
        let codeBook = try DataFolder(option: Corpus.data).codeBook("nl-opvang").value
        let path = folder["export.csv"]
        var reader = try CSVReader(path: path, displayName: "export.csv")
        let match = try HeaderMatch(codeBook.tables[0], header: reader.header, line: 1, file: "export.csv")
        let mapper = try TableMapper(codeBook.tables[0], match: match, file: "export.csv")
            .surveyed(path: path, options: ExportOptions(), line: 1).mapper
        var checked: Set<String> = []
        while let batch = try reader.next() {
            var ignored: [Diagnostic] = []
            let table = mapper.table(from: batch, diagnostics: &ignored)
            for answer in accepted {
                guard let row = table.lines.firstIndex(of: answer.line), let field = Int(answer.column),
                    let column = match.fields.firstIndex(of: field - 1),
                    codeBook.tables[0].columns[column].role != .municipality
                else { continue }
                let definition = codeBook.tables[0].columns[column]
                #expect(table.columns[column].status[row] == .present, "\(answer)")
                switch table.columns[column] {
                case .text(let cells): #expect(cells[row] == answer.value, "\(answer)")
                case .coded(let cells): #expect(definition.codes[Int(cells.codes[row])].value == answer.value)
                case .number(let cells):
                    let value = cells.values[row]
                    switch definition.type {
                    case .boolean: #expect((value == 1 ? "yes" : "no") == answer.value, "\(answer)")
                    case .date: #expect(CalendarDate(daysSince1970: Int(value)).iso == answer.value, "\(answer)")
                    default: #expect(value == Double(answer.value), "\(answer)")
                    }
                }
                checked.insert(answer.kind)
            }
        }
        #expect(
            checked.isSuperset(of: [
                "blanks-around", "non-breaking-spaces", "spreadsheet-answer", "capital-answer", "decimal-point",
                "thousands-mark", "iso-date", "written-date", "date-with-time", "line-break-in-name",
            ]),
            "\(checked)"
        )
    }

    @Test("a clean export gives exit status 0, no message, and uses every row")
    func cleanExport() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let made = try program.run("rehearse", "--locations", "60", "--seed", "3", "--clean", "--out", "clean.csv")
        #expect(made.status == 0)
        #expect(!folder.exists("clean.answers.csv"))
        let run = try program.run("score", "clean.csv", "--framework", "nl-opvang", "--out", "out")
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        #expect(try CSVFile(path: folder["out/intern/data/diagnostics.csv"]).rows.isEmpty)
        let ledger = try CSVFile(path: folder["out/intern/data/ledger.csv"])
        #expect(ledger["status"] == [String](repeating: "used", count: 60))
        #expect(ledger["line"] == (2...61).map(String.init))
    }

    @Test("the same seed gives the same bytes, another seed other ones, and no file is overwritten unasked")
    func seeds() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        for (seed, name) in [("5", "a.csv"), ("5", "b.csv"), ("6", "c.csv")] {
            _ = try program.run("rehearse", "--locations", "30", "--seed", seed, "--out", name)
        }
        let first = try bytes(at: folder["a.csv"])
        #expect(try bytes(at: folder["b.csv"]) == first)
        #expect(try bytes(at: folder["c.csv"]) != first)
        #expect(try bytes(at: folder["b.answers.csv"]) == bytes(at: folder["a.answers.csv"]))
        let again = try program.run("rehearse", "--locations", "30", "--seed", "6", "--out", "a.csv")
        #expect(again.status == 2)
        #expect(again.errors.contains("output.exists"))
        #expect(try bytes(at: folder["a.csv"]) == first)
    }

    @Test("a device, a folder and a folder that is not there are refused as file to write, and stay as they are")
    func refusedPlaces() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        for (place, code) in [
            ("/dev/null", "output.not-a-file"), (".", "output.not-a-file"), ("none/x.csv", "output.cannot-write"),
            ("", "output.no-file-name"),
        ] {
            let run = try program.run("rehearse", "--locations", "2", "--replace", "--out", place)
            #expect(run.status == 2, "\(place)")
            #expect(run.errors.contains(code), "\(run.errors)")
            #expect(!run.errors.contains("maatstaf-"), "a working name means nothing to a reader: \(run.errors)")
        }
        #expect(folder.content.isEmpty)
    }
}
