import Foundation
import Testing

@Suite("UNHCR's table, end to end", .enabled(if: Corpus.hasUNHCR, "needs the shared data"))
struct UNHCRTests {
    /// What `count_unhcr.py` prints.
    private struct Count: Decodable {
        var rows: Int
        var used: Int
        var setAside: [Int]
        var counts: [String: [String: Int]]
        /// Line, column and header of each impossible value.
        var refused: [[Cell]]

        enum Cell: Decodable, CustomStringConvertible {
            case number(Int)
            case text(String)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                self = try (try? container.decode(Int.self)).map(Cell.number) ?? .text(container.decode(String.self))
            }

            var description: String {
                switch self {
                case .number(let number): "\(number)"
                case .text(let text): text
                }
            }
        }
    }

    @Test("every row is accounted for, and 17 criteria x 4 outcomes agree with an independent count in Python")
    func agreesWithTheIndependentCount() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let run = try program.run(
            "score",
            Corpus.unhcr,
            "--code-book",
            "unhcr-wash",
            "--framework",
            "unhcr-wash",
            "--out",
            "out"
        )
        #expect(run.status == 1)
        let data = folder["out/intern/data"]

        let ledger = try CSVFile(path: data + "/ledger.csv")
        #expect(ledger.rows.count == 6425)
        let aside = ledger.rows.filter { ledger.cell("status", of: $0) == "set_aside" }
        #expect(aside == [6425, 6426].map { ["unhcrwash.csv", "\($0)", "set_aside", "location.missing"] })

        let diagnostics = try CSVFile(path: data + "/diagnostics.csv")
        let refused = diagnostics.rows.filter { diagnostics.cell("code", of: $0) == "cell.out-of-range" }
        let places = Set(refused.map { row in ["line", "column", "field"].map { diagnostics.cell($0, of: row) } })
        #expect(places.contains(["6229", "25", "access_to_soap"]), "199 % with soap")
        #expect(places.contains(["1717", "10", "liters_per_person_per_day"]), "6,762 litres")
        // And one note on the columns that the code book does not name.
        let notes = diagnostics.rows.filter { diagnostics.cell("code", of: $0) == "table.columns-unread" }
        #expect(notes.count == 1)
        #expect(diagnostics.rows.count == refused.count + aside.count + notes.count)

        // Every line of findings.csv but the header: location, assessment, criterion, outcome, …, file, line, column.
        var counts: [String: [String: Int]] = [:]
        var impossible: [String: String] = [:]
        for line in try text(at: data + "/findings.csv").utf8.split(separator: UInt8(ascii: "\n")).dropFirst() {
            let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            let (criterion, outcome) = (String(cells[2]) ?? "", String(cells[3]) ?? "")
            counts[criterion, default: [:]][outcome, default: 0] += 1
            if outcome == "unknown", String(cells[7]) == "invalid" {
                impossible["\(String(cells[9]) ?? ""):\(String(cells[10]) ?? "")"] = criterion
            }
        }
        #expect(impossible["6229:25"] == "W16")
        #expect(impossible["1717:10"] == "W03")

        guard let python = Corpus.python else { return }
        let script = Corpus.root + "/Tests/MaatstafTests/Reference/count_unhcr.py"
        let answer = try Program(path: python, folder: nil).run(script, Corpus.unhcr)
        #expect(answer.status == 0, "\(answer.errors)")
        let expected = try JSONDecoder().decode(Count.self, from: Data(answer.output.utf8))
        #expect(expected.rows == ledger.rows.count)
        #expect(expected.used == ledger.rows.count - aside.count)
        #expect(expected.setAside == [6425, 6426])
        #expect(expected.counts.count == 17)
        for (criterion, outcomes) in expected.counts {
            #expect(outcomes.count == 4)
            #expect(counts[criterion] == outcomes.filter { $0.value > 0 }, "\(criterion)")
        }
        #expect(places == Set(expected.refused.map { $0.map(\.description) }))
    }

    @Test("the same table twice, as a whole and in two files, gives the same figures")
    func splitsIntoFiles() throws {
        let folder = try TemporaryFolder()
        let lines = try text(at: Corpus.unhcr).split(separator: "\n", omittingEmptySubsequences: false)
        try folder.write("first.csv", lines[..<3000].joined(separator: "\n") + "\n")
        try folder.write("second.csv", ([lines[0]] + lines[3000...]).joined(separator: "\n"))
        let program = try Program(in: folder)
        let settings = ["--framework", "unhcr-wash", "--only", "municipalities", "--out"]
        _ = try program.run(["score", Corpus.unhcr] + settings + ["whole"])
        let run = try program.run(["score", "first.csv", "second.csv"] + settings + ["parts"])
        #expect(run.status == 1)
        let whole = try text(at: folder["whole/intern/data/municipalities.csv"])
        #expect(whole.split(separator: "\n").count == 1 + 35 * 4)
        #expect(try text(at: folder["parts/intern/data/municipalities.csv"]) == whole)
        let totals = try CSVFile(path: folder["parts/intern/data/ledger-totals.csv"])
        #expect(totals["rows"].compactMap(Int.init).reduce(0, +) == 6425)
        #expect(!folder.exists("parts/intern/data/findings.csv"))
        #expect(!folder.exists("parts/intern/data/locations.csv"))
    }
}
