public import ShelterAnalysis
public import ShelterModel
internal import ShelterScoring

/// What changed from one framework to another, and with data what comes out otherwise.
public struct DifferenceRun: Sendable, Codable {
    public struct Version: Hashable, Sendable, Codable {
        public var id: String
        public var version: String
        public var file: String
    }

    public var before: Version
    public var after: Version
    public var changes: [FrameworkChange]
    /// `nil` without data.
    public var flips: FrameworkFlips?
    /// Whether rows of the data were set aside or values refused.
    public var hasFindings = false

    /// - Parameter settings: The exports to hold against both; its `framework` is the older one. `nil` compares without data.
    public init(_ first: String, _ second: String, settings: RunSettings?, data: DataFolder) throws(Refusal) {
        let (old, oldFile) = try data.framework(first)
        let (new, newFile) = try data.framework(second)
        let difference = FrameworkDifference(from: old, to: new)
        before = Version(id: old.id, version: old.version, file: oldFile.name)
        after = Version(id: new.id, version: new.version, file: newFile.name)
        changes = difference.changes
        guard let settings else { return }
        let preparation = try Preparation(settings, data: data)
        if settings.codeBook == nil, let other = new.codeBook, other != old.codeBook {
            throw Refusal(
                "difference.other-code-book",
                ["first": .text(old.codeBook ?? "–"), "second": .text(other)]
            )
        }
        var visitor = Visitor(finder: try FlipFinder(difference, codeBook: preparation.codeBook))
        hasFindings = try Road(preparation, settings).walk(&visitor).hasFindings
        flips = visitor.flips
    }

    private struct Visitor: RoadVisitor {
        let finder: FlipFinder
        var flips = FrameworkFlips()

        mutating func row(file: String, line: Int, setAside code: String?) {}
        mutating func diagnostic(_ diagnostic: Diagnostic) {}

        mutating func scored(_ rows: ScoredRows) {
            finder.add(
                rows.table,
                facts: { row in rows.areas[row].map { (rows.facts(row), rows.area($0).code) } },
                to: &flips
            )
        }
    }
}
