internal import CLapack

/// An orthonormal basis of the columns of a tall matrix, by Householder QR with column pivoting (LAPACK dgeqp3).
public struct OrthonormalBasis: Hashable, Sendable {
    public let rows: Int
    /// How many columns do not follow from the others.
    public let rank: Int
    /// Column by column.
    private let basis: [Double]

    /// - Parameter tolerance: A column is taken to follow from the others if what is left of it is a smaller share than this.
    public init(_ matrix: Matrix, tolerance: Double = 1e-7) {
        rows = matrix.rows
        var columns: [[Double]] = []
        for index in 0..<matrix.columns {
            let column = matrix.column(index)
            // In two steps, so that the squares of very large numbers do not overflow.
            let most = column.reduce(0) { max($0, $1.magnitude) }
            guard most > 0, most.isFinite else { continue }
            let scaled = column.map { $0 / most }
            let norm = scaled.reduce(0) { $0 + $1 * $1 }.squareRoot()
            columns.append(scaled.map { $0 / norm })
        }
        let used = columns.count
        guard used > 0, matrix.rows > 0 else {
            rank = 0
            basis = []
            return
        }
        var values = columns.flatMap { $0 }
        var rowCount = Int32(matrix.rows)
        var columnCount = Int32(used)
        var leading = rowCount
        var pivots = [Int32](repeating: 0, count: used)
        let least = min(matrix.rows, used)
        var reflectors = [Double](repeating: 0, count: least)
        var length = Int32(3 * used + 64 * (used + 1))
        var work = [Double](repeating: 0, count: Int(length))
        var status: Int32 = 0
        dgeqp3_(&rowCount, &columnCount, &values, &leading, &pivots, &reflectors, &work, &length, &status)
        precondition(status == 0, "LAPACK refused its arguments")
        var found = 0
        while found < least, values[found * matrix.rows + found].magnitude > tolerance { found += 1 }
        rank = found
        var kept = Int32(found)
        dorgqr_(&rowCount, &kept, &kept, &values, &leading, &reflectors, &work, &length, &status)
        precondition(status == 0, "LAPACK refused its arguments")
        basis = Array(values[0..<(found * matrix.rows)])
    }

    /// What is left of a vector once its part in the space of the columns is taken away.
    public func residual(of vector: [Double]) -> [Double] {
        var rest = vector
        // Twice: the second pass takes away what rounding left.
        for _ in 0..<2 {
            for column in 0..<rank {
                let start = column * rows
                var product = 0.0
                for row in 0..<rows { product += basis[start + row] * rest[row] }
                for row in 0..<rows { rest[row] -= product * basis[start + row] }
            }
        }
        return rest
    }
}
