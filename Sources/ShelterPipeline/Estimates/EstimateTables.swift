internal import ShelterAnalysis
internal import ShelterModel

/// The layout of `estimates.csv` and `design.csv`.
enum EstimateTables {
    static let estimates = [
        "figure", "area", "area_name", "subject", "variable", "measure", "reference", "reference_value", "others",
        "estimate", "se", "low", "high", "level", "n", "df", "response_rate", "worst_low", "worst_high", "method",
        "deff",
        "presentation", "reason", "cutoff", "chance_under_cutoff", "rank_low", "rank_high", "p", "p_holm", "verdict",
        "words", "note",
    ]
    static let design = [
        "location_id", "assessment_id", "municipality_code", "region_code", "kind", "residents", "size_class",
        "stratum", "stratum_size", "population", "invited", "answers", "left_out",
    ]

    static func estimates(_ report: EstimateReport, _ texts: Texts) -> [UInt8] {
        var line = CSVLine(estimates)
        for row in report.rows {
            line.add(foreign: row.figure)
            line.add(foreign: row.area)
            line.add(foreign: row.areaName)
            line.add(row.subject)
            line.add(row.variable ?? "")
            line.add(row.measure.rawValue)
            line.add(row.reference?.rawValue ?? "")
            line.add(foreign: row.referenceValue)
            line.add(row.others)
            line.add(row.estimate)
            line.add(row.se)
            line.add(row.low)
            line.add(row.high)
            line.add(row.level)
            line.add(row.n)
            line.add(row.df)
            line.add(row.responseRate)
            line.add(row.worstLow)
            line.add(row.worstHigh)
            line.add(row.method)
            line.add(row.deff)
            line.add(row.presentation.rawValue)
            line.add(row.reason)
            line.add(row.cutoff)
            line.add(row.chanceUnderCutoff)
            line.add(row.rankLow)
            line.add(row.rankHigh)
            line.add(row.p)
            line.add(row.pHolm)
            line.add(row.verdict?.rawValue ?? "")
            line.add(words(row, texts))
            line.add(row.notes.joined(separator: ";"))
            line.end()
        }
        return line.bytes
    }

    /// What a row says in words, where it says something beside its numbers.
    private static func words(_ row: EstimateRow, _ texts: Texts) -> String {
        if let verdict = row.verdict { return texts("report.estimates.verdict.\(verdict.rawValue)") }
        if row.reference == .model { return texts("estimates.model") }
        if row.presentation == .tooThin { return texts("estimates.thin.\(row.reason)") }
        if row.notes.contains("no-sampling-error") { return texts("estimates.census") }
        if row.notes.contains("no-design") { return texts("estimates.no-design") }
        return ""
    }

    static func design(_ report: EstimateReport) -> [UInt8] {
        var line = CSVLine(design)
        for row in report.design {
            line.add(foreign: row.location)
            line.add(foreign: row.assessment)
            line.add(foreign: row.area)
            line.add(row.region)
            line.add(row.kind)
            line.add(row.residents)
            line.add(row.sizeClass)
            line.add(foreign: row.stratum)
            line.add(row.stratumSize)
            line.add(row.population)
            line.add(row.invited)
            line.add(row.answers)
            line.add(row.leftOut)
            line.end()
        }
        return line.bytes
    }
}
