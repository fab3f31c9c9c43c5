internal import CLapack

/// A dense matrix, column by column, for the small systems of survey statistics; solved by LAPACK.
public struct Matrix: Hashable, Sendable {
    public let rows: Int
    public let columns: Int
    /// Column by column: `rows * columns` numbers.
    public var values: [Double]

    public init(rows: Int, columns: Int, repeating value: Double = 0) {
        self.rows = rows
        self.columns = columns
        values = [Double](repeating: value, count: rows * columns)
    }

    /// - Parameter columns: All of the same length.
    public init(columns: [[Double]]) {
        rows = columns.first?.count ?? 0
        self.columns = columns.count
        values = columns.flatMap { $0 }
    }

    static func diagonal(_ values: [Double]) -> Matrix {
        var result = Matrix(rows: values.count, columns: values.count)
        for (index, value) in values.enumerated() { result[index, index] = value }
        return result
    }

    public subscript(row: Int, column: Int) -> Double {
        get { values[column * rows + row] }
        set { values[column * rows + row] = newValue }
    }

    public func column(_ index: Int) -> [Double] { Array(values[(index * rows)..<((index + 1) * rows)]) }

    public var transposed: Matrix {
        var result = Matrix(rows: columns, columns: rows)
        for column in 0..<columns { for row in 0..<rows { result[column, row] = self[row, column] } }
        return result
    }

    public var trace: Double { (0..<min(rows, columns)).reduce(0) { $0 + self[$1, $1] } }

    public static func * (left: Matrix, right: Matrix) -> Matrix {
        precondition(left.columns == right.rows)
        var result = Matrix(rows: left.rows, columns: right.columns)
        for column in 0..<right.columns {
            for inner in 0..<left.columns {
                let factor = right[inner, column]
                guard factor != 0 else { continue }
                for row in 0..<left.rows { result[row, column] += left[row, inner] * factor }
            }
        }
        return result
    }

    /// `x` with `self * x = right`; `nil` if the matrix is singular.
    public func solve(_ right: Matrix) -> Matrix? {
        precondition(rows == columns && right.rows == rows)
        if rows == 0 { return right }
        guard values.allSatisfy(\.isFinite), right.values.allSatisfy(\.isFinite) else { return nil }
        var factors = values
        var solution = right
        var size = Int32(rows)
        var count = Int32(right.columns)
        var pivots = [Int32](repeating: 0, count: rows)
        var status: Int32 = 0
        var leading = size
        var leadingRight = size
        dgesv_(&size, &count, &factors, &leading, &pivots, &solution.values, &leadingRight, &status)
        guard status == 0, solution.values.allSatisfy(\.isFinite) else { return nil }
        // As R's solve(): a matrix whose pivots differ by more than the precision of numbers is singular.
        let diagonal = (0..<rows).map { factors[$0 * rows + $0].magnitude }
        guard let least = diagonal.min(), let most = diagonal.max(), least > most * 1e-18 else { return nil }
        return solution
    }

    public var inverse: Matrix? { solve(.diagonal([Double](repeating: 1, count: rows))) }
}
