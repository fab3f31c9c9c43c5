import Foundation
import ShelterModel
import ShelterParsers
import SurveyStatistics
import Testing

@testable import ShelterCleaning

/// Numbers from `Reference/reference.py`.
@Suite("Outliers, duplicates and inspectors")
struct StatisticalCheckTests {
    private static let reference: [String: [Double]] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Reference/numbers.txt")
        var numbers: [String: [Double]] = [:]
        for line in ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            let count =
                words[0] == "gower" ? 3 : words[0] == "fisher" ? 5 : words[0] == "holm" ? 1 : words[0] == "log" ? 3 : 2
            numbers[words.prefix(count).joined(separator: " ")] = words.dropFirst(count).compactMap(Double.init)
        }
        return numbers
    }()

    private func numbers(_ key: String) throws -> [Double] { try #require(Self.reference[key], "\(key)") }

    private static let values = [4.0, 5, 5, 6, 6, 7, 7, 8, 9, 60]

    @Test("Fences are those of the reference, on the raw and on the log scale")
    func fences() throws {
        let indicator = Indicator.variable("men")
        let raw = Self.values
        let logs = raw.map { log($0) }
        for (key, fences, factor, values) in [
            ("mad 3.5", OutlierRule.Fences.medianDeviation, 3.5, raw), ("tukey 1.5", .tukey, 1.5, raw),
            ("log mad 3", .medianDeviation, 3, logs), ("log tukey 1.5", .tukey, 1.5, logs),
        ] {
            let expected = try numbers(key)
            let check = OutlierCheck(OutlierRule(indicator, fences: fences, factor: factor))
            let (low, high) = try #require(check.fences(values))
            let isLog = key.hasPrefix("log")
            #expect(abs((isLog ? exp(low) : low) - expected[0]) < 1e-12, "\(key)")
            #expect(abs((isLog ? exp(high) : high) - expected[1]) < 1e-12, "\(key)")
        }
    }

    @Test("A value outside the fences is a hit; too few values, no spread and no value are unknown")
    func outlier() throws {
        let check = "kind: outlier\nindicator: men\nfences: mad\nfactor: 3.5\nat_least: 10"
        let rows = Self.values.map { ["\($0)"] } + [[""]]
        let result = try Sample.result(check, columns: ["mannen"], rows: rows)
        #expect(result.rows == [9])
        #expect(result.hits[0].reason.arguments["high"] == .number(11.75))
        #expect(result.hits[0].reason.arguments["count"] == .integer(10))
        #expect(result.unknown == 1)
        let few = try Sample.result(check, columns: ["mannen"], rows: Array(rows.dropFirst()))
        #expect(few.rows.isEmpty && few.unknown == 10)
        let flat = try Sample.result(check, columns: ["mannen"], rows: Array(repeating: ["5"], count: 11) + [["900"]])
        #expect(flat.rows.isEmpty && flat.unknown == 12)
        let onLog = check.replacing("factor: 3.5", with: "factor: 3\nscale: log")
        let logs = try Sample.result(onLog, columns: ["mannen"], rows: rows + [["0"], ["-1"]])
        #expect(logs.rows == [9])
        #expect(logs.unknown == 3)
    }

    @Test("Groups are judged apart, and a row without a group is unknown")
    func groups() throws {
        let check = "kind: outlier\nindicator: men\nfences: tukey\nfactor: 1.5\nat_least: 5\ngroup: group"
        let small = [1, 2, 3, 4, 5].map { ["\($0)", "a"] }
        let large = [101, 102, 103, 104, 150].map { ["\($0)", "b"] }
        let rows = small + large + [["3", ""], ["100", "c"]]
        let result = try Sample.result(check, columns: ["mannen", "groep"], rows: rows)
        #expect(result.rows == [9])
        #expect(result.unknown == 2)
    }

    // MARK: Duplicates

    @Test("Equal rows are hits that name the first; of named variables a missing one is unknown")
    func duplicates() throws {
        let columns = ["id", "bewoners", "soort"]
        let rows = [
            ["L1", "5", "H"], ["L2", "5", "H"], ["L1", "5.0", "hotel"], ["L1", "5", ""], ["L1", "5", ""], ["", "", ""],
            ["", "", ""], ["L1", "5", "H"],
        ]
        let all = try Sample.result("kind: duplicate", columns: columns, rows: rows)
        #expect(all.rows == [2, 4, 7])
        #expect(all.hits.map { $0.reason.arguments["line"] } == [.integer(2), .integer(5), .integer(2)])
        #expect(all.hits.allSatisfy { $0.column == nil })
        #expect(all.unknown == 2)
        let named = try Sample.result("kind: duplicate\nvariables: [id, kind]", columns: columns, rows: rows)
        #expect(named.rows == [2, 7])
        #expect(named.unknown == 4)
        let except = try Sample.result("kind: duplicate\nexcept: [id]", columns: columns, rows: rows)
        #expect(except.rows == [1, 2, 4, 7])
    }

    @Test("Gower distances are those of the reference")
    func gower() throws {
        let codeBook = try CodeBookFile.codeBook(yaml: Sample.codeBook, file: "c.yaml")
        let definition = codeBook.tables[0]
        let rows = [
            ["10", "3.5", "hotel", "ja"], ["11", "3.5", "hotel", "ja"], ["60", "9.5", "schip", "nee"],
            ["10", "", "hotel", "ja"], ["35", "6.5", "", "nee"],
        ]
        let table = try Sample.table(definition, ["bewoners", "mannen", "soort", "slot"], rows)
        let columns = [2, 4, 13, 6]
        let check = NearDuplicateCheck(
            NearDuplicateRule(distance: 1, atLeast: 1),
            columns: columns,
            definition: definition
        )
        let variables = columns.map { check.variable(table.columns[$0], definition.columns[$0].type) }
        for first in 0..<5 {
            for second in (first + 1)..<5 {
                let expected = try numbers("gower \(first) \(second)")[0]
                let distance = try #require(check.distance(first, second, variables))
                #expect(abs(distance - expected) < 1e-12, "\(first) \(second)")
            }
        }
    }

    @Test("A near copy is a hit that names the nearest earlier row, within its block and with enough answers")
    func nearDuplicates() throws {
        let columns = ["groep", "bewoners", "mannen", "soort", "slot"]
        let rows = [
            ["a", "10", "3.5", "H", "ja"], ["a", "60", "9.5", "S", "nee"], ["a", "11", "3.5", "H", "ja"],
            ["b", "10", "3.5", "H", "ja"], ["a", "10", "", "", "ja"], ["", "10", "3.5", "H", "ja"],
        ]
        let check =
            "kind: near-duplicate\nvariables: [residents, men, kind, lock]\ndistance: 0.01\nat_least: 3\nblock: group"
        let result = try Sample.result(check, columns: columns, rows: rows)
        #expect(result.rows == [2])
        #expect(result.hits[0].reason.arguments == ["line": .integer(2), "distance": .number(0.005)])
        #expect(result.unknown == 2)
        let anywhere = check.replacing("\nblock: group", with: "")
        #expect(try Sample.result(anywhere, columns: columns, rows: rows).rows == [2, 3, 5])
    }

    @Test("A block beyond the limit is not compared, and says so")
    func limit() throws {
        let check = "kind: near-duplicate\nvariables: [residents]\ndistance: 0\nat_least: 1\nlimit: 3"
        let rows = [["1"], ["1"], ["1"], ["1"]]
        let result = try Sample.result(check, columns: ["bewoners"], rows: rows)
        #expect(result.hits.isEmpty && result.unknown == 4)
        #expect(result.notices.map(\.reason.code) == ["check.block-too-large"])
        #expect(result.notices[0].reason.arguments["rows"] == .integer(4))
        #expect(try Sample.result(check, columns: ["bewoners"], rows: Array(rows.dropLast())).rows == [1, 2])
    }

    // MARK: Inspectors

    @Test("Fisher's probabilities are those of exact fractions")
    func fisher() throws {
        for (successes, draws, all, everything) in [
            (9, 10, 12, 40), (1, 10, 12, 40), (3, 10, 12, 40), (10, 10, 10, 20),
        ] {
            let expected = try numbers("fisher \(successes) \(draws) \(all) \(everything)")[0]
            let p = ExactTest.fisher(successes: successes, draws: draws, allSuccesses: all, all: everything)
            #expect(abs(p / expected - 1) < 1e-9)
        }
        #expect(ExactTest.fisher(successes: 0, draws: 5, allSuccesses: 0, all: 20) == 1)
    }

    @Test("The permutation test comes close to counting all permutations, and the same seed gives the same number")
    func permutations() throws {
        let own = [7.0, 8, 9, 9.5, 10]
        let others = [5.0, 5.5, 6, 6.5, 7, 7.5, 6]
        let pooled = (own + others).sorted()
        func p(_ seed: UInt64) -> Double {
            ExactTest.permutation(sum: own.reduce(0, +), count: 5, pooled: pooled, permutations: 99_999, seed: seed)
        }
        let exact = try numbers("all permutations")[0]
        #expect(abs(p(1) - exact) < 0.001)
        #expect(p(1) == p(1))
        #expect(p(1) != p(2))
        // The other side of the same split is as far.
        let mirrored = ExactTest.permutation(
            sum: others.reduce(0, +),
            count: 7,
            pooled: pooled,
            permutations: 99_999,
            seed: 1
        )
        #expect(abs(mirrored - exact) < 0.001)
    }

    @Test("Holm's correction and the seeded numbers are those of the reference")
    func corrections() throws {
        let expected = try numbers("holm")
        for (one, other) in zip(ExactTest.holm([0.01, 0.04, 0.03, 0.005]), expected) {
            #expect(abs(one - other) < 1e-12)
        }
        var generator = SeededGenerator(seed: 1)
        let drawn = [generator.next(), generator.next(), generator.next()]
        #expect(drawn == [10_451_216_379_200_822_465, 13_757_245_211_066_428_519, 17_911_839_290_282_890_590])
    }

    @Test("An inspector who differs is a hit about the file; too few answers are unknown")
    func inspector() throws {
        let check = "kind: inspector\ninspector: inspector\nvariable: lock\nat_least: 8"
        let odd = (0..<20).map { _ in ["A", "ja"] }
        let plain = (0..<40).map { [$0 % 2 == 0 ? "B" : "C", $0 % 4 < 2 ? "ja" : "nee"] }
        let few = (0..<5).map { _ in ["D", "nee"] }
        let rows = odd + plain + few + [["", "ja"], ["A", ""]]
        let result = try Sample.result(check, columns: ["inspecteur", "slot"], rows: rows)
        #expect(result.hits.map(\.subject) == ["A"])
        #expect(result.hits[0].row == nil && result.hits[0].column == 11)
        #expect(result.hits[0].reason.arguments["own"] == .number(100))
        #expect(result.unknown == 1)
        let number = check.replacing("variable: lock", with: "variable: men")
        let means = (0..<30).map { ["ABC".map(String.init)[$0 % 3], $0 % 3 == 0 ? "\(8 + $0 % 2)" : "\(4 + $0 % 5)"] }
        let found = try Sample.result(number, columns: ["inspecteur", "mannen"], rows: means)
        #expect(found.hits.map(\.subject) == ["A"])
        let again = try Sample.result(number, columns: ["inspecteur", "mannen"], rows: means.reversed())
        #expect(again.hits.map(\.reason) == found.hits.map(\.reason))
        let same = (0..<30).map { ["ABC".map(String.init)[$0 % 3], "\($0 / 3 % 5)"] }
        #expect(try Sample.result(number, columns: ["inspecteur", "mannen"], rows: same).hits.isEmpty)
    }
}
