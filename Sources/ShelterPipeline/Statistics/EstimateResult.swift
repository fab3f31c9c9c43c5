/// An estimate or a test, as `estimate --json` prints it: missing numbers are `null`.
public enum EstimateResult: Hashable, Sendable, Encodable {
    case estimate(Figure)
    case test(Test)

    public struct Figure: Hashable, Sendable {
        public var statistic: String
        public var variable: String
        public var domain: String?
        public var estimate: Double?
        public var se: Double?
        public var df: Int
        public var low: Double?
        public var high: Double?
        public var level: Double
        public var n: Int
        public var deff: Double?
        public var method: String
        public var note: String?
    }

    public struct Test: Hashable, Sendable {
        public var statistic: String
        public var variable: String
        public var domain: String?
        public var df1: Double?
        public var df2: Double?
        public var value: Double?
        public var p: Double?
        public var note: String?
    }

    private enum Key: String, CodingKey {
        case statistic, variable, domain, estimate, se, df, low, high, level, n, deff, method, note, df1, df2, value, p
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .estimate(let figure):
            try container.encode(figure.statistic, forKey: .statistic)
            try container.encode(figure.variable, forKey: .variable)
            try container.encode(figure.domain, forKey: .domain)
            try container.encode(figure.estimate, forKey: .estimate)
            try container.encode(figure.se, forKey: .se)
            try container.encode(figure.df, forKey: .df)
            try container.encode(figure.low, forKey: .low)
            try container.encode(figure.high, forKey: .high)
            try container.encode(figure.level, forKey: .level)
            try container.encode(figure.n, forKey: .n)
            try container.encode(figure.deff, forKey: .deff)
            try container.encode(figure.method, forKey: .method)
            try container.encode(figure.note, forKey: .note)
        case .test(let test):
            try container.encode(test.statistic, forKey: .statistic)
            try container.encode(test.variable, forKey: .variable)
            // Tests of the whole file have the keys of the format and no more.
            if test.domain != nil { try container.encode(test.domain, forKey: .domain) }
            try container.encode(test.df1, forKey: .df1)
            try container.encode(test.df2, forKey: .df2)
            try container.encode(test.value, forKey: .value)
            try container.encode(test.p, forKey: .p)
            if test.note != nil { try container.encode(test.note, forKey: .note) }
        }
    }
}
