import ShelterAnalysis
import ShelterModel
import ShelterScoring
import Testing

/// Which change makes a location come out otherwise, with data.
@Suite("What flips because of a change")
struct FlipTests {
    private static let names = ["a", "b", "c", "d"]

    private static let codeBook = CodeBook(
        id: "x",
        version: "1",
        label: LocalizedText([:]),
        source: "",
        assessments: .each,
        register: nil,
        tables: [
            TableDefinition(
                name: "t",
                grain: .location,
                columns: [ColumnDefinition(headers: ["id"], variable: "id", role: .locationID, type: .text)]
                    + names.map { ColumnDefinition(headers: [$0], variable: $0, type: .number) }
            )
        ],
        joins: []
    )

    private static func criterion(_ id: String, _ requirement: Requirement? = nil) -> Criterion {
        Criterion(
            id: id.uppercased(),
            shortName: id,
            label: LocalizedText([:]),
            requirement: requirement ?? .test(.variable(id), .atLeast(1), nil),
            provenance: Provenance(source: "s", status: .own, verification: .design)
        )
    }

    /// A and B in theme one, C and D in theme two; low from 0, mid from 0.5, high from 0.9.
    private static let base = Framework(
        id: "f",
        version: "1",
        label: LocalizedText([:]),
        source: "",
        codeBook: "x",
        coverageFloor: 0.5,
        bands: [("low", 0), ("mid", 0.5), ("high", 0.9)].map {
            Band(id: $0.0, label: LocalizedText([:]), from: $0.1)
        },
        cap: nil,
        overallCutoff: nil,
        themes: [("one", ["a", "b"]), ("two", ["c", "d"])].map { id, names in
            Theme(id: id, label: LocalizedText([:]), weight: 1, cutoff: nil, criteria: names.map { criterion($0) })
        }
    )

    private static func table(_ rows: [[Double?]]) -> Table {
        Table(
            file: "a.csv",
            lines: rows.indices.map { $0 + 2 },
            columns: [.text(TextColumn(bytes: [], ends: rows.map { _ in 0 }, status: rows.map { _ in .empty }))]
                + names.indices.map { column in
                    .number(
                        NumberColumn(
                            values: rows.map { $0[column] ?? 0 },
                            status: rows.map { $0[column] == nil ? .empty : .present }
                        )
                    )
                },
            fields: (0...names.count).map { $0 + 1 },
            headers: ["id"] + names
        )
    }

    /// The flips of one location, `kind subject: before > after`, each with its cause: `alone version`.
    private func flips(
        from before: Framework = Self.base,
        _ answers: [Double?],
        _ edit: (inout Framework) -> Void
    ) throws -> [String] {
        var after = before
        edit(&after)
        let difference = FrameworkDifference(from: before, to: after)
        let finder = try FlipFinder(difference, codeBook: Self.codeBook)
        var flips = FrameworkFlips()
        let facts = AssessmentFacts(
            locationID: "L",
            assessmentID: "1",
            locationName: "L",
            kind: nil,
            visitDate: nil,
            residents: nil,
            capacity: nil,
            source: SourceLocation(file: "a.csv", line: 2)
        )
        finder.add(Self.table([answers]), facts: { _ in (facts, "G") }, to: &flips)
        #expect(flips.locations == 1)
        return flips.flips.map { flip in
            let causes = flip.changes.map { number in
                let change = difference.changes[number - 1]
                return change.subject.isEmpty ? change.aspect.rawValue : "\(change.subject).\(change.aspect.rawValue)"
            }
            return
                "\(flip.kind.rawValue) \(flip.subject): \(flip.before) > \(flip.after), \(flip.attribution.rawValue) "
                + causes.joined(separator: " ")
        }
    }

    @Test("a limiter of one theme flips the band of that theme alone, and is its cause")
    func limiterOfTheme() throws {
        let found = try flips([0, 1, 1, 1]) {
            $0.version = "2"
            $0.limiters = [Limiter(criteria: ["A"], band: "low", scopes: ["one"])]
        }
        #expect(found == ["band one: mid > low, alone limiters"])
    }

    @Test("a limiter without scopes flips its theme and the whole; another criterion's weight is no cause")
    func limiter() throws {
        let found = try flips([1, 1, 1, 0]) {
            $0.themes[0].criteria[0].weight = 2
            $0.limiters = [Limiter(criteria: ["D"], band: "low")]
        }
        #expect(found == ["band two: mid > low, alone limiters", "band overall: mid > low, alone limiters"])
    }

    @Test("a limiter on a criterion that is new too flips by both together")
    func limiterOfNewCriterion() throws {
        var small = Self.base
        small.themes[1].criteria.removeLast()
        let found = try flips(from: small, [1, 1, 1, 0]) {
            $0.themes[1].criteria.append(Self.criterion("d"))
            $0.limiters = [Limiter(criteria: ["D"], band: "low", scopes: ["overall"])]
        }
        #expect(
            found == [
                "band two: high > mid, alone D.added", "band overall: high > low, together limiters D.added",
            ]
        )
    }

    @Test("bands with new names take limiter and cap along: what cannot be made apart is named together")
    func renamedBands() throws {
        var limited = Self.base
        limited.limiters = [Limiter(criteria: ["A"], band: "low", scopes: ["overall"])]
        let found = try flips(from: limited, [0, 1, 1, 1]) {
            for (index, id) in ["weak", "fair", "good"].enumerated() { $0.bands[index].id = id }
            $0.limiters[0].band = "fair"
            $0.themes[1].criteria[0].weight = 3
        }
        #expect(
            found == [
                "band one: mid > fair, together bands limiters", "band two: high > good, together bands limiters",
                "band overall: low > fair, together bands limiters",
            ]
        )
    }

    @Test("another mean of criteria or of themes is named where it flips a band")
    func aggregation() throws {
        #expect(
            try flips([0, 1, 1, 1]) { $0.aggregation.criteria = .geometric } == [
                "band one: mid > low, alone aggregation"
            ]
        )
        #expect(
            try flips([0, 0, 1, 1]) { $0.aggregation.themes = .worst } == ["band overall: mid > low, alone aggregation"]
        )
    }

    @Test("a coverage floor that takes a score away flips its band to nothing; the floor that did it is named")
    func floors() throws {
        let half: [Double?] = [1, nil, 1, 1]
        #expect(
            try flips(half) { $0.coverageFloor = 0.9 } == [
                "band one: high > , alone coverage-floor", "band overall: high > , alone coverage-floor",
            ]
        )
        #expect(
            try flips(half) { $0.themes[0].coverageFloor = 0.9 } == [
                "band one: high > , alone one.theme-coverage-floor"
            ]
        )
        #expect(
            try flips(half) {
                $0.overallCoverageFloor = 0.8
                $0.themes[1].coverageFloor = 0.9
            } == ["band overall: high > , alone overall-coverage-floor"]
        )
    }

    @Test("an indicator with a name flips the criteria that use it")
    func derived() throws {
        var named = Self.base
        named.derived = [DerivedIndicator(variable: "r", indicator: .ratio("a", "b"))]
        named.themes[0].criteria[0].requirement = .test(.variable("r"), .atLeast(1), nil)
        let found = try flips(from: named, [2, 1, 1, 1]) {
            $0.derived[0].indicator = .ratio("b", "a")
            $0.themes[0].criteria[1].weight = 2
        }
        #expect(found.contains("outcome A: met > not_met, alone derived"))
        #expect(found.contains("band one: high > mid, alone derived"))
    }

    @Test("a criterion that comes to use a new indicator flips by both together, and by nothing else")
    func newDerived() throws {
        let found = try flips([2, 4, 1, 1]) {
            $0.derived = [DerivedIndicator(variable: "r", indicator: .ratio("a", "b"))]
            $0.themes[0].criteria[0].requirement = .test(.variable("r"), .atLeast(1), nil)
            $0.themes[0].criteria[0].provenance.status = .guidance
            $0.themes[1].criteria[0].weight = 2
        }
        #expect(found.contains("outcome A: met > not_met, together derived A.requirement A.status"))
        #expect(!found.contains { $0.contains("weight") })
    }

    @Test("of the changes of one criterion only those that are needed are named")
    func needed() throws {
        let found = try flips([2, 1, 1, 1]) {
            $0.themes[0].criteria[0].requirement = .test(.variable("a"), .atMost(1), nil)
            $0.themes[0].criteria[0].condition = .test(.variable("b"), .atMost(0), nil)
            $0.themes[0].criteria[0].weight = 2
        }
        // The condition does not hold, whatever is required.
        #expect(found.contains("outcome A: met > not_applicable, alone A.condition"))
        let both = try flips([2, 1, 1, 1]) {
            $0.themes[0].criteria[0].requirement = .all([
                .test(.variable("a"), .atLeast(1), nil), .test(.variable("b"), .atLeast(2), nil),
            ])
            $0.themes[0].criteria[0].weight = 2
        }
        #expect(both.contains("outcome A: met > not_met, alone A.requirement"))
        #expect(both.contains("band one: high > low, together A.requirement A.weight"))
    }

    @Test("a cutoff that moves over a score is a flip, of the theme or of the whole")
    func cutoffs() throws {
        var low = Self.base
        low.overallCutoff = 0.7
        low.themes[0].cutoff = 0.4
        let found = try flips(from: low, [0, 1, 1, 1]) {
            $0.overallCutoff = 0.8
            $0.themes[0].cutoff = 0.6
        }
        #expect(
            found == [
                "below-cutoff one: not-below > below, alone one.cutoff",
                "below-cutoff overall: not-below > below, alone overall-cutoff",
            ]
        )
    }

    @Test("where there are too many changes to try each, the flips are found and no cause is given")
    func tooMany() throws {
        var many = Self.base
        many.themes[0].criteria = (0..<800).map { number in
            var criterion = Self.criterion("a")
            criterion.id = "A\(number)"
            return criterion
        }
        let found = try flips(from: many, [2, 1, 1, 1]) {
            for index in $0.themes[0].criteria.indices {
                $0.themes[0].criteria[index].requirement = .test(.variable("a"), .atLeast(3), nil)
            }
        }
        #expect(found.count == 802)
        #expect(found.allSatisfy { $0.hasSuffix("not-sought ") })
    }
}
