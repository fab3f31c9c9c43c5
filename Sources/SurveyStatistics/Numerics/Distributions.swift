internal import CBoostMath

/// Student's t distribution, from Boost.Math.
public struct StudentT: Hashable, Sendable {
    /// More than 0; need not be whole.
    public var degreesOfFreedom: Double

    public init(degreesOfFreedom: Double) {
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// The value under which the share `probability` lies; NaN outside 0 to 1.
    public func quantile(_ probability: Double) -> Double {
        if degreesOfFreedom == .infinity { return Normal.quantile(probability) }
        return maatstaf_t_quantile(degreesOfFreedom, probability)
    }

    /// The half width of an interval of `level`, in standard errors.
    public func criticalValue(level: Double) -> Double { -quantile((1 - level) / 2) }

    /// Probability of a value at least as far from 0, on either side.
    public func twoSidedTail(_ value: Double) -> Double {
        if degreesOfFreedom == .infinity { return 2 * Normal.upperTail(value.magnitude) }
        return 2 * maatstaf_t_upper_tail(degreesOfFreedom, value.magnitude)
    }
}

/// The standard normal distribution, from Boost.Math.
public enum Normal {
    public static func quantile(_ probability: Double) -> Double { maatstaf_normal_quantile(probability) }
    /// The value above which the share `probability` lies; exact for shares close to 0.
    public static func upperQuantile(_ probability: Double) -> Double { maatstaf_normal_upper_quantile(probability) }
    public static func cumulative(_ value: Double) -> Double { maatstaf_normal_cdf(value) }
    public static func upperTail(_ value: Double) -> Double { maatstaf_normal_upper_tail(value) }
}

/// The other distributions that are needed, from Boost.Math; NaN where the arguments make no sense.
public enum Distribution {
    public static func fUpperTail(_ value: Double, _ numerator: Double, _ denominator: Double) -> Double {
        if value == .infinity { return 0 }
        if denominator == .infinity { return chiSquaredUpperTail(value * numerator, numerator) }
        return maatstaf_f_upper_tail(numerator, denominator, value)
    }

    /// The value above which the share `probability` lies.
    public static func fUpperQuantile(_ probability: Double, _ numerator: Double, _ denominator: Double) -> Double {
        maatstaf_f_upper_quantile(numerator, denominator, probability)
    }

    public static func chiSquaredUpperTail(_ value: Double, _ degrees: Double) -> Double {
        maatstaf_chi_squared_upper_tail(degrees, value)
    }

    public static func chiSquaredQuantile(_ probability: Double, _ degrees: Double) -> Double {
        maatstaf_chi_squared_quantile(degrees, probability)
    }

    public static func betaQuantile(_ probability: Double, _ alpha: Double, _ beta: Double) -> Double {
        // As R's qbeta at the ends: all mass lies at 0 or at 1.
        if alpha == 0, beta > 0 { return 0 }
        if beta == 0, alpha > 0 { return 1 }
        return maatstaf_beta_quantile(alpha, beta, probability)
    }

    /// P(X ≤ successes).
    public static func binomialCumulative(_ successes: Double, trials: Double, probability: Double) -> Double {
        if successes < 0 { return 0 }
        return maatstaf_binomial_cdf(trials, probability, successes)
    }

    public static func binomialMass(_ successes: Double, trials: Double, probability: Double) -> Double {
        maatstaf_binomial_mass(trials, probability, successes)
    }

    /// P(X ≤ found) when `sample` are drawn from `population`, of which `marked` are marked.
    public static func hypergeometricCumulative(_ found: Int, marked: Int, sample: Int, population: Int) -> Double {
        if found < max(0, sample + marked - population) { return 0 }
        if found >= min(marked, sample) { return 1 }
        return maatstaf_hypergeometric_cdf(UInt32(marked), UInt32(sample), UInt32(population), UInt32(found))
    }
}
