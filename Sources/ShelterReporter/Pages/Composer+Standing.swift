import ShelterAnalysis
import ShelterModel

extension Composer {
    /// How far a basic requirement of the framework holds for the units of an area.
    enum Standing: Hashable, Sendable {
        /// For at least one unit on the day of its visit.
        case binding
        /// It applies, but its verified wording does not cover any of the visits.
        case reserved
        /// It applies to no unit.
        case nowhere
    }

    func standing(_ counts: CriterionCounts) -> Standing {
        if counts.binding > 0 { return .binding }
        return counts.met + counts.notMet + counts.unknown > 0 ? .reserved : .nowhere
    }

    /// The counts of the basic requirements that stand so in the area, in the framework's order.
    func requirements(of area: AreaReport, _ standing: Standing) -> [CriterionCounts] {
        area.criteria.filter { counts in
            criteria[counts.criterion]?.isBasicRequirement == true && self.standing(counts) == standing
        }
    }

    func requirementMark(_ counts: CriterionCounts) -> OutcomeMark {
        switch standing(counts) {
        case .nowhere: .notApplicable
        case .reserved: .reserved
        case .binding: counts.capping > 0 ? .notMet : counts.unknown > 0 ? .unknown : .met
        }
    }

    /// A requirement as the profile shows it; a number only where it says how many.
    func requirement(_ counts: CriterionCounts, of area: AreaReport) -> ProfileChart.Requirement {
        let mark = requirementMark(counts)
        let name = String(counts.criterion.prefix(8))
        let (text, measure) =
            switch mark {
            case .met: ("\(name) \(word(.met))", "met")
            case .notMet: ("\(name) \(word(.notMet)) (\(numbers.count(counts.capping)))", "capping")
            case .unknown: ("\(name) \(word(.unknown)) (\(numbers.count(counts.unknown)))", "unknown")
            case .reserved: ("\(name) \(words("report.reservation"))", "binding")
            case .notApplicable: ("\(name) \(words("report.not-applicable"))", "not-applicable")
            }
        return ProfileChart.Requirement(mark: mark, text: text, figure: id(area, counts.criterion, measure))
    }

    /// Why norms that the framework counts as basic requirements are none in this area, and how often they are not met.
    ///
    /// Empty if there are none.
    func reservedSentences(of area: AreaReport) -> [Inline] {
        var result: [Inline] = []
        for counts in requirements(of: area, .reserved) {
            guard let criterion = criteria[counts.criterion] else { continue }
            let number = numbers.count(counts.notMet)
            if !result.isEmpty { result.append(.text(" ")) }
            let key =
                criterion.provenance.verifiedUntil == nil
                ? "report.reserved.unverified" : "report.reserved.until"
            result += words.inlines(
                key,
                [
                    "criterion": [.code(criterion.id), .text(" "), .name(criterionName(criterion.id))],
                    "date": [.text(criterion.provenance.verifiedUntil.map(words.date) ?? "")],
                    "n": [.figure(number, id: id(area, criterion.id, "not-met"))],
                    "units": [.text(words.counted(area.locations, unitsKey))],
                ]
            )
        }
        return result.isEmpty ? [] : result + [.text(" ")] + words.inlines("report.reserved.effect")
    }

    /// What a criterion is worth for the units of the area, in a few words.
    func tags(_ criterion: Criterion, _ counts: CriterionCounts) -> [String] {
        var tags = [words("report.status.\(criterion.provenance.status.rawValue)")]
        if criterion.isBasicRequirement {
            switch standing(counts) {
            case .binding: tags = [words("report.obligation.1")]
            case .reserved: tags.append(words("report.reservation"))
            case .nowhere: break
            }
        } else if !criterion.provenance.verification.isVerified, criterion.provenance.status == .norm {
            tags.append(words("report.reservation"))
        }
        if criterion.weight == 0 { tags.append(words("report.findings.not-counted")) }
        return tags
    }
}
