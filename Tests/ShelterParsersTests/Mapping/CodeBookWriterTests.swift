import ShelterModel
import Testing

@testable import ShelterParsers

@Suite("Code books that are written")
struct CodeBookWriterTests {
    @Test("A shipped code book reads back as the same value", arguments: ["nl-opvang", "unhcr-wash", "perf-c"])
    func roundTrip(id: String) throws {
        let codeBook = try MappingSupport.codeBook(id)
        let yaml = try CodeBookWriter.yaml(codeBook)
        let again = try CodeBookFile.codeBook(yaml: yaml, file: "again.yaml")
        #expect(MappingSupport.withoutPlaces(again) == MappingSupport.withoutPlaces(codeBook))
        #expect(try CodeBookWriter.yaml(again) == yaml)
    }

    @Test("Every kind of column, code, join and odd text reads back as the same value")
    func everything() throws {
        let codeBook = try CodeBookFile.codeBook(yaml: YAMLSamples.codeBook, file: "example.yaml")
        var odd = codeBook
        odd.label = LocalizedText(nl: "a: b # c 'd' \"e\" \\ – é 😀", en: "[x]\tyes\nno")
        odd.source = "- ? | > & * ! % @ `"
        odd.version = "1.0"
        for (number, text) in ["null", "~", "1e3", "0x1F", " blank ", "=1+1", "Так", "yes"].enumerated() {
            odd.tables[0].columns.append(
                ColumnDefinition(
                    headers: ["odd \(number)", text],
                    variable: "odd\(number)",
                    type: .choice,
                    decimal: odd.tables[0].columns[0].decimal,
                    codes: [Code(value: text.filter { $0 != " " }, forms: [text, "form \(number)"])],
                    missing: number.isMultiple(of: 2) ? [.dontKnow: ["- \(number)"]] : [:],
                    label: LocalizedText(["uk": "Мітка", "nl": text + "."])
                )
            )
        }
        let yaml = try CodeBookWriter.yaml(odd, remarks: ["one", "two\nthree"])
        #expect(yaml.hasPrefix("# one\n# two\n# three\nformat: maatstaf/codebook/1\n"))
        let again = try CodeBookFile.codeBook(yaml: yaml, file: "again.yaml")
        #expect(MappingSupport.withoutPlaces(again) == MappingSupport.withoutPlaces(odd))
    }

    @Test("Rules of a single column are written under the keys of the format")
    func rules() throws {
        var codeBook = try CodeBookFile.codeBook(yaml: YAMLSamples.codeBook, file: "example.yaml")
        var qualified = QualifiedRule()
        qualified.interval = .middle
        codeBook.tables[0].columns += [
            ColumnDefinition(headers: ["n"], variable: "n", type: .number, decimal: .point, qualified: qualified),
            ColumnDefinition(headers: ["d"], variable: "d", type: .date, dateOrder: .dayMonthYear, personal: .drop),
            ColumnDefinition(
                headers: ["q"],
                variable: "q_a",
                type: .boolean,
                option: ["a", "A"],
                separator: "; ",
                derive: [ColumnDerivation(variable: "class", rule: .ageClass(at: "d", from: [0, 18]))]
            ),
            ColumnDefinition(
                headers: ["lat"],
                variable: "lat",
                type: .number,
                derive: [
                    ColumnDerivation(
                        variable: "far",
                        rule: .distance(longitude: "lon", toLatitude: 52.1, toLongitude: 5)
                    )
                ]
            ),
        ]
        let yaml = try CodeBookWriter.yaml(codeBook)
        for line in [
            "    decimal: point", "    qualified: {approximate: refuse, interval: middle, bound: refuse, unit: refuse}",
            "    dates: dmy", "    personal: drop", "    option: [a, A]", "    separator: \"; \"",
            "      from: [0, 18]",
            "    - variable: far\n      rule: distance\n      longitude: lon\n      to: [52.1, 5]",
        ] {
            #expect(yaml.contains("\n\(line)\n"), "\(line)")
        }
    }

    @Test("Options, personal data, what is derived of it and keys of joins read back as the same value")
    func personal() throws {
        let text = """
            format: maatstaf/codebook/1
            id: sample
            version: "1"
            label: { nl: Voorbeeld, en: Sample }
            source: "Invented"
            assessments: each
            register: none
            decimal: comma
            booleans: { "yes": [ja], "no": [nee] }
            missing: {}
            tables:
              - name: visits
                grain: respondent
                columns:
                  - { column: id, role: location-id, type: text, personal: keep }
                  - { column: formulier, variable: form, role: assessment-id, type: text, personal: pseudonymise }
                  - { column: groep, role: municipality, type: text }
                  - { column: datum, variable: date, role: visit-date, type: date, dates: dmy }
                  - { column: [v/taal, taal], variable: language_nl, type: boolean, option: [nl, Nederlands], separator: ";" }
                  - { column: [v/taal, taal], variable: language_uk, type: boolean, option: uk, separator: ";" }
                  - column: geboren
                    variable: born
                    type: date
                    personal: drop
                    derive:
                      - { variable: age, rule: age-class, at: date, from: [0, 18, 65], label: { nl: Leeftijd, en: Age } }
                  - column: lat
                    type: number
                    personal: drop
                    derive:
                      - { variable: far, rule: distance, longitude: lon, to: [52.09, -5.5] }
                  - { column: lon, type: number, personal: drop }
                  - { column: tekst, variable: remark, type: free-text }
              - name: codes
                grain: location
                columns:
                  - { column: key, variable: code_key, type: text, personal: pseudonymise }
                  - { column: code, type: choice, codes: [{ value: warm, forms: [warm] }, { value: wet }] }
            joins:
              - table: codes
                on: code_key
                to: form
                derive:
                  - { variable: warm, rule: count, where: { variable: code, equals: warm } }
            """
        let codeBook = try CodeBookFile.codeBook(yaml: text, file: "sample.yaml")
        let yaml = try CodeBookWriter.yaml(codeBook)
        let again = try CodeBookFile.codeBook(yaml: yaml, file: "again.yaml")
        #expect(MappingSupport.withoutPlaces(again) == MappingSupport.withoutPlaces(codeBook))
        #expect(again.joins[0].to == "form")
        #expect(again.tables[0].columns[5].option == ["uk"])
        #expect(again.tables[0].columns.map(\.personal) == codeBook.tables[0].columns.map(\.personal))
        #expect(again.tables[0].columns.flatMap(\.derive) == codeBook.tables[0].columns.flatMap(\.derive))
    }
}
