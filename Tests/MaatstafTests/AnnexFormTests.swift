import Foundation
import Testing

@Suite("The register of an annex as a workbook")
struct AnnexFormTests {
    private static let register = Corpus.data + "/Appreciations/voorbeeld/register.yaml"

    private static func formats() -> [String] { Tool.hasDocuments ? ["xlsx", "ods"] : ["xlsx"] }

    @Test("the example comes back from XLSX and ODS as it was, and is checked as a form just as well")
    func back() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        #expect(try program.run("annex", "form", Self.register, "--out", "eerst.yaml").status == 0)
        let expected = try text(at: folder["eerst.yaml"])
        for format in Self.formats() {
            let out = try program.run("annex", "form", Self.register, "--out", "form.\(format)")
            #expect(out.status == 0 && out.output.contains("12 aanbevelingen"), "\(out.errors)")
            let back = try program.run("annex", "form", "form.\(format)", "--out", "\(format).yaml")
            #expect(back.status == 0, "\(back.errors)")
            #expect(try text(at: folder["\(format).yaml"]) == expected, "\(format)")
            #expect(try program.run("annex", "check", "form.\(format)").status == 0)
            let again = try program.run("annex", "form", Self.register, "--out", "again.\(format)")
            #expect(again.status == 0)
            #expect(try bytes(at: folder["form.\(format)"]) == bytes(at: folder["again.\(format)"]), "\(format)")
        }
    }

    @Test("texts that spreadsheets like to change come back character by character")
    func odd() throws {
        let texts = [
            "=1+1", "007", "1.0", "1e5", "31-1-2031", "  twee  blanken  ", "regel\\nregel", "é 😀 'x", "<b>&amp;</b>",
            "-", "+31",
            "_x0041_", "\\t tab",
        ]
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let recommendations = texts.enumerated().map { index, text in
            """
              - { number: "\(index + 1)", level: rijk, theme: "\(text)", text: "\(text)", page: "\(text)", addressees: [ministerie] }

            """
        }
        let head = "format: maatstaf/appreciations/1\nid: proef\nrecommendations:\n"
        try folder.write("odd.yaml", head + recommendations.joined())
        #expect(try program.run("annex", "form", "odd.yaml", "--out", "eerst.yaml").status == 0)
        let expected = try text(at: folder["eerst.yaml"])
        for format in Self.formats() {
            let out = try program.run("annex", "form", "odd.yaml", "--out", "odd.\(format)")
            #expect(out.status == 0, "\(out.errors)")
            let back = try program.run("annex", "form", "odd.\(format)", "--out", "\(format).yaml")
            #expect(back.status == 0, "\(back.errors)")
            #expect(try text(at: folder["\(format).yaml"]) == expected, "\(format)")
        }
    }

    @Test("another workbook is no form, and an ending that nothing writes is refused")
    func refused() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        try folder.write("ander.csv", "naam;leeftijd\nJan;3\nPiet;4\n")
        let other = try program.run("annex", "check", "ander.csv")
        #expect(other.status == 2 && other.errors.contains("[annex.form-header]"))
        let format = try program.run("annex", "form", Self.register, "--out", "form.docx")
        #expect(format.status == 2 && format.errors.contains("[piece.unknown-format]"))
    }
}
