import Foundation
import ShelterModel
import ShelterParsers
import Testing

@Suite("Sheets for residents")
struct ResidentsSheetTests {
    private static let languages = ["nl", "en", "uk", "ru"]

    private static func texts(_ language: String) throws -> ResidentsTexts {
        try ResidentsTextsFile.texts(
            yaml: text(at: Corpus.data + "/Texts/Residents/\(language).yaml"),
            file: "\(language).yaml"
        )
    }

    private static func placeholders(_ text: String) -> [Substring] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst()
            .compactMap { $0.split(separator: "}").first }.sorted()
    }

    /// Without the ending of a plural form, so that languages with more of them compare.
    private static func base(_ key: String) -> String {
        for form in PluralForm.allCases where key.hasSuffix(".\(form.rawValue)") {
            return String(key.dropLast(form.rawValue.count + 1))
        }
        return key
    }

    // MARK: - The texts

    @Test("Every language says the same things with the same placeholders", arguments: languages)
    func same(language: String) throws {
        let dutch = try Self.texts("nl")
        let other = try Self.texts(language)
        #expect(dutch.isSource && (language == "nl") == other.isSource)
        #expect(Set(other.entries.keys.map(Self.base)) == Set(dutch.entries.keys.map(Self.base)))
        for (key, entry) in other.entries {
            let source = try #require(dutch.entries[key] ?? dutch.entries["\(Self.base(key)).many"], "\(key)")
            #expect(Self.placeholders(entry.text) == Self.placeholders(source.text), "\(key)")
        }
        let forms = PluralForm.forms(of: language)
        for key in other.entries.keys where key.hasSuffix(".many") {
            for form in PluralForm.allCases {
                let isThere = other.entries["\(Self.base(key)).\(form.rawValue)"] != nil
                #expect(isThere == forms.contains(form), "\(key) as \(form)")
            }
        }
    }

    @Test("Translations name every theme and criterion of the framework", arguments: ["uk", "ru"])
    func labels(language: String) throws {
        let file = "nl-opvang.yaml"
        let framework = try FrameworkFile.framework(yaml: text(at: Corpus.data + "/Frameworks/\(file)"), file: file)
        let labels = try #require(try Self.texts(language).labels["nl-opvang"])
        let expected = ["framework"] + framework.themes.map(\.id) + framework.criteria.map(\.id)
        #expect(Set(labels.keys) == Set(expected))
        let unit = Set(try Self.texts(language).entries.keys.filter { $0.hasPrefix("sheet.unit.") }.map(Self.base))
        let book = try text(at: Corpus.data + "/CodeBooks/nl-opvang.yaml")
        for match in book.matches(of: #/unit: ?"?([a-z0-9]+)"?/#) {
            #expect(unit.contains("sheet.unit.\(match.1)"), "\(match.1)")
        }
    }

    @Test("No text is left that the sheet does not use, and none that it uses is missing")
    func used() throws {
        let folder = Corpus.data + "/../Sources/ShelterReporter/Residents"
        var literals: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let source = try text(at: "\(folder)/\(name)")
            literals += source.split(separator: "\"").filter { $0.hasPrefix("sheet.") }.map { literal in
                String(literal.prefix { $0 != "\\" })
            }
        }
        let keys = try Self.texts("nl").entries.keys
        #expect(literals.count > 25)
        for literal in literals {
            #expect(keys.contains { $0 == literal || $0.hasPrefix(literal) }, "\(literal) is missing")
        }
        // The name of the language stands for whoever chooses among files.
        for key in keys where key != "sheet.language" {
            let isUsed = literals.contains {
                key == $0 || Self.base(key) == $0 || ($0.hasSuffix(".") && key.hasPrefix($0))
            }
            let isHeading = key.hasPrefix("sheet.heading.")
            #expect(isUsed || isHeading, "\(key) is used nowhere")
        }
    }

    @Test("An approval holds as long as the Dutch text is what it was")
    func approval() throws {
        let yaml = """
            format: maatstaf/residents-sheet/1
            language: uk
            texts:
              sheet:
                title: { text: "Привіт", approved-by: "B. Verzonnen, tolk", approved-on: 2026-11-02, of: "Hallo" }
                kicker: "Так"
            """
        let texts = try ResidentsTextsFile.texts(yaml: yaml, file: "uk.yaml")
        let title = try #require(texts.entries["sheet.title"])
        #expect(title.approval?.by == "B. Verzonnen, tolk")
        #expect(texts.isApproved(title, source: "Hallo"))
        #expect(!texts.isApproved(title, source: "Hallo allemaal"))
        #expect(!texts.isApproved(try #require(texts.entries["sheet.kicker"]), source: "Ja"))
    }

    @Test("An approval without a name, a day or the Dutch text is refused at its line")
    func refused() {
        let yaml = """
            format: maatstaf/residents-sheet/1
            language: uk
            texts:
              sheet:
                title: { text: "Привіт", approved-on: morgen }
            """
        do {
            _ = try ResidentsTextsFile.texts(yaml: yaml, file: "uk.yaml")
            Issue.record("accepted")
        } catch {
            #expect(Set(error.diagnostics.map(\.code)) == ["yaml.missing-key", "yaml.not-a-date"])
            #expect(error.diagnostics.allSatisfy { $0.location?.line == 5 })
        }
    }

    // MARK: - The sheets

    private static func report(
        _ rows: String,
        _ more: [String],
        plan: String? = nil
    ) throws -> (folder: TemporaryFolder, run: Program.Outcome) {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        var arguments = try TinyExport.write(to: folder, export: TinyExport.header + rows)
        if let plan {
            try folder.write("plan.csv", plan)
            arguments += ["--plan", "plan.csv"]
        }
        return (folder, try program.run(["report"] + arguments + more + ["--out", "out"]))
    }

    @Test("Each location has a sheet per language, marked as a draft where nobody approved it")
    func sheets() throws {
        let rows = "A1;Huis A1;A;1-1-2025;20;1;nee\nA2;Huis A2;A;1-1-2025;20;4;\n"
        let (folder, run) = try Self.report(rows, ["--residents", "nl,uk,ru,en"])
        #expect(run.status <= 1, "\(run.errors)")
        for location in ["A1", "A2"] {
            for language in Self.languages {
                let page = try text(at: folder["out/gemeente/A/bewoners/\(location).\(language).html"])
                #expect(page.contains("<html lang=\"\(language)\">"))
                #expect(page.contains("Huis \(location)"))
                let draft = try #require(try Self.texts(language).entries["sheet.draft"]).text
                #expect(page.contains(draft) == (language != "nl"), "\(language)")
                #expect(!page.contains("⟨"))
            }
        }
        let dutch = try text(at: folder["out/gemeente/A/bewoners/A2.nl.html"])
        #expect(dutch.contains("<dd>1</dd>") || dutch.contains(">1</dd>"))
        #expect(dutch.contains("Onbekend betekent niet dat iets niet goed is"))
        // What a translation has no word for stands in Dutch, and says so.
        let ukrainian = try text(at: folder["out/gemeente/A/bewoners/A1.uk.html"])
        #expect(ukrainian.contains("<span lang=\"nl\">"))
        let manifest = try text(at: folder["out/manifest.json"])
        #expect(manifest.contains("\"residents\""))
    }

    @Test("What falls short is told as a number with its noun, in the form that the number asks for")
    func quantities() throws {
        let codeBook = TinyExport.codeBook().replacing(
            "variable: showers, type: number }",
            with: "variable: showers, type: number, unit: showers }"
        )
        // At most 8 residents to a shower: 3 of 40 are 2 too few, 2 of 56 are 5 too few, 4 of 40 is 1.
        let rows = "A1;Huis;A;1-1-2025;40;3;ja\nA2;Huis;A;1-1-2025;56;2;ja\nA3;Huis;A;1-1-2025;40;4;ja\n"
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder, export: TinyExport.header + rows, codeBook: codeBook)
        let run = try Program(in: folder).run(["report"] + arguments + ["--residents", "nl,uk,ru", "--out", "out"])
        #expect(run.status <= 1, "\(run.errors)")
        let expected = [
            ("A1", "tekort: 2\u{A0}douches", "бракує: 2\u{A0}душі", "не хватает: 2\u{A0}душа"),
            ("A2", "tekort: 5\u{A0}douches", "бракує: 5\u{A0}душів", "не хватает: 5\u{A0}душей"),
            ("A3", "tekort: 1\u{A0}douche<", "бракує: 1\u{A0}душ<", "не хватает: 1\u{A0}душ<"),
        ]
        for (location, dutch, ukrainian, russian) in expected {
            for (language, words) in [("nl", dutch), ("uk", ukrainian), ("ru", russian)] {
                let page = try text(at: folder["out/gemeente/A/bewoners/\(location).\(language).html"])
                #expect(page.contains(words), "\(location) \(language)")
            }
        }
    }

    @Test("No sheet is made unless it is asked for")
    func none() throws {
        let (folder, run) = try Self.report("A1;Huis A1;A;1-1-2025;20;1;nee\n", [])
        #expect(run.status <= 1)
        #expect(!FileManager.default.fileExists(atPath: folder["out/gemeente/A/bewoners"]))
    }

    @Test("A language that there is no file for is refused, with those that there are")
    func unknownLanguage() throws {
        let (folder, run) = try Self.report("A1;Huis A1;A;1-1-2025;20;1;nee\n", ["--residents", "nl,xx"])
        #expect(run.status == 2)
        #expect(run.errors.contains("[residents.unknown-language]") && run.errors.contains("uk"))
        #expect(!FileManager.default.fileExists(atPath: folder["out"]))
    }

    @Test("A sheet tells that something was decided and when it is ready, not what, by whom or for how much")
    func decisions() throws {
        let rows = "A1;Huis A1;A;1-1-2025;20;1;nee\n"
        let (first, run) = try Self.report(rows, [])
        #expect(run.status <= 1)
        let plan = try text(at: first["out/gemeente/A/data/improvement-plan.csv"])
        let filled = plan.split(separator: "\r\n", omittingEmptySubsequences: false).map { line -> String in
            let parts = line.split(separator: ";", omittingEmptySubsequences: false)
            guard parts.count == 16, parts[3] == "A2" else { return String(line) }
            return parts[..<9].joined(separator: ";") + ";Sloten plaatsen;J. Verzonnen;€ 4.000;1-3-2026;;;"
        }.joined(separator: "\r\n")
        let (folder, second) = try Self.report(rows, ["--residents", "nl,uk"], plan: filled)
        #expect(second.status <= 1, "\(second.errors)")
        let dutch = try text(at: folder["out/gemeente/A/bewoners/A1.nl.html"])
        #expect(dutch.contains("klaar op 1 maart 2026"))
        let ukrainian = try text(at: folder["out/gemeente/A/bewoners/A1.uk.html"])
        #expect(ukrainian.contains("буде готово 1 березня 2026"))
        for page in [dutch, ukrainian] {
            for secret in ["Sloten plaatsen", "Verzonnen", "4.000"] { #expect(!page.contains(secret), "\(secret)") }
        }
    }

    @Test(
        "A name that holds an address gives way to the id of the location",
        arguments: ["Dorpsstraat 12", "Hotel Zon, Laan 3a", "Huis 1234 AB Ons Dorp", "Kade 12-14", "School (3511AB)"]
    )
    func address(name: String) throws {
        let (folder, run) = try Self.report("A1;\(name);A;1-1-2025;20;1;nee\n", ["--residents", "nl,ru"])
        #expect(run.status <= 1, "\(run.errors)")
        for language in ["nl", "ru"] {
            let page = try text(at: folder["out/gemeente/A/bewoners/A1.\(language).html"])
            #expect(!page.contains(name))
            #expect(page.contains("<bdi>A1</bdi>"))
        }
    }
}
