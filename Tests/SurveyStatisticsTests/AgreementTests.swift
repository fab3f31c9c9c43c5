import SurveyStatistics
import Testing

@Suite struct AgreementTests {
    private let first: [Int?] = [0, 1, 2, 2, 1, 0, 0, 1, 2, 0, 1, 1, 2, 2, 0]
    private let second: [Int?] = [0, 1, 2, 1, 1, 0, 1, 1, 2, 0, 0, 2, 2, 2, 0]

    @Test func kappaIsThatOfR() throws {
        let plain = try CohenKappa(first, second, categories: 3)
        #expect(abs(plain.kappa - 0.6) < 1e-12)
        #expect(plain.units == 15)
        #expect(abs(plain.agreement - 11.0 / 15) < 1e-12)
        #expect(abs(try CohenKappa(first, second, categories: 3, weights: .linear).kappa - 0.7) < 1e-12)
        #expect(abs(try CohenKappa(first, second, categories: 3, weights: .quadratic).kappa - 0.8) < 1e-12)
    }

    /// Two readers of 50 proposals: 20 times both yes, 15 both no, 5 and 10 apart: kappa 0.4 by hand.
    @Test func kappaOfTwoReadersIsThatByHand() throws {
        var first: [Int?] = []
        var second: [Int?] = []
        for (x, y, count) in [(1, 1, 20), (1, 0, 5), (0, 1, 10), (0, 0, 15)] {
            first += [Int?](repeating: x, count: count)
            second += [Int?](repeating: y, count: count)
        }
        #expect(abs(try CohenKappa(first, second, categories: 2).kappa - 0.4) < 1e-12)
    }

    /// The example of Fleiss (1971): 14 raters, 10 subjects, 5 categories.
    @Test func fleissIsThatOfItsExample() throws {
        let counts = [
            [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
        ]
        let found = try FleissKappa(counts)
        #expect(abs(found.kappa - 0.2099) < 5e-5)
        #expect(abs(found.agreement - 0.378) < 5e-4)
    }

    private let ratings: [[Double?]] = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, nil, nil, nil],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nil, 3],
        [nil, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nil],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nil],
    ]

    /// The example of Krippendorff (2011), which prints 0.743, 0.815 and 0.849; digits from Reference/krippendorff_reference.py.
    @Test func alphaIsThatOfItsExample() throws {
        let nominal = try KrippendorffAlpha(ratings, metric: .nominal)
        #expect(abs(nominal.alpha - 0.743421052631579) < 1e-12)
        #expect(nominal.units == 11)
        #expect(nominal.ratings == 40)
        #expect(abs(try KrippendorffAlpha(ratings, metric: .ordinal).alpha - 0.8153875037548814) < 1e-12)
        #expect(abs(try KrippendorffAlpha(ratings, metric: .interval).alpha - 0.8491071428571428) < 1e-12)
    }

    @Test func whoeverAgreesOnAllHasOne() throws {
        let same: [[Double?]] = [[1, 2, 1, nil], [1, 2, 1, 2]]
        #expect(try KrippendorffAlpha(same, metric: .interval).alpha == 1)
        #expect(try PercentageAgreement.share(same) == 1)
        #expect(try CohenKappa([0, 1, 1], [0, 1, 1], categories: 2).kappa == 1)
        #expect(try FleissKappa([[3, 0], [0, 3]]).kappa == 1)
    }

    @Test func ordersOfRatersDoNotMatter() throws {
        let turned = try KrippendorffAlpha(ratings.reversed(), metric: .ordinal).alpha
        #expect(abs(turned - (try KrippendorffAlpha(ratings, metric: .ordinal).alpha)) < 1e-12)
    }

    @Test func whatHasNoCoefficientSaysWhy() {
        #expect(throws: NoAgreement.oneRater) { try KrippendorffAlpha([[1, 2]], metric: .nominal) }
        #expect(throws: NoAgreement.noPairs) { try KrippendorffAlpha([[1, nil], [nil, 2]], metric: .nominal) }
        #expect(throws: NoAgreement.oneCategory) { try KrippendorffAlpha([[1, 1], [1, 1]], metric: .nominal) }
        #expect(throws: NoAgreement.unequalLength) { try KrippendorffAlpha([[1, 1], [1]], metric: .nominal) }
        #expect(throws: NoAgreement.oneCategory) { try CohenKappa([0, 0], [0, 0], categories: 2) }
        #expect(throws: NoAgreement.noPairs) { try CohenKappa([0, nil], [nil, 0], categories: 2) }
        #expect(throws: NoAgreement.unequalLength) { try CohenKappa([0], [0, 1], categories: 2) }
        #expect(throws: NoAgreement.oneCategory) { try FleissKappa([[2, 0], [2, 0]]) }
        #expect(throws: NoAgreement.unequalRaters) { try FleissKappa([[2, 0], [2, 1]]) }
        #expect(throws: NoAgreement.oneRater) { try FleissKappa([[1, 0], [0, 1]]) }
        #expect(throws: NoAgreement.noPairs) { try FleissKappa([]) }
        #expect(throws: NoAgreement.noPairs) { try PercentageAgreement.share([[1, nil], [nil, 1]]) }
    }
}
