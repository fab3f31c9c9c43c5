/// Direct estimates of areas with variances that are taken as known.
public struct AreaEstimates: Hashable, Sendable {
    public enum Problem: Error, Hashable, Sendable {
        case differentLengths
        /// A value is no number, or a variance is not above 0; the area, counted from 0.
        case value(area: Int)
        /// There must be more areas than covariates.
        case tooFewAreas
        /// Covariates follow from each other.
        case covariates
    }

    public let estimates: [Double]
    public let variances: [Double]
    /// Per covariate a value per area; the constant is added.
    public let covariates: [[Double]]
    let design: [[Double]]

    public init(estimates: [Double], variances: [Double], covariates: [[Double]] = []) throws(Problem) {
        guard estimates.count == variances.count, covariates.allSatisfy({ $0.count == estimates.count }) else {
            throw .differentLengths
        }
        for area in estimates.indices {
            guard estimates[area].isFinite, variances[area].isFinite, variances[area] > 0,
                covariates.allSatisfy({ $0[area].isFinite })
            else { throw .value(area: area) }
        }
        guard estimates.count > covariates.count + 1 else { throw .tooFewAreas }
        self.estimates = estimates
        self.variances = variances
        self.covariates = covariates
        design = [[Double](repeating: 1, count: estimates.count)] + covariates
        guard OrthonormalBasis(Matrix(columns: design)).rank == design.count else { throw .covariates }
    }

    public var count: Int { estimates.count }

    /// Generalised least squares with variances A + D.
    func regression(_ a: Double) -> Regression? {
        let size = design.count
        var products = Matrix(rows: size, columns: size)
        var right = Matrix(rows: size, columns: 1)
        for area in estimates.indices {
            let weight = 1 / (a + variances[area])
            for one in 0..<size {
                right[one, 0] += weight * design[one][area] * estimates[area]
                for other in 0..<size { products[one, other] += weight * design[one][area] * design[other][area] }
            }
        }
        guard let inverse = products.inverse else { return nil }
        let beta = (inverse * right).values
        var residuals = estimates
        for area in estimates.indices {
            for one in 0..<size { residuals[area] -= design[one][area] * beta[one] }
        }
        return Regression(beta: beta, covariance: inverse, residuals: residuals)
    }

    struct Regression {
        var beta: [Double]
        /// (X'V⁻¹X)⁻¹
        var covariance: Matrix
        var residuals: [Double]
    }

    /// x'(X'V⁻¹X)⁻¹x of an area.
    func leverage(_ area: Int, _ covariance: Matrix) -> Double {
        var sum = 0.0
        for one in design.indices {
            for other in design.indices { sum += design[one][area] * covariance[one, other] * design[other][area] }
        }
        return sum
    }
}
