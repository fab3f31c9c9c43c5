public import ShelterModel
internal import ShelterScoring
internal import SurveyStatistics

/// Estimates of residents' answers and of sampled inspections, with their comparisons.
///
/// Proportions have the interval `xlogit`, means the t-interval; see docs/statistics.md, "In a report".
public struct EstimateBuilder {
    let framework: Framework
    let plan: SamplingPlan
    let data: SampleData
    /// Residents at the locations of each area.
    let residents: [Int]
    let groups: [Group]

    /// A municipality, region or the country, as a set of areas.
    struct Group {
        var code: String
        var name: String
        /// `nil`: all.
        var areas: Set<Int>?
        /// Of a municipality its area.
        var area: Int?

        func holds(_ area: Int) -> Bool { areas?.contains(area) ?? true }
    }

    public init(framework: Framework, plan: SamplingPlan, data: SampleData) {
        self.framework = framework
        self.plan = plan
        self.data = data
        var residents = data.areas.map { _ in 0 }
        for location in data.locations { residents[location.area] += location.residents ?? 0 }
        self.residents = residents
        let seen = Set(data.locations.map(\.area))
        var groups = data.areas.indices.filter(seen.contains)
            .map { Group(code: data.areas[$0].code, name: data.areas[$0].name, areas: [$0], area: $0) }
            .sorted { $0.code < $1.code }
        var regions: [SafetyRegion: Set<Int>] = [:]
        for area in seen { if let region = data.areas[area].region { regions[region, default: []].insert(area) } }
        groups += regions.map { Group(code: $0.code, name: $0.name, areas: $1, area: nil) }
            .sorted { $0.code < $1.code }
        groups.append(Group(code: "all", name: "", areas: nil, area: nil))
        self.groups = groups
    }

    /// - Throws: `Refusal` when the plan does not fit the locations that were inspected.
    public func report() throws(Refusal) -> EstimateReport {
        var report = EstimateReport(plan: plan.id, hasAnswers: data.answers.contains { !$0.locations.isEmpty })
        var design = data.locations.map(designRow)
        if let inspections = plan.inspections {
            report.hasSampledLocations = true
            let sample = try InspectionSample(inspections, data)
            for index in design.indices {
                design[index].stratum = sample.labels[index]
                design[index].stratumSize = sample.sizes[index]
            }
            for variable in inspectionVariables(sample) { add(variable, sample.design, to: &report) }
        }
        for answers in data.answers {
            let sample = try AnswerSample(answers, data, plan)
            for (index, reason) in sample.reasons { design[index].leftOut = reason }
            for (index, count) in sample.counts where count >= ResidentsView.defaultMinimum {
                design[index].answers = count
            }
            for (reason, count) in sample.leftOut { report.leftOut[reason, default: 0] += count }
            guard let survey = sample.design else { continue }
            for variable in residentVariables(answers, sample) { add(variable, survey, to: &report) }
        }
        if report.hasSampledLocations || report.hasAnswers { report.design = design }
        return report
    }

    // MARK: - One variable

    /// Of each location the rows that are meant.
    func rowsOfLocation(_ locations: [Int], _ applies: [Bool]) -> [[Int32]] {
        var result = [[Int32]](repeating: [], count: data.locations.count)
        for (row, location) in locations.enumerated() where applies[row] { result[location].append(Int32(row)) }
        return result
    }

    /// A variable over the rows of a design, and what is asked of it.
    struct Variable {
        var subject: String
        var variable: String?
        var measure: EstimateMeasure
        var values: [Double]
        /// Of each row, the number of its location.
        var locations: [Int]
        /// Of each location its rows that are meant, ascending.
        var rowsOfLocation: [[Int32]]
        /// Fewest rows for which anything is shown.
        var minimum: Int
        var cutoff: Double?
        /// `nil` where neither more nor less is better.
        var moreIsBetter: Bool?
        /// Whether a domain of these rows was asked or visited whole.
        var isWhole: ([Int32]) -> Bool
        /// Units of the domain that should have had a value; `nil` if that is not known.
        var wanted: ([Int32]) -> Int?
        /// Notes on an area, such as answers that were left out.
        var notes: (Group) -> [String]
    }

    /// Rows at the locations that are meant, ascending.
    func rows(of variable: Variable, where isMeant: (SampleData.Location) -> Bool) -> [Int32] {
        var rows: [Int32] = []
        var isAscending = true
        for (location, own) in zip(data.locations, variable.rowsOfLocation) where !own.isEmpty && isMeant(location) {
            if let last = rows.last, last > own[0] { isAscending = false }
            rows += own
        }
        if !isAscending { rows.sort() }
        return rows
    }

    private func add(_ variable: Variable, _ design: SurveyDesign, to report: inout EstimateReport) {
        var own: [EstimateRow] = []
        for group in groups {
            let rows = rows(of: variable) { group.holds($0.area) }
            guard !rows.isEmpty else { continue }
            let estimate = design.estimate(.mean(variable.values), in: rows)
            own.append(row(variable, group, estimate, rows))
        }
        addRanks(&own)
        var comparisons: [EstimateRow] = []
        for group in groups where group.area != nil {
            guard let base = own.first(where: { $0.area == group.code }), base.estimate != nil else { continue }
            comparisons += self.comparisons(variable, group, base, design)
        }
        adjust(&comparisons, variable)
        let models = modelled(variable, own)
        for row in own {
            report.rows.append(row)
            report.rows += comparisons.filter { $0.area == row.area }
            report.rows += models.filter { $0.area == row.area }
        }
        if let funnel = funnel(variable, own) { report.funnels.append(funnel) }
    }

    private func row(_ variable: Variable, _ group: Group, _ estimate: Estimate, _ rows: [Int32]) -> EstimateRow {
        var row = EstimateRow(
            figure: figure(group.code, variable, nil),
            area: group.code,
            areaName: group.name,
            subject: variable.subject,
            variable: variable.variable,
            measure: variable.measure,
            level: plan.level,
            method: variable.measure.isShare ? "taylor, xlogit" : "taylor, t"
        )
        row.cutoff = variable.cutoff
        row.notes = variable.notes(group)
        guard estimate.rows >= variable.minimum, let value = estimate.value else {
            row.presentation = .tooThin
            row.reason = "under-minimum"
            return row
        }
        row.estimate = value
        row.n = estimate.rows
        row.df = estimate.degreesOfFreedom
        row.deff = estimate.designEffect
        if estimate.missing > 0 { row.notes.append("missing:\(estimate.missing)") }
        if let wanted = variable.wanted(rows), wanted >= estimate.rows, wanted > 0 {
            let rate = Double(estimate.rows) / Double(wanted)
            row.responseRate = rate
            let known = rows.map { variable.values[Int($0)] }.filter { !$0.isNaN }
            // What was counted, not what was weighted: the bounds rest on persons.
            let counted = known.reduce(0, +) / Double(known.count)
            if variable.measure != .residentsMean, (0...1).contains(counted),
                let bounds = BinomialInterval.worstCase(share: counted, responseRate: rate)
            {
                row.worstLow = bounds.lowerBound
                row.worstHigh = bounds.upperBound
            }
        }
        if variable.isWhole(rows) {
            row.se = 0
            row.method = "census"
            row.notes.append("no-sampling-error")
            return row
        }
        row.se = estimate.standardError
        addInterval(&row, variable, estimate, rows)
        addPresentation(&row, variable, estimate)
        if row.presentation != .tooThin || variable.measure.isShare { row.chanceUnderCutoff = chance(row, variable) }
        return row
    }

    private func addInterval(_ row: inout EstimateRow, _ variable: Variable, _ estimate: Estimate, _ rows: [Int32]) {
        let outcome: IntervalOutcome
        if variable.measure.isShare {
            let (interval, isExact) = ProportionInterval.xlogit.intervalOrExact(estimate, level: plan.level)
            outcome = interval
            if isExact {
                row.method = "clopper-pearson"
                row.notes.append("boundary")
            }
        } else {
            outcome = estimate.variance == 0 ? .none(.boundary) : estimate.interval(level: plan.level)
        }
        switch outcome {
        case .interval(let low, let high):
            row.low = low
            row.high = high
        case .none(let reason): row.notes.append(Self.code(of: reason))
        }
    }

    private func addPresentation(_ row: inout EstimateRow, _ variable: Variable, _ estimate: Estimate) {
        if variable.measure.isShare {
            switch PresentationVerdict(estimate, level: plan.level) {
            case .show: break
            case .review:
                row.presentation = .flagged
                row.reason = estimate.degreesOfFreedom < 8 ? "few-degrees" : "boundary"
            case .suppress(let reason):
                row.presentation = .tooThin
                row.reason =
                    switch reason {
                    case .sampleSize: "sample-size"
                    case .width: "width"
                    case .relativeWidth: "relative-width"
                    case .noInterval: "no-interval"
                    }
            }
        } else if row.low == nil {
            row.presentation = .tooThin
            row.reason = "no-interval"
        } else if estimate.degreesOfFreedom < 8 {
            row.presentation = .flagged
            row.reason = "few-degrees"
        }
    }

    /// Chance that the true value lies under the cutoff, on the scale of the interval.
    private func chance(_ row: EstimateRow, _ variable: Variable) -> Double? {
        guard let cutoff = variable.cutoff, let t = distance(row, from: cutoff, variable.measure), let df = row.df,
            df > 0
        else { return nil }
        let tail = StudentT(degreesOfFreedom: Double(df)).twoSidedTail(abs(t)) / 2
        return t < 0 ? 1 - tail : tail
    }

    // MARK: - Names

    func figure(_ area: String, _ variable: Variable, _ reference: EstimateReference?) -> String {
        let core = framework.isCore ? FigureSet.corePrefix : ""
        return "\(area).\(variable.subject).\(core)\(variable.measure.rawValue)\(reference?.ending ?? "")"
    }

    static func code(of reason: NoInterval) -> String {
        switch reason {
        case .lonePSU: "lone-unit"
        case .degreesOfFreedom: "no-degrees"
        case .tooFewRows: "too-few"
        case .boundary: "no-variance"
        case .notFinite: "not-finite"
        }
    }

    private func designRow(_ location: SampleData.Location) -> DesignRow {
        let area = data.areas[location.area]
        return DesignRow(
            location: location.id,
            assessment: location.assessment,
            area: area.code,
            region: area.region?.code ?? "",
            kind: location.kind ?? "",
            residents: location.residents,
            sizeClass: plan.sizeClass(of: residents[location.area]),
            stratum: "",
            stratumSize: nil,
            population: location.population,
            invited: location.invited,
            answers: nil,
            leftOut: ""
        )
    }
}
