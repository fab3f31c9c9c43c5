import ShelterModel
import ShelterParsers
import Testing

@Suite("Personal data in code books")
struct CodeBookPrivacyTests {
    private static func yaml(_ columns: String) -> String {
        """
        format: maatstaf/codebook/1
        id: tiny
        version: "1"
        label: { nl: Klein, en: Tiny }
        source: "Invented"
        assessments: each
        register: none
        tables:
          - name: locations
            grain: location
            columns:
              - { column: id, role: location-id, type: text }
              - { column: groep, role: municipality, type: text }
              - { column: datum, variable: visit_date, role: visit-date, type: date }
              - { column: lon, type: number }
        \(columns)
        """
    }

    private func problems(_ columns: String) -> [String] {
        YAMLSamples.problems { _ = try CodeBookFile.codeBook(yaml: Self.yaml(columns), file: "c.yaml") }
    }

    @Test("rules, derived variables and free text are read, and frameworks know the variables")
    func good() throws {
        let codeBook = try CodeBookFile.codeBook(
            yaml: Self.yaml(
                """
                      - column: geboren
                        type: date
                        personal: drop
                        derive: [{ variable: age_class, rule: age-class, at: visit_date, from: [0, 18, 65] }]
                      - column: lat
                        type: number
                        personal: drop
                        derive: [{ variable: distance_km, rule: distance, longitude: lon, to: [52.09, 5.12] }]
                      - { column: formulier, role: assessment-id, type: text, personal: pseudonymise }
                      - { column: opmerking, type: free-text }
                """
            ),
            file: "c.yaml"
        )
        let columns = codeBook.tables[0].columns
        #expect(columns.map(\.personal) == [nil, nil, nil, nil, .drop, .drop, .pseudonymise, nil])
        #expect(columns[4].derive.map(\.rule) == [.ageClass(at: "visit_date", from: [0, 18, 65])])
        #expect(
            columns[5].derive.map(\.rule) == [.distance(longitude: "lon", toLatitude: 52.09, toLongitude: 5.12)]
        )
        #expect(columns[7].type == .freeText)
        #expect(codeBook.variables["age_class"]?.codes.map(\.value) == ["0-17", "18-64", "65-plus"])
        #expect(codeBook.variables["distance_km"]?.unit == "km")
    }

    @Test(
        "what cannot be is refused at its place",
        arguments: [
            ("{ column: x, type: text, personal: weg }", "yaml.unknown-value"),
            ("{ column: x, type: integer, personal: pseudonymise }", "codebook.pseudonymise-type"),
            (
                "{ column: x, type: text, derive: [{ variable: a, rule: age-class, at: visit_date, from: [0] }] }",
                "codebook.derive-type"
            ),
            (
                "{ column: x, type: date, derive: [{ variable: a, rule: age-class, at: nergens, from: [0] }] }",
                "codebook.derive-other"
            ),
            (
                "{ column: x, type: date, derive: [{ variable: a, rule: age-class, at: lon, from: [0] }] }",
                "codebook.derive-other"
            ),
            (
                "{ column: x, type: date, derive: [{ variable: a, rule: age-class, at: visit_date, from: [18, 0] }] }",
                "codebook.bad-age-classes"
            ),
            (
                "{ column: x, type: date, derive: [{ variable: a, rule: age-class, at: visit_date, from: [0.5] }] }",
                "codebook.bad-age-classes"
            ),
            (
                "{ column: x, type: date, derive: [{ variable: a, rule: age-class, at: visit_date, from: [0], to: [1, 2] }] }",
                "codebook.derive-key"
            ),
            (
                "{ column: x, type: date, derive: [{ variable: groep, rule: age-class, at: visit_date, from: [0] }] }",
                "codebook.duplicate-variable"
            ),
            (
                "{ column: x, type: number, derive: [{ variable: a, rule: distance, longitude: lon, to: [91, 5] }] }",
                "codebook.bad-point"
            ),
            (
                "{ column: x, type: number, derive: [{ variable: a, rule: distance, longitude: lon, to: [52] }] }",
                "codebook.bad-point"
            ),
            ("{ column: x, type: number, derive: [{ variable: a, rule: gissen }] }", "yaml.unknown-value"),
            ("{ column: x, type: number, derive: [] }", "yaml.empty-list"),
        ]
    )
    func bad(column: String, code: String) throws {
        let found = problems("      - \(column)")
        #expect(found.count >= 1)
        #expect(found.contains { $0.contains(code) }, "\(found)")
    }
}
