public import ShelterModel

extension EstimateReport {
    /// What one municipality receives: its own figures, without those of residents that rest on too few answers, and of others no
    /// more than whether it differs from enough of them, in words.
    public func disclosed(to code: String, by rules: DisclosureRules) -> EstimateReport {
        var result = self
        result.funnels = []
        result.design = []
        result.leftOut = [:]
        result.rows = rows.filter { $0.area == code && $0.reference != .model }.compactMap { row in
            var row = row
            row.rankLow = nil
            row.rankHigh = nil
            if let reference = row.reference, reference != .cutoff {
                guard (row.others ?? 0) >= rules.count(.otherMunicipalities) else { return nil }
                // A difference and the own figure give that of the others.
                for number in [\EstimateRow.estimate, \.se, \.low, \.high, \.p, \.pHolm] { row[keyPath: number] = nil }
            }
            guard row.measure.isOfResidents else { return row }
            let isUniform = rules[.zeroAndFull] > 0 && (row.estimate == 0 || row.estimate == 1)
            if isUniform || (row.n ?? 0) < rules.count(.respondentsMinimum) { row.hide() }
            return row
        }
        return result
    }
}

extension EstimateRow {
    fileprivate mutating func hide() {
        presentation = .tooThin
        reason = "hidden"
        for number in [
            \EstimateRow.estimate, \.se, \.low, \.high, \.worstLow, \.worstHigh, \.responseRate, \.chanceUnderCutoff,
            \.p,
            \.pHolm,
        ] { self[keyPath: number] = nil }
        n = nil
        df = nil
        verdict = nil
    }
}
