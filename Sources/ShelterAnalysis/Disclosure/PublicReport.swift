public import ShelterModel
internal import SurveyStatistics

/// What everybody may see of a report: every figure is there, or says that it is hidden.
///
/// Written as `openbaar/data/report.json`. Means, shares and coverage are 0…1.
public struct PublicReport: Hashable, Sendable, Codable {
    public static let currentFormat = "maatstaf/public-report/1"

    public var format = Self.currentFormat
    public var date: CalendarDate
    public var state: PublicationState
    /// Id and version, with `core` where the core set alone was scored.
    public var framework: String
    /// The rules by which figures were hidden: id and version.
    public var rules: String
    public var country: PublicArea
    /// By name; empty without a register, as are municipalities: then their names are free text.
    public var regions: [PublicArea]
    public var municipalities: [PublicArea]

    public init(_ plan: DisclosurePlan, _ report: QualityReport) {
        date = report.date
        state = report.state
        framework = EarlierPublication.name(of: report.framework)
        rules = "\(plan.rules.id) \(plan.rules.version)"
        country = PublicArea(plan, report, .all, region: nil)
        let isNamed = report.register != nil
        regions =
            isNamed
            ? plan.areas.regions.indices.filter { !plan.areas.regions[$0].code.isEmpty }
                .map { PublicArea(plan, report, .group($0), region: nil) } : []
        municipalities =
            isNamed
            ? report.municipalities.enumerated().map { PublicArea(plan, report, .row($0), region: $1.region) } : []
    }

    /// Country, regions and municipalities, each with what it is.
    public var areas: [(level: String, area: PublicArea)] {
        [("country", country)] + regions.map { ("region", $0) } + municipalities.map { ("municipality", $0) }
    }

    public func area(_ code: String) -> PublicArea? { areas.first { $0.area.code == code }?.area }
}

/// A number, or that it is hidden; neither where there is none.
public struct PublicFigure: Hashable, Sendable, Codable {
    public var value: Double?
    public var hidden: Bool

    public init(value: Double?, hidden: Bool = false) {
        self.value = hidden ? nil : value
        self.hidden = hidden
    }

    public var count: Int? { value.map { Int($0) } }
}

/// The figures of the country, a safety region or a municipality.
public struct PublicArea: Hashable, Sendable, Codable {
    public var code: String
    public var name: String
    /// Safety region of a municipality.
    public var region: String?
    /// Municipalities with an inspected location.
    public var municipalities: Int
    /// Inspected locations.
    public var locations: Int
    public var residents: PublicFigure
    /// Locations whose residents are in the number.
    public var residentsKnownOf: PublicFigure
    /// Locations with a failed basic requirement that binds them.
    public var capped: PublicFigure
    /// One per theme in the framework's order, then `overall`.
    public var themes: [PublicTheme]
    public var criteria: [PublicCriterion]
    /// What residents say, per criterion that asks them.
    public var answers: [PublicAnswers]
}

public struct PublicTheme: Hashable, Sendable, Codable {
    public var theme: String
    /// Locations with a score.
    public var scored: PublicFigure
    public var mean: PublicFigure
    /// Locations to which something of the theme applies.
    public var applicable: PublicFigure
    public var coverage: PublicFigure
    /// Scored locations under the cutoff; no value without a cutoff.
    public var belowCutoff: PublicFigure

    public var shareBelowCutoff: PublicFigure {
        guard let below = belowCutoff.value, let scored = scored.value, scored > 0 else {
            return PublicFigure(value: nil, hidden: belowCutoff.hidden)
        }
        return PublicFigure(value: below / scored)
    }
}

public struct PublicCriterion: Hashable, Sendable, Codable {
    public var criterion: String
    public var met: PublicFigure
    public var notMet: PublicFigure
    public var unknown: PublicFigure
    public var notApplicable: PublicFigure

    /// In the order of the parts of its table.
    public var figures: [PublicFigure] { [met, notMet, unknown, notApplicable] }

    /// Not met, as a share of met and not met.
    public var shareNotMet: PublicFigure {
        guard let met = met.value, let notMet = notMet.value else {
            return PublicFigure(value: nil, hidden: met.hidden || notMet.hidden)
        }
        return PublicFigure(value: met + notMet > 0 ? notMet / (met + notMet) : nil)
    }
}

public struct PublicAnswers: Hashable, Sendable, Codable {
    public var criterion: String
    public var answers: PublicFigure
    public var share: PublicFigure
}

extension PublicArea {
    init(_ plan: DisclosurePlan, _ report: QualityReport, _ place: GroupedTable.Place, region: String?) {
        func figure(_ kind: PublishableTable.Kind, _ subject: String, _ part: Int = 0) -> PublicFigure {
            guard let table = plan.index(kind, subject) else { return PublicFigure(value: nil) }
            let cell = GroupedTable.Cell(place, part)
            return PublicFigure(value: plan.value(table, cell), hidden: plan.isHidden(table, cell))
        }
        /// How many a figure is over; hidden with it.
        func total(_ kind: PublishableTable.Kind, _ subject: String) -> PublicFigure {
            guard let table = plan.index(kind, subject) else { return PublicFigure(value: nil) }
            return PublicFigure(
                value: Double(plan.tables[table].table.line(place).contributors),
                hidden: plan.isHidden(table, GroupedTable.Cell(place, 0))
            )
        }
        let area = plan.areas.area(place)
        let overall = ThemeFigures.overall
        self.init(
            code: area.code,
            name: area.name,
            region: region,
            municipalities: area.municipalities,
            locations: area.locations,
            residents: figure(.residents, overall),
            residentsKnownOf: total(.residents, overall),
            capped: figure(.capped, overall),
            themes: (report.framework.themes.map(\.id) + [overall]).map { theme in
                PublicTheme(
                    theme: theme,
                    scored: total(.score, theme),
                    mean: figure(.score, theme),
                    applicable: total(.coverage, theme),
                    coverage: figure(.coverage, theme),
                    belowCutoff: figure(.below, theme)
                )
            },
            criteria: report.framework.criteria.map { criterion in
                PublicCriterion(
                    criterion: criterion.id,
                    met: figure(.criterion, criterion.id, 0),
                    notMet: figure(.criterion, criterion.id, 1),
                    unknown: figure(.criterion, criterion.id, 2),
                    notApplicable: figure(.criterion, criterion.id, 3)
                )
            },
            answers: report.framework.criteria.filter { plan.index(.answers, $0.id) != nil }.map { criterion in
                PublicAnswers(
                    criterion: criterion.id,
                    answers: total(.answers, criterion.id),
                    share: figure(.answers, criterion.id)
                )
            }
        )
    }
}
