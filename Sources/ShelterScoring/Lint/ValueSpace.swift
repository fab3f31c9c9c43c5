import ShelterModel

/// The values that one indicator can have, cut where a rule of the framework makes a difference.
///
/// All values of a cell fare alike under every standard that was named when the space was cut, so that one value stands for
/// them all and every combination of cells can be tried: that makes the reasoning exact.
struct ValueSpace {
    /// Least and greatest possible value.
    var least = -Double.infinity
    var greatest = Double.infinity
    var isWhole = false
    /// Of a choice: how many codes there are; values are their numbers.
    var codes: Int?

    /// One value of each cell, in ascending order.
    func cells(cuts: Set<Double>) -> [Double] {
        if let codes { return (0..<codes).map(Double.init) }
        let inside = cuts.filter { $0 >= least && $0 <= greatest && $0.isFinite }
        let points = inside.union([least, greatest].filter(\.isFinite)).sorted()
        guard let first = points.first, let last = points.last else { return [0] }
        var cells: [Double] = []
        if least == -.infinity { cells.append((first - 1).rounded(.down)) }
        for (point, next) in zip(points, points.dropFirst() + [last]) {
            if !isWhole || point == point.rounded() { cells.append(point) }
            guard next > point else { continue }
            if isWhole {
                let between = point.rounded(.down) + 1
                if between < next { cells.append(between) }
            } else {
                let between = point + (next - point) / 2
                if between > point, between < next { cells.append(between) }
            }
        }
        if greatest == .infinity { cells.append((last + 1).rounded(.up)) }
        return cells
    }
}

extension Standard {
    /// Where its outcome changes.
    var cuts: Set<Double> {
        switch self {
        case .atLeast(let limit), .atMost(let limit): [limit]
        case .between(let low, let high): [low, high]
        case .isTrue: [1]
        case .isFalse: [0]
        case .oneOf: []
        }
    }
}
