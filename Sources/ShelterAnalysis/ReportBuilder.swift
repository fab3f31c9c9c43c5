internal import Foundation
public import ShelterModel
public import ShelterScoring

/// What the road knows of one assessment beside its findings.
public struct AssessmentFacts: Hashable, Sendable {
    public var locationID: String
    public var assessmentID: String
    public var locationName: String
    public var kind: String?
    public var visitDate: CalendarDate?
    public var residents: Int?
    public var capacity: Int?
    /// Where its row begins.
    public var source: SourceLocation

    public init(
        locationID: String,
        assessmentID: String,
        locationName: String,
        kind: String?,
        visitDate: CalendarDate?,
        residents: Int?,
        capacity: Int?,
        source: SourceLocation
    ) {
        self.locationID = locationID
        self.assessmentID = assessmentID
        self.locationName = locationName
        self.kind = kind
        self.visitDate = visitDate
        self.residents = residents
        self.capacity = capacity
        self.source = source
    }
}

/// The municipality (or group) that locations belong to.
public struct Area: Hashable, Sendable {
    public var code: String
    public var name: String
    public var region: SafetyRegion?
    public var province: String?

    public init(code: String, name: String, region: SafetyRegion? = nil, province: String? = nil) {
        self.code = code
        self.name = name
        self.region = region
        self.province = province
    }
}

/// Gathers what the pages show, one assessment at a time, and compares areas at the end.
public struct ReportBuilder: Sendable {
    private let framework: CompiledFramework
    private let codeBook: CodeBook
    private let variables: [String: VariableDefinition]
    private let people: Set<String>
    private let codeLabels: [String: LocalizedText]
    /// Variables by the number of their column.
    private let columns: [String]
    private var municipalities: [Gathered] = []
    /// What it takes to say what would lift each location; empty unless `add` is given what can be attained.
    public private(set) var lifts: LiftPlanner

    private struct Gathered: Sendable {
        var locations: [LocationReport] = []
        /// Number of each location in `lifts`, if it is there.
        var lifts: [Int?] = []
        var recommendations: [Recommendation] = []
    }

    public init(framework: CompiledFramework, codeBook: CodeBook) {
        self.framework = framework
        self.codeBook = codeBook
        lifts = LiftPlanner(framework)
        variables = codeBook.variables
        self.columns = codeBook.columnVariables
        let columns = codeBook.tables.first?.columns ?? []
        people = Set(columns.filter { $0.role == .residents || $0.role == .capacity }.map(\.variable))
        let kind = columns.first { $0.role == .kind }
        codeLabels = Dictionary(
            (kind?.codes ?? []).map { ($0.value, $0.label) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Adds one row; `area` is the number of its municipality in the list handed to `report`.
    ///
    /// - Parameter attainable: What `CompiledFramework.attainable` gives for the batch, if the report is to say what would lift
    ///   a location.
    public mutating func add(
        _ facts: AssessmentFacts,
        area: Int,
        batch: ScoredBatch,
        row: Int,
        observer: inout Observer,
        attainable: [[Int64]]? = nil
    ) {
        while municipalities.count <= area { municipalities.append(Gathered()) }
        var location = LocationReport(
            id: facts.locationID,
            assessment: facts.assessmentID,
            name: facts.locationName,
            kind: facts.kind.map { codeLabels[$0] ?? LocalizedText(["nl": $0, "en": $0]) },
            visitDate: facts.visitDate,
            residents: facts.residents,
            capacity: facts.capacity,
            source: facts.source,
            scores: scores(batch, row: row),
            notMet: [],
            unknown: [],
            metCount: 0,
            notApplicableCount: 0
        )
        var recommendations: [Recommendation] = []
        var steps: [Int: LiftStep] = [:]
        var questions: [LiftQuestion] = []
        for index in framework.criteria.indices {
            if let finding = residentsSay(index, batch, row: row, observer: &observer) {
                location.residentsSay.append(finding)
            }
            if batch.level(index, row) == .minimum {
                location.belowTarget += targetGap(index, batch, row, &observer)
            }
            switch batch.outcome(index, row) {
            case .met: location.metCount += 1
            case .notApplicable: location.notApplicableCount += 1
            case .unknown:
                var finding = finding(index, batch, row, &observer).finding
                finding.missing = observer.openColumns(criterion: index, row: row).map { columns[$0] }
                location.unknown.append(finding)
                let isBinding = batch.isBinding(index, row)
                if attainable != nil, isBinding || framework.criteria[index].criterion.weight > 0 {
                    questions.append(
                        LiftQuestion(
                            criterion: finding.criterion,
                            isBinding: isBinding,
                            reason: finding.reason,
                            source: finding.source
                        )
                    )
                }
            case .notMet:
                let (finding, observation) = finding(index, batch, row, &observer)
                location.notMet.append(finding)
                let recommendation = recommendation(
                    index,
                    facts,
                    finding,
                    observation,
                    batch: batch,
                    row: row,
                    observer: &observer
                )
                if let recommendation { recommendations.append(recommendation) }
                if let attainable {
                    steps[index] = LiftStep(
                        criterion: finding.criterion,
                        obligation: recommendation?.obligation,
                        shortage: recommendation?.shortage,
                        source: finding.source,
                        needsAnswer: attainable[index][row] == ScoredBatch.none
                    )
                }
            }
        }
        if let attainable {
            municipalities[area].lifts.append(lifts.states.count)
            lifts.add(
                LiftPlanner.State(
                    area: area,
                    kind: facts.kind,
                    findings: LocationFindings(batch, row: row),
                    attainable: attainable.map { $0[row] },
                    steps: steps,
                    // What may be owed stands first.
                    questions: questions.filter(\.isBinding) + questions.filter { !$0.isBinding },
                    score: batch.scores[framework.themes.count][row]
                )
            )
        } else {
            municipalities[area].lifts.append(nil)
        }
        municipalities[area].locations.append(location)
        municipalities[area].recommendations += ranked(recommendations)
    }

    /// Scores and bands of one row, per theme and overall.
    public func scores(_ batch: ScoredBatch, row: Int) -> [LocationScore] {
        let names = framework.framework.themes.map(\.id) + [ThemeFigures.overall]
        let arithmetic = framework.arithmetic(batch, row: row)
        return names.indices.map { theme in
            let (band, cappedBy) = framework.band(of: theme, row, in: batch)
            let score = batch.scores[theme][row]
            let coverage = batch.coverage[theme][row]
            return LocationScore(
                theme: names[theme],
                score: score == ScoredBatch.none ? nil : FixedPoint(parts: score).value,
                coverage: coverage == ScoredBatch.none ? nil : FixedPoint(parts: coverage).value,
                band: band.map { framework.framework.bands[$0].id },
                cappedBy: cappedBy.map { framework.criteria[$0].criterion.id },
                arithmetic: ScoreParts(arithmetic[theme])
            )
        }
    }

    /// What residents say of a criterion in one row; `nil` where the framework does not ask.
    public func residentsSay(
        _ index: Int,
        _ batch: ScoredBatch,
        row: Int,
        observer: inout Observer
    ) -> ResidentsFinding? {
        guard let ratings = batch.residents[index], let asked = framework.criteria[index].residents else { return nil }
        let outcome = Outcome(rawValue: ratings.outcomes[row]) ?? .unknown
        let known = observer.value(.column(asked.known), row).map { Int($0) }
        let isShown = (known ?? 0) >= asked.view.minimum
        return ResidentsFinding(
            criterion: framework.criteria[index].criterion.id,
            inspection: batch.outcome(index, row),
            outcome: outcome,
            observed: isShown ? observer.value(.column(asked.value), row) : nil,
            answers: isShown ? known : nil,
            unknown: isShown ? observer.value(.column(asked.unknown), row).map { Int($0) } : nil,
            required: asked.view.standard.text,
            disagreement: Disagreement(inspection: batch.outcome(index, row), residents: outcome),
            reason: (OutcomeReason(rawValue: ratings.reasons[row]) ?? .none).name
        )
    }

    /// The thresholds of a criterion whose target is not reached.
    private func targetGap(_ index: Int, _ batch: ScoredBatch, _ row: Int, _ observer: inout Observer) -> [TargetGap] {
        let compiled = framework.criteria[index]
        var gaps: [TargetGap] = []
        for (number, leaf) in compiled.leaves.enumerated() {
            guard let target = leaf.target else { continue }
            let observation = observer.observation(criterion: index, leaf: number, row: row)
            guard let value = observation.value, target.gap(at: value) > 0 else { continue }
            gaps.append(
                TargetGap(
                    criterion: compiled.criterion.id,
                    observed: value.isFinite ? value : nil,
                    target: target.text,
                    shortage: Shortage.missing(
                        leaf,
                        of: target,
                        row: row,
                        observer: &observer,
                        variables: variables,
                        people: people
                    ),
                    source: observation.source
                )
            )
        }
        return gaps
    }

    private func finding(
        _ index: Int,
        _ batch: ScoredBatch,
        _ row: Int,
        _ observer: inout Observer
    ) -> (finding: LocationFinding, observation: Observation) {
        let observation = observer.observation(criterion: index, leaf: Int(batch.leaves[index][row]), row: row)
        let finding = LocationFinding(
            criterion: framework.criteria[index].criterion.id,
            observed: observation.value.flatMap { $0.isFinite ? $0 : nil },
            observedCode: observation.code,
            observedAtCapacity: observation.valueAtCapacity.flatMap { $0.isFinite ? $0 : nil },
            reason: batch.reason(index, row).name,
            source: observation.source
        )
        return (finding, observation)
    }

    /// Benchmarks from other fields are shown as findings; they give no advice.
    private func recommendation(
        _ index: Int,
        _ facts: AssessmentFacts,
        _ finding: LocationFinding,
        _ observation: Observation,
        batch: ScoredBatch,
        row: Int,
        observer: inout Observer
    ) -> Recommendation? {
        let criterion = framework.criteria[index].criterion
        let obligation: Recommendation.Obligation
        switch criterion.provenance.status {
        case .norm: obligation = batch.capped[row]?.contains(index) ?? false ? .basicRequirement : .unverifiedNorm
        case .guidance: obligation = .guidance
        case .own: obligation = .own
        case .benchmark: return nil
        }
        let leaf = observation.leaf
        return Recommendation(
            priority: 0,
            criterion: criterion.id,
            location: facts.locationID,
            locationName: facts.locationName,
            obligation: obligation,
            gap: leaf?.standard?.gap(at: observation.value) ?? 1
                - FixedPoint(parts: batch.attainments[index][row]).value,
            residents: facts.residents,
            shortage: leaf.flatMap {
                Shortage.missing(
                    $0,
                    of: $0.standard,
                    row: row,
                    observer: &observer,
                    variables: variables,
                    people: people
                )
            },
            locations: [facts.locationID],
            sources: [finding.source]
        )
    }

    /// Obligation first, then gap, then residents concerned; equal ones in the framework's order.
    private func ranked(_ recommendations: [Recommendation]) -> [Recommendation] {
        let sorted = recommendations.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.obligation != b.obligation { return a.obligation.rawValue < b.obligation.rawValue }
            if a.gap != b.gap { return a.gap > b.gap }
            if a.residents != b.residents { return (a.residents ?? 0) > (b.residents ?? 0) }
            return left.offset < right.offset
        }
        return sorted.enumerated().map { rank, item in
            var recommendation = item.element
            recommendation.priority = rank + 1
            return recommendation
        }
    }

    /// One recommendation per criterion that any location does not meet.
    private func together(_ own: [Recommendation]) -> [Recommendation] {
        let order = Dictionary(
            framework.criteria.enumerated().map { ($1.criterion.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let groups = Dictionary(grouping: own, by: \.criterion)
            .sorted { (order[$0.key] ?? 0) < (order[$1.key] ?? 0) }
        return ranked(
            groups.map { criterion, parts in
                let known = parts.compactMap(\.residents)
                return Recommendation(
                    priority: 0,
                    criterion: criterion,
                    location: nil,
                    locationName: nil,
                    obligation: parts.map(\.obligation).min { $0.rawValue < $1.rawValue } ?? .own,
                    gap: parts.map(\.gap).reduce(0, +) / Double(parts.count),
                    residents: known.isEmpty ? nil : known.reduce(0, +),
                    shortage: total(of: parts.map(\.shortage)),
                    locations: parts.flatMap(\.locations),
                    sources: parts.flatMap(\.sources)
                )
            }
        )
    }

    /// The sum of what is missing, if every location misses the same countable thing.
    private func total(of shortages: [Shortage?]) -> Shortage? {
        let known = shortages.compactMap(\.self)
        guard var sum = known.first, known.count == shortages.count,
            known.allSatisfy({ $0.variable == sum.variable && $0.isExcess == sum.isExcess && $0.basisVariable != nil })
        else { return nil }
        for shortage in known.dropFirst() {
            sum.quantity += shortage.quantity
            sum.basis = sum.basis.flatMap { basis in shortage.basis.map { basis + $0 } }
            sum.quantityAtCapacity = sum.quantityAtCapacity.flatMap { quantity in
                shortage.quantityAtCapacity.map { quantity + $0 }
            }
        }
        return sum
    }

    /// Compares the areas and closes the report.
    ///
    /// - Parameters:
    ///   - areas: One per number used in `add`.
    ///   - tallies: The exact sums of the same areas.
    public func report(
        areas: [Area],
        tallies: [AreaTally],
        date: CalendarDate,
        state: PublicationState,
        register: MunicipalityRegister?,
        inputs: [InputSummary],
        diagnostics: [DiagnosticCount]
    ) -> QualityReport {
        var country = AreaTally(framework)
        var regions: [SafetyRegion: (tally: AreaTally, municipalities: Int)] = [:]
        for (area, tally) in zip(areas, tallies) where tally.locations > 0 {
            country.merge(tally)
            guard let region = area.region else { continue }
            regions[region, default: (AreaTally(framework), 0)].tally.merge(tally)
            regions[region]?.municipalities += 1
        }
        let plain = framework.framework
        let plans = lifts.plans(areas: areas)
        // An area whose rows were all set aside was not inspected, as far as this report can tell.
        let inspected = areas.indices.filter { tallies[$0].locations > 0 }
        let reports = inspected.map { index in
            let area = areas[index]
            var gathered = municipalities.indices.contains(index) ? municipalities[index] : Gathered()
            for (number, lift) in gathered.lifts.enumerated() {
                gathered.locations[number].lift = lift.map { plans[$0] }
            }
            return MunicipalityReport(
                area: tallies[index].report(
                    code: area.code,
                    name: area.name,
                    municipalityCount: 1,
                    framework: plain
                ),
                region: area.region?.code,
                province: area.province,
                locations: gathered.locations.sorted {
                    ($0.name.sortingKey, $0.id, $0.assessment) < ($1.name.sortingKey, $1.id, $1.assessment)
                },
                recommendations: together(gathered.recommendations)
                    + gathered.recommendations
            )
        }
        return QualityReport(
            date: date,
            state: state,
            framework: plain,
            codeBook: CodeBookSummary(codeBook),
            register: register.map(RegisterSummary.init),
            inputs: inputs,
            diagnostics: diagnostics,
            country: country.report(
                code: "all",
                name: "",
                municipalityCount: inspected.count,
                framework: plain
            ),
            regions: regions.sorted { ($0.key.name, $0.key.code) < ($1.key.name, $1.key.code) }
                .map { region, sums in
                    sums.tally.report(
                        code: region.code,
                        name: region.name,
                        municipalityCount: sums.municipalities,
                        framework: plain
                    )
                },
            municipalities: reports.sorted { left, right in
                (left.area.name.sortingKey, left.area.code) < (right.area.name.sortingKey, right.area.code)
            }
        )
    }
}

extension String {
    /// For alphabetical order as a Dutch reader expects it: case, accents and a leading apostrophe article do not count.
    fileprivate var sortingKey: String {
        let marks: (Unicode.Scalar) -> Bool = { $0.properties.generalCategory == .nonspacingMark }
        var folded = String.UnicodeScalarView()
        folded.append(
            contentsOf: lowercased().decomposedStringWithCanonicalMapping.unicodeScalars.filter { !marks($0) }
        )
        let plain = String(folded)
        for article in ["'s-", "’s-", "'t ", "’t "] where plain.hasPrefix(article) {
            return String(plain.dropFirst(article.count))
        }
        return plain
    }
}

extension ScoreParts {
    init(_ arithmetic: ScoreArithmetic) {
        func score(_ parts: Int64) -> Double? { parts == ScoredBatch.none ? nil : FixedPoint(parts: parts).value }
        self.init(
            attained: FixedPoint.readable(arithmetic.attained),
            observed: FixedPoint.readable(arithmetic.observed),
            applicable: FixedPoint.readable(arithmetic.applicable),
            floor: arithmetic.floor,
            lowest: score(arithmetic.lowest),
            highest: score(arithmetic.highest),
            share: FixedPoint.readable(arithmetic.share)
        )
    }
}
