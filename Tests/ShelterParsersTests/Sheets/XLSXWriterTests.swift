import Foundation
import ShelterModel
import Testing

@testable import ShelterParsers

@Suite struct XLSXWriterTests {
    private struct Written {
        var bytes: [UInt8]
        var diagnostics: [Diagnostic]
        var data: SheetReading
        var columns: SheetReading?
    }

    private func write(_ table: SampleRecords) throws -> Written {
        let file = try TemporaryWorkbook([])
        var kinds = ColumnKinds(table.columns)
        for batch in table.batches { kinds.add(batch) }
        var writer = try XLSXWriter(path: file.path, columns: table.columns, kinds: kinds, displayName: "book")
        for batch in table.batches { try writer.write(batch) }
        let diagnostics = try writer.finish()
        let data = try SheetReading(path: file.path)
        return Written(
            bytes: try [UInt8](Data(contentsOf: URL(filePath: file.path))),
            diagnostics: diagnostics,
            data: data,
            columns: data.sheetNames.count < 2
                ? nil : try SheetReading(path: file.path, options: .init(sheet: "columns"))
        )
    }

    private static let cells = [
        "1", "-2.5", "007", "1e5", "1.50", "12345678901234567", "0.1", "1e+30", "0.0000001", "-0", "+1", "nan", "inf",
        "2025-01-31", "2025-02-30", "1900-01-01", "1900-02-28", "1900-03-01", "1899-12-31", "9999-12-31",
        "2025-01-31T14:02:30", "2025-01-31T00:00:00", "2025-01-31T14:02:30.250", "1900-01-01T12:00:00",
        "14:02:30", "00:00:00", "36:00:00", "-01:00:00", "14:02:30.125", "7:00:00", "999999:00:00",
        "=1+1", "+31 6 12345678", "@naam", "-", "true", "#N/A", "https://voorbeeld.invalid/?a=1&b=<2>",
        "  met spaties  ", "twee\nregels", "terug\rloop", "tab\there", "_x0041_", "_x005F_", "\u{1}",
        "\u{FFFE}a\u{FFFF}",
        "сім'я 😀 é", "<r><t>x</t></r>", "mailto:a@b.invalid", "{=1}", "'", "\"",
    ]

    @Test("Every cell reads back as the text it was")
    func roundTrip() throws {
        let rows = Self.cells.map { ["x", $0] }
        let written = try write(SampleRecords(["kop", "cel"], rows))
        #expect(written.data.header == ["kop", "cel"])
        for (row, cells) in zip(written.data.rows, rows) { #expect(row.cells == cells) }
        #expect(written.data.rows.map(\.number) == Array(2..<(rows.count + 2)))
        #expect(written.diagnostics == [])
        #expect(written.columns == nil)
    }

    @Test("Numbers, dates and times are typed; codes and what looks like a formula are text")
    func types() {
        func isText(_ text: String) -> Bool {
            if case .text = XLSXCell(Array(text.utf8)[...]) { true } else { false }
        }
        let typed = ["1", "-2.5", "0.1", "1e+30", "2025-01-31", "2025-01-31T14:02:30", "14:02:30", "36:00:00"]
        #expect(typed.filter { isText($0) } == [])
        let texts = [
            "007", "1.50", "1e5", "1,5", "12345678901234567", "-0", "2025-02-30", "2025-01-31T00:00:00", "=1", "true",
            "",
        ]
        #expect(texts.filter { !isText($0) } == [])
    }

    @Test("A number with a seventeenth digit is rounded, and that is said")
    func digits() throws {
        let rows = [["0.3333333333333333"], ["0.30000000000000004"], ["1.0000000000000002"]]
        let written = try write(SampleRecords(["gewicht"], rows))
        #expect(written.data.rows.map(\.cells) == [["0.3333333333333333"], ["0.3"], ["1"]])
        let place = SourceLocation(file: "book", line: 2, field: "gewicht")
        #expect(written.diagnostics.map(\.code) == ["xlsx.digits-rounded"])
        #expect(written.diagnostics.first?.arguments == ["count": 2])
        #expect(written.diagnostics.first?.location?.field == place.field)
    }

    @Test("Labels, codes and missing codes go to a sheet of their own, and the data are still found")
    func columns() throws {
        var oordeel = ExportColumn(name: "oordeel")
        oordeel.label = "Oordeel"
        oordeel.valueLabels = [.init(value: "1", label: "Goed"), .init(value: "9", label: "=Weet niet")]
        oordeel.missing = [.value("9"), .value("-1"), .range(90, .infinity)]
        var code = ExportColumn(name: "code")
        code.valueLabels = [.init(value: "01", label: "Een"), .init(value: "95", label: "Anders")]
        code.missing = [.range(-.infinity, 0)]
        let table = SampleRecords([oordeel, code, ExportColumn(name: "leeg")], [["1", "01", ""], ["9", "", "x"]])
        let written = try write(table)
        #expect(written.data.sheet == "data")
        #expect(written.data.sheetNames == ["data", "columns"])
        #expect(written.data.rows.map(\.cells) == table.rows)
        #expect(written.columns?.header == ["name", "label", "value", "value_label", "missing"])
        #expect(
            written.columns?.rows.map(\.cells) == [
                ["oordeel", "Oordeel", "1", "Goed", ""],
                ["oordeel", "Oordeel", "9", "=Weet niet", "yes"],
                ["oordeel", "Oordeel", "-1", "", "yes"],
                ["oordeel", "Oordeel", "90 thru hi", "", "yes"],
                ["code", "", "01", "Een", ""],
                ["code", "", "95", "Anders", ""],
                ["code", "", "lo thru 0", "", "yes"],
                ["leeg", "", "", "", ""],
            ]
        )
    }

    @Test("The same table gives the same bytes")
    func repeatable() throws {
        let table = SampleRecords(["a"], Self.cells.map { [$0] })
        #expect(try write(table).bytes == write(table).bytes)
    }

    @Test("What a sheet cannot hold is refused, with its place")
    func limits() throws {
        let long = String(repeating: "é", count: 32_767)
        #expect(try write(SampleRecords(["a"], [[long]])).data.rows.map(\.cells) == [[long]])
        let place = SourceLocation(file: "book", line: 2, field: "a")
        #expect(throws: Refusal("xlsx.text-too-long", at: place, ["limit": 32_767])) {
            try write(SampleRecords(["a"], [[long + "x"]]))
        }
        let names = (0...16_384).map { "k\($0)" }
        #expect(throws: Refusal("xlsx.too-many-columns", at: SourceLocation(file: "book"), ["limit": 16_384])) {
            try write(SampleRecords(names, []))
        }
        #expect(throws: Refusal.self) {
            _ = try XLSXWriter(
                path: "/nowhere/book.xlsx",
                columns: [ExportColumn(name: "a")],
                kinds: ColumnKinds([ExportColumn(name: "a")]),
                displayName: "book"
            )
            .finish()
        }
    }
}
