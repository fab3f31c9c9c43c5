extension SurveyDesign {
    /// Whether the mean differs between the second and the first group.
    ///
    /// - Parameters:
    ///   - groups: Group of each row, −1 for none; the order of the numbers is that of the groups.
    public func testDifference(
        _ values: [Double],
        _ groups: Grouping,
        in rows: [Int32]? = nil
    ) -> (test: TestOutcome, difference: Estimate?) {
        let domain = (rows ?? allRows).filter { groups.codes[Int($0)] >= 0 && !values[Int($0)].isNaN }
        var parts: [Int32: [Int32]] = [:]
        for row in domain { parts[groups.codes[Int(row)], default: []].append(row) }
        guard parts.count == 2 else { return (.none(.groups(parts.count)), nil) }
        let sorted = parts.sorted { $0.key < $1.key }.map { (statistic: Statistic.mean(values), rows: $0.value) }
        let difference = estimates(sorted).contrast([-1, 1])
        guard let value = difference.value, let error = difference.standardError else {
            return (.none(.variance(difference.noVariance ?? .tooFewRows)), difference)
        }
        let degrees = Double(difference.degreesOfFreedom - 1)
        guard degrees > 0 else { return (.none(.variance(.degreesOfFreedom)), difference) }
        guard error > 0 else { return (.none(.variance(.notFinite)), difference) }
        let t = value / error
        let result = TestResult(
            kind: .t,
            value: t,
            numeratorDegrees: 1,
            denominatorDegrees: degrees,
            pValue: StudentT(degreesOfFreedom: degrees).twoSidedTail(t)
        )
        return (.result(result), difference)
    }

    /// Whether two classifications are independent: the Rao-Scott and the adjusted Wald test.
    ///
    /// - Parameters:
    ///   - first: Category of each row, −1 for none.
    ///   - rows: The domain; rows with a category missing are left out as R does, and still count in the degrees of freedom.
    ///
    /// Source: Rao and Scott (1984), Annals of Statistics 12:46-60; Koch, Freeman and Freeman (1975).
    public func testIndependence(
        _ first: Grouping,
        _ second: Grouping,
        in rows: [Int32]? = nil
    ) -> (raoScott: TestOutcome, adjustedWald: TestOutcome) {
        let domain = rows ?? allRows
        let known = domain.filter { first.codes[Int($0)] >= 0 && second.codes[Int($0)] >= 0 }
        let rowCodes = Set(domain.lazy.map { first.codes[Int($0)] }.filter { $0 >= 0 }).sorted()
        let columnCodes = Set(domain.lazy.map { second.codes[Int($0)] }.filter { $0 >= 0 }).sorted()
        guard rowCodes.count > 1, columnCodes.count > 1 else {
            let outcome = TestOutcome.none(.groups(min(rowCodes.count, columnCodes.count)))
            return (outcome, outcome)
        }
        let table = TwoWayTable(first.codes, rowCodes, second.codes, columnCodes)
        let nu: Int
        if let replicates {
            nu = replicates.degreesOfFreedom(domain)
        } else {
            nu = unitsLessStrata(isAdjusted ? allRows : domain) { _ in true }
        }
        guard nu > 0 else {
            let outcome = TestOutcome.none(.variance(.degreesOfFreedom))
            return (outcome, outcome)
        }
        let cells = table.indicators(rowCount)
        let shares = estimates(cells.map { (.mean($0), known) })
        let totals = estimates(cells.map { (.total($0), known) })
        guard let ofShares = shares.covariance, let ofTotals = totals.covariance else {
            let outcome = TestOutcome.none(.variance(shares.noVariance ?? totals.noVariance ?? .tooFewRows))
            return (outcome, outcome)
        }
        return (
            table.raoScott(shares: shares.values, ofShares, degrees: Double(nu)),
            table.adjustedWald(totals: totals.values, ofTotals, degrees: Double(nu))
        )
    }
}

/// The cells of a two-way table, column by column.
private struct TwoWayTable {
    private let rows: [Int32]
    private let columns: [Int32]
    private let rowCodes: [Int32]
    private let columnCodes: [Int32]

    init(_ rowCodes: [Int32], _ rows: [Int32], _ columnCodes: [Int32], _ columns: [Int32]) {
        self.rows = rows
        self.columns = columns
        self.rowCodes = rowCodes
        self.columnCodes = columnCodes
    }

    func indicators(_ count: Int) -> [[Double]] {
        columns.flatMap { column in
            rows.map { row in
                (0..<count).map { rowCodes[$0] == row && columnCodes[$0] == column ? 1.0 : 0 }
            }
        }
    }

    private func cell(_ row: Int, _ column: Int) -> Int { column * rows.count + row }

    private func margins(_ shares: [Double]) -> (rows: [Double], columns: [Double]) {
        var ofRows = [Double](repeating: 0, count: rows.count)
        var ofColumns = [Double](repeating: 0, count: columns.count)
        for column in columns.indices {
            for row in rows.indices {
                ofRows[row] += shares[cell(row, column)]
                ofColumns[column] += shares[cell(row, column)]
            }
        }
        return (ofRows, ofColumns)
    }

    func raoScott(shares: [Double], _ covariance: Matrix, degrees: Double) -> TestOutcome {
        let (ofRows, ofColumns) = margins(shares)
        let count = shares.count
        // Interactions without the main effects, which span all contrasts that independence sets to 0.
        var main: [[Double]] = [[Double](repeating: 1, count: count)]
        for row in rows.indices.dropFirst() {
            main.append((0..<count).map { $0 % rows.count == row ? 1 : 0 })
        }
        for column in columns.indices.dropFirst() {
            main.append((0..<count).map { $0 / rows.count == column ? 1 : 0 })
        }
        let basis = OrthonormalBasis(Matrix(columns: main))
        var contrasts: [[Double]] = []
        for column in columns.indices.dropFirst() {
            for row in rows.indices.dropFirst() {
                var one = [Double](repeating: 0, count: count)
                one[cell(row, column)] = 1
                contrasts.append(basis.residual(of: one))
            }
        }
        let c = Matrix(columns: contrasts)
        let inverse = Matrix.diagonal(shares.map { $0 == 0 ? 0 : 1 / $0 })
        let scaled = inverse * c
        let simple = c.transposed * scaled
        let found = scaled.transposed * covariance * scaled
        guard let delta = simple.solve(found) else { return .none(.variance(.notFinite)) }
        var statistic = 0.0
        for column in columns.indices {
            for row in rows.indices {
                let expected = ofRows[row] * ofColumns[column]
                let difference = shares[cell(row, column)] - expected
                statistic += difference * difference / expected
            }
        }
        let trace = delta.trace
        let numerator = trace * trace / (delta * delta).trace
        let value = statistic / trace
        guard value.isFinite, numerator.isFinite else { return .none(.variance(.notFinite)) }
        return .result(
            TestResult(
                kind: .raoScott,
                value: value,
                numeratorDegrees: numerator,
                denominatorDegrees: numerator * degrees,
                pValue: Distribution.fUpperTail(value, numerator, numerator * degrees)
            )
        )
    }

    func adjustedWald(totals: [Double], _ covariance: Matrix, degrees: Double) -> TestOutcome {
        let (ofRows, ofColumns) = margins(totals)
        let all = totals.reduce(0, +)
        let count = totals.count
        // Of total - row total * column total / all, by each cell's total.
        var slopes = Matrix(rows: count, columns: count)
        var differences = [Double](repeating: 0, count: count)
        for column in columns.indices {
            for row in rows.indices {
                let place = cell(row, column)
                let rowShare = ofRows[row] / all
                let columnShare = ofColumns[column] / all
                differences[place] = totals[place] - ofRows[row] * columnShare
                for other in 0..<count {
                    var slope = other == place ? 1.0 : 0
                    if other % rows.count == row { slope -= columnShare }
                    if other / rows.count == column { slope -= rowShare }
                    slopes[place, other] = slope + rowShare * columnShare
                }
            }
        }
        let variance = slopes * covariance * slopes.transposed
        let used = columns.indices.dropFirst().flatMap { column in
            rows.indices.dropFirst().map { cell($0, column) }
        }
        var small = Matrix(rows: used.count, columns: used.count)
        for (one, first) in used.enumerated() {
            for (other, second) in used.enumerated() { small[one, other] = variance[first, second] }
        }
        let vector = Matrix(columns: [used.map { differences[$0] }])
        guard let solved = small.solve(vector) else { return .none(.variance(.notFinite)) }
        let wald = (vector.transposed * solved)[0, 0]
        let numerator = Double(used.count)
        let denominator = degrees - numerator + 1
        guard denominator > 0 else { return .none(.variance(.degreesOfFreedom)) }
        let value = wald * denominator / (numerator * degrees)
        guard value.isFinite, value >= 0 else { return .none(.variance(.notFinite)) }
        return .result(
            TestResult(
                kind: .adjustedWald,
                value: value,
                numeratorDegrees: numerator,
                denominatorDegrees: denominator,
                pValue: Distribution.fUpperTail(value, numerator, denominator)
            )
        )
    }
}
