import ShelterModel
import Testing

@testable import ShelterParsers

@Suite("Mapping files")
struct ColumnMappingTests {
    private static let hash = String(repeating: "0a", count: 32)

    private static let mapping = ColumnMapping(
        codeBook: "example",
        table: "locations",
        fingerprint: hash,
        file: "export: \"2026\".csv",
        columns: [
            ColumnMapping.Entry(header: "Kenmerk", variable: "locatie_id", status: .confirmed, confidence: 1),
            ColumnMapping.Entry(
                header: "Hoeveel?  # 'bewoners'",
                variable: "residents",
                status: .certain,
                confidence: 0.93,
                reasons: ["lijkt: op \"bewoners\"", "100 %"],
                alternatives: [ColumnMapping.Alternative(variable: "soort", confidence: 0.5)]
            ),
            ColumnMapping.Entry(header: "Soort?", variable: "soort", status: .proposed, confidence: 0.6),
            ColumnMapping.Entry(header: "bewoners", variable: nil, status: .confirmed, confidence: 1),
            ColumnMapping.Entry(header: "", variable: nil, status: .proposed, confidence: 0),
        ]
    )

    private static func codeBook() throws -> CodeBook {
        try CodeBookFile.codeBook(yaml: YAMLSamples.codeBook, file: "example.yaml")
    }

    @Test("A mapping reads back as the same value")
    func roundTrip() throws {
        let yaml = try ColumnMappingFile.yaml(Self.mapping, remarks: ["look"])
        #expect(try ColumnMappingFile.mapping(yaml: yaml, file: "m.yaml") == Self.mapping)
        #expect(yaml.contains("\n  variable: null\n"))
    }

    @Test("A code book takes over what is certain or confirmed, and nothing that is proposed")
    func applying() throws {
        let codeBook = try Self.codeBook()
        let mapped = codeBook.applying(Self.mapping)
        #expect(
            mapped.tables[0].columns.map(\.headers) == [
                ["Kenmerk"], ["gemeente"], ["Hoeveel?  # 'bewoners'"], ["soort"],
            ]
        )
        #expect(mapped.tables[1] == codeBook.tables[1])
        // Types, codes and order stay, so that a table that was read so fits the code book.
        #expect(mapped.tables[0].columns.map(\.variable) == codeBook.tables[0].columns.map(\.variable))
        // Applying twice changes nothing more.
        #expect(mapped.applying(Self.mapping) == mapped)
    }

    @Test("A header that a person gave to nothing leads to no variable any more")
    func confirmedNone() throws {
        var mapping = Self.mapping
        mapping.columns = [ColumnMapping.Entry(header: "SOORT", variable: nil, status: .confirmed, confidence: 1)]
        #expect(try Self.codeBook().applying(mapping).tables[0].columns[3].headers == ["(soort)"])
        mapping.columns = [ColumnMapping.Entry(header: "location-id", variable: nil, status: .confirmed, confidence: 1)]
        #expect(try Self.codeBook().applying(mapping).tables[0].columns[0].headers == ["locatie_id"])
    }

    @Test("A header that changes its variable leaves the other one without it")
    func moved() throws {
        var mapping = Self.mapping
        mapping.columns = [
            ColumnMapping.Entry(header: "gemeente", variable: "soort", status: .confirmed, confidence: 1)
        ]
        let headers = try Self.codeBook().applying(mapping).tables[0].columns.map(\.headers)
        #expect(headers[1] == ["(gemeente)"])
        #expect(headers[3] == ["gemeente"])
    }

    @Test(
        "Everything that is wrong with a mapping file is told",
        arguments: [
            ("status: certain", "status: sure", "yaml.unknown-value"),
            ("variable: residents", "variable: locatie_id", "mapping.variable-twice"),
            ("confidence: 0.93", "confidence: 93", "yaml.not-a-fraction"),
            ("fingerprint:", "fingerprint: abc #", "mapping.bad-fingerprint"),
            ("  variable: residents\n", "", "yaml.missing-key"),
            ("table: locations\n", "", "yaml.missing-key"),
            ("maatstaf/mapping/1", "maatstaf/mapping/9", "yaml.format-newer"),
            ("columns:", "columns: &a", "yaml.alias"),
        ]
    )
    func faults(part: String, replacement: String, code: String) throws {
        let yaml = try ColumnMappingFile.yaml(Self.mapping)
        try #require(yaml.contains(part))
        let codes = MappingSupport.codes {
            _ = try ColumnMappingFile.mapping(yaml: yaml.replacing(part, with: replacement), file: "m.yaml")
        }
        #expect(codes.contains(code), "\(codes)")
    }
}
