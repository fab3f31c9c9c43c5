import Testing

@testable import ShelterAnalysis

@Suite("Spread between and within municipalities")
struct DispersionTests {
    @Test("two groups of two, by hand: mean squares 16 and 2")
    func balanced() throws {
        let row = Dispersion.row("x", [[1, 3], [5, 7]])
        #expect(row.scored == 4 && row.municipalities == 2)
        let within = try #require(row.within)
        let between = try #require(row.between)
        #expect(abs(within * within - 2) < 1e-12)
        #expect(abs(between * between - 7) < 1e-12)
        #expect(abs(try #require(row.share) - 7.0 / 9) < 1e-12)
    }

    @Test("groups of other sizes, by hand: n0 = (6 − 14/6)/2")
    func unbalanced() throws {
        // Means 2, 5, 9; grand mean 34/6. Within: 2 + 0.5 + 0 on 3 degrees of freedom.
        let row = Dispersion.row("x", [[1, 2, 3], [4.5, 5.5], [9]])
        let grand = (1 + 2 + 3 + 4.5 + 5.5 + 9) / 6.0
        let squares = [2, 5, 9].map { ($0 - grand) * ($0 - grand) }
        let between = (3 * squares[0] + 2 * squares[1] + squares[2]) / 2
        let expected = (between - 2.5 / 3) / ((6 - 14.0 / 6) / 2)
        #expect(abs(try #require(row.within) - (2.5 / 3).squareRoot()) < 1e-12)
        #expect(abs(try #require(row.between) - expected.squareRoot()) < 1e-12)
    }

    @Test("less between than within is no spread between; one location each tells nothing")
    func edges() {
        #expect(Dispersion.row("x", [[1, 9], [2, 8]]).between == 0)
        let alone = Dispersion.row("x", [[1], [2], [3]])
        #expect(alone.within == nil && alone.between == nil && alone.share == nil)
        #expect(Dispersion.row("x", [[1, 2, 3]]).between == nil)
        #expect(Dispersion.row("x", [[2, 2], [2, 2]]).share == nil)
    }
}
