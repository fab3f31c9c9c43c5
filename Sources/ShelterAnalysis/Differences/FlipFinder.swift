public import ShelterModel
internal import ShelterScoring

/// Scores batches under both versions and under each version with one change more or less.
public struct FlipFinder: Sendable {
    /// Most criteria over all versions that are scored: a version is scored twice for each change that can change results.
    public static let workLimit = 1_000_000

    private let before: View
    private let after: View
    private let variants: [Variant]
    private let seeksCauses: Bool
    /// What both versions have, in the order of the newer one.
    private let subjects: [Subject]

    private struct Subject: Hashable {
        var kind: FrameworkFlips.Kind
        var id: String
    }

    /// Changes that are made or taken back at once; one, unless it makes no framework by itself.
    private struct Variant {
        var numbers: [Int]
        /// The older version with them, and the newer one without; `nil` if that cannot be held against the data.
        var with: View?
        var without: View?
    }

    /// - Throws: `Refusal` if one of the two versions does not fit the code book.
    public init(_ difference: FrameworkDifference, codeBook: CodeBook) throws(Refusal) {
        before = View(try CompiledFramework(difference.before, codeBook: codeBook))
        after = View(try CompiledFramework(difference.after, codeBook: codeBook))
        let count = difference.changes.count { $0.canChangeResults }
        seeksCauses = 2 * count * max(before.criteria.count, after.criteria.count) <= Self.workLimit
        variants = seeksCauses ? Self.variants(of: difference, codeBook) : []
        var subjects: [Subject] = []
        for theme in difference.after.themes.map(\.id) + [ThemeFigures.overall]
        where before.themes[theme] != nil {
            subjects.append(Subject(kind: .band, id: theme))
            if before.cutoff(of: theme) != nil, after.cutoff(of: theme) != nil {
                subjects.append(Subject(kind: .belowCutoff, id: theme))
            }
        }
        for criterion in difference.after.criteria where before.criteria[criterion.id] != nil {
            subjects.append(Subject(kind: .outcome, id: criterion.id))
        }
        self.subjects = subjects
    }

    // MARK: Versions with one change more or less

    private static func variants(of difference: FrameworkDifference, _ codeBook: CodeBook) -> [Variant] {
        func variant(_ numbers: [Int]) -> Variant {
            let changes = numbers.map { difference.changes[$0 - 1] }
            func view(_ framework: Framework) -> View? {
                (try? CompiledFramework(framework, codeBook: codeBook)).map(View.init)
            }
            return Variant(
                numbers: numbers,
                with: view(difference.making(changes, in: difference.before)),
                without: view(difference.undoing(changes, in: difference.after))
            )
        }
        let groups = groups(of: difference)
        var found: [Variant] = []
        var groupsMade: Set<Int> = []
        for (index, change) in difference.changes.enumerated() where change.canChangeResults {
            let single = variant([index + 1])
            found.append(single)
            // A change by itself may make no framework that can be held against the data, such as a limit in another unit.
            guard single.with == nil || single.without == nil, let group = groups[index + 1], group.count > 1,
                groupsMade.insert(group[0]).inserted
            else { continue }
            found.append(variant(group))
        }
        return found
    }

    /// Changes that may need each other, by the number of each.
    private static func groups(of difference: FrameworkDifference) -> [Int: [Int]] {
        let names = Set((difference.before.derived + difference.after.derived).map(\.variable))
        let usesDerived = Set(
            (difference.before.criteria + difference.after.criteria)
                .filter { !names.isDisjoint(with: $0.variables) }.map(\.id)
        )
        let isDerivedChanged = difference.changes.contains { $0.aspect == .derived }
        func group(_ change: FrameworkChange) -> String? {
            switch change.aspect {
            case .bands, .cap, .limiters: "bands"
            case .derived: "derived"
            default:
                change.isOfCriterion
                    ? isDerivedChanged && usesDerived.contains(change.subject) ? "derived" : "of \(change.subject)"
                    : nil
            }
        }
        var members: [String: [Int]] = [:]
        for (index, change) in difference.changes.enumerated() where change.canChangeResults {
            if let name = group(change) { members[name, default: []].append(index + 1) }
        }
        var result: [Int: [Int]] = [:]
        for numbers in members.values { for number in numbers { result[number] = numbers } }
        return result
    }

    // MARK: Flips

    /// Adds the flips of a batch; `facts` gives what is known of a row, or `nil` for a row that does not count.
    public func add(
        _ table: Table,
        facts: (Int) -> (facts: AssessmentFacts, municipality: String)?,
        to flips: inout FrameworkFlips
    ) {
        let old = before.framework.score(table, forBounds: false)
        let new = after.framework.score(table, forBounds: false)
        var rows: [(row: Int, subject: Subject)] = []
        var found: [FrameworkFlips.Flip] = []
        for row in 0..<table.rowCount {
            guard let (facts, municipality) = facts(row) else { continue }
            flips.locations += 1
            for subject in subjects {
                guard let was = before.value(subject, old, row), let became = after.value(subject, new, row),
                    was != became, !isToldByBand(subject, was, became)
                else { continue }
                rows.append((row, subject))
                found.append(
                    FrameworkFlips.Flip(
                        location: facts.locationID,
                        locationName: facts.locationName,
                        municipality: municipality,
                        source: facts.source,
                        kind: subject.kind,
                        subject: subject.id,
                        before: was,
                        after: became,
                        attribution: seeksCauses ? .several : .notSought,
                        changes: []
                    )
                )
            }
        }
        if seeksCauses, !found.isEmpty { seekCauses(of: &found, rows, table) }
        flips.flips += found
    }

    /// That a score is there in one version alone is a flip of the band already.
    private func isToldByBand(_ subject: Subject, _ was: String, _ became: String) -> Bool {
        subject.kind == .belowCutoff && (was.isEmpty || became.isEmpty)
            && !before.framework.framework.bands.isEmpty && !after.framework.framework.bands.isEmpty
    }

    private func seekCauses(
        of flips: inout [FrameworkFlips.Flip],
        _ rows: [(row: Int, subject: Subject)],
        _ table: Table
    ) {
        var alone = [[Int]](repeating: [], count: flips.count)
        var atOnce = alone
        var needed = alone
        for variant in variants {
            let isSingle = variant.numbers.count == 1
            if let view = variant.with {
                let batch = view.framework.score(table, forBounds: false)
                for (index, place) in rows.enumerated()
                where view.value(place.subject, batch, place.row) == flips[index].after {
                    if isSingle {
                        alone[index] += variant.numbers
                    } else if atOnce[index].isEmpty {
                        atOnce[index] = variant.numbers
                    }
                }
            }
            guard isSingle, let view = variant.without else { continue }
            let batch = view.framework.score(table, forBounds: false)
            for (index, place) in rows.enumerated() {
                guard let value = view.value(place.subject, batch, place.row), value != flips[index].after else {
                    continue
                }
                needed[index] += variant.numbers
            }
        }
        for index in flips.indices {
            if !alone[index].isEmpty {
                flips[index].attribution = .alone
                flips[index].changes = alone[index]
            } else if let causes = [atOnce[index], needed[index]].first(where: { !$0.isEmpty }) {
                flips[index].attribution = .together
                flips[index].changes = causes
            }
        }
    }

    // MARK: One version

    private struct View {
        let framework: CompiledFramework
        let criteria: [String: Int]
        /// With `overall`.
        let themes: [String: Int]

        init(_ framework: CompiledFramework) {
            self.framework = framework
            func numbers(_ ids: [String]) -> [String: Int] {
                Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            }
            criteria = numbers(framework.criteria.map(\.criterion.id))
            themes = numbers(framework.framework.themes.map(\.id) + [ThemeFigures.overall])
        }

        func cutoff(of theme: String) -> Double? {
            theme == ThemeFigures.overall
                ? framework.framework.overallCutoff
                : themes[theme].flatMap { framework.framework.themes[$0].cutoff }
        }

        /// As a flip names it; `nil` if this version has no such thing.
        func value(_ subject: Subject, _ batch: ScoredBatch, _ row: Int) -> String? {
            switch subject.kind {
            case .outcome: return criteria[subject.id].map { batch.outcome($0, row).name }
            case .band:
                guard let theme = themes[subject.id] else { return nil }
                return framework.band(of: theme, row, in: batch).band.map { framework.framework.bands[$0].id } ?? ""
            case .belowCutoff:
                guard let theme = themes[subject.id], let cutoff = cutoff(of: subject.id) else { return nil }
                let score = batch.scores[theme][row]
                guard score != ScoredBatch.none else { return "" }
                return score < FixedPoint(cutoff).parts ? "below" : "not-below"
            }
        }
    }
}
