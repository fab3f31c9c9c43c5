import Foundation
import ShelterModel
import ShelterParsers
import Testing

@Suite struct ShippedFilesTests {
    private func framework(_ id: String) throws -> Framework {
        try FrameworkFile.framework(yaml: YAMLSamples.text("Frameworks/\(id).yaml"), file: "\(id).yaml")
    }

    private func codeBook(_ id: String) throws -> CodeBook {
        try CodeBookFile.codeBook(yaml: YAMLSamples.text("CodeBooks/\(id).yaml"), file: "\(id).yaml")
    }

    @Test(
        "Every framework loads and uses only variables of its code book",
        arguments: ["euaa-housing-2016", "nl-opvang", "perf-c", "snf", "unhcr-wash"]
    )
    func variablesExist(id: String) throws {
        let framework = try framework(id)
        let codeBook = try codeBook(#require(framework.codeBook))
        #expect(framework.id == id)
        #expect(codeBook.id == framework.codeBook)
        let known = codeBook.variables
        let conditions = Set(codeBook.conditions.map(\.id))
        let named = framework.criteria.flatMap { $0.appliesTo?.groups.flatMap(\.names) ?? [] }
        #expect(named.allSatisfy(conditions.contains))
        for criterion in framework.criteria {
            let used = criterion.requirement.variables + (criterion.condition?.variables ?? [])
            #expect(used.allSatisfy { known[$0] != nil }, "\(criterion.id)")
        }
    }

    @Test("The core set of nl-opvang carries every theme, and every criterion says who usually knows")
    func core() throws {
        let framework = try framework("nl-opvang")
        let core = try #require(framework.coreSet)
        #expect(core.themes.map(\.id) == framework.themes.map(\.id))
        #expect((28...34).contains(core.criteria.count))
        #expect(core.criteria.allSatisfy { $0.weight > 0 })
        #expect(framework.criteria.allSatisfy { $0.knownBy != nil })
        #expect(framework.criteria.allSatisfy { if case .pending = $0.requirement { false } else { true } })
        // The comparison of a move is judged between two locations.
        #expect(
            framework.criteria.filter { if case .move = $0.requirement { true } else { false } }.map(\.id) == ["A11"]
        )
    }

    @Test("What is not known of a source is listed and not filled in", arguments: ["euaa-housing-2016", "snf"])
    func absent(id: String) throws {
        let framework = try framework(id)
        #expect(!framework.absent.isEmpty)
        #expect(Set(framework.absent.map(\.id)).isDisjoint(with: framework.criteria.map(\.id)))
        #expect(framework.criteria.allSatisfy { !$0.isBasicRequirement })
    }

    @Test("The framework for UNHCR has 17 criteria, none of them called verified but the one with a second source")
    func unhcr() throws {
        let framework = try framework("unhcr-wash")
        #expect(framework.criteria.count == 17)
        #expect(framework.criteria.filter(\.provenance.verification.isVerified).map(\.id) == ["W07"])
        #expect(framework.criteria.allSatisfy { $0.provenance.status == .guidance && !$0.isBasicRequirement })
        #expect(
            framework.themes.map { $0.criteria.map(\.id) } == [
                ["W01", "W02", "W03", "W04", "W05", "W10", "W11", "W12"], ["W06", "W07", "W08", "W14", "W15"],
                ["W09", "W13", "W16", "W17"],
            ]
        )
        let phase = Indicator.variable("post_emergency")
        let toilets = Indicator.variable("persons_per_toilet")
        #expect(
            framework.criteria.first { $0.id == "W07" }?.requirement
                == .cases([
                    Requirement.Case(
                        when: .test(phase, .oneOf(["emergency"]), nil),
                        then: .test(toilets, .atMost(50), nil)
                    ),
                    Requirement.Case(
                        when: .test(phase, .oneOf(["post-emergency"]), nil),
                        then: .test(toilets, .atMost(20), nil)
                    ),
                ])
        )
    }

    @Test("Every text is in Dutch and English", arguments: ["unhcr-wash", "euaa-housing-2016", "snf"])
    func bothLanguages(id: String) throws {
        let framework = try framework(id)
        var texts = [framework.label, framework.remark]
        texts += framework.themes.map(\.label) + framework.bands.map(\.label)
        for criterion in framework.criteria {
            texts += [criterion.label, criterion.advice]
            if !criterion.provenance.remark.isEmpty { texts.append(criterion.provenance.remark) }
        }
        texts += framework.absent.flatMap { [$0.label, $0.missing] }
        let codeBook = try codeBook(#require(framework.codeBook))
        texts += codeBook.conditions.map(\.label)
        for column in codeBook.tables.flatMap(\.columns) {
            texts += [column.label] + (column.type == .choice ? column.codes.map(\.label) : [])
        }
        for text in texts { #expect(text.texts.keys.sorted() == ["en", "nl"]) }
    }

    @Test("The framework for measuring speed has the 60 criteria of its definition")
    func speed() throws {
        let framework = try framework("perf-c")
        let criteria = framework.criteria.sorted { $0.id < $1.id }
        #expect(criteria.count == 60)
        for (index, criterion) in criteria.enumerated() {
            let question = Indicator.variable(criterion.id)
            let expected: Requirement =
                switch index % 12 {
                case 0...3: .test(question, .atLeast(1), nil)
                case 4, 5: .test(question, .isTrue, nil)
                case 6...8: .graded(question, Goalposts(zero: 1, one: 5))
                case 9, 10: .test(question, .atLeast(Double(30 + 10 * (index % 5))), nil)
                default:
                    .graded(
                        .ratio(criterion.id, "occupancy"),
                        Goalposts(zero: 0, one: Double(10 + 2 * (index % 5)) / 100)
                    )
                }
            #expect(criterion.requirement == expected)
            #expect(framework.themes[index % 8].criteria.contains(criterion))
        }
        #expect(framework.themes.map(\.weight) == [0.2, 0.15, 0.15, 0.1, 0.1, 0.1, 0.1, 0.1])
        #expect(framework.themes.map(\.cutoff) == [0.553, 0.553] + [Double?](repeating: nil, count: 6))
    }
}
