import Foundation
import ShelterModel
import ShelterScoring
import Testing

@testable import ShelterAnalysis

@Suite("Estimates of a report")
struct EstimateBuilderTests {
    private static let region = SafetyRegion(code: "VR1", name: "Region")

    /// A framework with one criterion of which residents are asked, at least 4 answers, limit 0.5.
    private static let framework = Framework(
        id: "f",
        version: "1",
        label: LocalizedText([:]),
        source: "",
        codeBook: "b",
        coverageFloor: 0,
        bands: [],
        cap: nil,
        overallCutoff: 0.5,
        themes: [
            Theme(
                id: "t",
                label: LocalizedText([:]),
                weight: 1,
                cutoff: 0.5,
                criteria: [
                    Criterion(
                        id: "A",
                        shortName: "a",
                        label: LocalizedText([:]),
                        requirement: .test(.variable("x"), .isTrue, nil),
                        provenance: Provenance(source: "", status: .own, verification: .design),
                        residents: ResidentsView(
                            variable: "say",
                            standard: .atLeast(0.5),
                            minimum: 4,
                            label: LocalizedText([:])
                        )
                    )
                ]
            )
        ]
    )

    private static func plan(
        inspections: SamplingPlan.Inspections? = nil,
        residents: SamplingPlan.Residents = SamplingPlan.Residents()
    ) -> SamplingPlan {
        SamplingPlan(
            id: "p",
            label: LocalizedText([:]),
            source: "",
            level: 0.95,
            sizeClasses: [100],
            inspections: inspections,
            residents: residents
        )
    }

    /// One location: its area, how many live there, and the answers (`nil` is no answer to the question).
    private struct Place {
        var area: Int
        var population: Int?
        var answers: [Double?]
        var score: Double?
    }

    private static func data(_ places: [Place], areas count: Int) -> SampleData {
        let rows = places.enumerated().flatMap { index, place in place.answers.map { (index, $0 ?? .nan) } }
        return SampleData(
            areas: (0..<count).map { Area(code: "G\($0)", name: "Town \($0)", region: Self.region) },
            locations: places.enumerated().map { index, place in
                SampleData.Location(
                    area: place.area,
                    id: "L\(index)",
                    assessment: "a\(index)",
                    name: "",
                    kind: "hotel",
                    residents: place.population,
                    population: place.population,
                    invited: place.population,
                    scores: [Int64](
                        repeating: place.score.map { FixedPoint($0).parts } ?? ScoredBatch.none,
                        count: 2
                    ),
                    source: SourceLocation(file: "f", line: index + 2)
                )
            },
            answers: [
                SampleData.Answers(
                    table: "residents",
                    locations: rows.map(\.0),
                    weights: [],
                    strata: [],
                    clusters: [],
                    columns: [
                        SampleData.Column(
                            variable: "say",
                            isShare: true,
                            minimum: 4,
                            values: rows.map(\.1),
                            applies: rows.map { _ in true }
                        )
                    ]
                )
            ]
        )
    }

    private static func report(
        _ places: [Place],
        areas: Int,
        _ plan: SamplingPlan = plan()
    ) throws -> EstimateReport {
        try EstimateBuilder(framework: framework, plan: plan, data: data(places, areas: areas)).report()
    }

    @Test("A share weighs each location by its residents, with the finite population in its variance; by hand")
    func byHand() throws {
        // Location 0: 3 of 4 yes, 20 live there; location 1: 1 of 5 yes, 30 live there.
        let report = try Self.report(
            [
                Place(area: 0, population: 20, answers: [1, 1, 1, 0]),
                Place(area: 0, population: 30, answers: [1, 0, 0, 0, 0]),
            ],
            areas: 1
        )
        let row = try #require(report.row(area: "G0", subject: "A", measure: .residentsShare))
        // (20 · 0.75 + 30 · 0.2) / 50
        #expect(abs((row.estimate ?? 0) - 0.42) < 1e-12)
        // Σ (N/50)² (1 − n/N) s²/n with s² = 0.25 and 0.2
        let variance = 0.16 * 0.8 * 0.25 / 4 + 0.36 * (25.0 / 30) * 0.2 / 5
        #expect(abs((row.se ?? 0) - variance.squareRoot()) < 1e-12)
        #expect(row.n == 9)
        #expect(row.df == 7)
        #expect(row.responseRate == 9.0 / 50)
        // 4 of 9 said yes, 41 did not answer.
        #expect(abs((row.worstLow ?? 0) - 4.0 / 50) < 1e-12)
        #expect(abs((row.worstHigh ?? 0) - 45.0 / 50) < 1e-12)
        #expect(row.presentation == .tooThin)
        #expect(row.reason == "sample-size")
        // xlogit: logit(0.42) ± t(7) · se / (0.42 · 0.58), t = 2.364624.
        let half = 2.3646242515927844 * variance.squareRoot() / (0.42 * 0.58)
        let centre = log(0.42 / 0.58)
        #expect(abs((row.low ?? 0) - 1 / (1 + exp(half - centre))) < 1e-10)
        #expect(abs((row.high ?? 0) - 1 / (1 + exp(-half - centre))) < 1e-10)
    }

    @Test("Where everybody answered no interval is invented, and the row says why")
    func census() throws {
        let report = try Self.report([Place(area: 0, population: 4, answers: [1, 1, 0, 1])], areas: 1)
        let row = try #require(report.row(area: "G0", subject: "A", measure: .residentsShare))
        #expect(row.estimate == 0.75)
        #expect(row.low == nil && row.high == nil && row.p == nil)
        #expect(row.method == "census")
        #expect(row.notes == ["no-sampling-error"])
        #expect(row.presentation == .shown)
    }

    @Test("Fewer answers than the minimum leave nothing but the reason")
    func minimum() throws {
        let report = try Self.report([Place(area: 0, population: 40, answers: [1, 1, 0])], areas: 1)
        let row = try #require(report.row(area: "G0", subject: "A", measure: .residentsShare))
        #expect(row.estimate == nil && row.n == nil && row.se == nil && row.responseRate == nil)
        #expect(row.presentation == .tooThin)
        #expect(row.reason == "under-minimum")
    }

    @Test("A location with one answer takes the interval away under the rule fail, and leaves one under adjust")
    func loneUnit() throws {
        let places = [
            Place(area: 0, population: 50, answers: [1, 1, 0, 1, 0, 1]), Place(area: 0, population: 50, answers: [0]),
        ]
        for (rule, hasInterval) in [(SamplingPlan.LoneUnitRule.fail, false), (.adjust, true)] {
            let plan = Self.plan(residents: SamplingPlan.Residents(loneUnit: rule))
            let report = try Self.report(places, areas: 1, plan)
            let row = try #require(report.row(area: "G0", subject: "A", measure: .residentsShare))
            #expect((row.low != nil) == hasInterval)
            #expect(row.notes.contains("lone-unit") == !hasInterval)
        }
    }

    @Test("Answers of a location with unknown or too few residents are left out, counted and said")
    func leftOut() throws {
        let report = try Self.report(
            [
                Place(area: 0, population: 30, answers: [1, 0, 1, 0, 1]),
                Place(area: 0, population: nil, answers: [1, 1]),
                Place(area: 0, population: 2, answers: [1, 1, 1]), Place(area: 0, population: 9, answers: []),
            ],
            areas: 1
        )
        #expect(report.leftOut == ["population-unknown": 2, "population-too-small": 3])
        let row = try #require(report.row(area: "G0", subject: "A", measure: .residentsShare))
        #expect(row.n == 5)
        #expect(row.notes == ["left-out:5", "without-answers:1"])
        #expect(report.design.map(\.leftOut) == ["", "population-unknown", "population-too-small", ""])
    }

    @Test("A municipality is compared with the others and never with itself; Holm decides the words")
    func comparisons() throws {
        func answers(_ yes: Int, _ no: Int) -> [Double?] {
            [Double?](repeating: 1, count: yes) + [Double?](repeating: 0, count: no)
        }
        let report = try Self.report(
            [
                Place(area: 0, population: 200, answers: answers(5, 45)),
                Place(area: 1, population: 200, answers: answers(40, 10)),
                Place(area: 2, population: 200, answers: answers(38, 12)),
            ],
            areas: 3
        )
        let rest = report.rows.filter { $0.reference == .rest }
        // 0.1 less the mean of 0.8 and 0.76.
        #expect(abs((rest[0].estimate ?? 0) - (0.1 - 0.78)) < 1e-12)
        #expect(rest.map(\.others) == [2, 2, 2])
        #expect(rest.map(\.verdict) == [.worse, .better, .better])
        for row in rest { #expect((row.pHolm ?? 0) >= (row.p ?? 1)) }
        let region = report.rows.filter { $0.reference == .region }
        #expect(region.map(\.estimate) == rest.map(\.estimate))
        // 1 and 2 alone: 0.8 against 0.76 is within chance.
        let two = try Self.report(
            [
                Place(area: 0, population: 200, answers: answers(40, 10)),
                Place(area: 1, population: 200, answers: answers(38, 12)),
            ],
            areas: 2
        )
        #expect(two.rows.filter { $0.reference == .rest }.map(\.verdict) == [.notDistinguishable, .notDistinguishable])
    }

    @Test("A funnel has the common share as target, exact limits of chance, and a round end that hides the largest")
    func funnel() throws {
        let yes: [Double?] = [1, 0, 1, 0, 1, 0, 1, 0]
        let report = try Self.report(
            (0..<3).map { Place(area: $0, population: 90, answers: yes + ($0 == 2 ? [1, 0] : [])) },
            areas: 3
        )
        let funnel = try #require(report.funnels.first)
        #expect(abs(funnel.target - 0.5) < 1e-12)
        #expect(funnel.betweenVariance == 0)
        #expect(funnel.limits.last?.size == 10)
        #expect(funnel.points.map(\.size) == [8, 8, 10])
        // Interpolated binomial of 10 and 0.5: P(X ≤ 1) = 11/1024, P(X ≤ 2) = 56/1024; (2 − (56 − 25.6)/45) / 10.
        let last = try #require(funnel.limits.last)
        #expect(abs(last.low - (2 - (56 - 25.6) / 45) / 10) < 1e-9)
        // P(X ≤ 7) = 968/1024, P(X ≤ 8) = 1013/1024; (8 − (1013 − 998.4)/45) / 10.
        #expect(abs(last.high - (8 - (1013 - 998.4) / 45) / 10) < 1e-9)
    }

    @Test("Sampled locations: mean, standard error and interval of a simple random sample, by hand")
    func inspections() throws {
        let scores = [0.2, 0.4, 0.6, 0.8]
        let places = scores.map { Place(area: 0, population: nil, answers: [], score: $0) }
        let plan = Self.plan(
            inspections: SamplingPlan.Inspections(strata: .none, populations: ["all": 10], loneUnit: .fail)
        )
        let report = try Self.report(places, areas: 1, plan)
        let row = try #require(report.row(area: "G0", subject: "overall", measure: .estimatedMean))
        // s² = 0.2 / 3; (1 − 4/10) s² / 4
        let error = (0.6 * 0.2 / 3 / 4).squareRoot()
        #expect(abs((row.estimate ?? 0) - 0.5) < 1e-12)
        #expect(abs((row.se ?? 0) - error) < 1e-12)
        #expect(abs((row.high ?? 0) - (0.5 + 3.182446305284264 * error)) < 1e-9)
        #expect(row.df == 3)
        #expect(row.presentation == .flagged)
        #expect(abs((row.chanceUnderCutoff ?? 0) - 0.5) < 1e-9)
        let all = Self.plan(
            inspections: SamplingPlan.Inspections(strata: .none, populations: ["all": 4], loneUnit: .fail)
        )
        let census = try #require(
            try Self.report(places, areas: 1, all).row(area: "G0", subject: "overall", measure: .estimatedMean)
        )
        #expect(census.low == nil)
        #expect(census.notes == ["no-sampling-error"])
    }

    @Test("A stratum that the plan does not know, or that is too small, is refused by name")
    func refusals() throws {
        let places = [
            Place(area: 0, population: nil, answers: [], score: 0.5), Place(area: 1, population: 1, answers: []),
        ]
        let plan = Self.plan(
            inspections: SamplingPlan.Inspections(
                strata: .municipality,
                populations: ["G0": 0],
                loneUnit: .fail
            )
        )
        do {
            _ = try Self.report(places, areas: 2, plan)
            Issue.record("nothing was refused")
        } catch let refusal as Refusal {
            #expect(refusal.diagnostics.map(\.code) == ["sampling.stratum-too-small", "sampling.stratum-unknown"])
        }
    }

    @Test("No ranks where a municipality has no error, and a model only with three")
    func ranksAndModel() throws {
        let whole = Place(area: 2, population: 4, answers: [1, 0, 1, 1])
        let others = [
            Place(area: 0, population: 90, answers: [1, 0, 1, 0, 1]),
            Place(area: 1, population: 90, answers: [1, 0, 0, 0, 1]),
        ]
        let with = try Self.report(others + [whole], areas: 3)
        #expect(with.rows.allSatisfy { $0.rankLow == nil })
        #expect(!with.rows.contains { $0.reference == .model })
        let without = try Self.report(others, areas: 2)
        #expect(
            without.rows.filter { $0.reference == nil && $0.area != "all" && $0.area != "VR1" }.map(\.rankLow) == [
                1, 1,
            ]
        )
    }
}
