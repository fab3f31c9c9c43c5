import ShelterModel
import Testing

@testable import ShelterParsers

@Suite("Numbers with something around them")
struct QualifiedNumberTests {
    private static let column = ColumnDefinition(
        headers: ["kolom"],
        variable: "area",
        type: .number,
        unit: "m2",
        unitForms: ["m²", "m2", "vierkante meter"],
        range: 0...40000,
        decimal: .comma
    )

    private static var counting: ColumnDefinition {
        var column = column
        column.qualified.approximate = .value
        column.qualified.interval = .middle
        column.qualified.bound = .value
        column.qualified.unit = .value
        return column
    }

    @Test(
        "What stands around a number is recognised",
        arguments: [
            ("ca. 12", .approximate, ["12"]), ("ca 12", .approximate, ["12"]),
            ("Circa 12,5", .approximate, ["12,5"]), ("± 12", .approximate, ["12"]), ("~12", .approximate, ["12"]),
            ("ongeveer 12", .approximate, ["12"]), ("приблизно 12", .approximate, ["12"]),
            ("10-12", .interval, ["10", "12"]), ("10 – 12", .interval, ["10", "12"]),
            ("10 tot 12", .interval, ["10", "12"]), ("van 10 t/m 12", .interval, ["10", "12"]),
            ("tussen 10 en 12", .interval, ["10", "12"]), ("10 à 12", .interval, ["10", "12"]),
            ("1,5-2,5", .interval, ["1,5", "2,5"]), (">5", .bound, ["5"]), ("< 5", .bound, ["5"]),
            ("≥5", .bound, ["5"]), ("minstens 5", .bound, ["5"]), ("Minder dan 5", .bound, ["5"]),
            ("5+", .bound, ["5"]), ("5 of meer", .bound, ["5"]), ("12 m²", .unit, ["12"]), ("12m2", .unit, ["12"]),
            ("12\u{A0}M2", .unit, ["12"]), ("12 vierkante  meter", .unit, ["12"]),
            ("ca. 12 m²", [.approximate, .unit], ["12"]), ("10 m2 - 12 m2", [.interval, .unit], ["10", "12"]),
            (">5 m2", [.bound, .unit], ["5"]), ("12 m", .otherUnit, ["12"]), ("12 kamers", .otherUnit, ["12"]),
        ] as [(String, QualifiedNumber.Kinds, [String])]
    )
    func kinds(text: String, kinds: QualifiedNumber.Kinds, numbers: [String]) {
        let number = QualifiedNumber(text, unitForms: ["vierkante meter", "m2", "m²"])
        #expect(number?.kinds == kinds)
        #expect(number?.numbers == numbers)
    }

    @Test(
        "What is no number, or a plain one, is not qualified",
        arguments: [
            "12", "1.250", "-12", "abc", "ca.", "> ", "10-12-2025", "1-2-3", "12 kamers en 3 zalen", "66%", "€ 5", "",
            "-", "?", "over de gang", "m2", "1e5",
        ]
    )
    func none(text: String) {
        #expect(QualifiedNumber(text, unitForms: ["m2"]) == nil)
    }

    @Test("Each counts as the code book says, and is counted")
    func counts() throws {
        let cells = ["ca. 12", "10-13", ">5", "12,5 m²", "± 20 m2", "7", "10-12 m2"]
        let reading = try ColumnReading(Self.counting, cells)
        #expect(reading.numbers() == [12, 11.5, 5, 12.5, 20, 7, 11])
        #expect(reading.cells.isEmpty)
        #expect(
            reading.tally == [
                Diagnostic(
                    .note,
                    "column.qualified",
                    at: SourceLocation(file: "a.csv", line: 1, column: 1, field: "kolom"),
                    ["approximate": 2, "interval": 2, "bound": 1, "unit": 3, "line": 2]
                )
            ]
        )
        var column = Self.counting
        column.qualified.interval = .lowest
        #expect(try ColumnReading(column, ["10-13"]).numbers() == [10])
        column.qualified.interval = .highest
        #expect(try ColumnReading(column, ["10-13"]).numbers() == [13])
    }

    @Test("Without a rule they are refused, and the message names the rule that is missing")
    func refused() throws {
        let reading = try ColumnReading(Self.column, ["ca. 12", "10-12", ">5", "12 m²", "± 12 m2", "12"])
        #expect(reading.numbers() == [nil, nil, nil, nil, nil, 12])
        #expect(reading.cells.map(\.code) == [String](repeating: "cell.qualified-number", count: 5))
        #expect(
            reading.cells.map { $0.arguments["rule"] } == [
                "{ approximate: value }", "{ interval: middle }", "{ bound: value }", "{ unit: value }",
                "{ approximate: value, unit: value }",
            ]
        )
        #expect(reading.tally.isEmpty)
    }

    @Test("Another unit than the column's own is never taken for it")
    func otherUnit() throws {
        let reading = try ColumnReading(Self.counting, ["12 m", "12 cm", "12 km2", "12 personen", "12 ft2"])
        #expect(reading.numbers() == [nil, nil, nil, nil, nil])
        #expect(Set(reading.cells.map(\.code)) == ["cell.other-unit"])
        #expect(reading.cells[0].arguments["unit"] == "m²")
        var column = Self.counting
        column.unit = nil
        column.unitForms = []
        #expect(try ColumnReading(column, ["12 m2"]).cells.map(\.code) == ["cell.not-a-number"])
    }

    @Test("A range is never a date or a negative number, and both ends are held against the same rules")
    func ranges() throws {
        #expect(try ColumnReading(.date(), ["10-12"]).cells.map(\.code) == ["cell.not-a-date"])
        #expect(try ColumnReading(Self.counting, ["12-10"]).cells.map(\.code) == ["cell.not-a-number"])
        #expect(try ColumnReading(Self.counting, ["50000-60000"]).cells.map(\.code) == ["cell.out-of-range"])
        var whole = Self.counting
        whole.type = .integer
        #expect(try ColumnReading(whole, ["10-13"]).cells.map(\.code) == ["cell.not-an-integer"])
        #expect(try ColumnReading(whole, ["10-12"]).numbers() == [11])
    }

    @Test("Inside them the column decides on comma and point too")
    func decimals() throws {
        var column = Self.counting
        column.decimal = .either
        #expect(try ColumnReading(column, ["ca. 1.250", "12,5 m2"]).numbers() == [1250, 12.5])
        let open = try ColumnReading(column, ["ca. 1.250"])
        #expect(open.cells.map(\.code) == ["cell.ambiguous-number"])
        #expect(open.columns.map(\.code) == ["column.ambiguous-decimals"])
    }

    @Test("The noun of what is counted is a unit of its own")
    func nouns() throws {
        var column = Self.counting
        column.unit = "persons"
        column.unitForms = ["personen"]
        column.type = .integer
        column.noun = Noun(
            one: LocalizedText(nl: "bewoner", en: "resident"),
            many: LocalizedText(nl: "bewoners", en: "residents")
        )
        #expect(
            try ColumnReading(column, ["12 bewoners", "1 bewoner", "12 personen", "12 residents"]).numbers() == [
                12, 1, 12, 12,
            ]
        )
    }

    // MARK: Missing answers

    @Test(
        "Forms of a missing answer are what the code book declares, and nothing else is",
        arguments: [
            ("n.v.t.", .notApplicable), ("nvt", .notApplicable), ("NVT ", .notApplicable),
            ("n.n.b.", .dontKnow), ("onb.", .dontKnow), ("weet niet", .dontKnow), ("?", .dontKnow), ("-", .notAsked),
            ("x", .notAsked), ("geen", .invalid), ("9", .present), ("99", .dontKnow), ("99.0", .dontKnow),
            ("999", .refusedToAnswer), ("-1", .notAsked), ("-99", .invalid), ("", .empty), (" ", .empty),
            ("–", .invalid),
        ] as [(String, CellStatus)]
    )
    func missing(text: String, status: CellStatus) throws {
        var column = Self.column
        column.decimal = .point
        column.missing = [
            .notApplicable: ["nvt", "n.v.t."], .dontKnow: ["n.n.b.", "onb.", "weet niet", "?", "99"],
            .notAsked: ["-", "x", "-1"], .refusedToAnswer: ["999"],
        ]
        #expect(try ColumnReading(column, [text]).status() == [status])
    }

    @Test("A number is a missing answer only in the column that declares it: a ship may have 99 toilets")
    func ninetyNine() throws {
        var other = Self.column
        other.missing = [.dontKnow: ["99"]]
        let reading = try ColumnReading(
            [Self.column, other].enumerated().map { index, column in
                var column = column
                column.headers = ["k\(index)"]
                return column
            },
            header: ["k0", "k1"],
            rows: [["99", "99"]]
        )
        #expect(reading.status(0) == [.present])
        #expect(reading.status(1) == [.dontKnow])
    }
}
