import Testing

@testable import ShelterParsers

/// What stands below the data of a sheet.
@Suite struct SheetLayoutTests {
    private static func row(_ number: Int, _ cells: [String]) -> SheetRow {
        var row = SheetRow()
        row.begin(number: number)
        for (column, text) in cells.enumerated() {
            let start = row.bytes.count
            row.bytes.append(contentsOf: text.utf8)
            row.set(column, from: start)
        }
        return row
    }

    private static let table = [
        row(1, ["naam", "plaats", "datum", "bewoners"]), row(2, ["A", "Zeist", "2025-02-01", "12"]),
        row(3, ["B", "Goes", "2025-02-02", "24"]),
    ]

    private static func end(_ rows: [SheetRow], footerRows: Int? = nil) -> (footers: Int, total: Int?) {
        SheetLayout.end(table + rows, .with { $0.footerRows = footerRows })
    }

    @Test("A row with a name alone is data; a note looks like one, or stands apart")
    func notes() {
        #expect(Self.end([Self.row(4, ["Hotel De Zon"])]).footers == 0)
        #expect(Self.end([Self.row(4, ["Bron: eigen telling"])]).footers == 1)
        #expect(Self.end([Self.row(6, ["Geteld bij de deur"])]).footers == 1)
        #expect(Self.end([Self.row(6, ["Geteld bij de deur"]), Self.row(7, ["en daarna bekeken"])]).footers == 2)
    }

    @Test("A last row that begins as a total is one if it is the sum, and is told of if it counts as data")
    func totals() {
        let sum = Self.end([Self.row(4, ["Totaal gemeente Zeist", "", "", "36"])])
        #expect(sum.footers == 1 && sum.total == nil)
        let other = Self.end([Self.row(4, ["Totaal Wonen", "Zeist", "2025-02-03", "8"])])
        #expect(other.footers == 0 && other.total == 3)
        let known = Self.end([Self.row(4, ["Totaal Wonen", "Zeist", "2025-02-03", "8"])], footerRows: 1)
        #expect(known.footers == 1 && known.total == nil)
    }
}
