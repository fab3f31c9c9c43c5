import Foundation
import Testing

@Suite("Questions to directorates, and what comes back", .enabled(if: Tool.hasDocuments))
struct AnnexReplyTests {
    private static let register = Corpus.data + "/Appreciations/voorbeeld/register.yaml"
    private static let reason = "Een tolk bij elk gesprek is niet altijd nodig."

    /// What a directorate sends back: the same questions, made of a register in which it has changed something.
    private static func reply(
        _ program: Program,
        _ folder: TemporaryFolder,
        changing from: String,
        to: String,
        as name: String,
        format: String = "docx"
    ) throws -> String {
        let text = try text(at: register)
        #expect(text.contains(from))
        try folder.write("\(name).yaml", text.replacing(from, with: to))
        let sent = try program.run("annex", "send", "\(name).yaml", "--formats", format, "--out", name)
        try #require(sent.status == 0, "\(sent.errors)")
        // The document that asks about recommendation 9.
        let lines = try text2(folder["\(name)/vragen.csv"])
        let line = try #require(lines.first { $0.contains(";9") || $0.contains("9;") || $0.hasSuffix("9") })
        let file = try #require(line.split(separator: ";").first { $0.hasSuffix(".\(format)") })
        return "\(name)/\(file)"
    }

    private static func text2(_ path: String) throws -> [String] {
        try text(at: path).split(separator: "\r\n").map { String($0).replacing("\"", with: "") }
    }

    @Test("each owner gets its own recommendations and no other, and the register as it was sent stands beside them")
    func send() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let run = try program.run("annex", "send", Self.register, "--formats", "docx,odt", "--out", "vragen")
        #expect(run.status == 0, "\(run.errors)")
        let files = try folder.files(below: "vragen").keys.filter { $0.hasSuffix(".docx") }
        #expect(files.count > 2)
        let table = CSVFile(try bytes(at: folder["vragen/vragen.csv"]))
        for row in table.rows where row[1].hasSuffix(".docx") {
            let content = DocumentReading(docx: try Tool.part("word/document.xml", of: folder["vragen/\(row[1])"]))
            let numbers = content.headings.map(\.text).filter { $0.hasPrefix("Aanbeveling ") }
            #expect(numbers == row[2].split(separator: ";").map { "Aanbeveling \($0)" }, "\(row[0])")
        }
        let all = Set(table.rows.flatMap { $0[2].split(separator: ";") })
        #expect(all.count == 12)
        let back = try program.run("annex", "form", "vragen/sent.yaml", "--out", "terug.yaml")
        #expect(back.status == 0)
    }

    @Test("an edit comes back from DOCX and ODT, and nothing else changes", arguments: ["docx", "odt"])
    func read(format: String) throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let reply = try Self.reply(
            program,
            folder,
            changing: Self.reason,
            to: "Een andere reden, met <b>tekens</b> & 'meer'.",
            as: "terug",
            format: format
        )
        let run = try program.run("annex", "read", Self.register, reply, "--out", "nieuw.yaml")
        #expect(run.status == 0, "\(run.errors) \(run.output)")
        #expect(run.output.contains("9 reasoning"))
        let old = try program.run("annex", "form", Self.register, "--out", "oud.yaml")
        #expect(old.status == 0)
        let expected = try text(at: folder["oud.yaml"]).replacing(
            Self.reason,
            with: "Een andere reden, met <b>tekens</b> & 'meer'."
        )
        #expect(try text(at: folder["nieuw.yaml"]) == expected)
        let changes = CSVFile(try bytes(at: folder["nieuw.changes.csv"]))
        #expect(changes.rows.count == 1 && changes.rows[0][0] == "9" && changes.rows[0][2] == "changed")
        #expect(changes.rows[0][3] == Self.reason)
    }

    @Test("two edits of the same answer are a conflict that a person decides: the register keeps its words")
    func conflict() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let first = try Self.reply(program, folder, changing: Self.reason, to: "Reden een.", as: "een")
        let second = try Self.reply(program, folder, changing: Self.reason, to: "Reden twee.", as: "twee")
        let run = try program.run("annex", "read", Self.register, first, second, "--out", "nieuw.yaml")
        #expect(run.status == 1 && run.errors.contains("[annex.conflict]"))
        #expect(try text(at: folder["nieuw.yaml"]).contains(Self.reason))
        let changes = CSVFile(try bytes(at: folder["nieuw.changes.csv"]))
        #expect(changes.rows.count == 2 && changes.rows.allSatisfy { $0[2] == "conflict" })
        // A register that was changed since it was sent is held against what was sent.
        try folder.write("intussen.yaml", text(at: Self.register).replacing(Self.reason, with: "Intussen anders."))
        let late = try program.run(
            "annex",
            "read",
            "intussen.yaml",
            first,
            "--sent",
            "een/sent.yaml",
            "--out",
            "laat.yaml"
        )
        #expect(late.status == 0, "what came back as it was sent is no edit")
        let real = try program.run(
            "annex",
            "read",
            "intussen.yaml",
            first,
            "--sent",
            Self.register,
            "--out",
            "echt.yaml"
        )
        #expect(real.status == 1 && real.errors.contains("[annex.conflict]"))
    }

    @Test("tracked changes count as accepted and are told with who and when")
    func tracked() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let reply = try Self.reply(program, folder, changing: Self.reason, to: "Reden MERK hier.", as: "terug")
        let script = """
            import re, sys, zipfile
            source = zipfile.ZipFile(sys.argv[1])
            with zipfile.ZipFile(sys.argv[2], 'w') as target:
                for name in source.namelist():
                    content = source.read(name)
                    if name == 'word/document.xml':
                        who = 'w:id="9" w:author="B. Bedacht" w:date="2031-02-03T04:05:06Z"'
                        text = content.decode()
                        place = text.index('MERK')
                        start = text.rindex('<w:r>', 0, place)
                        end = text.index('</w:r>', place) + 6
                        run = text[start:end]
                        gone = run.replace('<w:t', '<w:delText').replace('</w:t>', '</w:delText>').replace('MERK', 'WEG')
                        text = text[:start] + '<w:ins %s>%s</w:ins><w:del %s>%s</w:del>' % (who, run, who, gone) + text[end:]
                        content = text.encode()
                    target.writestr(name, content)
            """
        _ = try Tool.output("python3", ["-c", script, folder[reply], folder["merk.docx"]])
        let run = try program.run("annex", "read", Self.register, "merk.docx", "--out", "nieuw.yaml")
        #expect(run.status == 0, "\(run.errors)")
        let merged = try text(at: folder["nieuw.yaml"])
        #expect(merged.contains("MERK") && !merged.contains("WEG"))
        let changes = CSVFile(try bytes(at: folder["nieuw.changes.csv"]))
        let kinds = changes.rows.map { $0[2] }
        #expect(kinds.contains("tracked-insertion") && kinds.contains("tracked-deletion"))
        #expect(changes.rows.contains { $0[7] == "B. Bedacht" && $0[8].hasPrefix("2031-02-03") })
    }

    @Test("a document that was not sent is refused, and nothing is written")
    func refused() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let other = try program.run("annex", "read", Self.register, Self.register, "--out", "nieuw.yaml")
        #expect(other.status == 2 && other.errors.contains("[annex.reply-format]"))
        try folder.write("stuk.docx", "geen zip")
        let broken = try program.run("annex", "read", Self.register, "stuk.docx", "--out", "nieuw.yaml")
        #expect(broken.status == 2 && broken.errors.contains("[annex.reply-not-readable]"))
        #expect(!folder.exists("nieuw.yaml"))
    }
}
