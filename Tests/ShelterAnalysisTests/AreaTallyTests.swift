import ShelterModel
import ShelterScoring
import Testing

@testable import ShelterAnalysis

@Suite struct AreaTallyTests {
    private func tally(_ scores: [(score: Double?, coverage: Double?, residents: Int?)], cutoff: Double? = 0.6)
        -> ThemeTally
    {
        var tally = ThemeTally(cutoff: cutoff, bands: 0)
        for one in scores {
            tally.add(
                score: one.score.map { FixedPoint($0).parts } ?? ScoredBatch.none,
                coverage: one.coverage.map { FixedPoint($0).parts } ?? ScoredBatch.none,
                residents: one.residents,
                band: nil
            )
        }
        return tally
    }

    @Test("Mean, deviation, weighted mean, lowest, share below the cutoff and coverage, computed by hand")
    func byHand() {
        // Scores .5 .6 .7 .8; residents 10, unknown, 30, 60; one more unit has no score.
        let figures = tally([
            (0.5, 1, 10), (0.6, 0.8, nil), (0.7, 1, 30), (0.8, 1, 60), (nil, 0.2, 100), (nil, nil, 5),
        ]).figures(theme: "t")
        #expect(figures.scored == 4)
        #expect(figures.mean == 0.65)
        #expect(figures.sd == 0.12909944487)  // sqrt(0.05 / 3)
        #expect(figures.weightedMean == 0.74)  // (5 + 21 + 48) / 100
        #expect(figures.lowest == 0.5)
        #expect(figures.highest == 0.8)
        #expect(figures.belowCutoff == 1)  // 0.6 is not under 0.6
        #expect(figures.shareBelowCutoff == 0.25)
        #expect(figures.coverage == 0.8)
        #expect(figures.histogram.reduce(0, +) == 4)
    }

    @Test("Nothing scored gives no figure; one gives no deviation; without a cutoff there is no share")
    func thin() {
        let none = tally([(nil, 0.1, 5)]).figures(theme: "t")
        #expect(none.mean == nil)
        #expect(none.lowest == nil)
        #expect(none.shareBelowCutoff == nil)
        let one = tally([(0.5, 1, nil)], cutoff: nil).figures(theme: "t")
        #expect(one.sd == nil)
        #expect(one.weightedMean == nil)
        #expect(one.belowCutoff == nil)
    }

    @Test("Equal scores have a deviation of exactly zero, and any order and split gives the same")
    func exact() {
        #expect(tally((0..<1000).map { _ in (1.0 / 3, 1, nil) }).figures(theme: "t").sd == 0)
        let scores = (0..<997).map { (Optional(Double(($0 * 7919) % 997) / 997), Optional(1.0), Optional($0)) }
        let whole = tally(scores)
        var parts = tally(Array(scores[500...].reversed()))
        parts.merge(tally(Array(scores[..<500])))
        #expect(parts == whole)
    }

    @Test("Twenty million scores of 1 neither overflow nor drift")
    func large() {
        var tally = tally((0..<1000).map { _ in (1, 1, 2000) })
        for _ in 0..<15 { tally.merge(tally) }
        let figures = tally.figures(theme: "t")
        #expect(figures.scored == 32_768_000)
        #expect(figures.mean == 1)
        #expect(figures.sd == 0)
        #expect(figures.weightedMean == 1)
    }
}
