import Foundation
import Testing

@Suite("Input that cannot be used")
struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        /// Place and code of the one message.
        var place: String
        var code: String

        init(_ name: String, _ text: String, at place: String = "export.csv", _ code: String) {
            self.init(name, Array(text.utf8), at: place, code)
        }

        init(_ name: String, _ bytes: [UInt8], at place: String = "export.csv", _ code: String) {
            self.name = name
            self.bytes = bytes
            self.place = place
            self.code = code
        }

        var testDescription: String { name }
    }

    static let cases = [
        Case("an empty file", "", "file.empty"),
        Case("only a header", TinyExport.header, "run.no-rows"),
        Case("only blank lines", "\n\r\n\n", "csv.only-blank-lines"),
        Case("random bytes", noise, "csv.nul-byte"),
        Case(
            "an Excel file that is cut off",
            Array("PK\u{3}\u{4}[Content_Types].xml".utf8) + [0, 1, 2],
            "sheet.damaged-zip"
        ),
        Case("a zip file that is cut off", Array("PK\u{3}\u{4}readme.txt".utf8) + [0, 1, 2], "sheet.damaged-zip"),
        Case("a PDF", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n", "csv.is-pdf"),
        Case("UTF-16", [0xFF, 0xFE] + TinyExport.header.utf8.flatMap { [$0, 0] }, "run.no-rows"),
        Case("no location id", "naam;groep\nEen;G\n", at: "export.csv:1", "table.columns-missing"),
        Case("no municipality", "id;naam\nL1;Een\n", at: "export.csv:1", "table.columns-missing"),
        Case("none of the columns", "x;y;z\n1;2;3\n", at: "export.csv:1", "table.not-recognised"),
        Case("a column twice", "id;naam;groep;Naam\nL1;a;G;b\n", at: "export.csv:1:4", "table.duplicate-column"),
        Case("two delimiters", "a;b,c\nx;y,z\n", "csv.delimiter-ambiguous"),
        Case("70,000 columns", String(repeating: ";", count: 70_000) + "\n1\n", at: "", "table.not-recognised"),
    ]

    /// The same bytes on every machine, NUL among them.
    private static let noise: [UInt8] = {
        var state: UInt32 = 7
        return (0..<5000).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
    }()

    @Test("gives one message with place and hint, in both languages, exit status 2 and no output", arguments: cases)
    func refused(_ input: Case) throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        try folder.write("export.csv", input.bytes)
        let before = folder.content
        let program = try Program(in: folder)
        for (language, severity, hint) in [("nl", "fout: ", "  wat te doen: "), ("en", "error: ", "  hint: ")] {
            let run = try program.run(["score"] + arguments + ["--out", "out", "--language", language])
            #expect(run.status == 2)
            #expect(run.output.isEmpty)
            #expect(run.messages.count == 1, "\(run.errors)")
            #expect(run.errors.hasPrefix(input.place), "\(run.errors)")
            #expect(run.errors.contains(severity), "\(run.errors)")
            #expect(run.errors.contains("[\(input.code)"), "\(run.errors)")
            #expect(run.errors.contains("\n" + hint), "\(run.errors)")
            #expect(!run.errors.contains("{") && !run.errors.contains("⟨"), "every blank is filled: \(run.errors)")
        }
        #expect(folder.content == before)
    }

    @Test("files that are not there, folders, pipes and devices are refused, each by name")
    func noFiles() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        try FileManager.default.createDirectory(atPath: folder["folder.csv"], withIntermediateDirectories: true)
        #expect(mkfifo(folder["pipe.csv"], 0o600) == 0)
        let program = try Program(in: folder)
        let settings = Array(arguments.dropFirst()) + ["--out", "out"]
        for (file, code) in [
            ("absent.csv", "file.not-found"), ("folder.csv", "file.is-directory"), ("pipe.csv", "file.not-regular"),
            ("/dev/stdin", "file.not-regular"), ("/dev/null", "file.not-regular"),
        ] {
            let run = try program.run(["score", file] + settings)
            #expect(run.status == 2, "\(file)")
            #expect(run.messages.count == 1 && run.errors.contains("[\(code)]"), "\(run.errors)")
        }
        let run = try program.run(["score", "absent.csv", "folder.csv", "export.csv"] + settings)
        #expect(run.status == 2)
        #expect(run.messages.count == 2, "all problems at once: \(run.errors)")
        #expect(!folder.exists("out"))
    }

    @Test("a file that is named twice, by another way too, is refused: its rows would count twice")
    func namedTwice() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        #expect(symlink("export.csv", folder["link.csv"]) == 0)
        let program = try Program(in: folder)
        for other in ["export.csv", "./export.csv", folder["export.csv"], "link.csv"] {
            let run = try program.run(["score", other] + arguments + ["--out", "out"])
            #expect(run.status == 2)
            #expect(run.messages.count == 1 && run.errors.contains("[run.file-twice]"), "\(run.errors)")
        }
        #expect(!folder.exists("out"))
    }

    @Test(
        "a typo in a framework or a code book is named with line, column and what was meant",
        arguments: [
            ("framework", "coverageFloor:", "coverageFlor:", "yaml.misspelt-key", "coverageFloor"),
            ("framework", "indicator: lock", "indicator: lokc", "framework.unknown-variable", "lokc"),
            ("framework", "\"is yes\"", "\"is yse\"", "framework.bad-standard", "is yes"),
            ("framework", "status: own", "status: onw", "yaml.unknown-value", "own"),
            ("framework", "weight: 1,", "weight: 1e308,", "yaml.weight-too-large", "weight"),
            ("codebook", "type: number", "type: numbr", "yaml.unknown-value", "number"),
            ("codebook", "role: residents", "role: resident", "yaml.unknown-value", "residents"),
            ("codebook", "variable: lock", "variable: showers", "codebook.duplicate-variable", "showers"),
        ]
    )
    func typos(_ file: String, _ right: String, _ wrong: String, _ code: String, _ named: String) throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        let name = "tiny.\(file).yaml"
        try folder.write(name, try text(at: folder[name]).replacing(right, with: wrong))
        let run = try Program(in: folder).run(["score"] + arguments + ["--out", "out", "--language", "en"])
        #expect(run.status == 2)
        #expect(
            try run.errors.contains(Regex("(?m)^\(name):[0-9]+:[0-9]+: .*\\[\(code)\\]\n  hint: ")),
            "\(run.errors)"
        )
        #expect(run.errors.contains(named))
        #expect(!folder.exists("out"))
    }

    @Test("more codes or parts than results can number are refused where they stand")
    func tooMany() throws {
        let folder = try TemporaryFolder()
        let codes = (0..<10_001).map { "{value: c\($0)}" }.joined(separator: ",")
        let parts = [String](repeating: "{indicator: lock, standard: \"is yes\"}", count: 10_001)
        var knobs = TinyExport.Knobs()
        knobs.more = TinyExport.criterion("A9", "any: [\(parts.joined(separator: ","))]")
        let column = "      - { column: soort, type: choice, codes: [\(codes)] }\n"
        let arguments = try TinyExport.write(to: folder, framework: TinyExport.framework(knobs))
        try folder.write("codes.yaml", TinyExport.codeBook(tables: column))
        let program = try Program(in: folder)
        let manyParts = try program.run(["score"] + arguments + ["--out", "out"])
        #expect(manyParts.status == 2)
        #expect(manyParts.errors.contains("[framework.too-many-parts]"), "\(manyParts.errors.prefix(500))")
        #expect(manyParts.messages.count == 1)
        let manyCodes = try program.run(["score"] + arguments + ["--code-book", "codes.yaml", "--out", "out"])
        #expect(manyCodes.status == 2)
        #expect(manyCodes.errors.contains("[codebook.too-many-codes]"), "\(manyCodes.errors.prefix(500))")
        #expect(!folder.exists("out"))
    }

    @Test("a framework that is empty, binary, absent or a folder is refused; a near id is named")
    func unusableFrameworks() throws {
        let folder = try TemporaryFolder()
        _ = try TinyExport.write(to: folder)
        try folder.write("empty.yaml", "")
        try folder.write("binary.yaml", [0xFF, 0xFE, 0, 1])
        try folder.write("huge.yaml", "a: " + String(repeating: "x", count: 5_000_000))
        try FileManager.default.createDirectory(atPath: folder["folder.yaml"], withIntermediateDirectories: true)
        let program = try Program(in: folder)
        for (framework, code) in [
            ("empty.yaml", "yaml.no-content"), ("binary.yaml", "data.not-utf8"), ("huge.yaml", "yaml.too-large"),
            ("absent.yaml", "file.not-found"), ("folder.yaml", "file.is-directory"), ("nl-opvnag", "data.unknown-id"),
        ] {
            let run = try program.run("score", "export.csv", "--framework", framework, "--out", "out")
            #expect(run.status == 2, "\(framework)")
            #expect(run.messages.count == 1 && run.errors.contains("[\(code)]"), "\(run.errors)")
        }
        let run = try program.run("score", "export.csv", "--framework", "nl-opvnag", "--out", "out")
        #expect(run.errors.contains("'nl-opvang'"), "\(run.errors)")
    }

    @Test(
        "wrong usage gives exit status 64",
        arguments: [
            ["scor"], ["score"], ["score", "export.csv"], ["score", "export.csv", "--out", "x"],
            ["report", "export.csv", "--framework", "f", "--out", "x", "--date", "2025-02-30"],
            ["report", "export.csv", "--framework", "f", "--out", "x", "--state", "final"],
            ["report", "export.csv", "--framework", "f", "--out", "x", "--language", "fr"],
            ["score", "export.csv", "--framework", "f", "--out", "x", "--delimiter", "ab"],
            ["explain", "export.csv", "--framework", "f"],
            ["explain", "export.csv", "--framework", "f", "--location", "L1"],
            ["rehearse", "--locations", "0", "--out", "x"], ["rehearse", "--locations", "ten", "--out", "x"],
        ]
    )
    func wrongUsage(_ arguments: [String]) throws {
        let folder = try TemporaryFolder()
        let run = try Program(in: folder).run(arguments)
        #expect(run.status == 64, "\(run.errors)")
        #expect(!run.errors.isEmpty)
        #expect(run.output.isEmpty)
        #expect(folder.content.isEmpty)
    }

    @Test("a line of 70 MB is set aside, the rows around it are used, and memory stays bounded")
    func longLine() throws {
        try checkLongLine(megabytes: 70)
    }

    @Test("a line of 1 GB is set aside too", .enabled(if: Corpus.runsLongTests, "set MAATSTAF_LONG_TESTS"))
    func veryLongLine() throws {
        try checkLongLine(megabytes: 1024)
    }

    private func checkLongLine(megabytes: Int) throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        let path = folder["export.csv"]
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data("L2;".utf8))
        let block = Data(repeating: UInt8(ascii: "x"), count: 1 << 20)
        for _ in 0..<megabytes { try file.write(contentsOf: block) }
        try file.write(contentsOf: Data("\nL3;Drie;G;1-1-2025;30;3;ja\n".utf8))
        try file.close()
        var program = try Program(in: folder)
        program.measuresMemory = true
        let run = try program.run(["score"] + arguments + ["--out", "out", "--delimiter", ";"])
        #expect(run.status == 1, "\(run.errors)")
        #expect(
            try text(at: folder["out/intern/data/ledger.csv"]) == """
                file,line,status,code
                export.csv,2,used,
                export.csv,3,set_aside,csv.row-too-long
                export.csv,4,used,

                """
        )
        #expect(run.memory > 0)
        #expect(run.memory < 400 << 20, "\(run.memory >> 20) MiB")
    }
}
