import Foundation
import ShelterCleaning
import ShelterModel
import ShelterParsers
import ShelterPipeline
import Testing

@Suite("clean and verify")
struct CleanVerifyTests {
    private static let raw = [
        ["_uuid", "naam", "aantal", "opmerking"],
        ["u1", "Hotel de Zon", "5,0", "=SOM(A1)"],
        ["u2", "отель", "-3", "regel een\nregel twee"],
        ["u3", "'s-Gravenhage", "", "zei \"ja\"; en, nee"],
        ["u4", "Schip", "007", " "],
    ]

    private func entry(
        _ line: Int?,
        _ variable: String,
        _ old: String,
        _ action: CleaningAction,
        _ new: String = "",
        uuid: String = ""
    ) -> LogEntry {
        LogEntry(
            uuid: uuid,
            line: line,
            variable: variable,
            oldValue: old,
            newValue: new,
            action: action,
            decidedBy: action.changesData ? "EJ" : ""
        )
    }

    private var entries: [LogEntry] {
        [
            entry(2, "aantal", "5,0", .change, "5", uuid: "u1"), entry(2, "opmerking", "=SOM(A1)", .blank),
            entry(nil, "naam", "отель", .change, "Hotel", uuid: "u2"), entry(3, "aantal", "-3", .keep),
            entry(6, "aantal", "007", .change, "=7"),
        ]
    }

    /// A raw file that is read in one way only.
    private func folder(_ entries: [LogEntry]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("raw.csv", CleaningFiles.csv(Self.raw))
        try folder.write("log.csv", CleaningFiles.log(entries))
        return folder
    }

    @Test("The clean file has the changed cells, and every other cell as it was")
    func clean() throws {
        let folder = try folder(entries)
        let before = try bytes(at: folder["raw.csv"])
        let outcome = try CleanRun.write(CleaningFiles.settings(folder))
        #expect(
            try text(at: folder["clean.csv"])
                == "_uuid,naam,aantal,opmerking\r\nu1,Hotel de Zon,5,\r\nu2,Hotel,-3,\"regel een\nregel twee\"\r\n"
                + "u3,'s-Gravenhage,,\"zei \"\"ja\"\"; en, nee\"\r\nu4,Schip,=7, \r\n"
        )
        #expect((outcome.changed, outcome.blanked, outcome.deleted, outcome.kept) == (3, 1, 0, 1))
        #expect(!outcome.hasFindings)
        #expect(try bytes(at: folder["raw.csv"]) == before)
        #expect(folder.content == ["clean.csv", "log.csv", "raw.csv"])
        let verified = try VerifyRun.run(CleaningFiles.settings(folder), showsValues: false)
        #expect(verified.isProven)
        #expect(verified.cells == 16)
        #expect(verified.clean.hash == outcome.clean.hash)
        #expect(verified.raw.hash == outcome.raw.hash)
    }

    @Test("The clean file of the clean file with an empty log is the same bytes")
    func again() throws {
        let folder = try folder(entries)
        _ = try CleanRun.write(CleaningFiles.settings(folder))
        let first = try bytes(at: folder["clean.csv"])
        try folder.write("raw.csv", first)
        try folder.write("log.csv", CleaningFiles.log([]))
        _ = try CleanRun.write(CleaningFiles.settings(folder))
        #expect(try bytes(at: folder["clean.csv"]) == first)
    }

    @Test(
        "A log survives being saved by a spreadsheet: semicolon, comma or tab, any line end, with or without mark",
        arguments: [
            (";", "\r\n", true), (";", "\n", false), (",", "\r\n", true), (",", "\n", false), ("\t", "\r\n", false),
        ]
    )
    func dialects(delimiter: String, lineEnd: String, mark: Bool) throws {
        let folder = try folder(entries)
        _ = try CleanRun.write(CleaningFiles.settings(folder))
        let expected = try bytes(at: folder["clean.csv"])
        // A spreadsheet leaves empty rows and columns behind.
        let rows = ([LogEntry.columns] + entries.map(\.cells) + [Array(repeating: "", count: 9)]).map { $0 + [""] }
        let text = rows.map { row in
            row.map { cell in
                cell.contains { "\",;\t\n".contains($0) } ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
            }.joined(separator: delimiter)
        }.joined(separator: lineEnd)
        try folder.write("log.csv", (mark ? "\u{FEFF}" : "") + text + lineEnd)
        _ = try CleanRun.write(CleaningFiles.settings(folder))
        #expect(try bytes(at: folder["clean.csv"]) == expected)
    }

    @Test("A log that Excel saved as Windows-1252 is read; where it lost letters, that is said")
    func codePage() throws {
        let western = [["id", "plaats"], ["1", "Oekraïne"], ["2", "café"]]
        let folder = try TemporaryFolder()
        try folder.write("raw.csv", CleaningFiles.csv(western))
        let entries = [entry(2, "plaats", "Oekraïne", .change, "Één"), entry(3, "plaats", "café", .keep)]
        let log = CleaningFiles.csv([LogEntry.columns] + entries.map(\.cells), delimiter: ";")
        try folder.write("log.csv", [UInt8](try #require(log.data(using: .windowsCP1252))))
        _ = try CleanRun.write(CleaningFiles.settings(folder))
        #expect(try text(at: folder["clean.csv"]) == "id,plaats\r\n1,Één\r\n2,café\r\n")

        let other = try self.folder([entry(3, "naam", "?????", .change, "Hotel")])
        let codes = CleaningFiles.codes { () throws(Refusal) in
            _ = try CleanRun.write(CleaningFiles.settings(other))
        }
        #expect(codes == ["cleaning.old-value-lost-letters"])
        #expect(other.content == ["log.csv", "raw.csv"])
    }

    @Test("Undecided entries change nothing and are counted; deleted rows are gone")
    func undecidedAndDeleted() throws {
        let folder = try folder([entry(2, "naam", "Hotel de Zon", .open, "x"), entry(3, "", "", .delete, uuid: "u2")])
        let outcome = try CleanRun.write(CleaningFiles.settings(folder))
        #expect(outcome.undecided == 1 && outcome.hasFindings)
        #expect((outcome.raw.rows, outcome.clean.rows, outcome.deleted) == (4, 3, 1))
        let verified = try VerifyRun.run(CleaningFiles.settings(folder), showsValues: false)
        #expect(verified.isProven && verified.undecided == 1)
    }

    @Test("Nothing is written when anything does not fit, and everything that does not is told")
    func refusals() throws {
        let folder = try folder([
            entry(2, "aantal", "5", .change, "6"), entry(9, "naam", "x", .keep), entry(3, "hoogte", "", .change, "6"),
            entry(5, "naam", "'s-Gravenhage", .change, "a"), entry(5, "naam", "'s-Gravenhage", .change, "b"),
        ])
        let codes = CleaningFiles.codes { () throws(Refusal) in _ = try CleanRun.write(CleaningFiles.settings(folder)) }
        #expect(
            codes == [
                "cleaning.old-value-differs", "cleaning.row-not-found", "cleaning.unknown-column",
                "cleaning.entries-disagree",
            ]
        )
        #expect(folder.content == ["log.csv", "raw.csv"])
    }

    @Test("Raw file and log are never written, nor a clean file that is there already")
    func outputs() throws {
        let folder = try folder(entries)
        func codes(_ clean: String, replaces: Bool) -> [String] {
            var settings = CleaningFiles.settings(folder)
            settings.clean = clean
            settings.replaces = replaces
            return CleaningFiles.codes { () throws(Refusal) in _ = try CleanRun.write(settings) }
        }
        #expect(codes(folder["raw.csv"], replaces: true) == ["output.is-input"])
        #expect(codes(folder["log.csv"], replaces: true) == ["output.is-input"])
        #expect(symlink(folder["raw.csv"], folder["link.csv"]) == 0)
        #expect(codes(folder["link.csv"], replaces: true) == ["output.is-input"])
        try folder.write("clean.csv", "mine")
        #expect(codes(folder["clean.csv"], replaces: false) == ["output.exists"])
        #expect(try text(at: folder["clean.csv"]) == "mine")
        #expect(codes(folder["clean.ods"], replaces: false) == ["convert.unknown-format"])
        #expect(codes(folder["clean"], replaces: false) == ["convert.unknown-format"])
        #expect(codes(folder["none/clean.csv"], replaces: false) == ["output.cannot-write"])
        #expect(codes("/dev/null", replaces: true) == ["convert.unknown-format"])
        #expect(folder.content == ["clean.csv", "link.csv", "log.csv", "raw.csv"])
    }

    @Test("Rows that cannot be read are told, stand in no clean file, and may be let go in the log")
    func unreadable() throws {
        let folder = try TemporaryFolder()
        try folder.write("raw.csv", "id;naam;aantal\n1;a;1\n2;\"b\" c;2\n3;d;3\n4;e;4\n")
        try folder.write("log.csv", CleaningFiles.log([]))
        var settings = CleaningFiles.settings(folder)
        settings.reading.csv.dialect.quote = "\""
        let outcome = try CleanRun.write(settings)
        #expect(outcome.unreadable.map(\.location?.line) == [3])
        #expect(outcome.hasFindings)
        let verified = try VerifyRun.run(settings, showsValues: false)
        #expect(!verified.isProven && verified.differences.map(\.code) == ["csv.text-after-quote"])
        try folder.write("log.csv", CleaningFiles.log([entry(3, "", "", .delete)]))
        #expect(try !CleanRun.write(settings).hasFindings)
        #expect(try VerifyRun.run(settings, showsValues: false).isProven)
    }

    // MARK: Tampering

    @Test("What was done to the clean file is found at its place")
    func differences() throws {
        let folder = try folder(entries)
        _ = try CleanRun.write(CleaningFiles.settings(folder))
        let clean = try text(at: folder["clean.csv"])
        func differences(_ text: String, values: Bool = false) throws -> [Diagnostic] {
            try folder.write("clean.csv", text)
            return try VerifyRun.run(CleaningFiles.settings(folder), showsValues: values).differences
        }
        let cell = try differences(clean.replacing("Schip", with: "Boot"))
        #expect(cell.map(\.code) == ["verify.cell-differs"])
        #expect(cell[0].location == SourceLocation(file: "clean.csv", line: 6, column: 2, field: "naam"))
        #expect(cell[0].arguments == ["raw": .text("raw.csv"), "line": .integer(6)])
        let shown = try differences(clean.replacing("Schip", with: "Boot"), values: true)
        #expect(shown[0].arguments["expected"] == .text("Schip") && shown[0].arguments["found"] == .text("Boot"))
        let undone = try differences(clean.replacing("u2,Hotel,", with: "u2,отель,"))
        #expect(undone.map(\.code) == ["verify.entry-not-applied"])
        #expect(undone[0].arguments["entry"] == .integer(4))
        let lines = clean.split(separator: "\r\n").map(String.init)
        #expect(
            try differences((lines.prefix(1) + lines.dropFirst(2)).joined(separator: "\r\n") + "\r\n").map(\.code) == [
                "verify.row-missing"
            ]
        )
        let added = try differences(clean + "u5,x,1,y\r\n")
        #expect(added.map(\.code) == ["verify.row-added"])
        #expect(added[0].location?.line == 7)
        let renamed = try differences(clean.replacing("aantal", with: "getal"))
        #expect(renamed.map(\.code) == ["verify.column-missing", "verify.column-added"])
        #expect(
            try differences(clean.replacing("\"regel een\nregel twee\"", with: "\"regel een\r\nregel twee\"")).isEmpty
        )
    }

    @Test("Columns in another order are told, and their cells still compared")
    func moved() throws {
        let folder = try TemporaryFolder()
        try folder.write("raw.csv", CleaningFiles.csv([["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]]))
        try folder.write("log.csv", CleaningFiles.log([]))
        try folder.write("clean.csv", "a,c,b\r\n1,3,2\r\n4,6,7\r\n")
        let verified = try VerifyRun.run(CleaningFiles.settings(folder), showsValues: false)
        #expect(verified.differences.map(\.code) == ["verify.columns-moved", "verify.cell-differs"])
        #expect(verified.differences[1].location?.column == 3)
    }

    @Test("A row that the log takes out and that is still there is told as such")
    func notDeleted() throws {
        let folder = try folder([])
        _ = try CleanRun.write(CleaningFiles.settings(folder))
        try folder.write("log.csv", CleaningFiles.log([entry(5, "", "", .delete)]))
        let verified = try VerifyRun.run(CleaningFiles.settings(folder), showsValues: false)
        #expect(verified.differences.map(\.code) == ["verify.row-not-deleted"])
        #expect(verified.differences[0].location?.line == 5)
    }

    @Test("A clean file that Dutch Excel saved is proven, as long as every value stands")
    func savedByExcel() throws {
        let western = [["id", "plaats", "n"], ["1", "Oekraïne; zuid", "4"], ["2", "café", "5"]]
        let folder = try TemporaryFolder()
        try folder.write("raw.csv", CleaningFiles.csv(western))
        try folder.write("log.csv", CleaningFiles.log([entry(2, "n", "4", .change, "6")]))
        let saved = "id;plaats;n\r\n1;\"Oekraïne; zuid\";6\r\n2;café;5\r\n"
        try folder.write("clean.csv", [UInt8](try #require(saved.data(using: .windowsCP1252))))
        #expect(try VerifyRun.run(CleaningFiles.settings(folder), showsValues: false).isProven)
    }
}
