internal import Foundation
public import ShelterModel
public import ShelterScoring

/// Gathers what the pages show, one assessment at a time, and compares areas at the end.
public struct ReportBuilder: Sendable {
    let framework: CompiledFramework
    private let codeBook: CodeBook
    let variables: [String: VariableDefinition]
    let people: Set<String>
    private let codeLabels: [String: LocalizedText]
    /// Variables by the number of their column.
    private let columns: [String]
    private var municipalities: [Gathered] = []
    /// What it takes to say what would lift each location; empty unless `add` is given what can be attained.
    public internal(set) var lifts: LiftPlanner

    private struct Gathered: Sendable {
        var locations: [LocationReport] = []
        /// Number of each location in `lifts`, if it is there.
        var lifts: [Int?] = []
        var recommendations: [Recommendation] = []
    }

    /// - Parameter disclosure: What may be shown to whom; `nil` for internal use alone.
    public init(framework: CompiledFramework, codeBook: CodeBook, disclosure: DisclosureRules? = nil) {
        self.framework = framework
        self.codeBook = codeBook
        lifts = LiftPlanner(framework)
        if let disclosure { lifts.leastMunicipalities = disclosure.count(.otherMunicipalities) }
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
