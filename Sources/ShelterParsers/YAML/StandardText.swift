import ShelterModel

extension Standard {
    /// Reads `>= 4`, `<= 10`, `between 2 and 8`, `is yes`, `is no` or `one of [a, b]`.
    ///
    /// - Returns: `nil` for anything else, also for `report`, which requires nothing.
    init?(parsing text: String) {
        let words = text.split(whereSeparator: \.isWhitespace)
        if text.hasPrefix(">=") || text.hasPrefix("<=") {
            let rest = text.dropFirst(2).drop(while: \.isWhitespace)
            guard let limit = YAMLReader.number(Self.withoutTrailingBlanks(rest)) else { return nil }
            self = text.hasPrefix(">=") ? .atLeast(limit) : .atMost(limit)
        } else if words.count == 4, words[0] == "between", words[2] == "and" {
            guard let low = YAMLReader.number(words[1]), let high = YAMLReader.number(words[3]), low <= high else {
                return nil
            }
            self = .between(low, high)
        } else if words == ["is", "yes"] {
            self = .isTrue
        } else if words == ["is", "no"] {
            self = .isFalse
        } else if words.count >= 3, words[0] == "one", words[1] == "of" {
            let list = Self.withoutTrailingBlanks(words.dropFirst(2).joined(separator: " ")[...])
            guard list.hasPrefix("["), list.hasSuffix("]") else { return nil }
            let codes = list.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
                .map { String(Self.withoutTrailingBlanks($0.drop(while: \.isWhitespace))) }
            guard codes.allSatisfy({ !$0.isEmpty }), Set(codes).count == codes.count else { return nil }
            self = .oneOf(codes)
        } else {
            return nil
        }
    }

    private static func withoutTrailingBlanks(_ text: Substring) -> Substring {
        var text = text
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

extension Indicator {
    /// Reads `beds`, `residents / showers`, `days since X`, `months since X`, `months until X`, `days from X to Y`, or an
    /// expression.
    init?(parsing text: String) {
        if Expression.isMeant(by: text) {
            guard let expression = try? Expression(parsing: text) else { return nil }
            self.init(expression)
        } else {
            self.init(simple: text)
        }
    }

    /// The forms without arithmetic.
    init?(simple text: String) {
        let words = text.split(whereSeparator: \.isWhitespace)
        let sides = text.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        guard sides.allSatisfy({ !$0.isEmpty }), sides.count <= 2 else { return nil }
        if sides.count == 2 {
            self = .ratio(sides[0], sides[1])
            return
        }
        if words.count >= 5, words[0] == "days", words[1] == "from", let to = words.dropLast().lastIndex(of: "to"),
            to > 2
        {
            self = .daysBetween(words[2..<to].joined(separator: " "), words[(to + 1)...].joined(separator: " "))
            return
        }
        let isDuration = words.count >= 2 && ["since", "until"].contains(words[1])
        guard isDuration else {
            self = .variable(sides[0])
            return
        }
        let name = words.dropFirst(2).joined(separator: " ")
        guard !name.isEmpty else { return nil }
        switch (words[0], words[1]) {
        case ("days", "since"): self = .daysSince(name)
        case ("months", "since"): self = .monthsSince(name)
        case ("months", "until"): self = .monthsUntil(name)
        default: return nil
        }
    }

    /// What is only a name, a duration or a ratio of two names is no arithmetic.
    init(_ expression: Expression) {
        switch expression.root {
        case .measured(let indicator, _): self = indicator
        case .quotient(.measured(.variable(let above), _), .measured(.variable(let below), _), _):
            self = .ratio(above, below)
        default: self = .expression(expression)
        }
    }
}
