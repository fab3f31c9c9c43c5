import Foundation
import Testing

@Suite("Corrections on the pages of a municipality")
struct CorrectionTests {
    private static let rows = "A1;Huis A1;A;1-1-2025;20;1;nee\nB1;Huis B1;B;1-1-2025;20;4;nee\n"
    private static let log = """
        uuid;line;variable;old_value;new_value;action;reason;check;decided_by
        A1;2;douches;99;1;change;Typefout, nagebeld;range-showers;J. Verzonnen
        A1;2;slot;ja;;keep;Klopt volgens de beheerder;;J. Verzonnen
        A1;2;bewoners;20;;;nog te doen;;
        weg;3;;;;delete;Dubbel ingezonden;duplicate;J. Verzonnen

        """

    private static func report(_ log: String?) throws -> (folder: TemporaryFolder, run: Program.Outcome) {
        let folder = try TemporaryFolder()
        var arguments = try TinyExport.write(to: folder, export: TinyExport.header + rows)
        if let log {
            try folder.write("log.csv", log)
            arguments += ["--corrections", "log.csv"]
        }
        return (folder, try Program(in: folder).run(["report"] + arguments + ["--out", "out"]))
    }

    @Test("what was decided stands with its location and reason, without values or names, on no other page")
    func own() throws {
        let (folder, run) = try Self.report(Self.log)
        #expect(run.status <= 1, "\(run.errors)")
        let page = try text(at: folder["out/gemeente/A/index.html"])
        #expect(page.contains("Over 2 antwoorden of rijen is besloten"))
        #expect(
            page.contains("Typefout, nagebeld") && page.contains("gewijzigd") && page.contains("nagekeken en gelaten")
        )
        #expect(!page.contains("nog te doen") && !page.contains("Dubbel ingezonden"))
        #expect(try text(at: folder["out/gemeente/B/index.html"]).contains("is niets gecorrigeerd"))
        for (name, bytes) in try folder.files(below: "out") where name.hasSuffix(".html") {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("J. Verzonnen"), "\(name)")
            #expect(!text.contains("Typefout") || name.contains("A"), "\(name)")
        }
        let index = try text(at: folder["out/intern/index.html"])
        #expect(index.contains("Over 3 antwoorden of rijen") && index.contains("Daarvan horen er 1 bij geen locatie"))
        #expect(try text(at: folder["out/manifest.json"]).contains("\"corrections\""))
    }

    @Test("without a log a page says that it does not know")
    func without() throws {
        let (folder, run) = try Self.report(nil)
        #expect(run.status <= 1)
        #expect(try text(at: folder["out/gemeente/A/index.html"]).contains("geen logboek van correcties"))
    }

    @Test("a log that is wrong is refused at its line, and nothing is written")
    func refused() throws {
        let (folder, run) = try Self.report(Self.log.replacing(";J. Verzonnen", with: ";"))
        #expect(run.status == 2 && run.errors.contains("log.csv:2"))
        #expect(!folder.exists("out"))
    }
}
