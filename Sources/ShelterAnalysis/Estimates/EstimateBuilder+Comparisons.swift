internal import Foundation
internal import ShelterModel
internal import SurveyStatistics

extension EstimateBuilder {
    /// A municipality against the rest of the country, its peers and the cutoff; itself is never among its peers.
    func comparisons(
        _ variable: Variable,
        _ group: Group,
        _ base: EstimateRow,
        _ design: SurveyDesign
    ) -> [EstimateRow] {
        guard let area = group.area else { return [] }
        var result: [EstimateRow] = []
        func add(
            _ reference: EstimateReference,
            _ value: String,
            own: (SampleData.Location) -> Bool = { _ in true },
            among: (SampleData.Location) -> Bool
        ) {
            let mine = rows(of: variable) { $0.area == area && own($0) }
            let others = rows(of: variable) { $0.area != area && among($0) }
            guard !mine.isEmpty, !others.isEmpty else { return }
            result.append(comparison(variable, group, base, reference, value, design, mine, others))
        }
        add(.rest, "") { _ in true }
        if let region = data.areas[area].region {
            add(.region, region.code) { data.areas[$0.area].region == region }
        }
        let size = plan.sizeClass(of: residents[area])
        if !plan.sizeClasses.isEmpty {
            add(.size, size) { plan.sizeClass(of: residents[$0.area]) == size }
        }
        if let kind = commonKind(variable, area) {
            add(.kind, kind, own: { $0.kind == kind }, among: { $0.kind == kind })
        }
        if let row = againstCutoff(variable, group, base) { result.append(row) }
        return result
    }

    /// The kind of most of the municipality's locations that have a value; of equals the first by name.
    private func commonKind(_ variable: Variable, _ area: Int) -> String? {
        let places = Set(rows(of: variable) { $0.area == area }.map { variable.locations[Int($0)] })
        var counts: [String: Int] = [:]
        for place in places { if let kind = data.locations[place].kind { counts[kind, default: 0] += 1 } }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    private func empty(
        _ variable: Variable,
        _ group: Group,
        _ reference: EstimateReference,
        _ value: String,
        method: String
    ) -> EstimateRow {
        var row = EstimateRow(
            figure: figure(group.code, variable, reference),
            area: group.code,
            areaName: group.name,
            subject: variable.subject,
            variable: variable.variable,
            measure: variable.measure,
            reference: reference,
            level: plan.level,
            method: method
        )
        row.referenceValue = value
        return row
    }

    private func comparison(
        _ variable: Variable,
        _ group: Group,
        _ base: EstimateRow,
        _ reference: EstimateReference,
        _ value: String,
        _ design: SurveyDesign,
        _ mine: [Int32],
        _ others: [Int32]
    ) -> EstimateRow {
        var row = empty(variable, group, reference, value, method: "taylor, t")
        row.others = Set(others.map { data.locations[variable.locations[Int($0)]].area }).count
        let statistic = Statistic.mean(variable.values)
        let joint = design.estimates([(statistic, mine), (statistic, others)])
        func known(_ rows: [Int32]) -> Int { rows.count { !variable.values[Int($0)].isNaN } }
        guard min(known(mine), known(others)) >= variable.minimum else {
            row.presentation = .tooThin
            row.reason = "under-minimum"
            return row
        }
        let difference = joint.contrast([1, -1])
        row.estimate = difference.value
        row.n = difference.rows
        row.df = difference.degreesOfFreedom
        row.presentation = base.presentation
        row.reason = base.reason
        if variable.isWhole(mine), variable.isWhole(others) {
            row.se = 0
            row.method = "census"
            row.notes.append("no-sampling-error")
            return row
        }
        row.se = difference.standardError
        guard let error = row.se, error > 0, let value = row.estimate, difference.degreesOfFreedom > 0 else {
            row.notes.append(Self.code(of: difference.noVariance ?? (row.se == 0 ? .boundary : .degreesOfFreedom)))
            return row
        }
        if case .interval(let low, let high) = difference.interval(level: plan.level) {
            row.low = low
            row.high = high
        }
        row.p = StudentT(degreesOfFreedom: Double(difference.degreesOfFreedom)).twoSidedTail(value / error)
        return row
    }

    private func againstCutoff(_ variable: Variable, _ group: Group, _ base: EstimateRow) -> EstimateRow? {
        guard let cutoff = variable.cutoff, let estimate = base.estimate else { return nil }
        var row = empty(variable, group, .cutoff, "\(cutoff)", method: base.method)
        row.estimate = estimate - cutoff
        row.se = base.se
        row.n = base.n
        row.df = base.df
        row.low = base.low.map { $0 - cutoff }
        row.high = base.high.map { $0 - cutoff }
        row.presentation = base.presentation
        row.reason = base.reason
        row.cutoff = cutoff
        row.chanceUnderCutoff = base.chanceUnderCutoff
        row.notes = base.notes.filter { $0 == "no-sampling-error" }
        if let t = distance(base, from: cutoff, variable.measure), let df = base.df, df > 0 {
            row.p = StudentT(degreesOfFreedom: Double(df)).twoSidedTail(t)
        } else if row.notes.isEmpty {
            row.notes.append(base.method == "clopper-pearson" ? "boundary" : "no-variance")
        }
        return row
    }

    /// How many standard errors an estimate lies above a cutoff; of a share on the logit scale, as its interval.
    func distance(_ row: EstimateRow, from cutoff: Double, _ measure: EstimateMeasure) -> Double? {
        guard let value = row.estimate, let se = row.se, se > 0 else { return nil }
        guard measure.isShare else { return (value - cutoff) / se }
        guard value > 0, value < 1, cutoff > 0, cutoff < 1 else { return nil }
        return (log(value / (1 - value)) - log(cutoff / (1 - cutoff))) * value * (1 - value) / se
    }

    /// Holm's correction over the municipalities that are held against the same kind of reference, and what follows.
    func adjust(_ rows: inout [EstimateRow], _ variable: Variable) {
        for reference in EstimateReference.allCases {
            let family = rows.indices.filter { rows[$0].reference == reference && rows[$0].p != nil }
            guard !family.isEmpty else { continue }
            let adjusted = MultipleComparisons.holm.adjusted(family.map { rows[$0].p ?? 1 })
            for (index, p) in zip(family, adjusted) {
                rows[index].pHolm = p
                guard p < 1 - plan.level, let difference = rows[index].estimate else {
                    rows[index].verdict = .notDistinguishable
                    continue
                }
                let isMore = difference > 0
                rows[index].verdict =
                    if let moreIsBetter = variable.moreIsBetter {
                        isMore == moreIsBetter ? .better : .worse
                    } else {
                        isMore ? .higher : .lower
                    }
            }
        }
    }

    // MARK: - Ranks, model and funnel

    /// Municipalities whose estimate has a standard error.
    private func measured(_ rows: [EstimateRow]) -> [Int] {
        let codes = Set(groups.filter { $0.area != nil }.map(\.code))
        return rows.indices.filter {
            codes.contains(rows[$0].area) && rows[$0].estimate != nil && (rows[$0].se ?? 0) > 0
        }
    }

    /// Ranks are given with their range, and only where every municipality with an estimate has one.
    func addRanks(_ rows: inout [EstimateRow]) {
        let places = measured(rows)
        let codes = Set(groups.filter { $0.area != nil }.map(\.code))
        let all = rows.count { codes.contains($0.area) && $0.estimate != nil }
        guard places.count > 1, places.count == all else { return }
        let region = RankRegion(
            estimates: places.map { rows[$0].estimate ?? 0 },
            errors: places.map { rows[$0].se ?? 0 },
            level: plan.level
        )
        for (place, ranks) in zip(places, region.ranks) {
            rows[place].rankLow = ranks.lowerBound
            rows[place].rankHigh = ranks.upperBound
        }
    }

    /// Every municipality drawn towards the mean of all, as far as its own estimate is uncertain.
    func modelled(_ variable: Variable, _ rows: [EstimateRow]) -> [EstimateRow] {
        let places = measured(rows)
        guard places.count >= 3,
            let areas = try? AreaEstimates(
                estimates: places.map { rows[$0].estimate ?? 0 },
                variances: places.map { (rows[$0].se ?? 0) * (rows[$0].se ?? 0) }
            ), let model = FayHerriot(areas)
        else { return [] }
        let z = Normal.upperQuantile((1 - plan.level) / 2)
        return zip(places, model.areas).map { place, area in
            var row = rows[place]
            row.figure += EstimateReference.model.ending
            row.reference = .model
            row.method = "fay-herriot, reml"
            row.estimate = area.eblup
            row.se = area.meanSquaredError.squareRoot()
            row.low = area.eblup - z * area.meanSquaredError.squareRoot()
            row.high = area.eblup + z * area.meanSquaredError.squareRoot()
            row.df = nil
            row.deff = nil
            row.responseRate = nil
            row.worstLow = nil
            row.worstHigh = nil
            row.rankLow = nil
            row.rankHigh = nil
            row.presentation = .shown
            row.reason = ""
            row.chanceUnderCutoff = row.cutoff.map { area.probability(under: $0) }
            row.notes = model.variance.value == 0 ? ["no-differences"] : []
            return row
        }
    }

    /// Sizes at which the limits of a funnel are computed.
    private static let limitSizes = 40

    /// The next of 10, 20, 50, 100, …
    private static func roundUp(_ size: Int) -> Int {
        var power = 10
        while true {
            for factor in [1, 2, 5] where power * factor >= size { return power * factor }
            power *= 10
        }
    }

    func funnel(_ variable: Variable, _ rows: [EstimateRow]) -> FunnelFigure? {
        guard variable.measure.isShare else { return nil }
        let codes = Set(groups.filter { $0.area != nil }.map(\.code))
        let used = rows.filter { codes.contains($0.area) && $0.estimate != nil && ($0.n ?? 0) > 0 }
        guard used.count >= 3,
            let funnel = Funnel(
                used.map { Funnel.Area(found: ($0.estimate ?? 0) * Double($0.n ?? 0), size: Double($0.n ?? 0)) }
            )
        else { return nil }
        func limit(_ size: Int) -> FunnelFigure.Limit {
            func limits(_ level: Double) -> Funnel.Limits {
                funnel.betweenVariance > 0
                    ? funnel.limits(size: Double(size), level: level) : funnel.exactLimits(size: size, level: level)
            }
            let (inner, outer) = (limits(0.95), limits(0.998))
            return FunnelFigure.Limit(
                size: size,
                low: inner.low,
                high: inner.high,
                outerLow: outer.low,
                outerHigh: outer.high
            )
        }
        // A round end of the axis, so that it does not give away how many answered in the largest municipality.
        let most = Self.roundUp(used.compactMap(\.n).max() ?? 1)
        let steps = (1...Self.limitSizes).map { max(1, most * $0 / Self.limitSizes) }
        return FunnelFigure(
            subject: variable.subject,
            measure: variable.measure,
            target: funnel.target,
            overdispersion: funnel.overdispersion,
            betweenVariance: funnel.betweenVariance,
            points: used.map { row in
                let own = limit(row.n ?? 1)
                return FunnelFigure.Point(
                    area: row.area,
                    areaName: row.areaName,
                    share: row.estimate ?? 0,
                    size: row.n ?? 0,
                    isShown: row.presentation != .tooThin,
                    low: own.low,
                    high: own.high,
                    outerLow: own.outerLow,
                    outerHigh: own.outerHigh
                )
            }.sorted { ($0.areaName, $0.area) < ($1.areaName, $1.area) },
            limits: Array(Set(steps)).sorted().map(limit)
        )
    }
}
