public import ShelterModel
internal import ShelterScoring
internal import SurveyStatistics

/// Brings the locations of two waves together.
public struct WaveMatcher {
    private struct Key: Hashable {
        var municipality: String
        var id: String
    }

    private let framework: Framework
    private let before: [Key: WaveLocation]
    private let after: [Key: WaveLocation]
    /// What the file with events says that does not fit the waves.
    public private(set) var diagnostics: [Diagnostic] = []

    /// - Parameters:
    ///   - framework: Of the comparable criteria alone; outcomes and scores are in its order.
    public init(_ framework: Framework, before: [WaveLocation], after: [WaveLocation]) {
        self.framework = framework
        func keyed(_ locations: [WaveLocation]) -> [Key: WaveLocation] {
            Dictionary(
                locations.map { (Key(municipality: $0.municipality, id: $0.id), $0) },
                uniquingKeysWith: { _, last in last }
            )
        }
        self.before = keyed(before)
        self.after = keyed(after)
    }

    /// - Parameter excluded: Criteria of the whole framework that do not compare.
    public mutating func comparison(
        _ events: LocationEvents,
        excluded: [WaveComparison.Excluded]
    ) -> WaveComparison {
        var places: [WaveComparison.Place] = []
        var left = before
        var right = after
        var pairs: [(WaveLocation, WaveLocation)] = []
        let found = fitting(events)
        for (event, old, new) in found {
            if let old { left[key(old)] = nil }
            switch event.kind {
            case .opened, .closed:
                if let new { right[key(new)] = nil }
                places.append(place(event.kind == .opened ? .opened : .closed, old, new, event))
            case .renamed:
                guard let old, let new else { continue }
                right[key(new)] = nil
                // What others became part of is not the same location any more, under whatever id.
                let isSame = !found.contains { $0.event.kind == .merged && $0.new.map(key) == key(new) }
                if isSame { pairs.append((old, new)) }
                places.append(place(isSame ? .renamed : .absorbed, old, new, event))
            case .merged: places.append(place(.merged, old, nil, event))
            }
        }
        for (event, _, new) in found where event.kind == .merged {
            guard let new, right.removeValue(forKey: key(new)) != nil else { continue }
            places.append(place(.absorbed, left.removeValue(forKey: key(new)), new, event))
        }
        for (key, old) in left {
            if let new = right.removeValue(forKey: key) {
                pairs.append((old, new))
                places.append(place(old.name == new.name ? .matched : .renamed, old, new, nil))
            } else {
                places.append(place(.onlyBefore, old, nil, nil))
            }
        }
        for new in right.values { places.append(place(.onlyAfter, nil, new, nil)) }
        return WaveComparison(
            places: places.sorted {
                ($0.municipality, $0.before ?? $0.after ?? "", $0.fate.rawValue)
                    < ($1.municipality, $1.before ?? $1.after ?? "", $1.fate.rawValue)
            },
            criteria: criteria(pairs),
            scores: scores(pairs),
            excluded: excluded
        )
    }

    private func key(_ location: WaveLocation) -> Key { Key(municipality: location.municipality, id: location.id) }

    private func place(
        _ fate: WaveComparison.Fate,
        _ old: WaveLocation?,
        _ new: WaveLocation?,
        _ event: LocationEvents.Event?
    ) -> WaveComparison.Place {
        WaveComparison.Place(
            fate: fate,
            municipality: new?.municipality ?? old?.municipality ?? "",
            municipalityName: new?.municipalityName ?? old?.municipalityName ?? "",
            before: old?.id,
            after: new?.id,
            nameBefore: old?.name,
            nameAfter: new?.name,
            into: fate == .merged ? event?.into : nil,
            date: event?.date
        )
    }

    // MARK: Events

    private typealias Fitting = (event: LocationEvents.Event, old: WaveLocation?, new: WaveLocation?)

    /// The events that go with what was found, with their locations.
    private mutating func fitting(_ events: LocationEvents) -> [Fitting] {
        let found: [Fitting] = events.events.compactMap { event in find(event).map { (event, $0.old, $0.new) } }
        let leaving = Set(found.compactMap { $0.event.kind == .opened ? nil : $0.old.map(key) })
        var targets: Set<Key> = []
        return found.filter { event, _, new in
            guard event.kind == .renamed, let new else { return true }
            // An id that stood for something else already, or that two were renamed to, is not a new name of one.
            let isFree = before[key(new)] == nil || leaving.contains(key(new))
            if targets.insert(key(new)).inserted, isFree { return true }
            diagnostics.append(
                Diagnostic(
                    .warning,
                    "events.renamed-to-another",
                    at: event.source,
                    ["value": .text(event.location), "into": .text(event.into ?? "")]
                )
            )
            return false
        }
    }

    /// The locations that an event is about; `nil`, with a diagnostic, if it does not fit what was found.
    private mutating func find(_ event: LocationEvents.Event) -> (old: WaveLocation?, new: WaveLocation?)? {
        let arguments: [String: Diagnostic.Argument] = [
            "value": .text(event.location), "event": .text("term.event.\(event.kind.rawValue)"),
        ]
        func places(_ id: String, _ wave: [Key: WaveLocation]) -> [WaveLocation] {
            wave.values.filter { location in
                location.id == id && (event.municipality.map { $0 == location.municipality } ?? true)
            }
        }
        let old = places(event.location, before)
        let new = places(event.into ?? event.location, after)
        guard old.count < 2, new.count < 2 else {
            diagnostics.append(Diagnostic(.warning, "events.which-municipality", at: event.source, arguments))
            return nil
        }
        let isFitting =
            switch event.kind {
            case .opened: old.isEmpty && !new.isEmpty
            case .closed: !old.isEmpty && new.isEmpty
            case .renamed: !old.isEmpty && !new.isEmpty
            case .merged: !old.isEmpty && !new.isEmpty && places(event.location, after).isEmpty
            }
        guard isFitting else {
            diagnostics.append(
                Diagnostic(.warning, "events.does-not-fit-\(event.kind.rawValue)", at: event.source, arguments)
            )
            return nil
        }
        return (old.first, new.first)
    }

    // MARK: Figures

    private func criteria(_ pairs: [(WaveLocation, WaveLocation)]) -> [WaveComparison.CriterionChange] {
        var number = 0
        var changes: [WaveComparison.CriterionChange] = []
        for theme in framework.themes {
            for criterion in theme.criteria {
                var change = WaveComparison.CriterionChange(criterion: criterion.id, theme: theme.id)
                for (old, new) in pairs {
                    switch (Outcome(rawValue: old.outcomes[number]), Outcome(rawValue: new.outcomes[number])) {
                    case (.notMet, .met): change.improved += 1
                    case (.met, .notMet): change.worsened += 1
                    case (.met, .met): change.stayedMet += 1
                    case (.notMet, .notMet): change.stayedNotMet += 1
                    case (.unknown, _), (_, .unknown): change.unknown += 1
                    default: change.notApplicable += 1
                    }
                }
                number += 1
                changes.append(change)
            }
        }
        return changes
    }

    private func scores(_ pairs: [(WaveLocation, WaveLocation)]) -> [WaveComparison.ScoreChange] {
        judged(
            (framework.themes.map(\.id) + [ThemeFigures.overall]).enumerated().map { number, theme in
                var sums: (before: Int128, after: Int128) = (0, 0)
                var change = WaveComparison.ScoreChange(theme: theme, scored: 0, higher: 0, lower: 0)
                for (old, new) in pairs {
                    let (first, second) = (old.scores[number], new.scores[number])
                    guard first != ScoredBatch.none, second != ScoredBatch.none else { continue }
                    change.scored += 1
                    sums.before += Int128(first)
                    sums.after += Int128(second)
                    if second > first { change.higher += 1 }
                    if second < first { change.lower += 1 }
                }
                guard change.scored > 0 else { return change }
                func mean(_ sum: Int128) -> Double {
                    FixedPoint.readable(Double(sum) / Double(change.scored) / Double(FixedPoint.one))
                }
                change.before = mean(sums.before)
                change.after = mean(sums.after)
                change.change = mean(sums.after - sums.before)
                return change
            }
        )
    }

    /// With what each change says. Locations are taken to change by themselves; whether they rose or fell is all that counts, so
    /// that one of them cannot decide by a great change.
    ///
    /// Source: sign test, exact and two-sided; Conover, Practical Nonparametric Statistics, 3rd ed., 3.4.
    private func judged(_ changes: [WaveComparison.ScoreChange]) -> [WaveComparison.ScoreChange] {
        let values = changes.map { change -> Double in
            let trials = Double(change.higher + change.lower)
            guard trials > 0 else { return 1 }
            let fewer = Double(min(change.higher, change.lower))
            return min(1, 2 * Distribution.binomialCumulative(fewer, trials: trials, probability: 0.5))
        }
        var result = changes
        for (index, p) in MultipleComparisons.holm.adjusted(values).enumerated() {
            result[index].p = p
            // Where the mean went the other way, many small changes stand against a few great ones: neither is the finding.
            guard p < 0.05, let mean = changes[index].change else { continue }
            let isHigher = changes[index].higher > changes[index].lower
            if isHigher ? mean > 0 : mean < 0 { result[index].verdict = isHigher ? .higher : .lower }
        }
        return result
    }
}
