import ShelterModel
import Testing

@testable import ShelterParsers

@Suite("Crosswalks")
struct CrosswalkTests {
    private static func shipped() throws -> Crosswalk {
        try CrosswalkFile.crosswalk(
            yaml: YAMLSamples.text("Crosswalks/voorbeeld-2025-2026.yaml"),
            file: "voorbeeld-2025-2026.yaml"
        )
    }

    private static let small = """
        format: maatstaf/crosswalk/1
        id: small
        label: { nl: Klein, en: Small }
        source: Invented
        from: { codeBook: example, version: "2025" }
        to: { codeBook: example, version: "2026.1" }
        others: same
        variables:
          - { variable: residents, is: renamed, from: personen }
          - { variable: soort, is: recoded, from: type, codes: { boot: ship, Ship: hotel }, withoutMatch: [tent] }
          - { is: dropped, from: oud, reason: { nl: Weg, en: Gone } }
        """

    private static func crosswalk(_ part: String = "", _ replacement: String = "") throws -> Crosswalk {
        var yaml = small
        if !part.isEmpty {
            try #require(yaml.contains(part))
            yaml = yaml.replacing(part, with: replacement)
        }
        return try CrosswalkFile.crosswalk(yaml: yaml, file: "small.yaml")
    }

    private static func codeBook() throws -> CodeBook {
        try CodeBookFile.codeBook(yaml: YAMLSamples.codeBook, file: "example.yaml")
    }

    @Test("The shipped example fits the shipped code book and shows every relation")
    func example() throws {
        let crosswalk = try Self.shipped()
        let codeBook = try MappingSupport.codeBook("nl-opvang")
        let old = try crosswalk.apply(to: codeBook)
        #expect(old.tables[0].columns.map(\.variable) == codeBook.tables[0].columns.map(\.variable))
        let columns = Dictionary(uniqueKeysWithValues: old.tables[0].columns.map { ($0.variable, $0) })
        #expect(columns["residents"]?.headers == ["aantal_bewoners", "bewoners"])
        #expect(columns["kind"]?.headers == ["type_locatie"])
        #expect(columns["kind"]?.missing[.notComparable] == ["tent", "overig"])
        // "overig" meant something else in 2025.
        #expect(columns["kind"]?.codes.last?.forms == ["anders"])
        #expect(columns["meeting_room"]?.isComparable == false)
        #expect(columns["rooms_with_wifi"]?.isComparable == false)
        #expect(columns["showers"]?.isComparable == true)
        #expect(crosswalk.dropped.map(\.header) == ["rapportcijfer"])
    }

    @Test("An old export is read into the new variables; what does not compare has a status of its own")
    func reading() throws {
        let old = try Self.crosswalk(
            "- { variable: residents, is: renamed, from: personen }",
            "- { variable: residents, is: changed, reason: { nl: Anders, en: Otherwise } }"
        )
        .apply(to: Self.codeBook())
        let sample = MappingSample(
            header: ["locatie_id", "gemeente", "bewoners", "type"],
            cells: [
                ["L1", "G", "30", "boot"], ["L2", "G", "40", "SHIP"], ["L3", "G", "50", "tent"],
                ["L4", "G", "", "pension"],
            ]
        )
        let match = try HeaderMatch(old.tables[0], header: sample.header, line: 1, file: "old.csv")
        var diagnostics: [Diagnostic] = []
        let table = TableMapper(old.tables[0], match: match, file: "old.csv")
            .table(from: sample.batch, diagnostics: &diagnostics)
        #expect(diagnostics.isEmpty)
        #expect(table.columns[2].status == [.notComparable, .notComparable, .notComparable, .notComparable])
        #expect(table.columns[3].status == [.present, .present, .notComparable, .present])
        guard case .coded(let kinds) = table.columns[3] else {
            Issue.record("the kind is a choice")
            return
        }
        let values = kinds.codes.map { old.tables[0].columns[3].codes[Int($0)].value }
        #expect(values[0] == "ship")
        // `ship` of the older questionnaire is called a hotel now, whatever the newer one says.
        #expect(values[1] == "hotel")
        #expect(values[3] == "hotel")
    }

    @Test("Variables that are not named do not compare, unless the file says that they are the same")
    func others() throws {
        let yaml = Self.small.replacing("others: same\n", with: "")
            .replacing(
                "  - { variable: residents",
                with:
                    "  - { variable: locatie_id, is: same }\n  - { variable: gemeente, is: same }\n  - { variable: residents"
            )
        let old = try CrosswalkFile.crosswalk(yaml: yaml, file: "small.yaml").apply(to: Self.codeBook())
        #expect(old.tables[0].columns.map(\.isComparable) == [true, true, true, true])
        #expect(old.tables[1].columns.map(\.isComparable) == [true, false, false])
    }

    @Test(
        "A crosswalk that does not fit the code book is refused",
        arguments: [
            (
                "to: { codeBook: example, version: \"2026.1\" }", "to: { codeBook: example, version: \"2027\" }",
                "crosswalk.other-code-book"
            ),
            ("variable: residents", "variable: resident", "crosswalk.unknown-variable"),
            ("boot: ship", "boot: boat", "crosswalk.unknown-code"),
            ("from: personen", "from: gemeente", "crosswalk.header-twice"),
            ("others: same", "others: changed", "crosswalk.role-not-comparable"),
        ]
    )
    func unfit(part: String, replacement: String, code: String) throws {
        let crosswalk = try Self.crosswalk(part, replacement)
        let codes = MappingSupport.codes { _ = try crosswalk.apply(to: Self.codeBook()) }
        #expect(codes.contains(code), "\(codes)")
    }

    @Test(
        "Everything that is wrong with a crosswalk file is told",
        arguments: [
            ("is: renamed", "is: moved", "yaml.unknown-value"),
            ("is: renamed, from: personen", "is: renamed", "yaml.missing-key"),
            ("is: renamed, from: personen", "is: changed", "crosswalk.reason-missing"),
            ("is: renamed, from: personen", "is: same, from: personen", "crosswalk.key-of-relation"),
            ("from: type", "from: personen", "crosswalk.column-twice"),
            ("variable: soort", "variable: residents", "crosswalk.variable-twice"),
            ("withoutMatch: [tent]", "withoutMatch: [Boot]", "crosswalk.form-twice"),
            ("codes: { boot: ship, Ship: hotel }", "codes: { boot: ship, BOOT: hotel }", "crosswalk.form-twice"),
            ("codes: { boot: ship, Ship: hotel }", "codes: {}", "yaml.no-value"),
            ("codes: { boot: ship, Ship: hotel }", "codes: [boot]", "yaml.not-a-mapping"),
            ("others: same", "others: perhaps", "yaml.unknown-value"),
            ("source: Invented", "bron: Invented", "yaml.missing-key"),
            ("maatstaf/crosswalk/1", "maatstaf/crosswalk/2", "yaml.format-newer"),
            ("maatstaf/crosswalk/1", "maatstaf/codebook/1", "yaml.format-wrong"),
            ("from: { codeBook: example, version: \"2025\" }", "from: example", "yaml.not-a-mapping"),
        ]
    )
    func faults(part: String, replacement: String, code: String) throws {
        let codes = MappingSupport.codes { _ = try Self.crosswalk(part, replacement) }
        #expect(codes.contains(code), "\(codes)")
    }
}
