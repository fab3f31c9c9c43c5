import ShelterAnalysis
import ShelterModel

/// One municipality: its profile, locations, findings, recommendations and what is unknown.
struct MunicipalityPage {
    /// Locations shown; the rest stands in `data/locations.csv`.
    static let mostLocations = 200

    let composer: Composer
    let municipality: MunicipalityReport
    /// Target of the link to the overview, if it is written and may be seen.
    let up: String?
    /// What everybody may see: of others a municipality sees no more.
    let disclosed: PublicReport?
    let corrections: Corrections?
    let points: [ImprovementPlan.Item]

    var words: Words { composer.words }
    var area: AreaReport { municipality.area }
    var isInternal: Bool { composer.audience == .intern }
    var shown: ArraySlice<LocationReport> { municipality.locations.prefix(Self.mostLocations) }

    var document: Document {
        composer.document(
            title: area.name,
            kicker: words("report.municipality.kicker"),
            up: up,
            blocks: blocks
        )
    }

    private var blocks: [Block] {
        var blocks: [Block] = [
            .lead(composer.lead(of: area, isCountry: false)),
            composer.profile(
                of: area,
                label: words("report.profile.this"),
                region: comparable(region),
                country: comparable(composer.report.country),
                showsExtremes: isInternal
            ),
        ]
        let reserved = composer.reservedSentences(of: area)
        if !reserved.isEmpty { blocks.append(.paragraph([.secondary(reserved)])) }
        blocks += comparisonNotes
        blocks.append(.contents)
        blocks += LocationsSection(page: self).blocks
        blocks += MunicipalityEstimatesSection(page: self).blocks
        blocks += FindingsSection(composer: composer, area: area).blocks
        blocks += RecommendationsSection(page: self).blocks
        blocks += BesideSection(page: self).blocks
        blocks += LiftSection(page: self).blocks
        blocks += UnknownSection(page: self).blocks
        blocks +=
            CorrectionsSection(
                composer: composer,
                code: area.code,
                corrections: corrections,
                points: points
            ).blocks
        blocks += MethodSection(composer: composer, dataFolder: "../data/", showsDiagnostics: false).blocks
        return blocks
    }

    // MARK: Comparison

    private var region: AreaReport? {
        municipality.region.flatMap { code in composer.report.regions.first { $0.code == code } }
    }

    /// The area; outside only as everybody may see it, and not at all where its scores are hidden.
    private func comparable(_ other: AreaReport?) -> AreaReport? {
        guard let other, !isInternal else { return other }
        guard let shown = disclosed?.area(other.code), shown.themes.contains(where: { $0.mean.value != nil }) else {
            return nil
        }
        return composer.profileArea(shown)
    }

    private var comparisonNotes: [Block] {
        var shown: [Inline] = []
        var hidden: [Block] = []
        if let region, comparable(region) == nil {
            hidden.append(
                .note(
                    words.inlines(
                        "report.comparison.region-hidden",
                        ["region": [.name(region.name)]]
                    )
                )
            )
        } else if let region {
            shown += comparison("report.comparison.region", region)
        } else if composer.report.register != nil {
            shown += words.inlines("report.comparison.no-region")
        }
        if comparable(composer.report.country) == nil {
            hidden.append(.note(words.inlines("report.comparison.country-hidden")))
        } else {
            if !shown.isEmpty { shown.append(.text(" ")) }
            shown += comparison("report.comparison.country", composer.report.country)
        }
        return (shown.isEmpty ? [] : [.paragraph([.secondary(shown)])]) + hidden
    }

    private func comparison(_ key: String, _ other: AreaReport) -> [Inline] {
        words.inlines(
            key,
            [
                "region": [.name(other.name)],
                "municipalities": [.text(words.counted(other.municipalityCount, "report.count.municipality"))],
            ]
        )
    }
}
