internal import ShelterModel
internal import ShelterScoring
internal import SurveyStatistics

/// The inspected locations as a sample of those that exist.
struct InspectionSample {
    let design: SurveyDesign
    /// Stratum of each location, and how many locations there are in it.
    let labels: [String]
    let sizes: [Int]
    /// Locations of each stratum that were visited.
    let drawn: [String: Int]

    init(_ plan: SamplingPlan.Inspections, _ data: SampleData) throws(Refusal) {
        let labels = data.locations.map { location in
            switch plan.strata {
            case .none: "all"
            case .municipality: data.areas[location.area].code
            case .region: data.areas[location.area].region?.code ?? ""
            case .kind: location.kind ?? ""
            }
        }
        var drawn: [String: Int] = [:]
        for label in labels { drawn[label, default: 0] += 1 }
        var problems: [Diagnostic] = []
        for (label, count) in drawn.sorted(by: { $0.key < $1.key }) {
            guard let size = plan.populations[label] else {
                problems.append(
                    Diagnostic(.error, "sampling.stratum-unknown", at: nil, ["stratum": .text(label)])
                )
                continue
            }
            if size < count {
                problems.append(
                    Diagnostic(
                        .error,
                        "sampling.stratum-too-small",
                        at: nil,
                        ["stratum": .text(label), "size": .integer(size), "drawn": .integer(count)]
                    )
                )
            }
        }
        guard problems.isEmpty, !labels.isEmpty else { throw Refusal(problems) }
        self.labels = labels
        self.drawn = drawn
        sizes = labels.map { plan.populations[$0] ?? 0 }
        design = try SurveyDesign.checked(
            rowCount: labels.count,
            strata: [Grouping(labels)],
            populations: [sizes.map(Double.init)],
            lonePSU: plan.loneUnit
        )
    }
}

/// The answers of one table that can be used, as a sample of the residents.
struct AnswerSample {
    /// `nil` where no answer can be used.
    let design: SurveyDesign?
    /// Rows of the answers that are used, and the location of each.
    private(set) var rows: [Int] = []
    private(set) var locations: [Int] = []
    /// Answers of each location, used or not.
    private(set) var counts: [Int: Int] = [:]
    /// Why the answers of a location are not used.
    private(set) var reasons: [Int: String] = [:]
    /// Answers that are not used, by reason.
    private(set) var leftOut: [String: Int] = [:]
    /// Locations of which everybody was asked and answered.
    private(set) var whole: Set<Int> = []

    init(_ answers: SampleData.Answers, _ data: SampleData, _ plan: SamplingPlan) throws(Refusal) {
        let residents = plan.residents
        // Without weights they follow from how many live there.
        let usesPopulation =
            residents.weights == nil
            || (residents.population != nil && residents.strata == nil && residents.clusters == nil)
        for location in answers.locations {
            guard let location else { continue }
            counts[location, default: 0] += 1
        }
        if usesPopulation {
            for (location, count) in counts {
                guard let size = data.locations[location].population else {
                    reasons[location] = "population-unknown"
                    continue
                }
                if size < count { reasons[location] = "population-too-small" }
                if size == count { whole.insert(location) }
            }
        }
        for (row, location) in answers.locations.enumerated() {
            let reason: String?
            if let location {
                reason =
                    reasons[location]
                    ?? (residents.weights != nil && !(answers.weights[row] >= 0) ? "weight-missing" : nil)
                    ?? (residents.strata != nil && answers.strata[row] == nil ? "stratum-missing" : nil)
                    ?? (residents.clusters != nil && answers.clusters[row] == nil ? "cluster-missing" : nil)
            } else {
                reason = "location-unknown"
            }
            if let reason {
                leftOut[reason, default: 0] += 1
            } else if let location {
                rows.append(row)
                locations.append(location)
            }
        }
        guard !rows.isEmpty else {
            design = nil
            return
        }
        let place = Grouping(locations)
        let within = residents.strata == nil ? nil : Grouping(rows.map { answers.strata[$0] ?? "" })
        let units =
            residents.clusters == nil ? nil : Grouping(rows.map { answers.clusters[$0] ?? "" }).crossed(with: place)
        let weights = residents.weights == nil ? nil : rows.map { answers.weights[$0] }
        let sizes = locations.map { Double(data.locations[$0].population ?? 0) }
        if residents.locations == .sampled, let inspections = plan.inspections {
            let sample = try InspectionSample(inspections, data)
            design = try SurveyDesign.checked(
                rowCount: rows.count,
                weights: weights,
                strata: [Grouping(locations.map { sample.labels[$0] })] + (within.map { [$0] } ?? []),
                clusters: [place, units ?? .rows(rows.count)],
                populations: usesPopulation ? [locations.map { Double(sample.sizes[$0]) }, sizes] : [],
                lonePSU: residents.loneUnit
            )
            whole = whole.filter { location in
                let label = sample.labels[location]
                return Set(locations.filter { sample.labels[$0] == label }).count == sample.sizes[location]
            }
        } else {
            design = try SurveyDesign.checked(
                rowCount: rows.count,
                weights: weights,
                strata: [within.map { place.crossed(with: $0) } ?? place],
                clusters: units.map { [$0] } ?? [],
                populations: usesPopulation ? [sizes] : [],
                lonePSU: residents.loneUnit
            )
        }
    }
}

extension SurveyDesign {
    /// The design, or a refusal: the plan was checked, so that what is still wrong is told as it is.
    static func checked(
        rowCount: Int,
        weights: [Double]? = nil,
        strata: [Grouping],
        clusters: [Grouping] = [],
        populations: [[Double]],
        lonePSU: SamplingPlan.LoneUnitRule
    ) throws(Refusal) -> SurveyDesign {
        let policy: LonePSUPolicy =
            switch lonePSU {
            case .fail: .fail
            case .adjust: .adjust
            case .average: .average
            case .certainty: .certainty
            case .remove: .remove
            }
        do throws(DesignProblem) {
            return try SurveyDesign(
                rowCount: rowCount,
                weights: weights,
                strata: strata,
                clusters: clusters,
                populations: populations,
                lonePSU: policy
            )
        } catch {
            throw Refusal("sampling.design", at: nil, ["problem": .text("\(error)")])
        }
    }
}

extension EstimateBuilder {
    /// Scores per theme: their mean, and the share under the cutoff.
    func inspectionVariables(_ sample: InspectionSample) -> [Variable] {
        let subjects = framework.themes.map(\.id) + [ThemeFigures.overall]
        return subjects.enumerated().flatMap { index, subject -> [Variable] in
            let parts = data.locations.map { $0.scores[index] }
            let scores = parts.map { $0 == ScoredBatch.none ? Double.nan : FixedPoint(parts: $0).value }
            let cutoff = framework.cutoff(for: subject)
            let mean = variable(subject, .estimatedMean, scores, cutoff, sample)
            guard let cutoff else { return [mean] }
            let limit = FixedPoint(cutoff).parts
            let below = parts.map { $0 == ScoredBatch.none ? Double.nan : $0 < limit ? 1 : 0 }
            return [mean, variable(subject, .estimatedShareBelowCutoff, below, nil, sample)]
        }
    }

    private func variable(
        _ subject: String,
        _ measure: EstimateMeasure,
        _ values: [Double],
        _ cutoff: Double?,
        _ sample: InspectionSample
    ) -> Variable {
        Variable(
            subject: subject,
            measure: measure,
            values: values,
            locations: Array(data.locations.indices),
            rowsOfLocation: data.locations.indices.map { [Int32($0)] },
            minimum: 1,
            cutoff: cutoff,
            moreIsBetter: measure == .estimatedMean,
            isWhole: { rows in
                rows.allSatisfy { sample.drawn[sample.labels[Int($0)]] == sample.sizes[Int($0)] }
            },
            wanted: { $0.count },
            notes: { _ in [] }
        )
    }

    /// Criteria of which residents were asked something: beside an inspection, or alone.
    func residentVariables(_ answers: SampleData.Answers, _ sample: AnswerSample) -> [Variable] {
        framework.criteria.flatMap { criterion in
            EstimateSubject.subjects(of: criterion) { name in
                answers.columns.first { $0.variable == name }.map { ($0.isShare, $0.minimum) }
            }.compactMap { subject in
                answers.columns.first { $0.variable == subject.variable }.map { variable(subject, $0, sample) }
            }
        }
    }

    private func variable(_ subject: EstimateSubject, _ column: SampleData.Column, _ sample: AnswerSample) -> Variable {
        let places = sample.locations
        return Variable(
            subject: subject.criterion,
            variable: column.variable,
            measure: subject.measure,
            values: sample.rows.map { column.values[$0] },
            locations: places,
            rowsOfLocation: rowsOfLocation(places, sample.rows.map { column.applies[$0] }),
            minimum: subject.minimum,
            cutoff: subject.cutoff,
            moreIsBetter: subject.moreIsBetter,
            isWhole: { rows in rows.allSatisfy { sample.whole.contains(places[Int($0)]) } },
            wanted: { rows in
                // Of whom a filter leaves out nobody knows how many should have answered.
                guard column.applies.allSatisfy(\.self) else { return nil }
                var sum = 0
                for location in Set(rows.map { places[Int($0)] }) {
                    guard let invited = data.locations[location].invited else { return nil }
                    sum += invited
                }
                return sum
            },
            notes: { group in
                var unused = 0
                var silent = 0
                for (index, location) in data.locations.enumerated() where group.holds(location.area) {
                    if sample.reasons[index] != nil { unused += sample.counts[index] ?? 0 }
                    if sample.counts[index] == nil { silent += 1 }
                }
                return (unused > 0 ? ["left-out:\(unused)"] : []) + (silent > 0 ? ["without-answers:\(silent)"] : [])
            }
        )
    }
}
