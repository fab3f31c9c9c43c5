/// Arithmetic over column numbers.
public indirect enum Formula: Hashable, Sendable {
    case constant(Double)
    case measured(Measurement)
    case sum(Formula, Formula)
    case difference(Formula, Formula)
    case product(Formula, Formula)
    case quotient(Formula, Formula)
    case least([Formula])
    case greatest([Formula])

    /// Columns that it reads, each once, in the order of the text.
    public var columns: [Int] {
        var seen: Set<Int> = []
        return all.filter { seen.insert($0).inserted }
    }

    var readsVisitDate: Bool {
        switch self {
        case .constant: false
        case .measured(let measurement): measurement.readsVisitDate
        case .sum(let first, let second), .difference(let first, let second), .product(let first, let second),
            .quotient(let first, let second):
            first.readsVisitDate || second.readsVisitDate
        case .least(let parts), .greatest(let parts): parts.contains(where: \.readsVisitDate)
        }
    }

    private var all: [Int] {
        switch self {
        case .constant: []
        case .measured(let measurement): measurement.columns
        case .sum(let first, let second), .difference(let first, let second), .product(let first, let second),
            .quotient(let first, let second):
            first.all + second.all
        case .least(let parts), .greatest(let parts): parts.flatMap(\.all)
        }
    }
}
