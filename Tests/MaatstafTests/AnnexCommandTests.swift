import Foundation
import Testing

@Suite("The annex of a register") struct AnnexCommandTests {
    private let register = Corpus.data + "/Appreciations/voorbeeld/register.yaml"
    private let nonPublic = Corpus.data + "/Appreciations/voorbeeld/niet-openbaar.yaml"

    @Test func `the example may go out, the empty register may not`() throws {
        let program = try Program(in: TemporaryFolder())
        let example = try program.run("annex", "check", register, "--non-public", nonPublic)
        #expect(example.status == 0)
        #expect(example.output.contains("12 aanbevelingen; niets staat een definitieve bijlage in de weg"))
        let empty = try program.run("annex", "check", Corpus.data + "/Appreciations/empty.yaml", "--language", "en")
        #expect(empty.status == 1)
        #expect(empty.output.contains("[annex.no-recommendations]"))
        #expect(try program.run("annex", "check", "nergens.yaml").status == 2)
    }

    @Test func `a finding has its line, and one that is let pass says by whom and why`() throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOfFile: register, encoding: .utf8)
        let line = "    partNotAdopted: \"De vergoeding van een tolk voor elk gesprek.\"\n"
        #expect(text.contains(line))
        let broken = try folder.write("stuk.yaml", text.replacing(line, with: ""))
        let program = try Program(in: folder)
        let found = try program.run("annex", "check", broken, "--json")
        #expect(found.status == 1)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let number = try #require(lines.firstIndex { $0.contains("recommendations: [\"9\"]") }) + 1
        #expect(found.output.contains("\"code\" : \"annex.part-not-named\""))
        #expect(found.output.contains("\"line\" : \(number)"))
        let override = """
            overrides:
              - { code: annex.part-not-named, recommendation: "9", by: "A. Bedacht", date: 2031-02-01, reason: "Volgt nog" }

            """
        let passed = try folder.write("door.yaml", text.replacing(line, with: "") + override)
        let outcome = try program.run("annex", "check", passed)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("doorgelaten door A. Bedacht op 1-2-2031: Volgt nog"))
    }

    @Test func `a final annex with open findings is refused, a concept is made and marked`() throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOfFile: register, encoding: .utf8)
        let broken = try folder.write(
            "stuk.yaml",
            text.replacing("    reasoning: \"Een tolk bij elk gesprek is niet altijd nodig.\"\n", with: "")
        )
        let program = try Program(in: folder)
        let refused = try program.run("annex", "build", broken, "--final", "--formats", "html", "--out", "uit")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("[annex.final-refused]"))
        #expect(!folder.exists("uit"))
        let concept = try program.run("annex", "build", broken, "--formats", "html", "--out", "uit")
        #expect(concept.status == 1)
        let page = DocumentReading(
            html: try String(contentsOfFile: folder["uit/openbaar/bijlage.html"], encoding: .utf8)
        )
        #expect(page.text.contains("Concept"))
        let companion = try String(contentsOfFile: folder["uit/intern/begeleider.html"], encoding: .utf8)
        #expect(DocumentReading(html: companion).text.contains("zonder reden"))
    }

    @Test func `what may not be public is in no byte of the public page, and the companion has it`() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let arguments = [
            "annex", "build", register, "--non-public", nonPublic, "--final", "--formats", "html", "--out",
        ]
        #expect(try program.run(arguments + ["uit"]).status == 0)
        let secrets = ["persoonlijke opvatting van een ambtenaar", "Bedachtelaan", "5.2 lid 1", "niet-openbaar.yaml"]
        for (name, bytes) in try folder.files(below: "uit/openbaar") {
            let text = String(decoding: bytes, as: UTF8.self)
            for secret in secrets { #expect(!text.contains(secret), "\(name)") }
        }
        let companion = DocumentReading(
            html: try String(contentsOfFile: folder["uit/intern/begeleider.html"], encoding: .utf8)
        )
        for secret in secrets.prefix(3) { #expect(companion.text.contains(secret)) }
        let first = try folder.files(below: "uit")
        #expect(try program.run(arguments + ["uit"]).status == 0)
        #expect(try folder.files(below: "uit") == first)
    }

    @Test func `the companion names what is overdue and what changed`() throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOfFile: register, encoding: .utf8)
        let old = try folder.write(
            "oud.yaml",
            text.replacing("position: niet-overgenomen", with: "position: nader-onderzoek")
        )
        let run = try Program(in: folder).run(
            "annex",
            "build",
            register,
            "--previous",
            old,
            "--date",
            "2031-07-01",
            "--formats",
            "html",
            "--out",
            "uit"
        )
        #expect(run.status == 0)
        let companion = DocumentReading(
            html: try String(contentsOfFile: folder["uit/intern/begeleider.html"], encoding: .utf8)
        )
        #expect(companion.text.contains("bestuurlijk overleg"))
        #expect(companion.text.contains("een ander antwoord"))
        #expect(!companion.text.contains("ondergrens voor ruimte"))
    }

    @Test func `the letter on progress counts both axes, and keeps to itself what is overdue`() throws {
        let folder = try TemporaryFolder()
        let run = try Program(in: folder).run(
            "annex",
            "status",
            register,
            "--non-public",
            nonPublic,
            "--date",
            "2031-07-01",
            "--formats",
            "html",
            "--out",
            "uit"
        )
        #expect(run.status == 0, "\(run.errors)")
        func reading(_ name: String) throws -> DocumentReading {
            DocumentReading(html: try String(contentsOfFile: folder[name], encoding: .utf8))
        }
        let letter = try reading("uit/openbaar/voortgang.html")
        #expect(letter.text.contains("bij 1 een toezegging gedaan en zijn er 1 uitgevoerd"))
        #expect(letter.text.contains("1 van de 12 aanbevelingen zijn uitgevoerd"))
        #expect(letter.alternatives.contains { $0.contains("Met toezegging: uitgevoerd 0") })
        #expect(!letter.text.contains("bestuurlijk overleg"))
        let companion = try reading("uit/intern/stand.html")
        #expect(companion.text.contains("bestuurlijk overleg"))
        #expect(!companion.text.contains("Bedachtelaan"))
    }

    @Test func `hostile text stays text`() throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOfFile: register, encoding: .utf8)
        let hostile = try folder.write(
            "vijandig.yaml",
            text.replacing("Zelf koken geeft", with: "<script>alert(1)</script> \\u202E {title} Zelf koken geeft")
        )
        let run = try Program(in: folder).run("annex", "build", hostile, "--formats", "html", "--out", "uit")
        #expect(run.status == 0)
        let page = try String(contentsOfFile: folder["uit/openbaar/bijlage.html"], encoding: .utf8)
        #expect(!page.contains("<script>alert"))
        #expect(page.contains("&lt;script>alert(1)") || page.contains("&lt;script&gt;alert(1)"))
        #expect(page.contains("{title}"))
    }

    @Test(.enabled(if: Tool.hasDocuments))
    func `every format says the same, and none of them what may not be public`() throws {
        let folder = try TemporaryFolder()
        let run = try Program(in: folder).run(
            "annex",
            "build",
            register,
            "--non-public",
            nonPublic,
            "--final",
            "--out",
            "uit"
        )
        #expect(run.status == 0, "\(run.errors)")
        let stem = folder["uit/openbaar/bijlage"]
        let html = DocumentReading(html: try String(contentsOfFile: stem + ".html", encoding: .utf8))
        let docx = DocumentReading(docx: try Tool.part("word/document.xml", of: stem + ".docx"))
        let odt = DocumentReading(odt: try Tool.part("content.xml", of: stem + ".odt"))
        let pdf = DocumentReading(
            pdfTree: String(decoding: try Tool.output("pdfinfo", ["-struct-text", stem + ".pdf"]), as: UTF8.self),
            alternatives: []
        )
        for reading in [docx, odt, pdf] {
            #expect(reading.headings == html.headings)
            #expect(reading.numbers == html.numbers)
        }
        let packed = try ["docx", "odt"].map { try Tool.output("unzip", ["-p", "\(stem).\($0)"]) }
        let unpacked = [try Tool.output("qpdf", ["--qdf", "--stream-data=uncompress", stem + ".pdf", "-"])]
        for bytes in packed + unpacked {
            #expect(bytes.count > 1000)
            let text = String(decoding: bytes, as: UTF8.self)
            for secret in ["persoonlijke opvatting", "Bedachtelaan", "5.2 lid 1"] { #expect(!text.contains(secret)) }
        }
        // Letters of a PDF are glyphs: its words are searched too.
        for secret in ["persoonlijke opvatting", "Bedachtelaan", "5.2 lid 1"] { #expect(!pdf.text.contains(secret)) }
    }
}
