import ShelterAnalysis
import ShelterModel

extension SampleReport {
    /// The invented report with, in its third municipality, every state of the lift section, residents who say otherwise than the
    /// inspection, too few answers, and a target that is not reached.
    static func withAnswers() -> QualityReport {
        var report = make()
        for theme in report.framework.themes.indices {
            for index in report.framework.themes[theme].criteria.indices
            where ["A3", "B1"].contains(report.framework.themes[theme].criteria[index].id) {
                report.framework.themes[theme].criteria[index].residents = ResidentsView(
                    variable: "safe",
                    standard: .atLeast(0.8),
                    minimum: 10,
                    label: LocalizedText(nl: "voelt zich veilig", en: "feels safe")
                )
            }
        }
        for index in report.municipalities[2].locations.indices {
            let location = report.municipalities[2].locations[index]
            report.municipalities[2].locations[index].residentsSay = residents(index)
            report.municipalities[2].locations[index].lift = lift(index, location.source)
            if index == 1 {
                report.municipalities[2].locations[index].belowTarget = [
                    TargetGap(
                        criterion: "B2",
                        observed: 5.25,
                        target: ">= 6",
                        shortage: Shortage(
                            variable: "floor_area",
                            unit: "m²",
                            quantity: 30,
                            quantityAtCapacity: 45,
                            basis: 40,
                            basisVariable: "residents",
                            isExcess: false
                        ),
                        source: location.source
                    )
                ]
            }
        }
        return report
    }

    private static func residents(_ index: Int) -> [ResidentsFinding] {
        func finding(_ criterion: String, _ inspection: Outcome, _ share: Double?, _ answers: Int?) -> ResidentsFinding
        {
            let outcome: Outcome = share.map { $0 >= 0.8 ? .met : .notMet } ?? .unknown
            return ResidentsFinding(
                criterion: criterion,
                inspection: inspection,
                outcome: outcome,
                observed: share,
                answers: answers,
                unknown: answers == nil ? nil : 3,
                required: ">= 0.8",
                disagreement: Disagreement(inspection: inspection, residents: outcome),
                reason: share == nil ? OutcomeReason.tooFew.name : ""
            )
        }
        switch index {
        case 0: return [finding("A3", .met, 0.6, 25), finding("B1", .notMet, 0.85, 20)]
        case 1: return [finding("B1", .met, 0.9, 31)]
        case 2: return [finding("B1", .met, nil, nil)]
        default: return []
        }
    }

    private static func lift(_ index: Int, _ source: SourceLocation) -> LiftReport? {
        func standing(_ score: Double?, _ band: String?) -> LiftStanding {
            LiftStanding(score: score, coverage: 0.9, band: band)
        }
        func step(
            _ criterion: String,
            _ obligation: Recommendation.Obligation?,
            showers: Double? = nil,
            needsAnswer: Bool = false
        ) -> LiftStep {
            LiftStep(
                criterion: criterion,
                obligation: obligation,
                shortage: showers.map {
                    Shortage(
                        variable: "showers",
                        unit: nil,
                        quantity: $0,
                        quantityAtCapacity: $0 + 2,
                        basis: 60,
                        basisVariable: "residents",
                        isExcess: false
                    )
                },
                source: source,
                gain: 0.08,
                needsAnswer: needsAnswer
            )
        }
        let peers = PeerGroup(basis: .region, name: "Midden", count: 9, median: 0.66)
        func report(
            _ now: LiftStanding,
            obligations: [LiftStep] = [],
            reserved: [LiftStep] = [],
            unknown: [LiftQuestion] = [],
            _ band: LiftGoal,
            _ toPeers: LiftGoal
        ) -> LiftReport {
            LiftReport(
                now: now,
                obligations: obligations,
                afterObligations: now,
                reserved: reserved,
                band: band,
                peers: toPeers,
                unknown: unknown,
                lowest: 0.4,
                highest: 0.9
            )
        }
        switch index {
        case 0:
            return report(
                standing(0.55, "laag"),
                obligations: [step("A1", .basicRequirement), step("A2", .basicRequirement)],
                reserved: [step("B2", .unverifiedNorm)],
                LiftGoal(kind: .band, status: .byObligations, band: "midden", after: standing(0.68, "midden")),
                LiftGoal(
                    kind: .peers,
                    status: .found,
                    peers: peers,
                    steps: [step("C1", .guidance, showers: 2), step("D2", .own, needsAnswer: true)],
                    after: standing(0.72, "midden")
                )
            )
        case 1:
            return report(
                standing(0.85, "hoog"),
                LiftGoal(kind: .band, status: .alreadyThere, after: standing(0.85, "hoog")),
                LiftGoal(kind: .peers, status: .alreadyThere, peers: peers, after: standing(0.85, "hoog"))
            )
        case 2:
            return report(
                standing(nil, nil),
                unknown: [
                    LiftQuestion(criterion: "A1", isBinding: true, reason: OutcomeReason.empty.name, source: source)
                ],
                LiftGoal(kind: .band, status: .noScore),
                LiftGoal(kind: .peers, status: .noPeers)
            )
        case 3:
            return report(
                standing(0.62, "midden"),
                LiftGoal(
                    kind: .band,
                    status: .notProven,
                    band: "hoog",
                    steps: [step("B1", .guidance), step("C1", .guidance, showers: 1)],
                    after: standing(0.81, "hoog")
                ),
                LiftGoal(kind: .peers, status: .notReachable, peers: peers, after: standing(0.64, "midden"))
            )
        default: return nil
        }
    }
}
