import ShelterModel
import Testing

@testable import ShelterParsers

@Suite("Columns decide how their cells are read")
struct ColumnSurveyTests {
    // MARK: Numbers

    @Test(
        "A number with two readings is read as the other cells of its column are written",
        arguments: [
            (["1.250", "12,5"], [1250, 12.5], "column.decided-comma"),
            (["1.250", "3.75"], [1.25, 3.75], "column.decided-point"),
            (["1,250", "12,5"], [1.25, 12.5], "column.decided-comma"),
            (["1,250", "1,234.5"], [1250, 1234.5], "column.decided-point"),
            (["1.250", "1.234,5"], [1250, 1234.5], "column.decided-comma"),
            (["1.250", "1.234.567"], [1250, 1_234_567], "column.decided-comma"),
            (["1.250", "0.125"], [1.25, 0.125], "column.decided-point"),
            (["-1.250", "", "7", "ca. 12,5"], [-1250, nil, 7, nil], "column.decided-comma"),
        ] as [([String], [Double?], String)]
    )
    func decimals(cells: [String], expected: [Double?], code: String) throws {
        let reading = try ColumnReading(.number(), cells)
        #expect(reading.numbers() == expected)
        #expect(reading.columns.map(\.code) == [code])
        #expect(reading.columns[0].severity == .note)
        #expect(reading.columns[0].location == SourceLocation(file: "a.csv", line: 1, column: 1, field: "kolom"))
        // The order of the cells changes nothing, nor does the size of the batches.
        let reversed = try ColumnReading(.number(), cells.reversed())
        #expect(reversed.numbers() == expected.reversed())
        let single = try ColumnReading([.number()], header: ["kolom"], rows: cells.map { [$0] }, batchRows: 1)
        #expect(single.numbers() == expected)
        #expect(single.columns == reading.columns)
    }

    @Test("Without any evidence each cell with two readings is refused, and the column says so once")
    func noEvidence() throws {
        let reading = try ColumnReading(.number(), ["12", "1.250", "7", "2,500", "1 250"])
        #expect(reading.numbers() == [12, nil, 7, nil, 1250])
        #expect(reading.cells.map(\.code) == ["cell.ambiguous-number", "cell.ambiguous-number"])
        #expect(
            reading.columns == [
                Diagnostic(
                    .warning,
                    "column.ambiguous-decimals",
                    at: SourceLocation(file: "a.csv", line: 1, column: 1, field: "kolom"),
                    ["count": 2, "value": "1.250", "line": 3]
                )
            ]
        )
    }

    @Test("With evidence on both sides only cells with two readings are refused")
    func mixedDecimals() throws {
        let reading = try ColumnReading(.number(), ["12,5", "3.75", "1.250", "1.234,5", "8"])
        #expect(reading.numbers() == [12.5, 3.75, nil, 1234.5, 8])
        #expect(reading.cells.map(\.code) == ["cell.ambiguous-number"])
        #expect(reading.columns.map(\.code) == ["column.mixed-decimals"])
        #expect(
            reading.columns[0].arguments == ["commas": 2, "commaLine": 2, "points": 1, "pointLine": 3, "count": 1]
        )
    }

    @Test("A column in which every cell has one reading is read without a word")
    func silent() throws {
        for cells in [["12,5", "8"], ["1 250", "7"], ["3.75"], ["", ""], ["n.v.t.", "12"]] {
            #expect(try ColumnReading(.number(), cells).columns.isEmpty, "\(cells)")
        }
    }

    @Test("Whole numbers have one reading, unless their column decides otherwise")
    func integers() throws {
        let plain = try ColumnReading(.number(.integer), ["1.250", "1,250", "12"])
        #expect(plain.numbers() == [1250, 1250, 12])
        #expect(plain.columns.isEmpty)
        // 1.000 alone may be 1; beside 1.250 it is 1000, unless 1,250 stands there as well.
        #expect(try ColumnReading(.number(.integer), ["1.000", "7"]).numbers() == [nil, 7])
        let whole = try ColumnReading(.number(.integer), ["1.000", "1.250"])
        #expect(whole.numbers() == [1000, 1250])
        #expect(whole.columns.map(\.code) == ["column.decided-comma"])
        #expect(whole.columns.first?.arguments["evidenceLine"] == 3)
        let both = try ColumnReading(.number(.integer), ["1.000", "1.250", "1,250"])
        #expect(both.numbers() == [nil, 1250, 1250])
        #expect(both.columns.map(\.code) == ["column.ambiguous-decimals"])
        let decided = try ColumnReading(.number(.integer), ["1.250", "3.5"])
        #expect(decided.numbers() == [nil, nil])
        #expect(decided.cells.map(\.code) == ["cell.not-an-integer", "cell.not-an-integer"])
    }

    @Test("Where the code book names the mark there is nothing to find out")
    func fixed() throws {
        let reading = try ColumnReading(.number(decimal: .point), ["1.250", "12,5"])
        #expect(reading.numbers() == [1.25, nil])
        #expect(reading.cells.map(\.code) == ["cell.not-a-number"])
        #expect(reading.columns.isEmpty)
    }

    @Test("A forced mark and order hold for every column, and the overruled ones are named")
    func forced() {
        let definition = TableDefinition(
            name: "t",
            grain: .location,
            columns: [.number(), .number(decimal: .comma), .number(decimal: .point), .date(), .date(.yearMonthDay)]
        )
        let (table, overridden) = definition.forcing(decimal: .point, dates: .monthDayYear)
        #expect(table.columns.map(\.decimal).prefix(3) == [.point, .point, .point])
        #expect(table.columns.map(\.dateOrder).suffix(2) == [.monthDayYear, .monthDayYear])
        #expect(overridden == [1, 4])
        #expect(definition.forcing(decimal: nil, dates: nil).table == definition)
    }

    // MARK: Dates

    @Test(
        "A date with two readings is read as the other cells of its column are written",
        arguments: [
            (["3/4/2025", "31/1/2025"], ["2025-04-03", "2025-01-31"], ["column.decided-day-first"]),
            (["3/4/2025", "1/31/2025"], ["2025-03-04", "2025-01-31"], ["column.decided-month-first"]),
            (["3-4-2025", "1-31-2025"], ["2025-03-04", "2025-01-31"], ["column.decided-month-first"]),
            (["3/4/2025", "31-1-2025"], ["2025-04-03", "2025-01-31"], ["column.decided-day-first"]),
            (["3-4-2025", "31-1-2025"], ["2025-04-03", "2025-01-31"], []),
            (["3-4-2025", "3.4.2025", "2025-01-31"], ["2025-04-03", "2025-04-03", "2025-01-31"], []),
            (["3/4/2025 2:00 PM", "3/5/2025"], ["2025-03-04", "2025-03-05"], ["column.decided-month-first"]),
            (["3/3/2025", "31 jan 2025"], ["2025-03-03", "2025-01-31"], []),
        ] as [([String], [String?], [String])]
    )
    func dates(cells: [String], expected: [String?], codes: [String]) throws {
        let reading = try ColumnReading(.date(), cells)
        #expect(reading.dates() == expected)
        #expect(reading.columns.map(\.code) == codes)
        #expect(reading.cells.isEmpty)
        #expect(try ColumnReading(.date(), cells.reversed()).dates() == expected.reversed())
    }

    @Test("Slashes without evidence are refused, Dutch hyphens beside them are read")
    func noDateEvidence() throws {
        let reading = try ColumnReading(.date(), ["3/4/2025", "3-4-2025", "2025-01-31", "", "5/6/2025"])
        #expect(reading.dates() == [nil, "2025-04-03", "2025-01-31", nil, nil])
        #expect(reading.cells.map(\.code) == ["cell.ambiguous-date", "cell.ambiguous-date"])
        #expect(reading.columns.map(\.code) == ["column.ambiguous-dates"])
        #expect(reading.columns[0].arguments == ["count": 2, "value": "3/4/2025", "line": 2])
    }

    @Test(
        "Dates of both orders in one column: whatever has two readings is refused",
        arguments: [
            (["31/1/2025", "1/31/2025", "3/4/2025"], ["2025-01-31", "2025-01-31", nil]),
            // American dates beside Dutch ones.
            (["3-4-2025", "12/31/2025", "5/6/2025"], [nil, "2025-12-31", nil]),
            (["31-1-2025", "5/6/2025 2:00 PM", "3-4-2025"], ["2025-01-31", nil, nil]),
        ] as [([String], [String?])]
    )
    func mixedDates(cells: [String], expected: [String?]) throws {
        let reading = try ColumnReading(.date(), cells)
        #expect(reading.dates() == expected)
        #expect(reading.columns.map(\.code) == ["column.mixed-dates"])
        #expect(Set(reading.cells.map(\.code)) == ["cell.ambiguous-date"])
    }

    @Test("AM and PM prove nothing where the column itself writes them behind Dutch dates")
    func dutchClock() throws {
        let reading = try ColumnReading(.date(), ["31/1/2025 2:00 PM", "3/4/2025 2:00 PM"])
        #expect(reading.dates() == ["2025-01-31", "2025-04-03"])
    }

    @Test("Numbers of days are dates only where the whole column holds them")
    func serials() throws {
        let all = try ColumnReading(.date(), ["45688", "", "45689"])
        #expect(all.dates() == ["2025-01-31", nil, "2025-02-01"])
        #expect(all.columns.map(\.code) == ["column.date-serials"])
        let some = try ColumnReading(.date(), ["45688", "31-1-2025"])
        #expect(some.dates() == [nil, "2025-01-31"])
        #expect(some.cells.map(\.code) == ["cell.date-serial"])
        #expect(some.columns.map(\.code) == ["column.mixed-serials"])
        let fixed = try ColumnReading(.date(.dayMonthYear), ["45688"])
        #expect(fixed.cells.map(\.code) == ["cell.date-serial"])
    }

    @Test("A year of two digits is refused, and so is a date that does not exist")
    func refusedDates() throws {
        let reading = try ColumnReading(.date(), ["31-1-25", "31-2-2025", "x", "10-12", "#N/B"])
        #expect(
            reading.cells.map(\.code) == [
                "cell.two-digit-year", "cell.not-a-date", "cell.not-a-date", "cell.not-a-date",
                "cell.spreadsheet-error",
            ]
        )
    }

    @Test("A missing answer that looks like a date is none")
    func missingDate() throws {
        var column = ColumnDefinition.date()
        column.missing = [.notAsked: ["1980-01-01", "1-1-1900"]]
        let reading = try ColumnReading(column, ["1980-01-01", "1-1-1900", "31-1-2025"])
        #expect(reading.status() == [.notAsked, .notAsked, .present])
    }

    // MARK: Yes and no

    private static let words = ColumnDefinition.boolean(
        yes: ["ja", "j", "1", "waar", "true", "так", "да"],
        no: ["nee", "n", "0", "2", "onwaar", "false", "ні", "нет"]
    )

    @Test(
        "Yes and no in words and digits of one coding are read",
        arguments: [
            ["Ja", "NEE"], ["J", "n"], ["1", "0"], ["1", "2"], ["WAAR", "ONWAAR"], ["True", "False"], ["Так", "Ні"],
            ["да", "нет"], [" 1 ", "2"], ["ja", "2"],
        ]
    )
    func booleans(cells: [String]) throws {
        let reading = try ColumnReading(Self.words, cells)
        #expect(reading.numbers() == [1, 0])
        #expect(reading.columns.isEmpty)
    }

    @Test("A column with 0 and 2 holds two codings: its digits are refused, its words are read")
    func mixedBooleans() throws {
        let reading = try ColumnReading(Self.words, ["1", "0", "2", "ja", "deels"])
        #expect(reading.numbers() == [nil, nil, nil, 1, nil])
        #expect(
            reading.cells.map(\.code) == [
                "cell.ambiguous-answer", "cell.ambiguous-answer", "cell.ambiguous-answer", "cell.unknown-answer",
            ]
        )
        #expect(reading.columns.map(\.code) == ["column.mixed-booleans"])
        #expect(reading.columns[0].arguments["count"] == 3)
        // Where no 2 is declared, it is no answer at all.
        let plain = try ColumnReading(.boolean(yes: ["1"], no: ["0"]), ["1", "2", "0"])
        #expect(plain.numbers() == [1, nil, 0])
        #expect(plain.columns.isEmpty)
    }

    @Test("An answer of a resident never stands in a message about a column")
    func privacy() throws {
        for (column, cells) in [
            (ColumnDefinition.number(), ["1.250", "9"]), (.date(), ["3/4/2025"]), (.number(), ["1.250", "12,5"]),
        ] {
            let reading = try ColumnReading(column, cells, grain: .respondent)
            #expect(!reading.columns.isEmpty)
            for diagnostic in reading.columns + reading.cells {
                for name in ["value", "first", "second"] {
                    #expect(diagnostic.arguments[name] == nil || diagnostic.arguments[name] == "…")
                }
            }
        }
    }
}
