internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterScoring

/// The layout of every data file: header names and how a row is written.
enum DataTables {
    static let locations = [
        "location_id", "assessment_id", "visit_date", "location_name", "municipality_code", "municipality_name",
        "residents", "theme", "score", "coverage", "band", "capped_by", "score_if_not_met", "score_if_met", "attained",
        "observed", "applicable", "share",
    ]
    static let findings = [
        "location_id", "assessment_id", "criterion", "outcome", "observed", "required", "attainment", "reason", "file",
        "line", "column", "level", "effective_weight", "missing", "residents_observed", "residents_answers",
        "residents_unknown", "residents_required", "residents_outcome", "disagreement",
        "verification",
    ]
    static let municipalities = [
        "municipality_code", "municipality_name", "theme", "locations", "locations_scored", "residents", "mean", "sd",
        "weighted_mean", "lowest", "share_below_cutoff", "coverage",
    ]
    static let recommendations = [
        "municipality_code", "municipality_name", "level", "location_id", "location_name", "priority", "obligation",
        "criterion", "label", "short_of", "quantity", "quantity_at_capacity", "unit", "gap", "residents", "locations",
        "source", "verification", "evidence",
    ]
    static let lift = [
        "municipality_code", "location_id", "assessment_id", "location_name", "part", "status", "target", "rank",
        "criterion",
        "obligation", "short_of", "quantity", "quantity_at_capacity", "unit", "gain", "remark", "score_now", "band_now",
        "score_after", "band_after", "evidence", "verification",
    ]
    static let agreement = [
        "criterion", "pairs", "both_judged", "same", "share_same", "met_then_not", "not_then_met", "cohen_kappa",
        "fleiss_kappa", "krippendorff_alpha", "no_coefficient", "verification",
    ]
    static let ledger = ["file", "line", "status", "code"]
    static let ledgerTotals = ["file", "status", "code", "rows"]
    static let diagnostics = ["file", "line", "column", "field", "severity", "code", "message"]

    static func locations(
        _ facts: AssessmentFacts,
        _ area: Area,
        _ scores: [LocationScore],
        into line: inout CSVLine
    ) {
        for score in scores {
            line.add(foreign: facts.locationID)
            line.add(foreign: facts.assessmentID)
            line.add(facts.visitDate?.iso ?? "")
            line.add(foreign: facts.locationName)
            line.add(foreign: area.code)
            line.add(foreign: area.name)
            line.add(facts.residents)
            line.add(score.theme)
            line.add(score.score)
            line.add(score.coverage)
            line.add(score.band ?? "")
            line.add(score.cappedBy.joined(separator: ";"))
            line.add(score.arithmetic?.lowest)
            line.add(score.arithmetic?.highest)
            line.add(score.arithmetic?.attained)
            line.add(score.arithmetic?.observed)
            line.add(score.arithmetic?.applicable)
            line.add(score.arithmetic?.share)
            line.end()
        }
    }

    static func findings(
        _ facts: AssessmentFacts,
        row: Int,
        _ rows: inout ScoredRows,
        _ framework: CompiledFramework,
        _ builder: ReportBuilder,
        booleans: Set<String>,
        variables: [String],
        rules: DisclosureRules?,
        into line: inout CSVLine
    ) {
        let arithmetic = framework.arithmetic(rows.batch, row: row)
        for (index, compiled) in framework.criteria.enumerated() {
            let observation = rows.observer.observation(
                criterion: index,
                leaf: Int(rows.batch.leaves[index][row]),
                row: row
            )
            let outcome = rows.batch.outcome(index, row)
            line.add(foreign: facts.locationID)
            line.add(foreign: facts.assessmentID)
            line.add(compiled.criterion.id)
            line.add(outcome.name)
            if let code = observation.code {
                line.add(code)
            } else if let value = observation.value, case .variable(let name)? = observation.leaf?.indicator,
                booleans.contains(name)
            {
                line.add(value == 1 ? "yes" : "no")
            } else {
                line.add(observation.value.flatMap { $0.isFinite ? $0 : nil })
            }
            line.add(observation.leaf?.standard?.text ?? compiled.criterion.requirement.text)
            line.add(
                outcome == .met || outcome == .notMet
                    ? FixedPoint(parts: rows.batch.attainments[index][row]).value : nil
            )
            line.add(rows.batch.reason(index, row).name)
            line.add(foreign: observation.source.file)
            line.add(observation.source.line)
            line.add(observation.source.column)
            line.add(rows.batch.level(index, row)?.name ?? "")
            let weight = framework.effectiveWeight(index, rows.batch, row: row, arithmetic).overall
            line.add(weight > 0 ? FixedPoint.readable(weight) : nil)
            let missing = outcome == .unknown ? rows.observer.openColumns(criterion: index, row: row) : []
            line.add(missing.map { variables[$0] }.joined(separator: ";"))
            var residents = builder.residentsSay(index, rows.batch, row: row, observer: &rows.observer)
            if let rules { residents = residents?.disclosed(by: rules) }
            line.add(residents?.observed)
            line.add(residents?.answers)
            line.add(residents?.unknown)
            line.add(residents?.required ?? "")
            line.add(residents?.outcome.name ?? "")
            line.add(residents?.disagreement?.rawValue ?? "")
            line.add(compiled.criterion.provenance.verification.rawValue)
            line.end()
        }
    }

    static func municipalities(_ areas: [Area], _ tallies: [AreaTally], _ framework: Framework) -> [UInt8] {
        var line = CSVLine(municipalities)
        for (area, tally) in zip(areas, tallies).sorted(by: { $0.0.code < $1.0.code }) where tally.locations > 0 {
            let report = tally.report(code: area.code, name: area.name, municipalityCount: 1, framework: framework)
            for figures in report.figures {
                line.add(foreign: area.code)
                line.add(foreign: area.name)
                line.add(figures.theme)
                line.add(report.locations)
                line.add(figures.scored)
                line.add(report.residents)
                line.add(figures.mean)
                line.add(figures.sd)
                line.add(figures.weightedMean)
                line.add(figures.lowest)
                line.add(figures.shareBelowCutoff)
                line.add(figures.coverage)
                line.end()
            }
        }
        return line.bytes
    }

    static func agreement(_ agreement: VisitAgreement, _ criteria: [String: Criterion]) -> [UInt8] {
        var line = CSVLine(Self.agreement)
        for item in agreement.summary {
            line.add(item.criterion)
            line.add(item.pairs)
            line.add(item.bothJudged)
            line.add(item.same)
            line.add(item.bothJudged > 0 ? FixedPoint.readable(Double(item.same) / Double(item.bothJudged)) : nil)
            line.add(item.metThenNot)
            line.add(item.notThenMet)
            for coefficient in [item.cohenKappa, item.fleissKappa, item.krippendorffAlpha] {
                line.add(coefficient.map { FixedPoint.readable($0) })
            }
            line.add(item.noCoefficient ?? "")
            line.add(criteria[item.criterion]?.provenance.verification.rawValue ?? "")
            line.end()
        }
        return line.bytes
    }

    static func recommendations(
        _ municipality: MunicipalityReport,
        _ criteria: [String: Criterion],
        _ language: Language,
        into line: inout CSVLine
    ) {
        for item in municipality.recommendations {
            guard let criterion = criteria[item.criterion] else { continue }
            line.add(foreign: municipality.area.code)
            line.add(foreign: municipality.area.name)
            line.add(item.location == nil ? "municipality" : "location")
            line.add(foreign: item.location ?? "")
            line.add(foreign: item.locationName ?? "")
            line.add(item.priority)
            line.add("\(item.obligation)")
            line.add(item.criterion)
            line.add(criterion.label[language])
            line.add(item.shortage.map { ($0.isExcess ? "less " : "more ") + $0.variable } ?? "")
            line.add(item.shortage?.quantity)
            line.add(item.shortage?.quantityAtCapacity)
            line.add(item.shortage?.unit ?? "")
            line.add(item.gap)
            line.add(item.residents)
            line.add(foreign: item.locations.joined(separator: ";"))
            line.add(criterion.provenance.source)
            line.add(criterion.provenance.verification.rawValue)
            line.add(foreign: item.sources.map(\.description).joined(separator: ";"))
            line.end()
        }
    }

    /// What each location of a municipality owes and what would lift it, a row per criterion; a goal without steps has one row.
    static func lift(_ municipality: MunicipalityReport, _ criteria: [String: Criterion], into line: inout CSVLine) {
        for location in municipality.locations {
            guard let lift = location.lift else { continue }
            func row(_ part: String, _ goal: LiftGoal?, _ rank: Int?, _ step: LiftStep?, _ question: LiftQuestion?) {
                line.add(foreign: municipality.area.code)
                line.add(foreign: location.id)
                line.add(foreign: location.assessment)
                line.add(foreign: location.name)
                line.add(part)
                line.add(goal?.status.rawValue ?? "")
                line.add(foreign: goal?.band ?? goal?.peers.map { "\($0.basis.rawValue) \($0.median)" } ?? "")
                line.add(rank)
                let criterion = step?.criterion ?? question?.criterion ?? ""
                line.add(criterion)
                line.add(step?.obligation.map { "\($0)" } ?? "")
                line.add(step?.shortage.map { ($0.isExcess ? "less " : "more ") + $0.variable } ?? "")
                line.add(step?.shortage?.quantity)
                line.add(step?.shortage?.quantityAtCapacity)
                line.add(step?.shortage?.unit ?? "")
                line.add(step.flatMap { goal == nil ? nil : $0.gain })
                line.add(question?.reason ?? (step?.needsAnswer == true ? "needs-answer" : ""))
                line.add(lift.now.score)
                line.add(lift.now.band ?? "")
                let after = goal?.after ?? (part == "obligation" ? lift.afterObligations : nil)
                line.add(after?.score)
                line.add(after?.band ?? "")
                line.add(foreign: (step?.source ?? question?.source)?.description ?? "")
                line.add(criteria[criterion]?.provenance.verification.rawValue ?? "")
                line.end()
            }
            for (rank, step) in lift.obligations.enumerated() { row("obligation", nil, rank + 1, step, nil) }
            for (rank, step) in lift.reserved.enumerated() { row("reserved", nil, rank + 1, step, nil) }
            for goal in [lift.band, lift.peers].compactMap(\.self) {
                for (rank, step) in goal.steps.enumerated() { row(goal.kind.rawValue, goal, rank + 1, step, nil) }
                if goal.steps.isEmpty { row(goal.kind.rawValue, goal, nil, nil, nil) }
            }
            for question in lift.unknown {
                row(question.isBinding ? "unknown-obligation" : "unknown", nil, nil, nil, question)
            }
        }
    }

    static func diagnostic(_ diagnostic: Diagnostic, _ texts: Texts, into line: inout CSVLine) {
        line.add(foreign: diagnostic.location?.file ?? "")
        line.add(diagnostic.location?.line)
        line.add(diagnostic.location?.column)
        line.add(foreign: diagnostic.location?.field ?? "")
        line.add(diagnostic.severity.rawValue)
        line.add(diagnostic.code)
        line.add(foreign: texts.sentence(for: diagnostic))
        line.end()
    }
}
