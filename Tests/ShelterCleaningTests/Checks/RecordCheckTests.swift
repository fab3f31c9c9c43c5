import ShelterModel
import Testing

@testable import ShelterCleaning

@Suite("Checks of one record")
struct RecordCheckTests {
    private let capacity = """
        kind: rule
        indicator: residents / capacity
        standard: "<= 1"
        """

    @Test("A rule is a hit where it is not met; met is none, and unknown is counted and never one")
    func rule() throws {
        let rows = [["50", "50"], ["51", "50"], ["", "50"], ["51", "?"], ["3", "0"], ["0", "0"]]
        let result = try Sample.result(capacity, columns: ["bewoners", "plaatsen"], rows: rows)
        #expect(result.rows == [1, 4])
        #expect(result.unknown == 2)
        #expect(result.hits[0].column == 2)
        #expect(result.hits[0].reason.code == "check.rule")
        #expect(result.hits[0].reason.arguments["columns"] == .list(["bewoners", "plaatsen"]))
    }

    @Test("A condition leaves a row out where it is false, and makes it unknown where it is unknown")
    func condition() throws {
        let check = capacity + "\nwhen: { indicator: lock, standard: \"is yes\" }"
        let rows = [["51", "50", "ja"], ["51", "50", "nee"], ["51", "50", ""]]
        let result = try Sample.result(check, columns: ["bewoners", "plaatsen", "slot"], rows: rows)
        #expect(result.rows == [0])
        #expect(result.unknown == 1)
    }

    @Test("An end before the start is a hit on the column that the check names")
    func dates() throws {
        let check = """
            kind: rule
            variable: to
            indicator: days from from to to
            standard: ">= 1"
            """
        let rows = [["2026-01-01", "2026-01-02"], ["2026-01-01", "2025-12-31"], ["2026-01-01", ""]]
        let result = try Sample.result(check, columns: ["van", "tot"], rows: rows)
        #expect(result.rows == [1])
        #expect(result.hits[0].column == 8)
        #expect(result.unknown == 1)
    }

    @Test("A soft range has its limits inside, may be open, and says which limit was passed")
    func range() throws {
        let check = "kind: range\nindicator: residents\nlow: 5\nhigh: 100"
        let rows = [["5"], ["100"], ["4"], ["101"], ["NA"]]
        let result = try Sample.result(check, columns: ["bewoners"], rows: rows)
        #expect(result.rows == [2, 3])
        #expect(result.hits.map(\.reason.code) == ["check.below-range", "check.above-range"])
        #expect(result.hits[1].reason.arguments == ["value": .number(101), "limit": .number(100)])
        #expect(result.unknown == 1)
        let open = try Sample.result("kind: range\nindicator: residents\nhigh: 100", columns: ["bewoners"], rows: rows)
        #expect(open.rows == [3])
    }

    @Test("Parts that do not add up are a hit beyond the tolerance; a missing part is unknown, never zero")
    func totals() throws {
        let check = "kind: totals\ntotal: residents\nparts: [men, women]\ntolerance: 1"
        let rows = [["10", "4", "6"], ["10", "4", "7"], ["10", "4", "8"], ["10", "10", ""], ["", "4", "6"]]
        let result = try Sample.result(check, columns: ["bewoners", "mannen", "vrouwen"], rows: rows)
        #expect(result.rows == [2])
        #expect(result.hits[0].reason.arguments == ["sum": .number(12), "total": .number(10)])
        #expect(result.unknown == 2)
        let exact = "kind: totals\ntotal: men\nparts: [women]"
        let decimals = [["0.3", "0.30000000000000004"], ["0.3", "0.31"]]
        #expect(try Sample.result(exact, columns: ["mannen", "vrouwen"], rows: decimals).rows == [1])
    }

    @Test("The same answer over a battery is a hit; too few answers are unknown")
    func straightLining() throws {
        let check = "kind: straight-lining\nvariables: [v1, v2, v3]\nat_least: 3"
        let rows = [["2", "2", "2"], ["2", "2", "3"], ["2", "2", ""], ["", "", ""]]
        let result = try Sample.result(check, columns: ["v1", "v2", "v3"], rows: rows)
        #expect(result.rows == [0])
        #expect(result.unknown == 2)
        let two = "kind: straight-lining\nvariables: [v1, v2, v3]\nat_least: 2"
        #expect(try Sample.result(two, columns: ["v1", "v2", "v3"], rows: rows).rows == [0, 2])
    }

    @Test("Text behind 'other' that names one answer proposes it, as the export writes it")
    func otherSpecify() throws {
        let check = "kind: other-specify\nvariable: kind\noption: other\ntext: other"
        let rows = [
            ["A", "een SCHIP in de haven"], ["A", "Hotel of pension"], ["A", "scheepswerf"],
            ["A", "hotel op een schip"],
            ["H", "schip"], ["A", ""], ["", "Cafe boot"], ["A", "H"],
        ]
        let result = try Sample.result(check, columns: ["soort", "anders"], rows: rows)
        #expect(result.rows == [0, 1, 6])
        #expect(result.hits.map(\.proposal) == ["S", "H", "S"])
        #expect(result.hits.allSatisfy { $0.column == 13 })
        #expect(result.unknown == 1)
    }

    @Test("A column that the file lacks is named, and makes every row unknown")
    func absent() throws {
        let result = try Sample.result(capacity, columns: ["bewoners"], rows: [["1"], ["2"]])
        #expect(result.absent == ["plaatsen"])
        #expect(result.unknown == 2)
        #expect(result.hits.isEmpty)
    }
}
