import Foundation
import ShelterModel
import Testing

@testable import ShelterParsers

/// A table in memory, to be written and read back.
struct SampleRecords {
    var columns: [ExportColumn]
    var rows: [[String]]

    init(_ columns: [ExportColumn], _ rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }

    init(_ names: [String], _ rows: [[String]]) {
        self.init(names.map(ExportColumn.init), rows)
    }

    /// Two batches, so that a writer meets the edge between them.
    var batches: [RecordBatch] {
        let half = rows.count / 2
        return [Array(rows[..<half]), Array(rows[half...])].map { rows in
            var batch = RecordBatch()
            for (index, row) in rows.enumerated() {
                for cell in row {
                    batch.bytes += Array(cell.utf8)
                    batch.fieldEnds.append(batch.bytes.count)
                }
                batch.recordEnds.append(batch.fieldEnds.count)
                batch.lines.append(index + 2)
            }
            return batch
        }
    }

    var kinds: ColumnKinds {
        var kinds = ColumnKinds(columns)
        for batch in batches { kinds.add(batch) }
        return kinds
    }

    struct Written {
        var bytes: [UInt8] = []
        var renames: [SAVRename] = []
        var diagnostics: [Diagnostic] = []
    }

    func sav() throws(Refusal) -> Written {
        let target = Bytes()
        var writer = try SAVWriter(columns: columns, kinds: kinds, displayName: "out") { target.all += $0 }
        var written = Written()
        written.renames = writer.renames
        written.diagnostics = writer.diagnostics
        for batch in batches { try writer.write(batch) }
        try writer.finish()
        written.bytes = target.all
        return written
    }

    private final class Bytes {
        var all: [UInt8] = []
    }
}

@Suite struct SAVWriterTests {
    @Test(
        "What was read is written so that it reads the same, with all that is said of the columns",
        arguments: ["plain.sav", "locations.sav", "by-hand.sav", "big-endian.sav", "pspp.sav", "cases-unknown.sav"]
    )
    func roundTrip(fixture: String) throws {
        let reading = try SAVReading(fixture)
        let written = try SampleRecords(reading.columns, reading.rows).sav()
        let again = try SAVReading(bytes: written.bytes)
        #expect(again.rows == reading.rows)
        var columns = reading.columns
        // Texts with labels are as wide as they are stored.
        for index in columns.indices where !columns[index].valueLabels.isEmpty {
            columns[index].format = ["A25": "A32", "A12": "A16"][columns[index].format] ?? columns[index].format
        }
        #expect(again.columns == columns)
        #expect(written.diagnostics == [])
    }

    @Test("pyreadstat reads in a written file what was written")
    func sameInPyreadstat() throws {
        // written.sav was made by this test's table; make_fixtures.py recorded what pyreadstat reads in it.
        let written = try Self.sample.sav()
        #expect(try written.bytes == SAVReading.bytes("written.sav"))
        let answer = try SAVAnswer("written.sav.json")
        #expect(
            answer.columns.map(\.name) == ["nr", "code", "bedrag", "dag", "moment", "tijd", "tekst", "lang", "leeg"]
        )
        #expect(answer.columns.map(\.label) == ["Nummer", "", "", "", "", "", "Ваша думка", "", ""])
        #expect(
            answer.columns.map(\.format)
                == ["F9.0", "A3", "F11.2", "DATE11", "DATETIME20", "TIME12.3", "A16", "A600", "A1"]
        )
        #expect(answer.columns[0].labels == [["1", "één"], ["9", "weet niet"]])
        #expect(answer.columns[0].missing == [.value("9")])
        #expect(answer.columns[6].labels == [["ja", "Ja, dat vind ik"], ["nee", "Nee"]])
        #expect(
            answer.rows
                == Self.sample.rows.map { row in
                    // A number of SPSS has no zeros at its end.
                    row.map { ["7.50": "7.5", "1250.00": "1250"][$0] ?? $0 }
                }
        )
    }

    static var sample: SampleRecords {
        var columns = ["nr", "code", "bedrag", "dag", "moment", "tijd", "tekst", "lang", "leeg"].map(ExportColumn.init)
        columns[0].label = "Nummer"
        columns[0].valueLabels = [.init(value: "1", label: "één"), .init(value: "9", label: "weet niet")]
        columns[0].missing = [.value("9")]
        columns[6].label = "Ваша думка"
        columns[6].valueLabels = [.init(value: "ja", label: "Ja, dat vind ik"), .init(value: "nee", label: "Nee")]
        let long = String(repeating: "lange tekst ", count: 50).dropLast() + "!"
        return SampleRecords(
            columns,
            [
                ["1", "007", "7.50", "2025-01-31", "2025-01-31T14:02:30", "14:02:30.500", "ja", String(long), ""],
                ["9", "12", "-0.25", "", "2024-02-29T00:00:00", "00:00:00", "=1+1; \"ё\"", "", ""],
                ["", "x", "1250.00", "1999-12-31", "", "", "", "kort", ""],
            ]
        )
    }

    @Test("A column is typed only if nothing is lost by it")
    func kinds() {
        func kind(_ cells: [String], _ change: (inout ExportColumn) -> Void = { _ in }) -> ColumnKind {
            var column = ExportColumn(name: "a")
            change(&column)
            return SampleRecords([column], cells.map { [$0] }).kinds.kinds[0]
        }
        #expect(kind(["1", "", "-0.125", "0"]) == .number(decimals: 3))
        // One reading is two and an eighth, the other minus two thousand.
        #expect(kind(["1", "", "-2.125", "0"]) == .text(bytes: 6))
        #expect(kind(["1", "2.5", "-2.125", "0"]) == .number(decimals: 3))
        #expect(kind(["0.1", "0.30000000000000004"]) == .number(decimals: 17))
        #expect(kind(["1", "02"]) == .text(bytes: 2))
        #expect(kind(["1234567890123456789"]) == .text(bytes: 19))
        #expect(kind(["1,5", "2"]) == .text(bytes: 3))
        #expect(kind(["-0"]) == .text(bytes: 2))
        #expect(kind(["1."]) == .text(bytes: 2))
        #expect(kind(["+1"]) == .text(bytes: 2))
        #expect(kind(["1e5"]) == .text(bytes: 3))
        #expect(kind(["nan"]) == .text(bytes: 3))
        #expect(kind(["2025-01-31", ""]) == .date)
        #expect(kind(["2025-02-30"]) == .text(bytes: 10))
        #expect(kind(["1066-10-14"]) == .text(bytes: 10))
        #expect(kind(["2025-01-31", "2025-01-31T10:00:00"]) == .text(bytes: 19))
        #expect(kind(["2025-01-31T10:00:00.250"]) == .dateTime(hasFraction: true))
        #expect(kind(["2025-01-31T24:00:00"]) == .text(bytes: 19))
        #expect(kind(["-100:00:00", "07:00:00"]) == .time(hasFraction: false))
        #expect(kind(["7:00:00"]) == .text(bytes: 7))
        #expect(kind(["", ""]) == .text(bytes: 0))
        #expect(kind(["1", "2"]) { $0.format = "A2" } == .text(bytes: 1))
        #expect(kind([""]) { $0.format = "F8.2" } == .number(decimals: 0))
        #expect(kind([""]) { $0.format = "DATE11" } == .date)
        #expect(kind(["1"]) { $0.valueLabels = [.init(value: "ja", label: "Ja")] } == .text(bytes: 2))
        #expect(kind(["2025-01-31"]) { $0.missing = [.value("-1")] } == .date)
    }

    @Test("Names that SPSS does not allow are replaced, and kept in the label")
    func names() throws {
        let names = [
            "Q1[SQ001]", "1e indruk", "q1_SQ001_", "AND", "опис", "", "naam", "Naam", "naam_2", "punt.", "a b  c",
            String(repeating: "ж", count: 40), String(repeating: "ж", count: 40), "group/vraag",
        ]
        let written = try SampleRecords(names, [names.map { _ in "1" }]).sav()
        let reading = try SAVReading(bytes: written.bytes)
        let made = [
            "Q1_SQ001", "v_1e_indruk", "q1_SQ001_", "AND_", "опис", "v", "naam", "Naam_3", "naam_2", "punt", "a_b_c",
            String(repeating: "ж", count: 32), String(repeating: "ж", count: 31) + "_2", "group_vraag",
        ]
        #expect(reading.header == made)
        #expect(written.renames.map(\.column) == zip(names, made).filter { $0 != $1 }.map(\.0))
        #expect(written.diagnostics.count { $0.code == "sav.name-replaced" } == written.renames.count)
        #expect(reading.columns[0].label == "Q1[SQ001]")
        #expect(reading.columns[2].label == "")
        #expect(reading.columns[7].label == "Naam")
    }

    @Test("What SPSS cannot keep of a column is said")
    func notKept() throws {
        var column = ExportColumn(name: "a b")
        column.label = String(repeating: "ж", count: 200)
        column.valueLabels = [.init(value: "1", label: String(repeating: "é", count: 100))]
        column.missing = [.value("9"), .range(90, 99), .value("8"), .range(1, 2)]
        var text = ExportColumn(name: "t")
        text.missing = [.value("een lange code"), .value("kort"), .range(1, 2)]
        let written = try SampleRecords([column, text], [["1", "x"]]).sav()
        let reading = try SAVReading(bytes: written.bytes)
        #expect(reading.columns[0].label == "a b: " + String(repeating: "ж", count: 125))
        #expect(reading.columns[0].valueLabels == [.init(value: "1", label: String(repeating: "é", count: 60))])
        #expect(Set(reading.columns[0].missing) == [.value("9"), .range(90, 99)])
        #expect(reading.columns[1].missing == [.value("kort")])
        #expect(
            written.diagnostics.map(\.code) == [
                "sav.name-replaced", "sav.label-cut", "sav.label-cut", "sav.missing-not-kept", "sav.missing-not-kept",
            ]
        )
        #expect(written.diagnostics[3].arguments["codes"] == .list(["8", "1…2"]))
        #expect(written.diagnostics[4].arguments["codes"] == .list(["een lange code", "1…2"]))
    }

    @Test("A text of the greatest length is written, a longer one refused")
    func longTexts() throws {
        let text = String(repeating: "0123456789", count: 3276) + "1234567"
        let written = try SampleRecords(["a", "b"], [[text, "1"], ["", "2"]]).sav()
        #expect(try SAVReading(bytes: written.bytes).rows == [[text, "1"], ["", "2"]])
        let place = SourceLocation(file: "out", field: "a")
        #expect(throws: Refusal("sav.text-too-long", at: place, ["limit": 32_767])) {
            try SampleRecords(["a", "b"], [[text + "8", "1"]]).sav()
        }
        for count in [1, 7, 8, 9, 254, 255, 256, 257, 504, 505, 511, 600, 1013, 2017, 20_010] {
            let text = String(repeating: "x", count: count - 1) + "!"
            let written = try SampleRecords(["a", "b"], [[text, "1"]]).sav()
            #expect(try SAVReading(bytes: written.bytes).rows == [[text, "1"]])
        }
    }

    @Test("A table without records is written with its columns")
    func noRecords() throws {
        let written = try SampleRecords(["a", "b"], []).sav()
        let reading = try SAVReading(bytes: written.bytes)
        #expect(reading.header == ["a", "b"])
        #expect(reading.rows.isEmpty)
    }

    @Test("Records other than those that were shown first are refused")
    func otherRecords() throws {
        let shown = SampleRecords(["a"], [["1"], ["2"]])
        for rows in [[["1"]], [["1"], ["2"], ["3"]], [["1"], ["x"]], [["1", "2"], ["3", "4"]]] {
            #expect(throws: Refusal.self) {
                var writer = try SAVWriter(columns: shown.columns, kinds: shown.kinds, displayName: "out") { _ in }
                for batch in SampleRecords(shown.columns, rows).batches { try writer.write(batch) }
                try writer.finish()
            }
        }
    }

    @Test("The same table gives the same bytes")
    func repeatable() throws {
        let plain = try SAVReading("plain.sav")
        let table = SampleRecords(plain.columns, plain.rows)
        #expect(try table.sav().bytes == table.sav().bytes)
    }
}
