import ShelterAnalysis
import ShelterModel
import Testing

@testable import ShelterParsers

/// A framework in which every key of the format stands; behind each value what it is changed to.
@Suite("Each key of a framework file")
struct FrameworkKeyTests {
    private static let file = """
        format: maatstaf/framework/1
        id: sleutels # -> slots
        version: "1" # -> "2"
        label:
          nl: Kader # -> Stelsel
          en: Framework # -> System
        source: Invented # -> Made up
        remark:
          nl: Let op # -> Pas op
          en: Mind # -> Beware
        codeBook: sleutels # -> slots
        coverageFloor: 0.5 # -> 0.4
        overallCoverageFloor: 0.4 # -> 0.3
        overallCutoff: 0.6 # -> 0.5
        cap: laag # -> midden
        aggregation:
          criteria: arithmetic # -> harmonic
          themes: geometric # -> worst
        bands:
          - id: laag
            from: 0
            label:
              nl: laag # -> lager
              en: low # -> lower
          - id: midden
            from: 0.4 # -> 0.45
            label:
              nl: midden # -> middel
              en: middle # -> medium
          - id: hoog # -> top
            from: 0.8 # -> 0.85
            label:
              nl: hoog # -> hoger
              en: high # -> higher
        limiters:
          - criteria: [B2] # -> [B3]
            band: laag # -> midden
            caps: [overall] # -> [wonen]
        derived:
          - variable: per_room # -> per_kamer
            indicator: residents / rooms # -> beds / rooms
            unit: persons/room # -> beds/room
            label:
              nl: per kamer # -> in een kamer
              en: per room # -> in a room
        absent:
          - id: "7.1" # -> "7.2"
            label:
              nl: Kluisjes # -> Kasten
              en: Lockers # -> Cupboards
            missing:
              nl: Het getal # -> De eenheid
              en: The number # -> The unit
            source: EASO # -> EUAA
        themes:
          - id: privacy # -> rust
            label:
              nl: Privacy # -> Rust
              en: Privacy # -> Quiet
            weight: 1 # -> 2
            cutoff: 0.6 # -> 0.7
            coverageFloor: 0.5 # -> 0.6
            criteria:
              - id: A1 # -> A9
                shortName: lock # -> key
                label:
                  nl: Slot # -> Grendel
                  en: Lock # -> Bolt
                indicator: beds # -> rooms
                standard:
                  minimum: ">= 1" # -> ">= 2"
                  target: ">= 3" # -> ">= 4"
                graded:
                  zero: 0 # -> 0.5
                  one: 4 # -> 5
                unit: beds # -> rooms
                weight: 1 # -> 3
                status: guidance # -> benchmark
                source: EASO 1.3 # -> EASO 1.4
                sourceVersion: "2016" # -> "2017"
                core: true # -> false
                knownBy: property # -> hygiene
                grain: location # -> room
                verified:
                  tag: S # -> S2
                  ref: E1 # -> E2
                  by: J. Voorbeeld # -> K. Voorbeeld
                  on: 2025-01-06 # -> 2025-01-07
                  article: art. 1 # -> art. 2
                  version: v1 # -> v2
                  until: 2027-01-01 # -> 2028-01-01
                remark:
                  nl: Zie bijlage # -> Zie noot
                  en: See annex # -> See note
                advice:
                  nl: Doe iets # -> Doe meer
                  en: Do something # -> Do more
                validFrom: 2025-01-01 # -> 2025-02-01
                validTo: 2027-12-31 # -> 2027-11-30
                appliesTo:
                  population: [singles] # -> [families]
                  service: catered # -> self-catering
                  scope: collective # -> private
                  daysInUse: ">= 29" # -> ">= 30"
                when:
                  indicator: singles # -> families
                  standard: ">= 1" # -> ">= 2"
                residents:
                  indicator: feels_safe # -> sleeps_well
                  standard: ">= 0.8" # -> ">= 0.9"
                  minimum: 10 # -> 12
                  label:
                    nl: voelt zich veilig # -> slaapt goed
                    en: feels safe # -> sleeps well
              - { id: A2, shortName: a, label: { nl: A, en: A }, indicator: beds, standard: ">= 1", status: norm, source: x,
                  verified: { tag: S }, basicRequirement: false } # -> verified: { tag: S }, basicRequirement: true }
              - { id: A3, shortName: a, label: { nl: A, en: A }, indicator: beds, status: own, source: x, verified: { tag: D },
                  graded: { zero: 0, one: 4 } } # -> graded: { zero: 0, one: 5 } }
          - id: wonen # -> leven
            label: { nl: Wonen, en: Living }
            criteria:
              - { id: B1, shortName: b, label: { nl: B, en: B }, status: own, source: x, verified: { tag: D },
                  all: [{ indicator: a, standard: "is yes" }, { indicator: b, standard: "<= 2" }] } # -> all: [{ indicator: a, standard: "is yes" }, { indicator: b, standard: "<= 3" }] }
              - { id: B2, shortName: b, label: { nl: B, en: B }, status: own, source: x, verified: { tag: D },
                  any: [{ indicator: a, standard: "is yes" }, { indicator: b, standard: "<= 2", graded: { zero: 9, one: 1 } }] } # -> any: [{ indicator: a, standard: "is yes" }, { indicator: b, standard: "<= 2", graded: { zero: 9, one: 2 } }] }
              - { id: B3, shortName: b, label: { nl: B, en: B }, status: own, source: x, verified: { tag: D },
                  atLeast: { count: 1, of: [{ indicator: a, standard: "is yes" }, { indicator: b, standard: "<= 2" }] } } # -> atLeast: { count: 2, of: [{ indicator: a, standard: "is yes" }, { indicator: b, standard: "<= 2" }] } }
              - { id: B4, shortName: b, label: { nl: B, en: B }, status: own, source: x, verified: { tag: D },
                  indicator: d, cases: [{ when: { indicator: a, standard: "is yes" }, standard: "<= 2" }] } # -> indicator: e, cases: [{ when: { indicator: a, standard: "is yes" }, standard: "<= 2" }] }
              - { id: B5, shortName: b, label: { nl: B, en: B }, status: own, source: x, verified: { tag: D },
                  pending: units } # -> pending: moves }
              - { id: B6, shortName: b, label: { nl: B, en: B }, status: own, source: x, verified: { tag: D },
                  move: [wonen] } # -> move: [privacy] }
              - { id: B7, shortName: b, label: { nl: B, en: B }, status: own, source: x, verified: { tag: D },
                  indicator: a, standard: report } # -> indicator: a, standard: "is yes" }
              - { id: B8, shortName: b, label: { nl: B, en: B }, status: own, source: x, verified: { tag: D }, appliesTo: families,
                  indicator: a, standard: "is yes" } # -> indicator: a, standard: "is no" }
        """

    private static let lines = file.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)

    private func framework(_ lines: [String]) throws -> Framework {
        try FrameworkFile.framework(yaml: lines.joined(separator: "\n"), file: "sleutels.yaml")
    }

    @Test("the file holds every key that the reader of frameworks knows")
    func complete() throws {
        for key in FrameworkReader.keys + FrameworkReader.themeKeys + FrameworkReader.criterionKeys {
            #expect(Self.file.contains(" \(key):") || Self.file.contains("\n\(key):") || key == "format", "\(key)")
        }
        // A value without a change behind it would go untested; these are named by others, or have no other form.
        let plain = Self.lines.filter { !$0.contains("# ->") && !$0.hasSuffix(":") && !$0.contains("{ id: ") }
        let kept = [
            "format: maatstaf/framework/1", "- id: laag", "from: 0", "- id: midden", "label: { nl: Wonen, en: Living }",
        ]
        #expect(plain.map { $0.trimmingPrefix(while: \.isWhitespace) }.map(String.init) == kept)
    }

    @Test("a change of any value is a change that is named, with what was and what is")
    func each() throws {
        let before = try framework(Self.lines)
        #expect(FrameworkDifference(from: before, to: try framework(Self.lines + ["# seen"])).changes.isEmpty)
        var tried = 0
        for (number, line) in Self.lines.enumerated() {
            guard let mark = line.firstRange(of: " # -> ") else { continue }
            let (old, new) = (line[..<mark.lowerBound], line[mark.upperBound...])
            var edited = Self.lines
            if let key = old.firstRange(of: ": "), !old.contains("{"), !old.contains("}") {
                edited[number] = old[..<key.upperBound] + String(new)
            } else {
                edited[number] = old.prefix(while: \.isWhitespace) + String(new)
            }
            // What is named elsewhere in the file takes the new name along.
            if old.hasSuffix("- id: wonen") {
                edited = edited.map { $0.replacing("move: [wonen]", with: "move: [leven]") }
            }
            let after: Framework
            do { after = try framework(edited) } catch {
                Issue.record("line \(number + 1): \(edited[number]): \(error)")
                continue
            }
            tried += 1
            let changes = FrameworkDifference(from: before, to: after).changes
            #expect(!changes.isEmpty, "no change: \(line)")
            for change in changes {
                #expect(change.aspect != .other, "unnamed: \(line)")
                #expect(change.before != change.after, "\(change.aspect.rawValue) reads the same: \(line)")
            }
        }
        #expect(tried > 75)
    }

    @Test("another order of themes, criteria, bands or limiters' criteria is named; another place in the file is not")
    func order() throws {
        let before = try framework(Self.lines)
        var after = before
        after.themes.reverse()
        after.themes[0].criteria.swapAt(0, 1)
        let changes = FrameworkDifference(from: before, to: after).changes
        #expect(changes.map(\.aspect) == [.themeOrder, .criterionOrder])
        let moved = try framework(["# A remark of a line.", ""] + Self.lines)
        #expect(FrameworkDifference(from: before, to: moved).changes.isEmpty)
    }
}
