import Foundation
import Synchronization
import Testing

@Suite("Documents as PDF, DOCX and ODT", .enabled(if: Tool.hasDocuments), .serialized)
struct DocumentTests {
    /// A report of the small sample in all formats, made once.
    private static let sample: Result<TemporaryFolder, any Error> = Result {
        let folder = try TemporaryFolder()
        let run = try Program(in: folder).run([
            "report", Corpus.data + "/Samples/schoon.csv", Corpus.data + "/Samples/schoon.oefenantwoorden.csv",
            "--framework", "nl-opvang", "--residents", "uk", "--formats", "html,pdf,docx,odt", "--out", "out",
        ])
        guard run.status == 0 else { throw NotMade(errors: run.errors) }
        return folder
    }

    private struct NotMade: Error { var errors: String }

    private static let documents = ["intern/index", "gemeente/GM0451/index"]
    /// Poppler takes long to print a tree.
    private static let readings = Mutex<[String: DocumentReading]>([:])

    private func path(_ document: String, _ format: String) throws -> String {
        try Self.sample.get()["out/\(document).\(format)"]
    }

    private func html(_ document: String) throws -> DocumentReading {
        DocumentReading(html: try text(at: path(document, "html")))
    }

    private func pdf(_ document: String) throws -> DocumentReading {
        if let known = Self.readings.withLock({ $0[document] }) { return known }
        let place = try path(document, "pdf")
        let file = try PDFFile(place)
        let alternatives = file.structure.all("Figure").map {
            DocumentReading.plain(file.text($0.dictionary["/Alt"]) ?? "")
        }
        let tree = String(decoding: try Tool.output("pdfinfo", ["-struct-text", place]), as: UTF8.self)
        let reading = DocumentReading(pdfTree: tree, alternatives: alternatives)
        Self.readings.withLock { $0[document] = reading }
        return reading
    }

    private func docx(_ document: String) throws -> DocumentReading {
        DocumentReading(docx: try Tool.part("word/document.xml", of: path(document, "docx")))
    }

    private func odt(_ document: String) throws -> DocumentReading {
        DocumentReading(odt: try Tool.part("content.xml", of: path(document, "odt")))
    }

    // MARK: - The same in every format

    @Test("every number of the page stands as often in PDF, DOCX and ODT", arguments: documents)
    func numbers(document: String) throws {
        let expected = try html(document).numbers
        #expect(expected.values.reduce(0, +) > 400)
        for (format, reading) in try [("pdf", pdf(document)), ("docx", docx(document)), ("odt", odt(document))] {
            let found = reading.numbers
            for number in Set(expected.keys).union(found.keys).sorted() where expected[number] != found[number] {
                Issue.record(
                    "\(document).\(format): '\(number)' stands \(found[number] ?? 0) times, not \(expected[number] ?? 0)"
                )
            }
        }
    }

    @Test("the headings are those of the page, in its order and with its levels", arguments: documents)
    func headings(document: String) throws {
        let expected = try html(document).headings
        #expect(expected.count > 5)
        for reading in try [pdf(document), docx(document), odt(document)] {
            // The tables behind the figures stand at the end, under a heading of their own.
            #expect(reading.headings.last?.text == "De cijfers als tabel")
            #expect(reading.headings.dropLast() == expected[...])
        }
    }

    @Test("every figure has the words of the page's figure", arguments: documents)
    func alternatives(document: String) throws {
        func letters(_ texts: [String]) -> [String] { texts.map { $0.filter { $0.isLetter || $0.isNumber } } }
        let expected = letters(try html(document).alternatives)
        #expect(!expected.isEmpty && expected.allSatisfy { $0.count > 30 })
        #expect(letters(try pdf(document).alternatives) == expected)
        #expect(letters(try docx(document).alternatives) == expected)
        #expect(letters(try odt(document).alternatives) == expected)
    }

    // MARK: - PDF

    @Test("a PDF is tagged as PDF/UA-1 and PDF/A-2a ask, as far as a machine can see", arguments: documents)
    func structure(document: String) throws {
        let file = try PDFFile(try path(document, "pdf"))
        #expect(file.text(file.root["/Lang"]) == "nl")
        #expect((file.dictionary(file.root["/MarkInfo"])?["/Marked"] as? Bool) == true)
        #expect((file.dictionary(file.root["/ViewerPreferences"])?["/DisplayDocTitle"] as? Bool) == true)
        #expect((file.dictionary(file.root["/Outlines"])?["/Count"] as? Int ?? 0) != 0, "bookmarks")
        let metadata = String(decoding: file.stream(file.root["/Metadata"]), as: UTF8.self)
        #expect(metadata.contains("<pdfuaid:part>1<") && metadata.contains("<pdfaid:part>2<"))
        #expect(metadata.contains("<pdfaid:conformance>A<"))
        #expect(metadata.contains("<dc:title>"))

        let tree = file.structure
        var level = 0
        for element in tree.everything where element.name.count == 2 && element.name.hasPrefix("H") {
            let found = element.name.last?.wholeNumberValue ?? 0
            #expect(found <= level + 1, "\(element.name) after H\(level)")
            level = found
        }
        #expect(tree.all("H1").count == 1)
        for figure in tree.all("Figure") { #expect(file.text(figure.dictionary["/Alt"])?.isEmpty == false) }
        for table in tree.all("Table") {
            #expect(table.all("Caption").count == 1)
            let header = try #require(table.all("THead").first)
            #expect(!header.all("TH").isEmpty && header.all("TD").isEmpty)
            for cell in header.all("TH") { #expect(file.attributes(cell)["/Scope"] as? String == "/Column") }
            let widths = Set(table.all("TR").map(\.kids.count))
            #expect(widths.count == 1, "every row has a cell for every column")
        }
        for list in tree.all("L") { #expect(list.kids.allSatisfy { $0.name == "LI" }) }
        for item in tree.all("LI") { #expect(item.kids.map(\.name) == ["Lbl", "LBody"]) }
        let known: Set = [
            "StructTreeRoot", "Document", "Div", "P", "H1", "H2", "H3", "H4", "Span", "Strong", "Figure", "Table",
            "Caption",
            "THead", "TBody", "TR", "TH", "TD", "L", "LI", "Lbl", "LBody", "Link", "TOC", "TOCI", "Reference",
        ]
        #expect(Set(tree.everything.map(\.name)).subtracting(known).isEmpty)
    }

    @Test("nothing on a page of a PDF is outside of tags and artifacts, and reading order is that of the tags")
    func untagged() throws {
        for document in Self.documents {
            let file = try PDFFile(try path(document, "pdf"))
            #expect(file.pages.count > 3)
            for page in file.pages {
                #expect(file.untagged(page) == [])
                #expect(page["/StructParents"] as? Int != nil)
                #expect(page["/Tabs"] as? String == "/S")
            }
        }
    }

    @Test("a council memo is no longer than two pages")
    func memo() throws {
        #expect(try PDFFile(try path("gemeente/GM0451/memo", "pdf")).pages.count <= 2)
    }

    @Test("all letters of a PDF are in it, and they are Inter")
    func fonts() throws {
        for document in Self.documents {
            let rows = String(decoding: try Tool.output("pdffonts", [path(document, "pdf")]), as: UTF8.self)
                .split(separator: "\n").dropFirst(2)
            #expect(!rows.isEmpty)
            for row in rows { #expect(row.contains("Inter") && row.contains(" yes yes yes "), "\(row)") }
        }
    }

    // MARK: - Sheets, notes and references

    @Test("the sheet for residents says the same in every format, in its language and with Dutch names as Dutch")
    func sheet() throws {
        let document = "gemeente/GM0451/bewoners/L00001.uk"
        let expected = try html(document)
        #expect(expected.headings.count == 6 && expected.numbers.count > 2)
        for reading in try [pdf(document), docx(document), odt(document)] {
            #expect(reading.headings == expected.headings)
            #expect(reading.numbers == expected.numbers)
        }
        let file = try PDFFile(try path(document, "pdf"))
        #expect(file.text(file.root["/Lang"]) == "uk")
        for page in file.pages { #expect(file.untagged(page) == []) }
        #expect(try Tool.part("word/styles.xml", of: path(document, "docx")).contains("w:val=\"uk\""))
        #expect(try Tool.part("word/document.xml", of: path(document, "docx")).contains("<w:lang w:val=\"nl\""))
        #expect(try Tool.part("styles.xml", of: path(document, "odt")).contains("fo:language=\"uk\""))
        #expect(
            try text(at: path(document, "html")).contains("<span lang=\"nl\"><bdi>Sporthal Het Berkenbos</bdi></span>")
        )
    }

    @Test("footnotes and references stand in every format, and PDF tags them")
    func notes() throws {
        let document = "openbaar/method"
        func letters(_ text: String) -> String { text.filter { $0.isLetter } }
        let expected = [
            letters("Enkele verschillen met R zijn bewust; de documentatie van het programma noemt ze."),
            letters("voor een buitenstaander en voor elke gemeente die haar eigen cijfers kent."),
            letters("T. Lumley, Complex Surveys: A Guide to Analysis Using R, Wiley"),
            letters("R. E. Fay, R. A. Herriot, Estimates of income for small places"),
        ]
        let place = try path(document, "docx")
        let files = [
            ("html", try text(at: path(document, "html"))),
            ("pdf", String(decoding: try Tool.output("pdftotext", [path(document, "pdf"), "-"]), as: UTF8.self)),
            ("docx", try Tool.part("word/document.xml", of: place) + Tool.part("word/footnotes.xml", of: place)),
            ("odt", try Tool.part("content.xml", of: path(document, "odt"))),
        ]
        for (format, content) in files {
            let found = letters(content.replacing(/<[^>]*>/, with: "").replacing("&#39;", with: "'"))
            for text in expected { #expect(found.contains(text), "\(format) \(text)") }
        }
        #expect(files[2].1.contains("<w:footnote ") && files[3].1.contains("<text:note "))
        let file = try PDFFile(try path(document, "pdf"))
        #expect(file.structure.everything.contains { ["Note", "FENote"].contains($0.name) })
        for page in file.pages { #expect(file.untagged(page) == []) }
        for table in file.structure.all("Table") { #expect(table.all("THead").count == 1) }
    }

    // MARK: - DOCX and ODT

    @Test("DOCX keeps header rows, captions, language, contents, paper and mark")
    func word() throws {
        let place = try path("gemeente/GM0451/index", "docx")
        let body = try Tool.part("word/document.xml", of: place)
        let tables = body.split(separator: "<w:tbl>").count - 1
        #expect(tables > 15)
        #expect(body.split(separator: "<w:tblHeader").count - 1 == tables)
        #expect(body.split(separator: "w:val=\"TableCaption\"").count - 1 == tables)
        #expect(
            body.contains("TOC \\o") && body.contains("w:anchor=\"locations\"") && body.contains("w:name=\"locations\"")
        )
        #expect(body.contains("w:w=\"11906\"") && body.contains("w:orient=\"landscape\""))
        #expect(try Tool.part("word/styles.xml", of: place).contains("w:val=\"nl\""))
        let footer = try Tool.part("word/footer1.xml", of: place)
        #expect(footer.contains("Concept · voor de gemeente · Uithoorn") && !footer.contains("{"))
        let core = try Tool.part("docProps/core.xml", of: place)
        #expect(core.contains("<dc:title>Uithoorn</dc:title>") && core.contains("<dc:language>nl</dc:language>"))
    }

    @Test("ODT keeps header rows, captions, language, contents and paper")
    func open() throws {
        let place = try path("gemeente/GM0451/index", "odt")
        let body = try Tool.part("content.xml", of: place)
        let tables = body.split(separator: "<table:table ").count - 1
        #expect(tables > 15)
        #expect(body.split(separator: "<table:table-header-rows>").count - 1 == tables)
        #expect(body.split(separator: "text:style-name=\"TableCaption\"").count - 1 == tables)
        #expect(body.contains("<text:table-of-content ") && body.contains("xlink:href=\"#locations\""))
        let styles = try Tool.part("styles.xml", of: place)
        #expect(styles.contains("fo:language=\"nl\"") && styles.contains("fo:page-width=\"297mm\""))
        #expect(styles.contains("Concept · voor de gemeente · Uithoorn") && !styles.contains("{mark}"))
        #expect(try Tool.part("meta.xml", of: place).contains("<dc:title>Uithoorn</dc:title>"))
    }

    @Test("LibreOffice opens DOCX and ODT", .enabled(if: Tool.hasLibreOffice), arguments: ["docx", "odt"])
    func libreOffice(format: String) throws {
        let folder = try TemporaryFolder()
        _ = try Tool.output(
            "soffice",
            [
                "-env:UserInstallation=file://\(folder["profile"])", "--headless", "--convert-to", "pdf", "--outdir",
                folder.path, path("gemeente/GM0451/index", format),
            ]
        )
        let words = String(decoding: try Tool.output("pdftotext", [folder["index.pdf"], "-"]), as: UTF8.self)
        #expect(words.contains("Uithoorn") && words.contains("Bevindingen per criterium"))
        #expect(words.contains("De cijfers als tabel"))
    }

    // MARK: - Same bytes

    @Test("the same run gives the same bytes, with any number of documents before")
    func sameBytes() throws {
        let folder = try TemporaryFolder()
        let run = try Program(in: folder).run([
            "report", Corpus.data + "/Samples/schoon.csv", Corpus.data + "/Samples/schoon.oefenantwoorden.csv",
            "--framework", "nl-opvang", "--formats", "odt,docx,pdf", "--only-municipality", "GM0451", "--out", "other",
        ])
        #expect(run.status == 0, "\(run.errors)")
        for document in Self.documents.dropFirst() {
            for format in ["pdf", "docx", "odt"] {
                let again = try bytes(at: folder["other/\(document).\(format)"])
                #expect(try bytes(at: path(document, format)) == again, "\(document).\(format)")
            }
        }
        #expect(!folder.exists("other/intern/index.html"), "only what was asked for")
        // What is not written as HTML is attacked all the same.
        let leaving = try folder.files(below: "other").keys.filter {
            $0.hasPrefix("openbaar/") || $0.hasPrefix("gemeente/")
        }
        let read = leaving.filter { path in
            !path.hasSuffix("audit.json") && [".csv", ".json", ".pdf"].contains { path.hasSuffix($0) }
        }
        let audit = try JSONSerialization.jsonObject(
            with: Data(try bytes(at: folder["other/openbaar/data/audit.json"]))
        )
        #expect((audit as? [String: Any])?["files"] as? Int == read.count)
        let manifest = try JSONSerialization.jsonObject(with: Data(try bytes(at: folder["other/manifest.json"])))
        let parts = try #require(manifest as? [String: Any])
        let outputs = try #require(parts["outputs"] as? [String: String])
        #expect(outputs["gemeente/GM0451/index.pdf"]?.count == 64 && outputs["intern/index.odt"] != nil)
        #expect(!outputs.keys.contains { $0.contains(".making") })
        let tools = try #require(parts["documents"] as? [String: String])
        #expect(tools["typst"] != nil && tools["report.typ"]?.count == 64 && tools["reference.docx"]?.count == 64)
    }

    // MARK: - Hostile text

    private static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "#panic(\"typst\") $x^2$ *b* _i_ @ref <label>",
        "#include \"/etc/passwd\"", "</w:t></w:r><w:br/>", "&lt;office:text&gt; ]]> <!--", "=cmd|' /C calc'!A0",
        "**vet** [link](http://x) `code` ~~~", "\u{202E}gro.live\u{202C}", "\u{200F}x\u{200E}", "مرحبا", "שלום", "😀 漢字",
        "\u{E000}\u{FFFE}", "\u{1B}[31mred", "{mark} {title}", "a\tb", "\\u{41} \\input{x}",
        String(repeating: "lang", count: 2500),
    ]

    @Test("text that looks like markup stays text in every format")
    func hostile() throws {
        let folder = try TemporaryFolder()
        let rows = Self.hostile.enumerated().map { index, name in
            "L\(index);\"\(name.replacing("\"", with: "\"\""))\";<b>#G</b>;1-1-2025;\(index + 10);3;nee\n"
        }
        let arguments = try TinyExport.write(to: folder, export: TinyExport.header + rows.joined())
        let run = try Program(in: folder).run(
            ["report"] + arguments + ["--formats", "html,pdf,docx,odt", "--out", "out"]
        )
        #expect(run.status == 0 || !run.errors.contains("documents.not-made"), "\(run.errors)")
        let page = try #require(try folder.files(below: "out/gemeente").keys.first { $0.hasSuffix(".pdf") })
        let stem = folder["out/gemeente/"] + page.dropLast(4)
        let tree = String(decoding: try Tool.output("pdfinfo", ["-struct-text", stem + ".pdf"]), as: UTF8.self)
        let readings = [
            ("pdf", DocumentReading(pdfTree: tree, alternatives: [])),
            ("docx", DocumentReading(docx: try Tool.part("word/document.xml", of: stem + ".docx"))),
            ("odt", DocumentReading(odt: try Tool.part("content.xml", of: stem + ".odt"))),
        ]
        for (format, reading) in readings {
            let found = reading.text.filter { !$0.isWhitespace }
            #expect(reading.headings.first?.text == "<b>#G</b>", "\(format)")
            for name in Self.hostile.prefix(8) + ["{mark} {title}", "\\u{41} \\input{x}"] {
                #expect(found.contains(name.filter { !$0.isWhitespace }), "\(format): \(name)")
            }
            #expect(found.contains(Self.hostile.last ?? "?"), "\(format): 10,000 characters")
            #expect(!found.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{1B}" }, "\(format)")
        }
        #expect(readings[0].1.text.contains("[U+6F22]"), "what no font has is written as its code")
        #expect(readings[1].1.text.contains("😀 漢字") && readings[2].1.text.contains("😀 漢字"))
        #expect(try PDFFile(stem + ".pdf").pages.count > 1)
        for name in ["word/document.xml", "word/footer1.xml"] {
            let xml = Data(try Tool.output("unzip", ["-p", stem + ".docx", name]))
            #expect(try Tool.isWellFormed(xml, in: folder), "\(name)")
        }
        for name in ["content.xml", "styles.xml"] {
            let xml = Data(try Tool.output("unzip", ["-p", stem + ".odt", name]))
            #expect(try Tool.isWellFormed(xml, in: folder), "\(name)")
        }
    }

    // MARK: - Missing tools, wrong usage

    @Test("without the tools the other formats are made, and a sentence says what to type")
    func noTools() throws {
        let folder = try TemporaryFolder()
        var program = try Program(in: folder)
        program.environment = ["MAATSTAF_TOOLS": folder["nothing"]]
        let arguments = try TinyExport.write(to: folder)
        let run = try program.run(
            ["report"] + arguments + ["--formats", "html,pdf,docx", "--language", "en", "--out", "out"]
        )
        #expect(run.status == 1)
        #expect(run.errors.contains("typst and pandoc are missing"))
        #expect(run.errors.contains("/Reports/Tools/install.sh \(folder["nothing"])"))
        let files = try folder.files(below: "out")
        #expect(files["intern/index.html"] != nil && files["intern/index.pdf"] == nil)
        #expect(!files.keys.contains { $0.contains(".making") })
    }

    @Test("a format that is not there is wrong usage", arguments: ["html,rtf", "", "pdf;docx"])
    func wrongFormat(formats: String) throws {
        let run = try Program(in: try TemporaryFolder()).run([
            "report", "x.csv", "--framework", "nl-opvang", "--formats", formats, "--out", "out",
        ])
        #expect(run.status == 64)
    }
}

extension Tool {
    /// Whether a reader of XML that is not ours takes it.
    static func isWellFormed(_ xml: Data, in folder: TemporaryFolder) throws -> Bool {
        let path = try folder.write("check.xml", [UInt8](xml))
        let answer = try output(
            "python3",
            ["-c", "import sys,xml.dom.minidom as m; m.parse(sys.argv[1]); print('fine')", path]
        )
        return String(decoding: answer, as: UTF8.self).hasPrefix("fine")
    }
}
