import ShelterModel

extension Expression {
    /// Why a text is no expression, with the character where that shows.
    struct Problem: Error, Hashable {
        enum Kind: String {
            case unexpected, unfinished, tooLong, tooDeep, number, noVariable
        }

        var kind: Kind
        var offset: Int
        /// What stands there.
        var found = ""
    }

    /// Deepest nesting of brackets.
    static let nestingLimit = 32
    /// Longest text, in characters.
    static let lengthLimit = 4000

    /// Whether a text is meant as arithmetic and not as a name, a ratio of two names or a duration.
    static func isMeant(by text: String) -> Bool {
        let words = text.split(whereSeparator: \.isWhitespace)
        let sides = text.split(separator: "/").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        return text.contains { "+*`".contains($0) } || words.contains("-") || sides.count > 2
            || sides.contains { side in
                ["(", "min(", "max(", "min (", "max ("].contains { side.hasPrefix($0) }
                    || YAMLReader.number(side) != nil
            }
    }

    /// Reads `+ - * /`, brackets, numbers with or without a unit (`4 [m2]`), `min(…)`, `max(…)`, names, and the durations.
    init(parsing text: String) throws(Problem) {
        var reader = ExpressionReader(text)
        let root = try reader.expression()
        guard !root.measured.isEmpty else { throw Problem(kind: .noVariable, offset: 0) }
        self.init(text: text.split(whereSeparator: \.isWhitespace).joined(separator: " "), root: root)
    }
}

/// Reads one expression from left to right.
private struct ExpressionReader {
    private typealias Problem = Expression.Problem
    private typealias Node = Expression.Node

    private enum Token: Hashable {
        case number(Double)
        case name(String)
        /// What stands between square brackets.
        case unit(String)
        case sign(Character)
    }

    private let characters: [Character]
    private var position = 0
    private var next: (token: Token, offset: Int)?
    private var steps = 0
    private var depth = 0

    init(_ text: String) {
        characters = Array(text.prefix(Expression.lengthLimit + 1))
    }

    mutating func expression() throws(Expression.Problem) -> Expression.Node {
        guard characters.count <= Expression.lengthLimit else {
            throw Problem(kind: .tooLong, offset: Expression.lengthLimit)
        }
        try advance()
        let root = try sum()
        if next != nil { throw unexpected() }
        return root
    }

    // MARK: Grammar

    private mutating func sum() throws(Expression.Problem) -> Expression.Node {
        var left = try product()
        while let (sign, offset) = try take("+", "-") {
            let right = try product()
            left = try step(
                sign == "+" ? .sum(left, right, offset: offset) : .difference(left, right, offset: offset)
            )
        }
        return left
    }

    private mutating func product() throws(Expression.Problem) -> Expression.Node {
        var left = try factor()
        while let (sign, offset) = try take("*", "/") {
            let right = try factor()
            left = try step(
                sign == "*" ? .product(left, right, offset: offset) : .quotient(left, right, offset: offset)
            )
        }
        return left
    }

    private mutating func factor() throws(Expression.Problem) -> Expression.Node {
        guard let (token, offset) = next else { throw unexpected() }
        switch token {
        case .sign("-"):
            try advance()
            let part = try nested { (reader: inout Self) throws(Expression.Problem) in try reader.factor() }
            return try step(.product(.number(-1, unit: nil, offset: offset), part, offset: offset))
        case .sign("("):
            try advance()
            let part = try nested { (reader: inout Self) throws(Expression.Problem) in try reader.sum() }
            try expect(")")
            return part
        case .number(let value):
            try advance()
            var unit: String?
            if case .unit(let text)? = next?.token {
                unit = text
                try advance()
            }
            return try step(.number(value, unit: unit, offset: offset))
        case .name(let name):
            try advance()
            if next?.token == .sign("("), name == "min" || name == "max" {
                try advance()
                let parts = try nested { (reader: inout Self) throws(Expression.Problem) in try reader.list() }
                try expect(")")
                return try step(name == "min" ? .least(parts, offset: offset) : .greatest(parts, offset: offset))
            }
            return try step(.measured(try measured(name), offset: offset))
        case .sign, .unit:
            throw unexpected()
        }
    }

    private mutating func list() throws(Expression.Problem) -> [Expression.Node] {
        var parts = [try sum()]
        while try take(",") != nil { parts.append(try sum()) }
        return parts
    }

    /// A duration where the words say so, else the variable.
    private mutating func measured(_ name: String) throws(Expression.Problem) -> Indicator {
        guard name == "days" || name == "months", case .name(let word)? = next?.token else { return .variable(name) }
        switch (name, word) {
        case ("days", "since"):
            try advance()
            return .daysSince(try variable())
        case ("months", "since"):
            try advance()
            return .monthsSince(try variable())
        case ("months", "until"):
            try advance()
            return .monthsUntil(try variable())
        case ("days", "from"):
            try advance()
            let start = try variable()
            guard next?.token == .name("to") else { throw unexpected() }
            try advance()
            return .daysBetween(start, try variable())
        default:
            throw unexpected()
        }
    }

    private mutating func variable() throws(Expression.Problem) -> String {
        guard case .name(let name)? = next?.token else { throw unexpected() }
        try advance()
        return name
    }

    // MARK: Steps

    private mutating func nested<Part>(
        _ read: (inout Self) throws(Expression.Problem) -> Part
    ) throws(Expression.Problem) -> Part {
        depth += 1
        guard depth <= Expression.nestingLimit else {
            throw Problem(kind: .tooDeep, offset: next?.offset ?? characters.count)
        }
        let part = try read(&self)
        depth -= 1
        return part
    }

    private mutating func step(_ node: Expression.Node) throws(Expression.Problem) -> Expression.Node {
        steps += 1
        guard steps <= Expression.stepLimit else { throw Problem(kind: .tooLong, offset: node.offset) }
        return node
    }

    private mutating func take(_ signs: Character...) throws(Expression.Problem) -> (Character, Int)? {
        guard case .sign(let sign)? = next?.token, signs.contains(sign), let offset = next?.offset else { return nil }
        try advance()
        return (sign, offset)
    }

    private mutating func expect(_ sign: Character) throws(Expression.Problem) {
        guard next?.token == .sign(sign) else { throw unexpected() }
        try advance()
    }

    private func unexpected() -> Expression.Problem {
        guard let offset = next?.offset else { return Problem(kind: .unfinished, offset: characters.count) }
        return Problem(kind: .unexpected, offset: offset, found: String(characters[offset...].prefix(12)))
    }

    // MARK: Tokens

    private mutating func advance() throws(Expression.Problem) {
        while position < characters.count, characters[position].isWhitespace { position += 1 }
        guard position < characters.count else {
            next = nil
            return
        }
        let start = position
        let character = characters[position]
        if character == "`" {
            next = (.name(try quoted(until: "`")), start)
        } else if character == "[" {
            next = (.unit(try quoted(until: "]")), start)
        } else if "+-*/(),".contains(character) {
            position += 1
            next = (.sign(character), start)
        } else if character.isASCII, character.isNumber || character == "." {
            next = (.number(try number()), start)
        } else if character.isLetter || character == "_" {
            next = (.name(name()), start)
        } else {
            throw Problem(kind: .unexpected, offset: start, found: String(character))
        }
    }

    private mutating func quoted(until end: Character) throws(Expression.Problem) -> String {
        let start = position + 1
        guard let close = characters[start...].firstIndex(of: end), close > start else {
            throw Problem(kind: .unfinished, offset: position)
        }
        position = close + 1
        return String(characters[start..<close])
    }

    private mutating func number() throws(Expression.Problem) -> Double {
        let start = position
        while position < characters.count,
            characters[position].isASCII && characters[position].isNumber || characters[position] == "."
        {
            position += 1
        }
        guard let value = YAMLReader.number(String(characters[start..<position])) else {
            throw Problem(kind: .number, offset: start, found: String(characters[start..<position]))
        }
        return value
    }

    /// Letters, digits, underscores and full stops; a hyphen only between two of them.
    private mutating func name() -> String {
        let start = position
        func isPart(_ index: Int) -> Bool {
            guard characters.indices.contains(index) else { return false }
            let character = characters[index]
            return character.isLetter || character.isNumber || "_.".contains(character)
        }
        while isPart(position)
            || position > start && characters.indices.contains(position)
                && characters[position] == "-" && isPart(position + 1)
        {
            position += 1
        }
        return String(characters[start..<position])
    }
}
