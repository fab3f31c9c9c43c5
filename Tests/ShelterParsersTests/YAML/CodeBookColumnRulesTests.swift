import ShelterModel
import ShelterParsers
import Testing

@Suite("How a code book says that cells are written")
struct CodeBookColumnRulesTests {
    /// The sample, with rules for the file and these columns for the rooms.
    private func codeBook(_ rules: String = "", _ columns: String...) throws -> String {
        try YAMLSamples.codeBook("decimal: comma\n", "decimal: comma\n" + rules)
            .replacing(
                "      - { column: oppervlakte, type: number }\n",
                with: "      - { column: oppervlakte, type: number }\n"
                    + columns.map { "      - { \($0) }\n" }.joined()
            )
    }

    private func rooms(_ yaml: String) throws -> [ColumnDefinition] {
        try CodeBookFile.codeBook(yaml: yaml, file: "c.yaml").tables[1].columns
    }

    private func problems(_ yaml: String) -> [String] {
        YAMLSamples.problems { _ = try CodeBookFile.codeBook(yaml: yaml, file: "c.yaml") }
            .map { String($0.split(separator: " ")[0]) + " " + String($0.split(separator: " ").last ?? "") }
    }

    @Test("A rule of the file holds for every column, one of a column for that column alone")
    func rules() throws {
        let columns = try rooms(
            codeBook(
                "dates: dmy\nqualified: { approximate: value, interval: lowest }\nunits: { m2: [m², vierkante meter] }\n",
                "column: a, type: number, unit: m2, decimal: either, qualified: { interval: refuse, unit: value }",
                "column: b, type: date",
                "column: c, type: date, dates: either",
                "column: d, type: integer, unit: rooms"
            )
        )
        let column = { (name: String) in columns.first { $0.variable == name } }
        #expect(column("a")?.decimal == .either)
        #expect(column("oppervlakte")?.decimal == .comma)
        #expect(column("b")?.dateOrder == .dayMonthYear)
        #expect(column("c")?.dateOrder == .either)
        var rule = QualifiedRule()
        rule.approximate = .value
        rule.interval = .lowest
        #expect(column("d")?.qualified == rule)
        rule.interval = .refuse
        rule.unit = .value
        #expect(column("a")?.qualified == rule)
        #expect(column("a")?.unitForms == ["m²", "vierkante meter"])
        #expect(column("d")?.unitForms == [])
    }

    @Test("Options share the header of their question, and each has its own name")
    func options() throws {
        let columns = try rooms(
            codeBook(
                "",
                "column: voorz, option: wifi, variable: wifi, type: boolean",
                "column: voorz, option: [keuken, kitchen], variable: kitchen, type: boolean, separator: \" \""
            )
        )
        #expect(columns.suffix(2).map(\.option) == [["wifi"], ["keuken", "kitchen"]])
        #expect(columns.suffix(2).map(\.separator) == [nil, " "])
        #expect(columns.suffix(2).map(\.headers) == [["voorz"], ["voorz"]])
    }

    @Test("A join may refer to another variable than the location's id")
    func join() throws {
        let yaml = try YAMLSamples.codeBook("    on: locatie_id\n", "    on: locatie_id\n    to: residents\n")
        #expect(try CodeBookFile.codeBook(yaml: yaml, file: "c.yaml").joins[0].to == "residents")
        #expect(try CodeBookFile.codeBook(yaml: YAMLSamples.codeBook, file: "c.yaml").joins[0].to == nil)
        for (to, problem) in [
            ("soort", "codebook.key-type joins[1].to"), ("bewoner", "codebook.unknown-variable joins[1].to"),
        ] {
            let wrong = try YAMLSamples.codeBook("    on: locatie_id\n", "    on: locatie_id\n    to: \(to)\n")
            #expect(problems(wrong) == [problem])
        }
        let on = try YAMLSamples.codeBook("    on: locatie_id\n", "    on: slot\n")
        #expect(problems(on) == ["codebook.key-type joins[1].on"])
    }

    @Test(
        "Each fault has its code and path",
        arguments: [
            ("dates: ydm\n", "column: a, type: date", "yaml.unknown-value dates"),
            ("qualified: { unit: maybe }\n", "column: a, type: date", "yaml.unknown-value qualified.unit"),
            ("qualified: { interval: mean }\n", "column: a, type: date", "yaml.unknown-value qualified.interval"),
            ("qualified: { units: value }\n", "column: a, type: date", "yaml.misspelt-key qualified.units"),
            ("units: { m2: [m², M²] }\n", "column: a, type: date", "codebook.duplicate-form units.m2[2]"),
            ("units: [m2]\n", "column: a, type: date", "yaml.not-a-mapping units"),
            ("", "column: a, type: date, decimal: comma", "codebook.key-of-type tables[2].columns[4].decimal"),
            ("", "column: a, type: number, dates: dmy", "codebook.key-of-type tables[2].columns[4].dates"),
            (
                "", "column: a, type: text, qualified: { unit: value }",
                "codebook.key-of-type tables[2].columns[4].qualified"
            ),
            (
                "", "column: a, variable: b, type: text, option: wifi",
                "codebook.key-of-type tables[2].columns[4].option"
            ),
            (
                "", "column: a, type: boolean, option: wifi",
                "codebook.option-without-variable tables[2].columns[4].column"
            ),
            (
                "", "column: a, type: boolean, separator: \";\"",
                "codebook.separator-without-option tables[2].columns[4].separator"
            ),
            (
                "", "column: a, variable: b, type: boolean, option: wifi, separator: \"\"",
                "yaml.no-value tables[2].columns[4].separator"
            ),
            ("", "column: a, variable: b, type: boolean, option: []", "yaml.empty-list tables[2].columns[4].option"),
            (
                "", "column: a, variable: b, type: boolean, option: [wifi, WiFi]",
                "codebook.duplicate-form tables[2].columns[4].option[2]"
            ),
        ]
    )
    func fault(rules: String, column: String, expected: String) throws {
        #expect(problems(try codeBook(rules, column)) == [expected])
    }

    @Test("An option stands once in a question")
    func twice() throws {
        let yaml = try codeBook(
            "",
            "column: voorz, option: wifi, variable: wifi, type: boolean",
            "column: Voorz, option: [lift, Wifi], variable: lift, type: boolean"
        )
        #expect(problems(yaml) == ["codebook.duplicate-column tables[2].columns[5].column"])
    }
}
