/// The outcome of a test.
public struct TestResult: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// Difference between two groups; R's `svyttest`.
        case t
        /// Independence in a two-way table, second-order correction; R's `svychisq(statistic = "F")`.
        case raoScott = "rao-scott"
        /// Independence in a two-way table; R's `svychisq(statistic = "adjWald")`.
        case adjustedWald = "adjusted-wald"
    }

    public var kind: Kind
    public var value: Double
    /// 1 for t.
    public var numeratorDegrees: Double
    public var denominatorDegrees: Double
    public var pValue: Double
}

/// A test, or why there is none.
public enum TestOutcome: Hashable, Sendable {
    case result(TestResult)
    case none(NoTest)
}

public enum NoTest: Hashable, Sendable {
    /// A comparison takes two groups, a table at least two rows and two columns; the number found.
    case groups(Int)
    case variance(NoInterval)
}
