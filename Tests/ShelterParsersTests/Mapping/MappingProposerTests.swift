import ShelterModel
import Testing

@testable import ShelterParsers

@Suite("Proposed mappings")
struct MappingProposerTests {
    private static let shipped = Result {
        MappingProposer(
            try MappingSupport.codeBook("nl-opvang").tables[0],
            framework: try MappingSupport.framework("nl-opvang"),
            words: try MappingSupport.words()
        )
    }

    private static func proposer() throws -> MappingProposer { try shipped.get() }

    /// A table of a few columns, written as they stand in a code book.
    private static func proposer(_ columns: String) throws -> MappingProposer {
        let yaml = """
            format: maatstaf/codebook/1
            id: tiny
            version: "1"
            label: { nl: Klein, en: Tiny }
            source: Invented
            assessments: each
            register: none
            booleans: { "yes": [ja], "no": [nee] }
            tables:
              - name: locations
                grain: location
                columns:
                  - { column: id, role: location-id, type: text }
                  - { column: groep, role: municipality, type: text }
            """
        let codeBook = try CodeBookFile.codeBook(
            yaml: yaml + columns.split(separator: "\n").map { "\n      \($0)" }.joined(),
            file: "tiny.yaml"
        )
        return MappingProposer(codeBook.tables[0], framework: nil, words: try MappingSupport.words())
    }

    @Test(
        "On an invented labelled set nothing that is called certain is wrong, and most is found",
        arguments: [LabelledSet.dutch, .english, .ukrainian]
    )
    func labelled(set: LabelledSet) throws {
        let proposals = try Self.proposer().proposals(for: set.sample)
        try #require(proposals.map(\.header) == set.columns.map(\.header))
        var certain = (right: 0, wrong: [String]())
        var found = 0
        for (column, proposal) in zip(set.columns, proposals) {
            let isRight = proposal.choice?.variable == column.variable
            if proposal.isCertain {
                if isRight { certain.right += 1 } else { certain.wrong.append(column.header) }
            }
            if column.variable != nil, isRight { found += 1 }
        }
        let all = set.columns.count { $0.variable != nil }
        print(
            "mapping, \(set.name): \(certain.right) of \(certain.right + certain.wrong.count) certain ones right; "
                + "recall \(certain.right)/\(all) certain, \(found)/\(all) proposed"
        )
        #expect(certain.wrong.isEmpty)
        #expect(certain.right * 4 >= all * 3)
        #expect(found * 100 >= all * 95)
    }

    @Test("Headers that look like a variable and mean something else are never certain")
    func traps() throws {
        let proposals = try Self.proposer().proposals(for: LabelledSet.traps.sample)
        #expect(proposals.filter(\.isCertain).map(\.header) == [])
    }

    @Test(
        "A code in the header decides, in the ways in which LimeSurvey and KoboToolbox write it",
        arguments: ["douches", "Showers", " DOUCHES ", "douches. Hoeveel?", "groep/sanitair/douches"]
    )
    func codes(header: String) throws {
        let sample = MappingSample(header: [header], cells: [["3"], ["4"], ["2"], ["9"], ["1"]])
        let proposal = try #require(try Self.proposer().proposals(for: sample).first)
        #expect(proposal.choice?.variable == "showers")
        #expect(proposal.choice?.reasons.first?.code == "code")
        #expect(proposal.isCertain)
    }

    @Test("A code whose values do not fit is not certain")
    func contradicted() throws {
        let sample = MappingSample(header: ["douches"], cells: [["vuil"], ["schoon"], ["vies"], ["kapot"], ["oud"]])
        let proposal = try #require(try Self.proposer().proposals(for: sample).first)
        #expect(proposal.choice?.variable == "showers")
        #expect(!proposal.isCertain)
        #expect(proposal.choice?.reasons.map(\.code) == ["code", "values-unfit"])
    }

    @Test("Two columns that fit equally well are both left for a person")
    func columnsTie() throws {
        let cells = [["3", "3"], ["4", "4"], ["2", "2"]]
        for header in [["douches", "Douches"], ["Aantal douches", "Hoeveel douches"]] {
            let proposals = try Self.proposer().proposals(for: MappingSample(header: header, cells: cells))
            #expect(proposals.allSatisfy { $0.choice == nil && !$0.isCertain }, "\(header)")
            #expect(proposals.map { $0.remarks.map(\.code) } == [["columns-tie"], ["columns-tie"]], "\(header)")
            #expect(proposals.allSatisfy { $0.alternatives.first?.variable == "showers" }, "\(header)")
        }
    }

    @Test("A column that fits two variables equally well is left for a person")
    func variablesTie() throws {
        let proposer = try Self.proposer(
            """
            - { column: a1, variable: beds, type: integer, label: { nl: Aantal bedden, en: Number of beds } }
            - { column: a2, variable: bunks, type: integer, label: { nl: Aantal bedden, en: Bunks } }
            """
        )
        let sample = MappingSample(header: ["Aantal bedden"], cells: [["3"], ["4"]])
        let proposal = try #require(proposer.proposals(for: sample).first)
        #expect(proposal.choice == nil)
        #expect(proposal.remarks.map(\.code) == ["variables-tie"])
        #expect(proposal.alternatives.map(\.variable) == ["beds", "bunks"])
    }

    @Test("A variable goes to one column at most")
    func oneToOne() throws {
        let columns = LabelledSet.dutch.columns + LabelledSet.english.columns + LabelledSet.traps.columns
        let all = LabelledSet(name: "all", columns: columns)
        let chosen = try Self.proposer().proposals(for: all.sample).compactMap(\.choice?.variable)
        #expect(!chosen.isEmpty)
        #expect(Set(chosen).count == chosen.count)
    }

    @Test("A label in Ukrainian is used where the code book has one")
    func ukrainianLabel() throws {
        let columns = """
            - { column: c1, variable: quiet, type: boolean, label: { nl: Stilteruimte, en: Quiet room, uk: Тиха кімната } }
            - { column: c2, variable: prayer, type: boolean, label: { nl: Gebedsruimte, en: Prayer room } }
            """
        let sample = MappingSample(header: ["Тиха кімната"], cells: [["ja"], ["nee"], ["ja"], ["ja"], ["nee"]])
        let proposal = try #require(try Self.proposer(columns).proposals(for: sample).first)
        #expect(proposal.choice?.variable == "quiet")
        #expect(proposal.isCertain)
    }

    @Test("Known answers alone are worth a question, never more")
    func valuesAlone() throws {
        let cells = ["hotel", "schip", "kantoor", "camping", "anders", "boot"].map { [$0] }
        let proposal = try #require(
            try Self.proposer().proposals(for: MappingSample(header: ["V17"], cells: cells)).first
        )
        #expect(proposal.choice?.variable == "kind")
        #expect(!proposal.isCertain)
    }

    @Test("The text of the question counts where the header is a mere number")
    func questionText() throws {
        let sample = MappingSample(header: ["V3"], labels: ["Aantal werkende douches"], cells: [["3"], ["4"]])
        let proposal = try #require(try Self.proposer().proposals(for: sample).first)
        #expect(proposal.choice?.variable == "showers")
    }

    @Test("Hostile headers cost little and give nothing certain")
    func hostile() throws {
        let long = String(repeating: "kamer ", count: 100_000)
        let compound = String(repeating: "slaapkamer", count: 2000)
        let odd = ["", " ", "\u{0}", long, compound, "...", "/", "=1+1", "\u{202E}sremak", "👩‍👩‍👧‍👦", ". ", "a. ."]
        let sample = MappingSample(header: odd, cells: [odd.map { _ in "1" }, odd.map { _ in "" }])
        let proposals = try Self.proposer().proposals(for: sample)
        #expect(proposals.count == odd.count)
        #expect(proposals.allSatisfy { !$0.isCertain })
        let empty = try Self.proposer().proposals(for: MappingSample(header: ["douches"], cells: []))
        #expect(empty.first?.choice?.reasons.map(\.code) == ["code", "no-values"])
    }
}
