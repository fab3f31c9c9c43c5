import ShelterModel
import Testing

@testable import ShelterParsers

/// Which rows are titles, names, data, and totals or notes.
@Suite struct SampleLayoutTests {
    private struct Layout: Equatable {
        var titles: Int
        var headers: Int
        var footers: Int
    }

    private static func layout(_ text: String) throws -> (Layout, [String]) {
        let found = try DialectDetector.detect(bytes: Array(text.utf8), displayName: "file.csv")
        let dialect = found.dialect
        return (
            Layout(
                titles: dialect.preambleRows.count,
                headers: dialect.headerRows,
                footers: dialect.footerRows.count
            ), found.diagnostics.map(\.code)
        )
    }

    @Test("Comments above a table are titles; the last one may name the columns")
    func comments() throws {
        let above = "# gemaakt met een programma, versie 2\n# twee\nid,naam,aantal\n1,Zon,2\n2,Maan,3\n"
        #expect(try Self.layout(above).0 == Layout(titles: 2, headers: 1, footers: 0))
        let naming = "# een opmerking\n#id,naam,soort\na,Zon,x\nb,Maan,y\nc,Ster,x\n"
        #expect(try Self.layout(naming).0 == Layout(titles: 1, headers: 1, footers: 0))
    }

    @Test("A row of the table with one answer is data; a note must look like one or stand apart")
    func notes() throws {
        let table = "plaats,datum,aantal,ja\nZeist,1-2-2025,3,ja\nGoes,2-2-2025,4,nee\n"
        #expect(try Self.layout(table + "Rij met lege cellen,,,\n").0.footers == 0)
        #expect(try Self.layout(table + "Bron: eigen telling,,,\n").0.footers == 1)
        #expect(try Self.layout(table + "\nGeteld bij de deur,,,\n").0.footers == 1)
        #expect(try Self.layout(table + "Geteld bij de deur.,,,\n").0.footers == 1)
        #expect(try Self.layout(table + "\nGeteld bij de deur,,,\nen daarna gecontroleerd,,,\n").0.footers == 2)
    }

    @Test("A total with more words is one if it is the sum; otherwise it counts, with a warning")
    func totals() throws {
        let table = "naam;plaats;datum;bewoners\nA;Zeist;1-2-2025;12\nB;Zeist;2-2-2025;24\n"
        let sum = try Self.layout(table + "Totaal gemeente Zeist;Zeist;;36\n")
        #expect(sum.0.footers == 1)
        #expect(!sum.1.contains("dialect.total-among-data"))
        let other = try Self.layout(table + "Totaal Wonen;Zeist;3-2-2025;8\n")
        #expect(other.0.footers == 0)
        #expect(other.1.contains("dialect.total-among-data"))
        let inside = try Self.layout("naam;bewoners\nA;12\nB;24\nSubtotaal;36\nC;5\nD;6\n")
        #expect(inside.0.footers == 0)
        #expect(inside.1.contains("dialect.total-among-data"))
    }

    @Test(
        "In a long file, whose rows are not all looked at, a total at the end is told of; rows left out by hand are not"
    )
    func longFile() throws {
        let rows = (1...20_000).map { "Locatie \($0);Zeist;1-2-2025;12\n" }.joined()
        let text = "naam;plaats;datum;bewoners\n" + rows + "Totaal gemeente Zeist;;;240000\n"
        #expect(try Self.layout(text).1.contains("dialect.total-among-data"))
        var options = DialectOptions()
        options.footerRows = 1
        let found = try DialectDetector.detect(bytes: Array(text.utf8), displayName: "file.csv", options: options)
        #expect(found.dialect.footerRows.map(\.line) == [20_002])
        #expect(!found.diagnostics.map(\.code).contains("dialect.total-among-data"))
    }

    @Test(
        "Answers that come back below, addresses and moments are no names of columns",
        arguments: [
            "Ja,Nee,Zeist\nNee,Ja,Ede\nJa,Ja,Zeist\nNee,Nee,Ede\n", "a@x.nl;Zeist\nb@y.nl;Ede\nc@z.nl;Goes\n",
            "6202,k,m,K,234.0\n",
        ]
    )
    func noNames(text: String) throws {
        let (layout, codes) = try Self.layout(text)
        #expect(layout.headers == 0)
        #expect(codes.contains("dialect.no-header"))
    }

    @Test("Years over numbers are names, also where nothing stands above the names of the rows")
    func years() throws {
        #expect(try Self.layout(";2023;2024\nZeist;5;6\nEde;7;8\nGoes;1;2\n").0.headers == 1)
    }

    @Test("A header that comes back with the mark of a file before it is told")
    func repeatedHeader() throws {
        let text = "\u{FEFF}\u{FEFF}id,naam\n1,Zon\n\u{FEFF}id,naam\n2,Maan\n"
        let kept = try CSVReading(text, .with { $0.keepsRaggedRows = true })
        #expect(kept.header == ["id", "naam"])
        #expect(kept.notes.map(\.code) == ["csv.repeated-header"])
        let judged = try CSVReading(text)
        #expect(judged.codes == ["table.repeated-header 3"])
        #expect(judged.texts == [["1", "Zon"], ["2", "Maan"]])
    }
}
