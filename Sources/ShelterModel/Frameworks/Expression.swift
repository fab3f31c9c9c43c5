/// Arithmetic over measured numbers, as a framework writes it: `(toilets + urinals [toilets]) / residents`.
public struct Expression: Hashable, Sendable, Codable {
    /// One step, with the place of its sign or name.
    public indirect enum Node: Hashable, Sendable, Codable {
        /// A number; without a unit it is a pure number.
        case number(Double, unit: String?, offset: Int)
        /// A variable, a named indicator of the framework, or a duration.
        case measured(Indicator, offset: Int)
        case sum(Node, Node, offset: Int)
        case difference(Node, Node, offset: Int)
        case product(Node, Node, offset: Int)
        case quotient(Node, Node, offset: Int)
        case least([Node], offset: Int)
        case greatest([Node], offset: Int)
    }

    /// Most steps of one expression, and of one with everything that it names written out.
    public static let stepLimit = 200
    public static let writtenOutLimit = 1000

    /// As written.
    public var text: String
    public var root: Node
    /// Where the text begins; an offset counts characters from there.
    public var location: SourceLocation?

    public init(text: String, root: Node, location: SourceLocation? = nil) {
        self.text = text
        self.root = root
        self.location = location
    }

    /// The place makes no difference: the same arithmetic in another file is the same.
    public static func == (first: Expression, second: Expression) -> Bool {
        first.text == second.text && first.root == second.root
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// Names of variables and indicators, each once, in the order of the text.
    public var variables: [String] {
        var seen: Set<String> = []
        return root.measured.flatMap(\.variables).filter { seen.insert($0).inserted }
    }

    /// The place of a step.
    public func location(offset: Int) -> SourceLocation? {
        guard var place = location else { return nil }
        place.column = place.column.map { $0 + offset }
        return place
    }
}

extension Expression.Node {
    /// Number of steps.
    public var size: Int { 1 + parts.map(\.size).reduce(0, +) }

    public var parts: [Expression.Node] {
        switch self {
        case .number, .measured: []
        case .sum(let first, let second, _), .difference(let first, let second, _),
            .product(let first, let second, _), .quotient(let first, let second, _):
            [first, second]
        case .least(let parts, _), .greatest(let parts, _): parts
        }
    }

    public var offset: Int {
        switch self {
        case .number(_, _, let offset), .measured(_, let offset), .sum(_, _, let offset),
            .difference(_, _, let offset), .product(_, _, let offset), .quotient(_, _, let offset),
            .least(_, let offset), .greatest(_, let offset):
            offset
        }
    }

    /// What is measured, in the order of the text.
    public var measured: [Indicator] {
        if case .measured(let indicator, _) = self { return [indicator] }
        return parts.flatMap(\.measured)
    }
}
