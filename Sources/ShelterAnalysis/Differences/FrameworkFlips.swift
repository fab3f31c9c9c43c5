public import ShelterModel
internal import ShelterScoring

/// Which locations come out otherwise under another version of a framework, and because of which change.
public struct FrameworkFlips: Hashable, Sendable, Codable {
    /// How a flip follows from the changes.
    public enum Attribution: String, Hashable, Sendable, Codable {
        /// Each of these changes makes it by itself.
        case alone
        /// None does so by itself; without any of these it would not have happened.
        case together
        /// Several changes, none of which can be pointed out.
        case several
    }

    public struct Flip: Hashable, Sendable, Codable {
        public var location: String
        public var locationName: String
        public var municipality: String
        public var source: SourceLocation
        /// Id of a criterion; `band` for the overall band.
        public var subject: String
        /// Outcome or band under the one and under the other; empty without one.
        public var before: String
        public var after: String
        public var attribution: Attribution
        /// Numbers of the changes in the list of changes, from 1.
        public var changes: [Int]
    }

    public static let band = "band"

    /// Assessments that were looked at.
    public var locations = 0
    public var flips: [Flip] = []

    public init() {}
}

/// Scores batches under both versions and under each version with one change more or less.
public struct FlipFinder: Sendable {
    private let difference: FrameworkDifference
    private let before: CompiledFramework
    private let after: CompiledFramework
    /// Per change that can change results: its number, the older version with it, the newer without it.
    private let variants: [(number: Int, with: CompiledFramework?, without: CompiledFramework?)]
    /// Criteria of both versions: their numbers in each.
    private let shared: [(id: String, before: Int, after: Int)]
    /// Criteria that in one of the versions name a derived indicator.
    private let usesDerived: Set<String>

    /// - Throws: `Refusal` if one of the two versions does not fit the code book.
    public init(_ difference: FrameworkDifference, codeBook: CodeBook) throws(Refusal) {
        self.difference = difference
        before = try CompiledFramework(difference.before, codeBook: codeBook)
        after = try CompiledFramework(difference.after, codeBook: codeBook)
        // A change by itself may make no framework that can be held against the data, such as a limit in another unit.
        variants = difference.changes.enumerated().filter { $1.canChangeResults }.map { number, change in
            (
                number + 1,
                try? CompiledFramework(difference.making(change, in: difference.before), codeBook: codeBook),
                try? CompiledFramework(difference.undoing(change, in: difference.after), codeBook: codeBook)
            )
        }
        usesDerived = Set(
            [difference.before, difference.after].flatMap { framework in
                let names = Set(framework.derived.map(\.variable))
                return framework.criteria.filter { !names.isDisjoint(with: $0.variables) }.map(\.id)
            }
        )
        let new = Dictionary(
            difference.after.criteria.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        shared = difference.before.criteria.enumerated().compactMap { number, criterion in
            new[criterion.id].map { (criterion.id, number, $0) }
        }
    }

    /// Adds the flips of a batch; `facts` gives what is known of a row, or `nil` for a row that does not count.
    public func add(
        _ table: Table,
        facts: (Int) -> (facts: AssessmentFacts, municipality: String)?,
        to flips: inout FrameworkFlips
    ) {
        let old = before.score(table)
        let new = after.score(table)
        let results = variants.map { variant in
            (
                number: variant.number,
                with: variant.with.map { result($0, of: variant.number, table) },
                without: variant.without.map { result($0, of: variant.number, table) }
            )
        }
        for row in 0..<table.rowCount {
            guard let (facts, municipality) = facts(row) else { continue }
            flips.locations += 1
            func flip(
                _ subject: String,
                _ first: String,
                _ second: String,
                _ found: (FrameworkFlips.Attribution, [Int])
            ) {
                flips.flips.append(
                    FrameworkFlips.Flip(
                        location: facts.locationID,
                        locationName: facts.locationName,
                        municipality: municipality,
                        source: facts.source,
                        subject: subject,
                        before: first,
                        after: second,
                        attribution: found.0,
                        changes: found.1
                    )
                )
            }
            for (id, first, second) in shared {
                let (was, became) = (old.outcome(first, row), new.outcome(second, row))
                guard was != became else { continue }
                // Only what was changed in the criterion itself, or in an indicator that it names, can change its outcome.
                let usesDerived = self.usesDerived.contains(id)
                let own = difference.changes.enumerated().filter {
                    ($1.subject == id || $1.aspect == .derived && usesDerived) && $1.canChangeResults
                }.map { $0.offset + 1 }
                let alone = results.filter { own.contains($0.number) && $0.with?.outcomes[id]?[row] == became.rawValue }
                flip(
                    id,
                    was.name,
                    became.name,
                    alone.isEmpty ? (own.isEmpty ? .several : .together, own) : (.alone, alone.map(\.number))
                )
            }
            let was = Self.band(before, old, row)
            let became = Self.band(after, new, row)
            guard was != became else { continue }
            let alone = results.filter { $0.with?.bands[row] == became }.map(\.number)
            let needed = results.filter { $0.without?.bands[row] == was }.map(\.number)
            flip(
                FrameworkFlips.band,
                was,
                became,
                !alone.isEmpty ? (.alone, alone) : !needed.isEmpty ? (.together, needed) : (.several, [])
            )
        }
    }

    /// What is kept of a batch that was scored under a variant.
    private struct Result {
        var bands: [String]
        /// Raw outcomes of the criteria that the change is about.
        var outcomes: [String: [UInt8]]
    }

    private func result(_ framework: CompiledFramework, of change: Int, _ table: Table) -> Result {
        let batch = framework.score(table)
        let made = difference.changes[change - 1]
        var outcomes: [String: [UInt8]] = [:]
        for (number, compiled) in framework.criteria.enumerated() {
            let id = compiled.criterion.id
            if id == made.subject || made.aspect == .derived && usesDerived.contains(id) {
                outcomes[id] = batch.outcomes[number]
            }
        }
        return Result(
            bands: (0..<table.rowCount).map { Self.band(framework, batch, $0) },
            outcomes: outcomes
        )
    }

    /// Id of the overall band after caps; empty without a score.
    private static func band(_ framework: CompiledFramework, _ batch: ScoredBatch, _ row: Int) -> String {
        framework.band(of: framework.themes.count, row, in: batch).band.map { framework.framework.bands[$0].id } ?? ""
    }
}
