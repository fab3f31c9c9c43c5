/// Arguments such as `V=VALUE` and `N/D`, in which names that hold a mark of their own stand in backticks.
struct StatisticArgument {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// The parts between a mark, backticks kept.
    func parts(_ mark: Character) -> [String] {
        var parts = [""]
        var isQuoted = false
        for character in text {
            if character == "`" { isQuoted.toggle() }
            if character == mark, !isQuoted {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts
    }

    /// Two parts around the first mark, or the last one; `nil` if the mark is not there, or a part is empty.
    func halves(_ mark: Character, atLast: Bool = false) -> (String, String)? {
        let all = parts(mark)
        guard all.count > 1 else { return nil }
        let cut = atLast ? all.count - 1 : 1
        let first = all[..<cut].joined(separator: String(mark))
        let second = all[cut...].joined(separator: String(mark))
        return first.isEmpty || second.isEmpty ? nil : (first, second)
    }

    /// A name without its backticks.
    static func name(_ text: String) -> String {
        guard text.count > 1, text.hasPrefix("`"), text.hasSuffix("`") else { return text }
        return String(text.dropFirst().dropLast())
    }
}

/// One thing to estimate or to test.
public enum StatisticRequest: Hashable, Sendable {
    case mean(String)
    case total(String)
    case ratio(String, String)
    case proportion(String, value: String)
    case quantile(String, Double)
    case difference(String, by: String)
    case crosstab(String, String)

    public enum Kind: String, Hashable, Sendable {
        case mean, total, ratio, proportion, quantile
        case difference = "test-difference"
        case crosstab
    }

    /// - Returns: `nil` if the text has not the form that the kind needs.
    public init?(_ kind: Kind, _ text: String) {
        let argument = StatisticArgument(text)
        let name = StatisticArgument.name
        switch kind {
        case .mean, .total:
            guard !text.isEmpty else { return nil }
            self = kind == .mean ? .mean(name(text)) : .total(name(text))
        case .ratio:
            let parts = argument.parts("/")
            guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
            self = .ratio(name(parts[0]), name(parts[1]))
        case .proportion:
            guard let (variable, value) = argument.halves("=") else { return nil }
            self = .proportion(name(variable), value: name(value))
        case .quantile:
            guard let (variable, share) = argument.halves(":", atLast: true), let share = Double(share), share > 0,
                share < 1
            else { return nil }
            self = .quantile(name(variable), share)
        case .difference:
            guard let (variable, groups) = argument.halves(":", atLast: true) else { return nil }
            self = .difference(name(variable), by: name(groups))
        case .crosstab:
            let parts = argument.parts(",")
            guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
            self = .crosstab(name(parts[0]), name(parts[1]))
        }
    }

    var columns: [String] {
        switch self {
        case .mean(let name), .total(let name), .proportion(let name, _), .quantile(let name, _): [name]
        case .ratio(let one, let other), .difference(let one, by: let other), .crosstab(let one, let other):
            [one, other]
        }
    }

    /// As outputs name it.
    var variable: String {
        switch self {
        case .mean(let name), .total(let name): name
        case .ratio(let one, let other): "\(one)/\(other)"
        case .proportion(let name, let value): "\(name)=\(value)"
        case .quantile(let name, let share): "\(name):\(share)"
        case .difference(let name, by: let groups): "\(name):\(groups)"
        case .crosstab(let one, let other): "\(one),\(other)"
        }
    }
}

/// Categories of a column and the population of each: `V=LEVEL:N,LEVEL:N`.
public struct MarginRequest: Hashable, Sendable {
    public var variable: String
    public var levels: [String]
    public var totals: [Double]

    public init?(_ text: String) {
        guard let (variable, list) = StatisticArgument(text).halves("=") else { return nil }
        self.variable = StatisticArgument.name(variable)
        levels = []
        totals = []
        for part in StatisticArgument(list).parts(",") {
            guard let (level, total) = StatisticArgument(part).halves(":", atLast: true), let number = Double(total),
                number.isFinite, number >= 0
            else { return nil }
            levels.append(StatisticArgument.name(level))
            totals.append(number)
        }
        guard Set(levels).count == levels.count else { return nil }
    }
}

/// A variable and its population total: `V:TOTAL`; `1` or `(Intercept)` is the number of people, `V=LEVEL` those of a level.
public struct TotalRequest: Hashable, Sendable {
    public var variable: String
    /// `nil` for a number as it stands.
    public var level: String?
    public var total: Double

    var isConstant: Bool { level == nil && (variable == "1" || variable == "(Intercept)") }

    /// The requests of a list with commas; `nil` if one has not the form.
    public static func list(_ text: String) -> [TotalRequest]? {
        var found: [TotalRequest] = []
        for part in StatisticArgument(text).parts(",") {
            guard let (what, total) = StatisticArgument(part).halves(":", atLast: true), let number = Double(total),
                number.isFinite
            else { return nil }
            if let (variable, level) = StatisticArgument(what).halves("=") {
                found.append(
                    TotalRequest(
                        variable: StatisticArgument.name(variable),
                        level: StatisticArgument.name(level),
                        total: number
                    )
                )
            } else {
                found.append(TotalRequest(variable: StatisticArgument.name(what), level: nil, total: number))
            }
        }
        return found
    }
}
