internal import ShelterAnalysis
internal import ShelterModel
internal import SurveyStatistics

/// The data files of `robustness`. A rank never stands without its interval.
struct RobustnessTables {
    private let result: Robustness
    private let data: ReplayData
    private let areas: [Area]
    private let tallies: [AreaTally]
    private let texts: Texts
    private let language: Language

    init(
        _ result: Robustness,
        _ data: ReplayData,
        areas: [Area],
        tallies: [AreaTally],
        texts: Texts,
        language: Language
    ) {
        self.result = result
        self.data = data
        self.areas = areas
        self.tallies = tallies
        self.texts = texts
        self.language = language
    }

    /// From this share of the replays a conclusion stands, and from the second it mostly does.
    static let stands = 0.95
    static let mostly = 0.8

    static func verdict(_ share: Double) -> String {
        share >= stands ? "stands" : share >= mostly ? "mostly" : "depends"
    }

    /// To 6 decimals: replays tell no more.
    private static func rounded(_ number: Double) -> Double { (number * 1e6).rounded() / 1e6 }

    private static let unitColumns = [
        "score", "score_low", "score_median", "score_high", "rank", "rank_low", "rank_high", "ranked", "scored_share",
    ]

    private static func add(_ unit: Robustness.Unit, ranked: Int, to line: inout CSVLine) {
        for score in [unit.score, unit.low, unit.median, unit.high] { line.add(score.map(FixedPoint.readable)) }
        // A rank without an interval is none.
        line.add(unit.rankLow == nil ? nil : unit.rank)
        line.add(unit.rankLow)
        line.add(unit.rankHigh)
        line.add(ranked)
        line.add(rounded(unit.scoredShare))
    }

    var locations: [UInt8] {
        var line = CSVLine(["location", "location_name", "municipality_code", "municipality"] + Self.unitColumns)
        let ranked = result.locations.count { $0.rank != nil }
        for (row, unit) in zip(data.rows, result.locations) {
            line.add(foreign: row.location)
            line.add(foreign: row.name)
            line.add(foreign: areas[row.area].code)
            line.add(foreign: areas[row.area].name)
            Self.add(unit, ranked: ranked, to: &line)
            line.end()
        }
        return line.bytes
    }

    /// Areas by code.
    private var order: [Int] {
        result.areas.indices.sorted { areas[$0].code < areas[$1].code }
    }

    var municipalities: [UInt8] {
        var line = CSVLine(["municipality_code", "municipality", "locations"] + Self.unitColumns)
        let ranked = result.areas.count { $0.rank != nil }
        for area in order {
            line.add(foreign: areas[area].code)
            line.add(foreign: areas[area].name)
            line.add(tallies[area].locations)
            Self.add(result.areas[area], ranked: ranked, to: &line)
            line.end()
        }
        return line.bytes
    }

    var conclusions: [UInt8] {
        var line = CSVLine(["area_code", "area", "kind", "theme", "answer", "statement", "share", "verdict"])
        let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        let sorted = result.verdicts.enumerated().sorted { first, second in
            let left = first.element.conclusion.area.map { places[$0] ?? 0 } ?? -1
            let right = second.element.conclusion.area.map { places[$0] ?? 0 } ?? -1
            return (left, first.offset) < (right, second.offset)
        }
        for (_, verdict) in sorted {
            let conclusion = verdict.conclusion
            line.add(foreign: conclusion.area.map { areas[$0].code } ?? "all")
            line.add(foreign: areaName(conclusion.area))
            line.add(conclusion.kind.rawValue)
            line.add(themeID(conclusion.theme))
            line.add(answer(conclusion))
            line.add(foreign: sentence(of: conclusion))
            line.add(Self.rounded(verdict.share))
            line.add(Self.verdict(verdict.share))
            line.end()
        }
        return line.bytes
    }

    private func answer(_ conclusion: RobustnessConclusion) -> String {
        switch conclusion.kind {
        case .cutoff: conclusion.answer == 1 ? "under" : "not-under"
        case .lowestThemes: "lowest"
        case .band: data.framework.bands[conclusion.answer].id
        }
    }

    /// A conclusion as a sentence of the report.
    func sentence(of conclusion: RobustnessConclusion) -> String {
        let key =
            switch conclusion.kind {
            case .cutoff: conclusion.answer == 1 ? "under" : "not-under"
            case .lowestThemes: "lowest"
            case .band: "band"
            }
        return texts(
            "robustness.conclusion.\(key)",
            [
                "area": areaName(conclusion.area), "theme": themeName(conclusion.theme),
                "band": conclusion.kind == .band ? data.framework.bands[conclusion.answer].label[language] : "",
            ]
        )
    }

    private func areaName(_ area: Int?) -> String {
        area.map { areas[$0].name } ?? texts("robustness.all")
    }

    private func themeID(_ theme: Int) -> String {
        theme < data.framework.themes.count ? data.framework.themes[theme].id : ThemeFigures.overall
    }

    private func themeName(_ theme: Int) -> String {
        guard theme < data.framework.themes.count else { return texts("robustness.overall") }
        return data.framework.themes[theme].label[language]
    }

    var sensitivity: [UInt8] {
        var line = CSVLine([
            "result", "code", "name", "group", "first", "first_low", "first_high", "total", "total_low", "total_high",
        ])
        for one in result.sensitivities {
            for (number, group) in result.groups.enumerated() {
                switch one.output {
                case .mean: add("mean", "all", texts("robustness.all"), &line)
                case .rankShift: add("rank-shift", "all", texts("robustness.all"), &line)
                case .conclusions: add("conclusions", "all", texts("robustness.all"), &line)
                case .area(let area): add("municipality", areas[area].code, areas[area].name, &line)
                case .location(let row): add("location", data.rows[row].location, data.rows[row].name, &line)
                }
                line.add(group.rawValue)
                for index in [one.first?[number], one.total?[number]] {
                    for number in [index?.value, index?.low, index?.high] { line.add(number.map(Self.rounded)) }
                }
                line.end()
            }
        }
        return line.bytes
    }

    private func add(_ result: String, _ code: String, _ name: String, _ line: inout CSVLine) {
        line.add(result)
        line.add(foreign: code)
        line.add(foreign: name)
    }

    var scenarios: [UInt8] {
        var line = CSVLine([
            "change", "of", "mean", "mean_shift", "scored", "largest_municipality_shift", "largest_rank_shift",
            "ranks_changed", "conclusions_lost", "conclusions", "verification",
        ])
        for scenario in result.scenarios {
            let (change, of) = name(of: scenario.change)
            line.add(change)
            line.add(foreign: of)
            line.add(scenario.mean)
            line.add(scenario.mean.flatMap { mean in result.baseMean.map { FixedPoint.readable(mean - $0) } })
            line.add(scenario.scored)
            line.add(scenario.largestShift.map(FixedPoint.readable))
            line.add(scenario.largestRankShift)
            line.add(scenario.ranksChanged)
            line.add(scenario.conclusionsLost)
            line.add(result.verdicts.count)
            if case .withoutCriterion(let criterion) = scenario.change {
                line.add(data.framework.criteria[criterion].provenance.verification.rawValue)
            } else {
                line.add("")
            }
            line.end()
        }
        return line.bytes
    }

    private func name(of change: Robustness.Scenario.Change) -> (String, String) {
        switch change {
        case .aggregation(let aggregation): ("aggregation", aggregation.rawValue)
        case .missing(let missing): ("missing", missing.rawValue)
        case .equalThemeWeights: ("weights", "equal-themes")
        case .equalCriterionWeights: ("weights", "equal-criteria")
        case .weights(let name): ("weights", name)
        case .withoutCriterion(let criterion): ("without-criterion", data.framework.criteria[criterion].id)
        case .withoutTheme(let theme): ("without-theme", data.framework.themes[theme].id)
        }
    }
}
