import Foundation
import ShelterModel
import ShelterParsers

/// Sample files of the suites about YAML.
enum YAMLSamples {
    static let framework = """
        format: maatstaf/framework/1
        id: example
        version: "2026.1"
        label: { nl: Voorbeeld, en: Example }
        source: "Invented"
        remark: { nl: Verzonnen, en: Invented }
        codeBook: example
        coverageFloor: 0.6
        overallCutoff: 0.5
        cap: low
        bands:
          - { id: low, from: 0, label: { nl: laag, en: low } }
          - { id: high, from: 0.75, label: { nl: hoog, en: high } }
        themes:
          - id: privacy
            label: { nl: Privacy, en: Privacy }
            weight: 2
            cutoff: 0.6
            criteria:
              - id: A5
                shortName: lockable-room
                label: { nl: Afsluitbare kamer, en: Lockable room }
                indicator: lockable_rooms / rooms
                standard: ">= 1"
                graded: { zero: 0, one: 1 }
                unit: share
                weight: 0.5
                status: norm
                source: "Invented 1.3"
                sourceVersion: "2016"
                verified: { tag: S, ref: E1, by: A. Tester, on: 2025-01-31, until: 2026-12-31 }
                advice: { nl: Maak afsluitbaar, en: Make lockable }
                remark: { nl: Let op, en: Note }
                when: { indicator: singles, standard: ">= 1" }
                validFrom: 2024-01-01
                validTo: 2027-12-31
                basicRequirement: true
          - id: safety
            label: { nl: Veiligheid, en: Safety }
            criteria:
              - id: D1
                shortName: fire
                label: { nl: Brand, en: Fire }
                all:
                  - { indicator: extinguisher, standard: "is yes" }
                  - any:
                      - { indicator: days since drill, standard: "<= 365" }
                      - atLeast:
                          count: 1
                          of: [{ indicator: months until expiry, standard: "between 1 and 6.5" }]
                status: own
                source: "Invented"
                verified: { tag: D }
              - id: D2
                shortName: phase
                label: { nl: Fase, en: Phase }
                indicator: persons_per_tap
                cases:
                  - { when: { indicator: phase, standard: "one of [emergency, early]" }, standard: "<= 500" }
                  - { when: { indicator: phase, standard: "is no" }, graded: { zero: 500, one: 250 } }
                status: guidance
                source: "Invented"
                verified: { tag: K }
              - id: D3
                shortName: shown
                label: { nl: Getoond, en: Shown }
                indicator: months since opening
                standard: report
                weight: 0
                status: benchmark
                source: "Invented"
                verified: { tag: S2 }
              - id: D4
                shortName: later
                label: { nl: Later, en: Later }
                pending: rounds
                status: own
                source: "Invented"
                verified: { tag: D }
        """

    static let codeBook = """
        format: maatstaf/codebook/1
        id: example
        version: "2026.1"
        label: { nl: Formulier, en: Form }
        source: "Invented"
        assessments: newest
        register: municipalities-2023
        decimal: comma
        booleans:
          yes: [ja, "1"]
          no: [nee, "0"]
        missing:
          not-applicable: [nvt]
          dont-know: ["?"]
        tables:
          - name: locations
            grain: location
            columns:
              - { column: [locatie_id, location id], role: location-id, type: text }
              - { column: gemeente, role: municipality, type: text }
              - column: bewoners
                variable: residents
                role: residents
                type: integer
                range: [0, 5000]
                unit: persons
                label: { nl: Bewoners, en: Residents }
                noun: { one: { nl: bewoner, en: resident }, many: { nl: bewoners, en: residents } }
              - column: soort
                role: kind
                type: choice
                codes:
                  - { value: hotel, forms: [hotel, pension], label: { nl: Hotel, en: Hotel } }
                  - { value: ship }
                missing: { refused: [geweigerd] }
          - name: rooms
            grain: room
            columns:
              - { column: locatie_id, type: text }
              - { column: slot, type: boolean }
              - { column: oppervlakte, type: number }
        joins:
          - table: rooms
            on: locatie_id
            derive:
              - { variable: lockable_rooms, rule: count, where: { variable: slot, equals: "yes" }, unit: rooms }
              - { variable: floor_area, rule: sum, of: oppervlakte, unit: m2 }
        """

    /// The sample with its first `part` replaced; a typing error in the test would change nothing, hence the check.
    static func framework(_ part: String, _ replacement: String) throws -> String {
        try replaced(framework, part, replacement)
    }

    static func codeBook(_ part: String, _ replacement: String) throws -> String {
        try replaced(codeBook, part, replacement)
    }

    private struct PartNotFound: Error {}

    private static func replaced(_ sample: String, _ part: String, _ replacement: String) throws -> String {
        guard let range = sample.range(of: part) else { throw PartNotFound() }
        return sample.replacingCharacters(in: range, with: replacement)
    }

    /// A problem as `code line:column field`.
    static func problems(_ read: () throws -> Void) -> [String] {
        do {
            try read()
            return []
        } catch let refusal as Refusal {
            return refusal.diagnostics.map { problem in
                let place = [problem.location?.line, problem.location?.column].compactMap { $0.map(String.init) }
                return [problem.code, place.joined(separator: ":"), problem.location?.field ?? ""]
                    .filter { !$0.isEmpty }.joined(separator: " ")
            }
        } catch {
            return ["\(error)"]
        }
    }

    static func diagnostics(_ read: () throws -> Void) -> [Diagnostic] {
        do {
            try read()
            return []
        } catch {
            return (error as? Refusal)?.diagnostics ?? []
        }
    }

    /// The folder `Data` of the package.
    static var data: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Data")
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: data.appending(path: path), encoding: .utf8)
    }

    static func texts(_ language: Language) throws -> Texts {
        let file = "yaml.\(language.rawValue).yaml"
        return Texts(language: language, entries: try TextsFile.entries(yaml: text("Texts/\(file)"), file: file))
    }
}
