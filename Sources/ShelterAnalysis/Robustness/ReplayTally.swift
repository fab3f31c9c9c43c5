internal import ShelterModel
internal import ShelterScoring

/// Everything that is counted over replays, as whole numbers, so that it is the same in any order and on any number of cores.
struct ReplayTally {
    static let scoreBins = 1000
    private static let rankBinLimit = 2000

    /// One replay, for what needs all of them side by side.
    struct Line {
        var replay: Int
        var mean: Double?
        var areas: [Double?]
        var held: Double
    }

    let rankWidth: Int
    let rankBins: Int
    private(set) var scores: [UInt32]
    private(set) var ranks: [UInt32]
    private(set) var scored: [Int]
    private(set) var held: [Int]
    private(set) var lines: [Line] = []
    private(set) var moments: LocationMoments

    init(units: Int, conclusions: Int, groups: Int) {
        rankWidth = max(1, (units + Self.rankBinLimit - 1) / Self.rankBinLimit)
        rankBins = (units + rankWidth - 1) / rankWidth
        scores = [UInt32](repeating: 0, count: units * Self.scoreBins)
        ranks = [UInt32](repeating: 0, count: units * rankBins)
        scored = [Int](repeating: 0, count: units)
        held = [Int](repeating: 0, count: conclusions)
        moments = LocationMoments(units: units, groups: groups)
    }

    mutating func add(_ result: ReplayScores, holds: [Bool], line: Line) {
        var order = result.overall.indices.filter { result.overall[$0] != ScoredBatch.none }
        order.sort { result.overall[$0] > result.overall[$1] }
        var rank = 0
        for (place, unit) in order.enumerated() {
            let score = result.overall[unit]
            if place == 0 || score != result.overall[order[place - 1]] { rank = place }
            let bin = min(Self.scoreBins - 1, Int(score * Int64(Self.scoreBins) / FixedPoint.one))
            scores[unit * Self.scoreBins + bin] += 1
            ranks[unit * rankBins + rank / rankWidth] += 1
            scored[unit] += 1
        }
        for (number, holds) in holds.enumerated() where holds { held[number] += 1 }
        lines.append(line)
    }

    /// The replays of one row of the samples: A, B, and A with each group from B.
    mutating func addMoments(_ results: [ReplayScores]) {
        moments.add(results.map(\.overall))
    }

    mutating func merge(_ other: ReplayTally) {
        for place in scores.indices { scores[place] += other.scores[place] }
        for place in ranks.indices { ranks[place] += other.ranks[place] }
        for unit in scored.indices { scored[unit] += other.scored[unit] }
        for number in held.indices { held[number] += other.held[number] }
        lines += other.lines
        moments.merge(other.moments)
    }

    /// Lower edge of the bin below which at most `share` of the scores lie, and the upper edge of that bin.
    func score(_ share: Double, unit: Int) -> (low: Double, high: Double)? {
        let first = unit * Self.scoreBins
        return bin(share, scores[first..<first + Self.scoreBins], count: scored[unit]).map {
            (Double($0) / Double(Self.scoreBins), Double($0 + 1) / Double(Self.scoreBins))
        }
    }

    func rank(_ share: Double, unit: Int) -> (low: Int, high: Int)? {
        let first = unit * rankBins
        return bin(share, ranks[first..<first + rankBins], count: scored[unit]).map {
            ($0 * rankWidth + 1, min(($0 + 1) * rankWidth, scored.count))
        }
    }

    /// The bin that holds the value with this share of the values at or below it.
    private func bin(_ share: Double, _ counts: ArraySlice<UInt32>, count: Int) -> Int? {
        guard count > 0 else { return nil }
        let wanted = max(1, min(count, Int((share * Double(count)).rounded(.up))))
        var sum = 0
        for (bin, count) in counts.enumerated() {
            sum += Int(count)
            if sum >= wanted { return bin }
        }
        return nil
    }
}

/// Exact sums for the sensitivity indices of every unit, in squared parts of 2^-40.
struct LocationMoments {
    private let groups: Int
    /// Units that had a score in every replay so far.
    private(set) var isComplete: [Bool]
    /// Per unit: sum and sum of squares over samples A and B.
    private var sums: [Int128]
    private var squares: [Int128]
    /// Per unit and group: Σ y_B (y_AB − y_A), Σ (y_AB − y_A), Σ (y_AB − y_A)².
    private var products: [Int128]
    private var moves: [Int128]
    private var movesSquared: [Int128]
    private(set) var rows = 0

    init(units: Int, groups: Int) {
        self.groups = groups
        isComplete = [Bool](repeating: true, count: units)
        sums = [Int128](repeating: 0, count: units)
        squares = sums
        products = [Int128](repeating: 0, count: units * groups)
        moves = products
        movesSquared = products
    }

    /// - Parameter results: A, B, then A with each group from B; per unit in parts.
    mutating func add(_ results: [[Int64]]) {
        rows += 1
        for unit in isComplete.indices where isComplete[unit] {
            guard results.allSatisfy({ $0[unit] != ScoredBatch.none }) else {
                isComplete[unit] = false
                continue
            }
            let a = Int128(results[0][unit])
            let b = Int128(results[1][unit])
            sums[unit] += a + b
            squares[unit] += a * a + b * b
            for group in 0..<groups {
                let move = Int128(results[group + 2][unit]) - a
                let place = unit * groups + group
                products[place] += b * move
                moves[place] += move
                movesSquared[place] += move * move
            }
        }
    }

    mutating func merge(_ other: LocationMoments) {
        rows += other.rows
        for unit in isComplete.indices {
            isComplete[unit] = isComplete[unit] && other.isComplete[unit]
            sums[unit] += other.sums[unit]
            squares[unit] += other.squares[unit]
        }
        for place in products.indices {
            products[place] += other.products[place]
            moves[place] += other.moves[place]
            movesSquared[place] += other.movesSquared[place]
        }
    }

    /// First-order and total indices, with centred results as in `SobolIndices`; `nil` if nothing varies.
    func indices(unit: Int) -> (first: [Double], total: [Double])? {
        guard isComplete[unit], rows > 1 else { return nil }
        let one = Double(FixedPoint.one)
        let count = 2 * Double(rows)
        let mean = Double(sums[unit]) / count
        // Taken from the whole part of the mean, in integers, so that equal scores have no variance at all.
        let centre = sums[unit] / Int128(2 * rows)
        let deviations = squares[unit] - 2 * centre * sums[unit] + Int128(2 * rows) * centre * centre
        let rest = Double(sums[unit] - centre * Int128(2 * rows))
        let variance = (Double(deviations) - rest * rest / count) / (count - 1)
        // Rounding of scores to parts is no variance.
        guard variance > 16, one > 0 else { return nil }
        var first: [Double] = []
        var total: [Double] = []
        for group in 0..<groups {
            let place = unit * groups + group
            first.append((Double(products[place]) - mean * Double(moves[place])) / Double(rows) / variance)
            total.append(Double(movesSquared[place]) / (2 * Double(rows) * variance))
        }
        return (first, total)
    }
}
