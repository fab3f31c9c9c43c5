import Foundation
import ShelterModel
import ShelterParsers
import Testing

@Suite struct SheetMappingTests {
    private static let definition = TableDefinition(
        name: "locations",
        grain: .location,
        columns: [
            ColumnDefinition(headers: ["ID"], variable: "id", type: .text),
            ColumnDefinition(headers: ["aantal"], variable: "count", type: .number, range: -1...100),
            ColumnDefinition(headers: ["dag"], variable: "day", type: .date),
            ColumnDefinition(headers: ["moment"], variable: "moment", type: .date),
            ColumnDefinition(
                headers: ["ja of nee"],
                variable: "flag",
                type: .boolean,
                codes: [Code(value: "yes", forms: ["ja", "true"]), Code(value: "no", forms: ["nee", "false"])]
            ),
        ]
    )

    @Test("Records of a workbook map to typed columns as those of a CSV file do")
    func mapped() throws {
        let path = SheetReading.folder.appending(path: "written.xlsx").path
        var reader = try SheetReader(path: path, displayName: "book")
        let match = try HeaderMatch(Self.definition, header: reader.header, line: reader.headerLine, file: "book")
        let mapper = TableMapper(Self.definition, match: match, file: "book")
        let batch = try #require(try reader.next())
        var diagnostics: [Diagnostic] = []
        let table = mapper.table(from: batch, diagnostics: &diagnostics)
        guard case .text(let ids) = table.columns[0], case .number(let counts) = table.columns[1],
            case .number(let days) = table.columns[2], case .number(let moments) = table.columns[3],
            case .number(let flags) = table.columns[4]
        else {
            Issue.record("the columns have other types")
            return
        }
        #expect(ids.status.prefix(6) == [.present, .present, .present, .present, .present, .empty])
        #expect(Array(counts.values.prefix(3)) == [0.3, 45.3, 1e-7])
        let day = try #require(CalendarDate(iso: "2025-01-31"))
        #expect(days.values.first == Double(day.daysSince1970))
        let moment = try #require(CalendarDate(iso: "2024-02-29"))
        #expect(moments.values.prefix(5).allSatisfy { $0 == Double(moment.daysSince1970) })
        #expect(Array(flags.values.prefix(5)) == [0, 1, 0, 1, 0])
        // A number beyond its range, and the errors #DIV/0! and #N/A that a formula gave.
        #expect(
            diagnostics.map { "\($0.code) \($0.location?.description ?? "")" } == [
                "cell.out-of-range book:5:3", "cell.spreadsheet-error book:9:3", "cell.spreadsheet-error book:9:4",
            ]
        )
    }
}
