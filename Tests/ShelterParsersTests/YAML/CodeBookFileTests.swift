import ShelterModel
import ShelterParsers
import Testing

@Suite struct CodeBookFileTests {
    private func problems(_ yaml: String) -> [String] {
        YAMLSamples.problems { _ = try CodeBookFile.codeBook(yaml: yaml, file: "c.yaml") }
    }

    @Test("A good file gives the whole code book")
    func goodFile() throws {
        let codeBook = try CodeBookFile.codeBook(yaml: YAMLSamples.codeBook, file: "c.yaml")
        let missing: [CellStatus: [String]] = [.notApplicable: ["nvt"], .dontKnow: ["?"]]
        func column(
            _ headers: [String],
            _ line: Int,
            role: ColumnRole? = nil,
            type: ValueType = .text,
            codes: [Code] = []
        ) -> ColumnDefinition {
            ColumnDefinition(
                headers: headers,
                variable: headers[0],
                role: role,
                type: type,
                decimal: .comma,
                codes: codes,
                missing: missing,
                location: ShelterModel.SourceLocation(file: "c.yaml", line: line, column: 9)
            )
        }
        var residents = column(["bewoners"], 21, role: .residents, type: .integer)
        residents.variable = "residents"
        residents.unit = "persons"
        residents.range = 0...5000
        residents.label = LocalizedText(nl: "Bewoners", en: "Residents")
        residents.noun = Noun(
            one: LocalizedText(nl: "bewoner", en: "resident"),
            many: LocalizedText(nl: "bewoners", en: "residents")
        )
        var kind = column(["soort"], 29, role: .kind, type: .choice)
        kind.codes = [
            Code(value: "hotel", forms: ["hotel", "pension"], label: LocalizedText(nl: "Hotel", en: "Hotel")),
            Code(value: "ship", forms: ["ship"]),
        ]
        kind.missing = [.refusedToAnswer: ["geweigerd"]]
        let booleans = [Code(value: "yes", forms: ["ja", "1"]), Code(value: "no", forms: ["nee", "0"])]
        let expected = CodeBook(
            id: "example",
            version: "2026.1",
            label: LocalizedText(nl: "Formulier", en: "Form"),
            source: "Invented",
            assessments: .newest,
            register: "municipalities-2023",
            tables: [
                TableDefinition(
                    name: "locations",
                    grain: .location,
                    columns: [
                        column(["locatie_id", "location id"], 19, role: .locationID),
                        column(["gemeente"], 20, role: .municipality), residents, kind,
                    ]
                ),
                TableDefinition(
                    name: "rooms",
                    grain: .room,
                    columns: [
                        column(["locatie_id"], 39), column(["slot"], 40, type: .boolean, codes: booleans),
                        column(["oppervlakte"], 41, type: .number),
                    ]
                ),
            ],
            joins: [
                Join(
                    table: "rooms",
                    on: "locatie_id",
                    derivations: [
                        Derivation(
                            variable: "lockable_rooms",
                            rule: .count,
                            filter: Derivation.Filter(variable: "slot", equals: "yes"),
                            unit: "rooms"
                        ),
                        Derivation(variable: "floor_area", rule: .sum, of: "oppervlakte", unit: "m2"),
                    ]
                )
            ]
        )
        #expect(codeBook == expected)
    }

    @Test("Without a register the values of the municipality column are the groups")
    func noRegister() throws {
        let yaml = try YAMLSamples.codeBook("register: municipalities-2023", "register: none")
        #expect(try CodeBookFile.codeBook(yaml: yaml, file: "c.yaml").register == nil)
    }

    @Test(
        "Each fault has its code, place and path",
        arguments: [
            ("role: location-id, ", "", "codebook.role-missing 19:7 tables[1].columns"),
            ("role: municipality, ", "", "codebook.role-missing 19:7 tables[1].columns"),
            (
                "type: number }",
                "type: integer, role: capacity }\n      - { column: b, type: integer, role: capacity }",
                "codebook.duplicate-role 42:43 tables[2].columns[4].role"
            ),
            ("type: number }", "type: number, role: mayor }", "yaml.unknown-value 41:52 tables[2].columns[3].role"),
            ("type: number }", "type: number, role: kind }", "codebook.role-type 41:38 tables[2].columns[3].type"),
            ("type: integer", "type: interger", "yaml.unknown-value 24:15 tables[1].columns[3].type"),
            ("[0, 5000]", "[5000, 0]", "codebook.range-reversed 25:16 tables[1].columns[3].range"),
            ("[0, 5000]", "[0]", "codebook.bad-range 25:16 tables[1].columns[3].range"),
            ("[0, 5000]", "0 - 5000", "yaml.not-a-list 25:16 tables[1].columns[3].range"),
            ("column: gemeente", "column: Locatie-ID", "codebook.duplicate-column 20:19 tables[1].columns[2].column"),
            (
                "variable: residents", "variable: gemeente",
                "codebook.duplicate-variable 22:19 tables[1].columns[3].variable"
            ),
            ("variable: residents", "variable: a/b", "codebook.bad-variable 22:19 tables[1].columns[3].variable"),
            (
                "value: ship", "value: hotel, forms: [x]",
                "codebook.duplicate-code 34:22 tables[1].columns[4].codes[2].value"
            ),
            (
                "value: ship", "value: ship, forms: [Pension]",
                "codebook.duplicate-form 34:36 tables[1].columns[4].codes[2].forms[1]"
            ),
            ("value: ship", "value: \"a,b\"", "codebook.bad-code 34:22 tables[1].columns[4].codes[2].value"),
            ("refused: [geweigerd]", "refused: [Hotel]", "codebook.form-is-answer 35:18 tables[1].columns[4].missing"),
            ("dont-know: [\"?\"]", "dont-know: [NVT]", "codebook.duplicate-form 14:15 missing.dont-know[1]"),
            ("dont-know", "dontknow", "yaml.misspelt-key 14:3 missing.dontknow"),
            (
                "joins:", "  - { name: rooms, grain: room, columns: [{ column: a, type: text }] }\njoins:",
                "codebook.duplicate-table 42:13 tables[3].name"
            ),
            (
                "type: boolean }", "type: boolean, codes: [{ value: a }] }",
                "codebook.codes-of-type 40:47 tables[2].columns[2].codes"
            ),
            (
                "type: boolean }", "type: boolean, range: [0, 1] }",
                "codebook.range-of-type 40:47 tables[2].columns[2].range"
            ),
            ("table: rooms", "table: romms", "codebook.unknown-table 43:12 joins[1].table"),
            ("on: locatie_id", "on: locatie", "codebook.unknown-variable 44:9 joins[1].on"),
            ("of: oppervlakte", "of: opervlakte", "codebook.unknown-variable 47:48 joins[1].derive[2].of"),
            ("of: oppervlakte", "of: locatie_id", "codebook.rule-of-type 47:48 joins[1].derive[2].of"),
            ("rule: sum, of: oppervlakte", "rule: sum", "yaml.missing-key 47:9 joins[1].derive[2]"),
            ("rule: sum", "rule: count", "codebook.count-of 47:50 joins[1].derive[2].of"),
            ("rule: sum", "rule: median", "yaml.unknown-value 47:39 joins[1].derive[2].rule"),
            ("equals: \"yes\"", "equals: \"ja\"", "codebook.unknown-code 46:83 joins[1].derive[1].where.equals"),
            (
                "where: { variable: slot", "where: { variable: oppervlakte",
                "codebook.filter-without-codes 46:69 joins[1].derive[1].where.variable"
            ),
            (
                "variable: floor_area", "variable: residents",
                "codebook.duplicate-variable 47:21 joins[1].derive[2].variable"
            ),
            ("assessments: newest", "assessments: latest", "yaml.unknown-value 6:14 assessments"),
            ("decimal: comma", "decimal: \",\"", "yaml.unknown-value 8:10 decimal"),
            ("no: [nee, \"0\"]", "no: [nee, JA]", "codebook.duplicate-form 11:13 booleans.no[2]"),
            ("format: maatstaf/codebook/1", "format: maatstaf/codebook/9", "yaml.format-newer 1:9 format"),
        ]
    )
    func fault(part: String, replacement: String, expected: String) throws {
        let found = problems(try YAMLSamples.codeBook(part, replacement))
        #expect(found == [expected])
    }

    @Test("A choice needs codes, and a boolean needs the file's yes and no")
    func codesNeeded() throws {
        let choice = try YAMLSamples.codeBook("type: text", "type: choice")
        #expect(
            problems(choice) == [
                "codebook.choice-without-codes 19:9 tables[1].columns[1]",
                "codebook.role-type 19:71 tables[1].columns[1].type",
            ]
        )
        let boolean = try YAMLSamples.codeBook("booleans:\n  yes: [ja, \"1\"]\n  no: [nee, \"0\"]\n", "")
        #expect(
            problems(boolean) == [
                "codebook.booleans-missing 37:9 tables[2].columns[2]",
                "codebook.filter-without-codes 43:69 joins[1].derive[1].where.variable",
            ]
        )
    }
}
