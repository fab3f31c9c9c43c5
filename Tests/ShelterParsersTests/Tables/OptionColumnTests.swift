import ShelterModel
import Testing

@testable import ShelterParsers

@Suite("Options of questions with several answers")
struct OptionColumnTests {
    private static func option(_ forms: [String], separator: String? = nil) -> ColumnDefinition {
        ColumnDefinition(
            headers: ["voorzieningen"],
            variable: forms[0],
            type: .boolean,
            option: forms,
            separator: separator,
            codes: [
                Code(value: "yes", forms: ["ja", "1", "true", "y"]),
                Code(value: "no", forms: ["nee", "0", "false", "n"]),
            ],
            missing: [.notAsked: ["N/A"]]
        )
    }

    private static let columns = [option(["wifi"]), option(["keuken", "gedeelde keuken"])]

    @Test(
        "Each option is found in a column of its own",
        arguments: [
            ["voorzieningen/wifi", "voorzieningen/keuken"], ["voorzieningen[wifi]", "voorzieningen[keuken]"],
            ["voorzieningen.wifi", "voorzieningen.keuken"], ["Voorzieningen_Wifi", "VOORZIENINGEN_KEUKEN"],
            ["voorzieningen - wifi", "voorzieningen - gedeelde keuken"],
            ["locatie/voorzieningen/wifi", "locatie/voorzieningen/keuken"],
        ]
    )
    func split(header: [String]) throws {
        let reading = try ColumnReading(Self.columns, header: header, rows: [["1", "0"], ["ja", "nee"], ["", ""]])
        #expect(reading.numbers(0) == [1, 1, nil])
        #expect(reading.numbers(1) == [0, 0, nil])
        // The question was not answered: that is not a no.
        #expect(reading.status(0)[2] == .empty)
        #expect(reading.cells.isEmpty)
    }

    @Test("Where the columns hold the option or nothing, empty is no only if another option was chosen")
    func labels() throws {
        let header = ["voorzieningen - wifi", "voorzieningen - keuken", "voorzieningen - lift"]
        let reading = try ColumnReading(
            Self.columns,
            header: header,
            rows: [
                ["wifi", "", ""], ["", "keuken", ""], ["", "", "lift"], ["", "", ""], ["Wifi", "gedeelde keuken", ""],
            ]
        )
        #expect(reading.numbers(0) == [1, 0, 0, nil, 1])
        #expect(reading.numbers(1) == [0, 1, 0, nil, 1])
        #expect(reading.status(0)[3] == .empty)
    }

    @Test("Y or nothing is read the same way; a written reason is no chosen option")
    func ticks() throws {
        let header = ["voorzieningen[wifi]", "voorzieningen[keuken]", "voorzieningen[comment]"]
        let reading = try ColumnReading(
            Self.columns,
            header: header,
            rows: [["Y", "", ""], ["", "", "is bezig"], ["", "Y", ""]]
        )
        #expect(reading.numbers(0) == [1, nil, 0])
        #expect(reading.numbers(1) == [0, nil, 1])
    }

    @Test("Where the columns write no themselves, an empty cell stays unknown")
    func explicitNo() throws {
        // Two versions of a form in one file: the second question is newer.
        let reading = try ColumnReading(
            Self.columns,
            header: ["voorzieningen/wifi", "voorzieningen/keuken"],
            rows: [["1", ""], ["0", "1"], ["", ""]]
        )
        #expect(reading.numbers(0) == [1, 0, nil])
        #expect(reading.numbers(1) == [nil, 1, nil])
    }

    @Test("No and not asked stay different")
    func notAsked() throws {
        let reading = try ColumnReading(
            Self.columns,
            header: ["voorzieningen[wifi]", "voorzieningen[keuken]"],
            rows: [["Ja", "Nee"], ["N/A", "N/A"]]
        )
        #expect(reading.status(0) == [.present, .notAsked])
        #expect(reading.numbers(1) == [0, nil])
    }

    @Test(
        "Each option is found in a joined cell, split as the code book or the tool says",
        arguments: [
            (";", ["wifi;keuken;", "wifi", "lift;", "", ";"]), (" ", ["wifi  keuken", "wifi", "lift", " ", ""]),
            (", ", ["wifi, gedeelde keuken", "WIFI", "lift", "", ""]),
            ("|", ["keuken| wifi ", " wifi ", "lift", "", "|"]),
        ]
    )
    func joined(separator: String, cells: [String]) throws {
        for byTool in [false, true] {
            var export = ExportColumn(name: "voorzieningen")
            if byTool { export.separator = separator }
            let columns = [["wifi"], ["keuken", "gedeelde keuken"]].map {
                Self.option($0, separator: byTool ? nil : separator)
            }
            let reading = try ColumnReading(
                columns,
                header: ["voorzieningen"],
                rows: cells.map { [$0] },
                exports: [export]
            )
            #expect(reading.numbers(0) == [1, 1, 0, nil, nil])
            #expect(reading.numbers(1) == [1, 0, 0, nil, nil])
            #expect(reading.status(0).suffix(2) == [.empty, .empty])
            #expect(reading.cells.isEmpty)
            // "lift" is no option of the code book; it is counted once, not per option.
            #expect(reading.tally.map(\.code) == ["column.unknown-options"])
            #expect(reading.tally.first?.arguments == ["count": 1, "line": 4])
        }
    }

    @Test("An option may hold the separator itself")
    func separatorInside() throws {
        let columns = [Self.option(["keuken, gedeeld"], separator: ","), Self.option(["keuken"], separator: ",")]
        let reading = try ColumnReading(columns, header: ["voorzieningen"], rows: [["wifi,keuken, gedeeld"], ["wifi"]])
        #expect(reading.numbers(0) == [1, 0])
    }

    @Test("A joined cell that nobody says how to split is refused, unless it is one option")
    func unknownSeparator() throws {
        let reading = try ColumnReading(
            Self.columns,
            header: ["voorzieningen"],
            rows: [["wifi"], ["gedeelde keuken"], ["wifi;keuken"], ["wifi keuken"], [""]]
        )
        #expect(reading.numbers(0) == [1, 0, nil, nil, nil])
        #expect(reading.numbers(1) == [0, 1, nil, nil, nil])
        #expect(Set(reading.cells.map(\.code)) == ["cell.separator-unknown"])
        #expect(reading.status(0).last == .empty)
    }

    @Test("Both ways in one file must agree")
    func both() throws {
        let columns = [Self.option(["wifi"], separator: " "), Self.option(["keuken"], separator: " ")]
        let reading = try ColumnReading(
            columns,
            header: ["voorzieningen", "voorzieningen/wifi", "voorzieningen/keuken"],
            rows: [["wifi", "1", "0"], ["wifi", "0", "0"], ["", "", ""], ["wifi keuken", "", ""]]
        )
        #expect(reading.numbers(0) == [1, nil, nil, 1])
        #expect(reading.numbers(1) == [0, 0, nil, 1])
        #expect(reading.cells.map(\.code) == ["cell.options-disagree"])
        #expect(reading.status(0) == [.present, .invalid, .empty, .present])
        #expect(reading.cells[0].arguments["option"] == "wifi")
    }

    @Test("What is neither yes, no nor the option is refused, and an option that is not there is absent")
    func refused() throws {
        let reading = try ColumnReading(Self.columns, header: ["voorzieningen/wifi"], rows: [["misschien"], ["1"]])
        #expect(reading.cells.map(\.code) == ["cell.unknown-answer"])
        #expect(reading.status(1) == [.columnAbsent, .columnAbsent])
    }

    @Test("A column that holds the joined cell counts as read, and two columns for one option are refused")
    func headers() throws {
        let definition = TableDefinition(name: "t", grain: .location, columns: Self.columns)
        let header = ["voorzieningen", "voorzieningen/wifi", "kleur"]
        let match = try HeaderMatch(definition, header: header, line: 1, file: "a.csv")
        #expect(match.fields == [1, 0])
        #expect(match.read == [0, 1])
        let remarks = TableMapper(definition, match: match, file: "a.csv").remarks(on: header, line: 1)
        #expect(remarks.map(\.code) == ["table.columns-unread"])
        let refusal = #expect(throws: Refusal.self) {
            try HeaderMatch(definition, header: ["voorzieningen/wifi", "voorzieningen.wifi"], line: 1, file: "a.csv")
        }
        #expect(refusal?.diagnostics.map(\.code) == ["table.duplicate-column"])
    }
}
