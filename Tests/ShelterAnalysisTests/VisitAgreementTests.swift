import ShelterAnalysis
import ShelterModel
import Testing

@Suite struct VisitAgreementTests {
    private func visit(_ day: Int, line: Int) -> VisitAgreement.Visit {
        VisitAgreement.Visit(date: CalendarDate(daysSince1970: 20_000 + day), file: "a.csv", line: line)
    }

    @Test("Visits that follow each other are compared by date, and only what both judged counts")
    func pairs() {
        var agreement = VisitAgreement(criteria: ["p", "q"])
        let (met, not, unknown) = (Outcome.met.rawValue, Outcome.notMet.rawValue, Outcome.unknown.rawValue)
        agreement.add(visit(20, line: 2), outcomes: [met, unknown], area: 0, location: "L1")
        agreement.add(visit(10, line: 3), outcomes: [not, met], area: 0, location: "L1")
        agreement.add(visit(30, line: 4), outcomes: [met, met], area: 0, location: "L1")
        agreement.add(visit(1, line: 5), outcomes: [met, met], area: 1, location: "L1")
        agreement.add(visit(1, line: 6), outcomes: [not, not], area: 0, location: "L2")
        let pairs = agreement.pairs(of: 0)
        #expect(pairs.map(\.earlier.line) == [3, 2])
        #expect(pairs.map(\.later.line) == [2, 4])
        #expect(pairs.map(\.first) == [.notMet, .met])
        let summary = agreement.summary
        #expect(summary[0].pairs == 2)
        #expect((summary[0].bothJudged, summary[0].same, summary[0].notThenMet, summary[0].metThenNot) == (2, 1, 1, 0))
        // Pairs (0, 1) and (1, 1): 1 of 2 agree, 1/2 by chance. Without order 3 of 4 are met: (1/2 - 5/8) / (3/8).
        #expect(summary[0].cohenKappa == 0)
        #expect(abs(summary[0].fleissKappa! + 1.0 / 3) < 1e-12)
        // The three visits of one location are 0, 1 and 1: observed and expected disagreement are both 2/3.
        #expect(abs(summary[0].krippendorffAlpha!) < 1e-12)
        #expect((summary[1].cohenKappa, summary[1].noCoefficient) == (nil, "no-pairs"))
        #expect((summary[1].pairs, summary[1].bothJudged) == (2, 0))
    }
}
