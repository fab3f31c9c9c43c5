import SurveyStatistics
import Testing

struct MultipleComparisonsTests {
    /// R: p.adjust(c(.01, .02, .03, .04, .005), "holm") and "BH".
    @Test(
        "p-values are adjusted as R's p.adjust does",
        arguments: [
            (MultipleComparisons.holm, [0.04, 0.06, 0.06, 0.06, 0.025]),
            (.benjaminiHochberg, [0.025, 0.1 / 3, 0.0375, 0.04, 0.025]),
        ]
    )
    func adjusted(method: MultipleComparisons, expected: [Double]) {
        let found = method.adjusted([0.01, 0.02, 0.03, 0.04, 0.005])
        for (value, reference) in zip(found, expected) { #expect(abs(value - reference) <= 1e-15) }
        #expect(found.count == expected.count)
    }

    @Test("nothing to adjust gives nothing")
    func empty() {
        for method in MultipleComparisons.allCases { #expect(method.adjusted([]).isEmpty) }
    }
}
