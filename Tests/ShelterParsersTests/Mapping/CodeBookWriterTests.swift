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
}
