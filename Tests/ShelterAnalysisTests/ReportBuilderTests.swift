import ShelterAnalysis
import ShelterModel
import ShelterScoring
import Testing

@Suite struct ReportBuilderTests {
    private static let columns = [
        ColumnDefinition(headers: ["id"], variable: "id", role: .locationID, type: .text),
        ColumnDefinition(headers: ["bewoners"], variable: "residents", role: .residents, type: .integer),
        ColumnDefinition(headers: ["capaciteit"], variable: "capacity", role: .capacity, type: .integer),
        ColumnDefinition(headers: ["douches"], variable: "showers", type: .integer),
        ColumnDefinition(headers: ["m2"], variable: "area", type: .number, unit: "m2"),
        ColumnDefinition(headers: ["kamers"], variable: "rooms", type: .integer),
        ColumnDefinition(headers: ["op slot"], variable: "lockable", type: .integer),
        ColumnDefinition(
            headers: ["melding"],
            variable: "notified",
            type: .boolean,
            codes: [Code(value: "yes", forms: ["ja"]), Code(value: "no", forms: ["nee"])]
        ),
    ]

    private let codeBook = CodeBook(
        id: "x",
        version: "1",
        label: LocalizedText([:]),
        source: "",
        assessments: .each,
        register: nil,
        tables: [TableDefinition(name: "t", grain: .location, columns: columns)],
        joins: []
    )

    private func criterion(
        _ id: String,
        _ requirement: Requirement,
        _ status: LegalStatus,
        isBasic: Bool = false
    ) -> Criterion {
        Criterion(
            id: id,
            shortName: id,
            label: LocalizedText([:]),
            requirement: requirement,
            provenance: Provenance(source: "s", status: status, verification: .sourced),
            isBasicRequirement: isBasic
        )
    }

    private func report(_ rows: [[Double?]]) throws -> QualityReport {
        let framework = Framework(
            id: "f",
            version: "1",
            label: LocalizedText([:]),
            source: "",
            codeBook: "x",
            coverageFloor: 0,
            bands: [Band(id: "low", label: LocalizedText([:]), from: 0)],
            cap: "low",
            overallCutoff: nil,
            themes: [
                Theme(
                    id: "t",
                    label: LocalizedText([:]),
                    weight: 1,
                    cutoff: nil,
                    criteria: [
                        criterion("own", .test(.ratio("lockable", "rooms"), .atLeast(1), nil), .own),
                        criterion("showers", .test(.ratio("residents", "showers"), .atMost(12), nil), .guidance),
                        criterion("area", .test(.ratio("area", "residents"), .atLeast(4), nil), .guidance),
                        criterion("basic", .test(.variable("notified"), .isTrue, nil), .norm, isBasic: true),
                        criterion("benchmark", .test(.ratio("residents", "showers"), .atMost(8), nil), .benchmark),
                    ]
                )
            ]
        )
        let compiled = try CompiledFramework(framework, codeBook: codeBook)
        let table = Table(
            file: "a.csv",
            lines: rows.indices.map { $0 + 2 },
            columns: Self.columns.indices.map { column in
                column == 0
                    ? .text(TextColumn(bytes: [], ends: rows.map { _ in 0 }, status: rows.map { _ in .empty }))
                    : .number(
                        NumberColumn(
                            values: rows.map { $0[column - 1] ?? 0 },
                            status: rows.map { $0[column - 1] == nil ? .empty : .present }
                        )
                    )
            },
            fields: Self.columns.indices.map { $0 + 1 },
            headers: Self.columns.map { $0.headers[0] }
        )
        let batch = compiled.score(table)
        var observer = Observer(compiled, table: table, codes: [:])
        var builder = ReportBuilder(framework: compiled, codeBook: codeBook)
        var tally = AreaTally(compiled)
        for row in rows.indices {
            builder.add(
                AssessmentFacts(
                    locationID: "L\(row)",
                    assessmentID: "a\(row)",
                    locationName: "N\(row)",
                    kind: nil,
                    visitDate: nil,
                    residents: rows[row][0].map { Int($0) },
                    capacity: nil,
                    source: SourceLocation(file: "a.csv", line: row + 2)
                ),
                area: 0,
                batch: batch,
                row: row,
                observer: &observer
            )
            tally.add(batch, row: row, residents: rows[row][0].map { Int($0) }, framework: compiled)
        }
        return builder.report(
            areas: [Area(code: "GM0001", name: "Ons Dorp", region: SafetyRegion(code: "VR01", name: "R"))],
            tallies: [tally],
            date: CalendarDate(daysSince1970: 20_000),
            state: .concept,
            register: nil,
            inputs: [],
            diagnostics: []
        )
    }

    @Test("Three showers short for 96 residents, five at full capacity")
    func shortage() throws {
        // 96 / 12 = 8 needed, 120 / 12 = 10 at capacity; 5 are there.
        let report = try report([[96, 120, 5, 400, 30, 27, 1]])
        let showers = try #require(
            report.municipalities[0].recommendations.first { $0.criterion == "showers" && $0.location != nil }
        )
        #expect(
            showers.shortage
                == Shortage(
                    variable: "showers",
                    unit: nil,
                    quantity: 3,
                    quantityAtCapacity: 5,
                    basis: 96,
                    basisVariable: "residents",
                    isExcess: false
                )
        )
        let rooms = try #require(
            report.municipalities[0].recommendations.first { $0.criterion == "own" && $0.location != nil }
        )
        #expect(rooms.shortage?.quantity == 3)
        #expect(rooms.gap == 0.09999999999999998)
        #expect(report.municipalities[0].recommendations.contains { $0.criterion == "area" } == false)
    }

    @Test("An area is not rounded to whole metres, and zero showers are as far off as can be")
    func kinds() throws {
        let report = try report([[96, nil, 0, 380.5, 30, 30, 1]])
        let own = report.municipalities[0].recommendations.filter { $0.location != nil }
        #expect(own.map(\.criterion) == ["showers", "area"])
        #expect(own[0].gap == 1)
        #expect(own[0].shortage?.quantity == 8)
        #expect(own[0].shortage?.quantityAtCapacity == nil)
        #expect(own[1].shortage?.quantity == 3.5)
    }

    @Test("Obligation comes first, then gap; benchmarks give no advice")
    func priority() throws {
        let report = try report([[96, 120, 7, 100, 30, 0, 0]])
        let own = report.municipalities[0].recommendations.filter { $0.location != nil }
        #expect(own.map(\.criterion) == ["basic", "area", "showers", "own"])
        #expect(own.map(\.priority) == [1, 2, 3, 4])
        #expect(own.map(\.obligation) == [.basicRequirement, .guidance, .guidance, .own])
        // The score by itself is no higher than the cap.
        #expect(report.municipalities[0].locations[0].scores.last?.cappedBy == [])
    }

    @Test("The municipality's points add up those of its locations and name their evidence")
    func together() throws {
        let report = try report([
            [96, 120, 5, 400, 30, 30, 1], [24, 24, 1, 100, 9, 9, 1], [nil, 10, 1, 100, 9, 9, 1],
        ])
        let whole = report.municipalities[0].recommendations.filter { $0.location == nil }
        #expect(whole.map(\.criterion) == ["showers"])
        #expect(whole[0].locations == ["L0", "L1"])
        #expect(whole[0].residents == 120)
        #expect(whole[0].shortage?.quantity == 4)
        #expect(whole[0].shortage?.quantityAtCapacity == 6)
        #expect(
            whole[0].sources == [
                SourceLocation(file: "a.csv", line: 2, column: 2, field: "bewoners"),
                SourceLocation(file: "a.csv", line: 3, column: 2, field: "bewoners"),
            ]
        )
        #expect(report.municipalities[0].locations[2].unknown.map(\.criterion) == ["showers", "area", "benchmark"])
        #expect(report.country.residents == 120)
        #expect(report.country.residentsUnknown == 1)
        #expect(report.regions.map(\.code) == ["VR01"])
    }

    @Test("Municipalities stand in the order of a Dutch index: accents and articles do not count")
    func order() throws {
        let framework = Framework(
            id: "f",
            version: "1",
            label: LocalizedText([:]),
            source: "",
            codeBook: "x",
            coverageFloor: 0,
            bands: [],
            cap: nil,
            overallCutoff: nil,
            themes: [
                Theme(
                    id: "t",
                    label: LocalizedText([:]),
                    weight: 1,
                    cutoff: nil,
                    criteria: [criterion("a", .test(.variable("showers"), .atLeast(1), nil), .own)]
                )
            ]
        )
        let compiled = try CompiledFramework(framework, codeBook: codeBook)
        let names = ["Swalmen", "'s-Gravenhage", "Súdwest-Fryslân", "Haarlem", "Stein", "’t Hof", "aa"]
        let table = Table(
            file: "a.csv",
            lines: [2],
            columns: Self.columns.map { column in
                column.type == .text
                    ? .text(TextColumn(bytes: [], ends: [0], status: [.empty]))
                    : .number(NumberColumn(values: [1], status: [.present]))
            },
            fields: Self.columns.map { _ in nil },
            headers: Self.columns.map { $0.headers[0] }
        )
        var tally = AreaTally(compiled)
        tally.add(compiled.score(table), row: 0, residents: 1, framework: compiled)
        let report = ReportBuilder(framework: compiled, codeBook: codeBook).report(
            areas: names.enumerated().map { Area(code: "\($0.offset)", name: $0.element) },
            tallies: names.map { _ in tally },
            date: CalendarDate(daysSince1970: 0),
            state: .concept,
            register: nil,
            inputs: [],
            diagnostics: []
        )
        #expect(
            report.municipalities.map(\.area.name) == [
                "aa", "'s-Gravenhage", "Haarlem", "’t Hof", "Stein", "Súdwest-Fryslân", "Swalmen",
            ]
        )
    }
}
