import ShelterAnalysis
import ShelterModel

/// An invented report: 4 themes, 12 municipalities in 3 regions, 40 locations. No clock, no random source.
struct SampleReport {
    /// Multiplicative congruential generator (Park and Miller), so that every run invents the same.
    private struct Dice {
        var state = 20_250_131

        mutating func roll(_ sides: Int) -> Int {
            state = state * 48_271 % 2_147_483_647
            return state % sides
        }
    }

    static let names = [
        ("GM9001", "Aalmeer"), ("GM9002", "Berkenrode"), ("GM9003", "Dijkwoude"), ("GM9004", "'s-Gravenhorst"),
        ("GM9005", "Heuvelrade"), ("GM9006", "Kanaalstede"), ("GM9007", "Noorderveen"), ("GM9008", "Oosterlo"),
        ("GM9009", "Súdermar"), ("GM9010", "Veenbroek"), ("GM9011", "Waterlinge"), ("GM9012", "Zandhuizen"),
    ]
    private static let places = [
        "Hotel De Brug", "De Oude School", "Pension Zeezicht", "Schip Aurora", "Het Klooster", "Flat Westerpoort",
        "De Kazerne", "Villa Lindelaan", "Woonhuis Markt", "Vakantiepark Duinrand",
    ]

    /// - Parameter locationsPerMunicipality: `nil` invents 2 to 5 for each.
    static func make(municipalities: Int = 12, locationsPerMunicipality: Int? = nil) -> QualityReport {
        var dice = Dice()
        var reports: [MunicipalityReport] = []
        for index in 0..<municipalities {
            let (code, name) =
                index < names.count ? names[index] : ("GM\(10_000 + index)", "Voorbeeldgemeente \(10_000 + index)")
            // The last region has three municipalities of twelve: too few to compare with.
            let region = index % 4 == 3 ? "VR93" : index % 2 == 0 ? "VR91" : "VR92"
            let count = locationsPerMunicipality ?? [4, 2, 5, 3, 4, 1, 3, 5, 2, 4, 3, 4][index % 12]
            let locations = (0..<count).map { location(index, $0, &dice) }
            reports.append(
                MunicipalityReport(
                    area: area(code, name, municipalities: 1, locations),
                    region: region,
                    province: "Voorbeeldland",
                    locations: locations,
                    recommendations: recommendations(locations)
                )
            )
        }
        let all = reports.flatMap(\.locations)
        let regions = [("VR91", "Midden"), ("VR92", "Noord"), ("VR93", "Zuid")].map { code, name in
            let own = reports.filter { $0.region == code }
            return area(code, name, municipalities: own.count, own.flatMap(\.locations))
        }
        return QualityReport(
            date: CalendarDate(daysSince1970: 20_119),
            state: .concept,
            framework: framework,
            codeBook: CodeBookSummary(codeBook),
            register: RegisterSummary(
                MunicipalityRegister(
                    id: "voorbeeld",
                    date: CalendarDate(daysSince1970: 20_089),
                    source: "Verzonnen register",
                    municipalities: names.map {
                        Municipality(code: $0.0, name: $0.1, aliases: [], safetyRegion: nil, province: "")
                    },
                    former: []
                )
            ),
            inputs: [
                InputSummary(
                    file: "inspecties-2024.csv",
                    hash: String(repeating: "3f9a0c17", count: 8),
                    bytes: 48_213,
                    rows: all.count + 3,
                    used: all.count,
                    setAside: 3
                )
            ],
            diagnostics: [
                DiagnosticCount(code: "csv.quote-left-open", severity: .error, count: 1),
                DiagnosticCount(code: "table.out-of-range", severity: .warning, count: 2),
            ],
            country: area("all", "Nederland", municipalities: reports.count, all),
            regions: regions,
            municipalities: reports
        )
    }

    private static func location(_ municipality: Int, _ index: Int, _ dice: inout Dice) -> LocationReport {
        let line = 2 + municipality * 6 + index
        let residents = dice.roll(9) == 0 ? nil : 24 + dice.roll(160)
        let capacity = residents.map { $0 + dice.roll(40) }
        var notMet: [LocationFinding] = []
        var unknown: [LocationFinding] = []
        var scores: [LocationScore] = []
        var met = 0
        var sum = 0.0, weight = 0.0, known = 0
        var capped: [String] = []
        for (number, theme) in framework.themes.enumerated() {
            var attained = 0.0, judged = 0
            for (place, criterion) in theme.criteria.enumerated() {
                let source = SourceLocation(
                    file: "inspecties-2024.csv",
                    line: line,
                    column: 5 + number * 3 + place,
                    field: criterion.id
                )
                let lucky = dice.roll(100)
                let limit = criterion.isBasicRequirement ? 90 : [84, 40, 66, 34][number] + (municipality % 5) * 6
                if lucky > 91 {
                    let reasons: [OutcomeReason] = [.empty, .dontKnow, .notAsked]
                    unknown.append(
                        LocationFinding(
                            criterion: criterion.id,
                            observed: nil,
                            observedCode: nil,
                            observedAtCapacity: nil,
                            reason: reasons[lucky % 3].name,
                            source: source
                        )
                    )
                } else if lucky < limit {
                    met += 1
                    judged += 1
                    attained += 1
                } else {
                    judged += 1
                    if criterion.isBasicRequirement {
                        capped.append(criterion.id)
                    } else {
                        attained += Double(dice.roll(7)) / 10
                    }
                    notMet.append(finding(criterion, residents, capacity, source, &dice))
                }
            }
            known += judged
            let coverage = Double(judged) / Double(theme.criteria.count)
            let score = coverage >= framework.coverageFloor ? attained / Double(judged) : nil
            if let score {
                sum += score * theme.weight
                weight += theme.weight
            }
            scores.append(
                LocationScore(
                    theme: theme.id,
                    score: score,
                    coverage: coverage,
                    band: score.map { band($0, []) },
                    cappedBy: []
                )
            )
        }
        let coverage = Double(known) / Double(framework.criteria.count)
        let overall = coverage >= framework.coverageFloor && weight > 0 ? sum / weight : nil
        scores.append(
            LocationScore(
                theme: ThemeFigures.overall,
                score: overall,
                coverage: coverage,
                band: overall.map { band($0, capped) },
                cappedBy: (overall ?? 0) >= 0.6 ? capped : []
            )
        )
        let hotel = LocalizedText(nl: "Hotel of pension", en: "Hotel")
        let building = LocalizedText(nl: "Gebouw met kamers", en: "Building with rooms")
        return LocationReport(
            id: "L\(municipality + 1)-\(index + 1)",
            assessment: "\(line)",
            name: places[(municipality * 3 + index) % places.count] + (index < 10 ? "" : " \(index + 1)"),
            kind: index % 2 == 0 ? hotel : building,
            visitDate: index == 4 ? nil : CalendarDate(daysSince1970: 19_990 + municipality * 3 + index),
            residents: residents,
            capacity: capacity,
            source: SourceLocation(file: "inspecties-2024.csv", line: line),
            scores: scores,
            notMet: notMet,
            unknown: unknown,
            metCount: met,
            notApplicableCount: 0
        )
    }

    private static func finding(
        _ criterion: Criterion,
        _ residents: Int?,
        _ capacity: Int?,
        _ source: SourceLocation,
        _ dice: inout Dice
    ) -> LocationFinding {
        var observed: Double? = 0
        var full: Double?
        var code: String?
        switch criterion.id {
        case "B1": observed = Double(40 + dice.roll(50)) / 100
        case "B2": observed = 3 + Double(dice.roll(18)) / 10
        case "C1", "C2":
            let things = 2 + dice.roll(5)
            observed = residents.map { Double($0) / Double(things) }
            full = capacity.map { Double($0) / Double(things) }
        case "D1": (observed, code) = (nil, "none")
        case "D2": observed = Double(220 + dice.roll(400))
        default: break
        }
        return LocationFinding(
            criterion: criterion.id,
            observed: observed,
            observedCode: code,
            observedAtCapacity: full,
            reason: "",
            source: source
        )
    }

    private static func band(_ score: Double, _ capped: [String]) -> String {
        let found = framework.bands.last { score >= $0.from }?.id ?? "zeer-laag"
        return !capped.isEmpty && score >= 0.4 ? "laag" : found
    }

    private static func area(_ code: String, _ name: String, municipalities: Int, _ locations: [LocationReport])
        -> AreaReport
    {
        let subjects = framework.themes.map(\.id) + [ThemeFigures.overall]
        let figures = subjects.enumerated().map { index, subject -> ThemeFigures in
            let scored = locations.compactMap { location in
                location.scores[index].score.map { ($0, location.residents) }
            }
            let values = scored.map(\.0)
            let weighted = scored.compactMap { score, residents in residents.map { (score, Double($0)) } }
            let people = weighted.reduce(0) { $0 + $1.1 }
            let coverage = locations.compactMap { $0.scores[index].coverage }
            let cutoff = subject == ThemeFigures.overall ? framework.overallCutoff : framework.themes[index].cutoff
            var histogram = [Int](repeating: 0, count: ThemeFigures.histogramBins)
            for value in values { histogram[min(19, Int(value * 20))] += 1 }
            return ThemeFigures(
                theme: subject,
                scored: values.count,
                mean: values.isEmpty ? nil : values.reduce(0, +) / Double(values.count),
                sd: nil,
                weightedMean: people > 0 ? weighted.reduce(0) { $0 + $1.0 * $1.1 } / people : nil,
                lowest: values.min(),
                highest: values.max(),
                belowCutoff: cutoff.map { limit in values.count { $0 < limit } },
                coverage: coverage.isEmpty ? nil : coverage.reduce(0, +) / Double(coverage.count),
                histogram: histogram,
                bands: []
            )
        }
        let criteria = framework.criteria.map { criterion in
            let notMet = locations.count { $0.notMet.contains { $0.criterion == criterion.id } }
            let unknown = locations.count { $0.unknown.contains { $0.criterion == criterion.id } }
            return CriterionCounts(
                criterion: criterion.id,
                met: locations.count - notMet - unknown,
                notMet: notMet,
                unknown: unknown,
                binding: criterion.isBasicRequirement ? locations.count : 0,
                capping: criterion.isBasicRequirement ? notMet : 0
            )
        }
        return AreaReport(
            code: code,
            name: name,
            municipalityCount: municipalities,
            locations: locations.count,
            residents: locations.compactMap(\.residents).reduce(0, +),
            residentsUnknown: locations.count { $0.residents == nil },
            capped: locations.count { $0.notMet.contains { $0.criterion.hasPrefix("A") && $0.criterion != "A3" } },
            figures: figures,
            criteria: criteria
        )
    }

    private static func recommendations(_ locations: [LocationReport]) -> [Recommendation] {
        var result: [Recommendation] = []
        for criterion in framework.criteria {
            let failing = locations.filter { $0.notMet.contains { $0.criterion == criterion.id } }
            guard !failing.isEmpty else { continue }
            let obligation: Recommendation.Obligation =
                criterion.isBasicRequirement
                ? .basicRequirement
                : criterion.provenance.status == .norm
                    ? .unverifiedNorm : criterion.provenance.status == .own ? .own : .guidance
            func advise(_ locations: [LocationReport], _ one: LocationReport?) -> Recommendation {
                let residents = locations.compactMap(\.residents).reduce(0, +)
                let variable = criterion.id == "C1" ? "showers" : criterion.id == "C2" ? "toilets" : nil
                return Recommendation(
                    priority: 0,
                    criterion: criterion.id,
                    location: one?.id,
                    locationName: one?.name,
                    obligation: obligation,
                    gap: 0.75,
                    residents: residents,
                    shortage: residents == 0
                        ? nil
                        : variable.map {
                            Shortage(
                                variable: $0,
                                unit: nil,
                                quantity: Double(locations.count * 3),
                                quantityAtCapacity: Double(locations.count * 5),
                                basis: Double(residents),
                                basisVariable: "residents",
                                isExcess: false
                            )
                        },
                    locations: locations.map(\.id),
                    sources: locations.flatMap { $0.notMet.filter { $0.criterion == criterion.id }.map(\.source) }
                )
            }
            result.append(advise(failing, nil))
            result += failing.map { advise([$0], $0) }
        }
        result.sort { ($0.obligation.rawValue, $0.criterion) < ($1.obligation.rawValue, $1.criterion) }
        for index in result.indices { result[index].priority = index + 1 }
        return result
    }
}
