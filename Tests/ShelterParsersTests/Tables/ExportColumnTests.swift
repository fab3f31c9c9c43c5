import ShelterModel
import Testing

@testable import ShelterParsers

@Suite("What the export itself says about a column")
struct ExportColumnTests {
    private static let scale = ColumnDefinition(
        headers: ["tevreden"],
        variable: "satisfaction",
        type: .choice,
        codes: [
            Code(value: "very", forms: ["1", "zeer tevreden"]), Code(value: "not", forms: ["2", "zeer ontevreden"]),
        ],
        missing: [.dontKnow: ["weet niet"]]
    )

    private static func export(_ labels: [(String, String)], missing: [ExportColumn.Missing] = []) -> ExportColumn {
        var column = ExportColumn(name: "tevreden")
        column.valueLabels = labels.map { ExportColumn.ValueLabel(value: $0.0, label: $0.1) }
        column.missing = missing
        return column
    }

    private func read(
        _ column: ColumnDefinition,
        _ export: ExportColumn,
        _ cells: [String],
        missingForms: [CellStatus: [String]] = [:]
    ) throws -> ColumnReading {
        try ColumnReading(
            [column],
            header: ["tevreden"],
            rows: cells.map { [$0] },
            exports: [export],
            missingForms: missingForms
        )
    }

    private func codes(_ reading: ColumnReading) -> [UInt16?] {
        guard case .coded(let cells) = reading.table.columns[0] else { return [] }
        return zip(cells.codes, cells.status).map { $1 == .present ? $0 : nil }
    }

    @Test("A code that the code book does not know means what its label means")
    func labels() throws {
        let export = Self.export([
            ("5", "Zeer tevreden"), ("6", "zeer ontevreden"), ("7", "weet niet"), ("8", "anders"),
        ])
        let reading = try read(Self.scale, export, ["5", "6", "7", "8", "zeer tevreden"])
        #expect(codes(reading) == [0, 1, nil, nil, 0])
        #expect(reading.status() == [.present, .present, .dontKnow, .invalid, .present])
        #expect(reading.cells.map(\.code) == ["cell.unknown-code"])
    }

    @Test("A scale that runs the other way in the file is refused, never read upside down")
    func direction() throws {
        let upsideDown = Self.export([("1", "Zeer ontevreden"), ("2", "Zeer tevreden")])
        let reading = try read(Self.scale, upsideDown, ["1", "2", "zeer tevreden"])
        #expect(codes(reading) == [nil, nil, 0])
        #expect(reading.cells.map(\.code) == ["cell.ambiguous-answer", "cell.ambiguous-answer"])
        #expect(reading.columns.map(\.code) == ["column.labels-disagree"])
        #expect(reading.columns[0].arguments["values"] == .list(["1", "2"]))
        let same = Self.export([("1", "Zeer tevreden"), ("2", "Zeer ontevreden")])
        #expect(codes(try read(Self.scale, same, ["1", "2"])) == [0, 1])
    }

    @Test("A mark from 1 to 10 keeps its decimals")
    func mark() throws {
        let column = ColumnDefinition(headers: ["tevreden"], variable: "mark", type: .number, range: 1...10)
        let reading = try read(column, Self.export([]), ["5,5", "7", "10", "0"])
        #expect(reading.numbers() == [5.5, 7, 10, nil])
    }

    @Test("A code that the export declares to be no answer is one; its label or the code book says why")
    func missing() throws {
        let export = Self.export(
            [("8", "Weet niet"), ("9", "overgeslagen")],
            missing: [.value("8"), .value("9"), .range(90, 99)]
        )
        #expect(try read(Self.scale, export, ["8", "9", "97", "1"]).status() == [.dontKnow, .empty, .empty, .present])
        let number = ColumnDefinition(
            headers: ["tevreden"],
            variable: "n",
            type: .integer,
            missing: [.dontKnow: ["weet niet"], .refusedToAnswer: ["99"]]
        )
        #expect(
            try read(number, export, ["8", "9", "97", "99", "1", "8.0"]).status() == [
                .dontKnow, .empty, .empty, .refusedToAnswer, .present, .dontKnow,
            ]
        )
    }

    @Test("The tool's forms of a missing answer hold unless the code book says otherwise")
    func toolForms() throws {
        let forms: [CellStatus: [String]] = [.notAsked: ["N/A", "weet niet"]]
        let reading = try read(Self.scale, Self.export([]), ["N/A", "weet niet", "1"], missingForms: forms)
        #expect(reading.status() == [.notAsked, .dontKnow, .present])
        #expect(try read(Self.scale, Self.export([]), ["N/A"]).status() == [.invalid])
    }

    @Test("A column is found by its short name, unless two columns have it or one has it as its whole name")
    func shortNames() throws {
        func columns(_ names: [(String, String?)]) -> [ExportColumn] {
            names.map { name, short in
                var column = ExportColumn(name: name)
                column.shortName = short
                return column
            }
        }
        let definition = TableDefinition(name: "t", grain: .location, columns: [Self.scale])
        func field(_ names: [(String, String?)]) throws -> Int? {
            try HeaderMatch(definition, header: names.map(\.0), columns: columns(names), line: 1, file: "a.csv").fields[
                0
            ]
        }
        #expect(try field([("id", nil), ("groep/tevreden", "tevreden")]) == 1)
        #expect(try field([("a/tevreden", "tevreden"), ("b/tevreden", "tevreden")]) == nil)
        #expect(try field([("a/tevreden", "tevreden"), ("tevreden", nil)]) == 1)
    }

    @Test("A column is found by its code or by its text, unless two columns have the text or the text is no name")
    func questionTexts() throws {
        func field(_ names: [String], _ columns: [(String, String, Bool)]) throws -> Int? {
            var column = Self.scale
            column.headers = names
            let exports = columns.map { name, label, isKnown in
                var column = ExportColumn(name: name)
                column.label = label
                column.isKnownByLabel = isKnown
                return column
            }
            let definition = TableDefinition(name: "t", grain: .location, columns: [column])
            let header = exports.map(\.name)
            return try HeaderMatch(definition, header: header, columns: exports, line: 1, file: "a.csv").fields[0]
        }
        let survey = [("Q1", "Hoe tevreden bent u?", true), ("Q2", "Waarom?", true)]
        #expect(try field(["Q1"], survey) == 0)
        #expect(try field(["hoe tevreden bent u?"], survey) == 0)
        #expect(try field(["Hoe_tevreden_bent_u?"], survey) == 0)
        // The code comes first, and a text that is no name is none.
        #expect(try field(["Hoe tevreden bent u?", "Q2"], survey) == 1)
        #expect(try field(["Waarom?"], survey + [("Q3", "Waarom?", true)]) == nil)
        #expect(try field(["Waarom?"], [("i-1", "Waarom?", false)]) == nil)
    }
}
