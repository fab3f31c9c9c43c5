import Foundation
import Testing

@Suite("Hostile names, extreme numbers")
struct HostileInputTests {
    private static let names = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; DROP TABLE x; --", "=cmd|' /C calc'!A0",
        "+1+1", "-1+1", "@SUM(A1)", "\u{202E}gro.live\u{202C}", "\u{200F}x", "../../x", "..", ".", "/etc/passwd",
        "a/b", "a\\b", "CON", "nul", "com1", "Ab", "aB", "😀", "ä", "a\u{308}", "*?:|", "a.b", "all", "unknown",
        "\u{1B}[31mred", "a\tb", "a\nb", "a\r\nb", "{value}", "⟨key⟩", "%s%n", "&amp;",
        String(repeating: "x", count: 10_000),
    ]

    private static func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }

    @Test("no name breaks out of a page, a table, a path or a terminal")
    func names() throws {
        let folder = try TemporaryFolder()
        let rows = Self.names.enumerated().map { index, name in
            let cell = Self.quoted(name)
            return
                "\(cell);\(cell);\(cell);1-1-2025;\(index);\(index % 3);\(index % 2 == 0 ? "ja" : Self.quoted(name))\n"
        }
        let arguments = try TinyExport.write(to: folder, export: TinyExport.header + rows.joined())
        let run = try Program(in: folder).run(["report"] + arguments + ["--out", "out"])
        #expect(run.status == 1)
        #expect(!run.errors.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\r" })
        #expect(folder.content == ["export.csv", "out", "tiny.codebook.yaml", "tiny.framework.yaml"])

        let files = try folder.files(below: "out")
        // Every name is a group; the two spellings of ä are one text.
        let pages = files.keys.filter { $0.hasPrefix("gemeente/") && $0.hasSuffix("/index.html") }
        #expect(pages.count == Self.names.count - 1)
        #expect(Set(pages.map { $0.lowercased() }).count == pages.count, "told apart without regard to case")
        for path in files.keys {
            #expect(path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !":*?\"<>|\\".utf8.contains($0) }, "\(path)")
            #expect(!path.split(separator: "/").contains { ["..", ".", "con", "nul"].contains($0.lowercased()) })
            #expect(path.split(separator: "/").allSatisfy { $0.count <= 60 })
        }
        for (path, bytes) in files where path.hasSuffix(".html") {
            let page = String(decoding: bytes, as: UTF8.self)
            #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("&amp;amp;amp;"), "\(path)")
        }
        for (path, bytes) in files where path.hasSuffix(".csv") {
            let table = CSVFile(bytes)
            #expect(table.rows.allSatisfy { $0.count == table.header.count }, "\(path)")
            for cell in table.rows.joined() {
                #expect(!["=", "+", "@", "\t", "\r"].contains { cell.unicodeScalars.first == $0.unicodeScalars.first })
                #expect(!cell.hasPrefix("-1+"), "\(path)")
            }
        }
        #expect(try JSONSerialization.jsonObject(with: Data(files["intern/data/report.json"] ?? [])) is [String: Any])
    }

    private static let numbers = [
        "1e308", "-1e308", "1e300", "1e19", "9223372036854775807", "9223372036854775808", "999999999999999999999",
        "9007199254740993", "9000000000000000", "-9000000000000000", "-0", "0", "-1", "1e-320", "1e-400", "1e400",
        "1e1000000000", "inf", "nan", "-inf", "0x1p3", "٣", "½", "1.000.000", "1 000", "0,5", ".", "-", "1e", "1.5e3",
        String(repeating: "9", count: 400), "0." + String(repeating: "0", count: 400) + "1",
    ]

    @Test("no number ends the program, in a report or in an explanation")
    func extremeNumbers() throws {
        let folder = try TemporaryFolder()
        // One location, visited once for every number: one explanation shows them all.
        let rows = Self.numbers.map { number in
            let cell = Self.quoted(number)
            return "L1;Een;G;1-1-2025;\(cell);3;ja\nL1;Een;\(cell);1-1-2025;5;\(cell);nee\n"
        }
        let arguments = try TinyExport.write(to: folder, export: TinyExport.header + rows.joined())
        let program = try Program(in: folder)
        let run = try program.run(["report"] + arguments + ["--out", "out"])
        #expect(run.status == 1, "\(run.errors)")
        let ledger = try CSVFile(path: folder["out/intern/data/ledger.csv"])
        #expect(ledger["status"] == [String](repeating: "used", count: Self.numbers.count * 2))
        let residents = try CSVFile(path: folder["out/intern/data/municipalities.csv"])["residents"]
        #expect(residents.allSatisfy { (Int($0) ?? -1) >= 0 })
        for question in [
            ["--location", "L1", "--criterion", "A1"], ["--location", "L1", "--criterion", "A3", "--json"],
            ["--figure", "G.a.weighted-mean"], ["--figure", "all.A1.met", "--json"],
        ] {
            let answer = try program.run(["explain"] + arguments + question)
            #expect(answer.status == 0, "\(question): \(answer.errors)")
            #expect(answer.output.count > 1000)
        }
    }

    @Test("numbers of people that no sum can hold are refused where they stand")
    func sums() throws {
        let folder = try TemporaryFolder()
        let rows = (0..<1500).map { "L\($0);Een;G;1-1-2025;9000000000000000;3;nee\n" }
        let arguments = try TinyExport.write(to: folder, export: TinyExport.header + rows.joined())
        let run = try Program(in: folder).run(["score"] + arguments + ["--out", "out"])
        #expect(run.status == 1, "\(run.errors)")
        let diagnostics = try CSVFile(path: folder["out/intern/data/diagnostics.csv"])
        #expect(diagnostics["code"] == [String](repeating: "cell.out-of-range", count: 1500))
    }

    @Test("years 1900 and 2100 are dates, years beyond them and days that do not exist are not")
    func dates() throws {
        let folder = try TemporaryFolder()
        let dates = ["1-1-1900", "31-12-2100", "31-12-1899", "1-1-10000", "29-2-2023", "2025-13-01", "0-1-2025"]
        let rows = dates.enumerated().map { "L\($0);Een;G;\($1);30;3;ja\n" }
        let arguments = try TinyExport.write(to: folder, export: TinyExport.header + rows.joined())
        #expect(try Program(in: folder).run(["report"] + arguments + ["--out", "out"]).status == 1)
        let locations = try CSVFile(path: folder["out/intern/data/locations.csv"])
        let read = locations.rows.filter { locations.cell("theme", of: $0) == "overall" }
        #expect(
            read.map { locations.cell("visit_date", of: $0) } == ["1900-01-01", "2100-12-31", "", "", "", "", ""]
        )
    }

    @Test("10,000 columns are read")
    func manyColumns() throws {
        let folder = try TemporaryFolder()
        let more = (0..<10_000).map { ";c\($0)" }.joined()
        let cells = String(repeating: ";1", count: 10_000)
        let header = TinyExport.header.dropLast() + more + "\n"
        let row = TinyExport.row.dropLast() + cells + "\n"
        let arguments = try TinyExport.write(to: folder, export: String(header + row))
        let run = try Program(in: folder).run(["score"] + arguments + ["--out", "out"])
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test(
        "a framework without weight, without bands or with extreme limits is used or refused",
        arguments: [
            TinyExport.Knobs(weight: "0"), TinyExport.Knobs(themeWeight: "0"),
            TinyExport.Knobs(weight: "0", themeWeight: "0"),
            TinyExport.Knobs(weight: "1000000", themeWeight: "1000000"),
            TinyExport.Knobs(weight: "1e308"), TinyExport.Knobs(themeWeight: "1e308"),
            TinyExport.Knobs(weight: "1e-320"),
            TinyExport.Knobs(weight: "-1"), TinyExport.Knobs(weight: ".inf"), TinyExport.Knobs(weight: ".nan"),
            TinyExport.Knobs(bands: ""), TinyExport.Knobs(bands: "bands: []"), TinyExport.Knobs(floor: "1"),
            TinyExport.Knobs(floor: "2"), TinyExport.Knobs(limit: "1e308"), TinyExport.Knobs(limit: "1e-320"),
            TinyExport.Knobs(limit: "-1"), TinyExport.Knobs(limit: "0"), TinyExport.Knobs(limit: "1e999"),
            TinyExport.Knobs(goalposts: "{ zero: 0, one: 0 }"),
            TinyExport.Knobs(goalposts: "{ zero: -1e308, one: 1e308 }"),
            TinyExport.Knobs(goalposts: "{ zero: 1e-320, one: 0 }"),
        ]
    )
    func frameworks(_ knobs: TinyExport.Knobs) throws {
        let folder = try TemporaryFolder()
        let rows = ["L2;Twee;G;1-1-2025;5;1;nee\n", "L3;Drie;G;1-1-2025;5;0;nee\n", "L4;Vier;H;1-1-2025;5;;nee\n"]
        let arguments = try TinyExport.write(
            to: folder,
            export: TinyExport.header + TinyExport.row + rows.joined(),
            framework: TinyExport.framework(knobs)
        )
        let run = try Program(in: folder).run(["report"] + arguments + ["--out", "out"])
        #expect(run.status == 0 || run.status == 2, "\(run.errors)")
        if run.status == 2 {
            #expect(try run.errors.contains(Regex("^tiny.framework.yaml:[0-9]+:[0-9]+: ")), "\(run.errors)")
            #expect(!folder.exists("out"))
        } else {
            let figures = try CSVFile(path: folder["out/intern/data/municipalities.csv"])
            for mean in figures["mean"] where !mean.isEmpty { #expect((0...1).contains(try #require(Double(mean)))) }
        }
    }
}
