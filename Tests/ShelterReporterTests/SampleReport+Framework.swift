import ShelterAnalysis
import ShelterModel

extension SampleReport {
    static func criterion(
        _ id: String,
        _ nl: String,
        _ en: String,
        _ requirement: Requirement,
        unit: String? = nil,
        status: LegalStatus = .guidance,
        verification: Verification = .sourced,
        isBasic: Bool = false,
        source: String = "Voorbeeldleidraad opvang, § 3.2, p. 14",
        advice: (String, String) = ("", "")
    ) -> Criterion {
        Criterion(
            id: id,
            shortName: id.lowercased(),
            label: LocalizedText(nl: nl, en: en),
            advice: LocalizedText(nl: advice.0, en: advice.1),
            unit: unit,
            requirement: requirement,
            provenance: Provenance(
                source: source,
                sourceVersion: "2023",
                status: status,
                verification: verification,
                verifiedBy: isBasic ? "J. Voorbeeld" : nil,
                verifiedOn: isBasic ? CalendarDate(year: 2025, month: 1, day: 6) : nil
            ),
            isBasicRequirement: isBasic
        )
    }

    static let framework = Framework(
        id: "voorbeeld",
        version: "2025.1",
        label: LocalizedText(nl: "Voorbeeldkader opvang", en: "Example shelter framework"),
        source: "Verzonnen voor deze proef",
        codeBook: "voorbeeld",
        coverageFloor: 0.6,
        bands: [
            Band(id: "zeer-laag", label: LocalizedText(nl: "zeer laag", en: "very low"), from: 0),
            Band(id: "laag", label: LocalizedText(nl: "laag", en: "low"), from: 0.4),
            Band(id: "midden", label: LocalizedText(nl: "midden", en: "middle"), from: 0.6),
            Band(id: "hoog", label: LocalizedText(nl: "hoog", en: "high"), from: 0.8),
        ],
        cap: "laag",
        overallCutoff: 0.6,
        themes: [
            Theme(
                id: "veiligheid",
                label: LocalizedText(nl: "Veiligheid", en: "Safety"),
                weight: 1,
                cutoff: 0.7,
                criteria: [
                    criterion(
                        "A1",
                        "Rookmelder in elke slaapkamer",
                        "Smoke alarm in every bedroom",
                        .test(.variable("alarms"), .isTrue, nil),
                        status: .norm,
                        isBasic: true,
                        source: "Voorbeeldbesluit gebouwen, art. 6.21",
                        advice: ("Hang in elke slaapkamer een rookmelder.", "Put a smoke alarm in every bedroom.")
                    ),
                    criterion(
                        "A2",
                        "Vrije vluchtweg",
                        "Clear escape route",
                        .test(.variable("exits"), .isTrue, nil),
                        status: .norm,
                        isBasic: true,
                        source: "Voorbeeldbesluit gebouwen, art. 6.24",
                        advice: ("Maak de vluchtweg vrij.", "Clear the escape route.")
                    ),
                    criterion(
                        "A3",
                        "Meldpunt bekend bij bewoners",
                        "Residents know where to report",
                        .test(.variable("desk"), .isTrue, nil),
                        status: .own,
                        verification: .design
                    ),
                ]
            ),
            Theme(
                id: "privacy",
                label: LocalizedText(nl: "Privacy", en: "Privacy"),
                weight: 1,
                cutoff: 0.6,
                criteria: [
                    criterion(
                        "B1",
                        "Afsluitbare kamer per huishouden",
                        "Lockable room per household",
                        .test(.ratio("lockable_rooms", "rooms"), .atLeast(1), nil),
                        unit: "share",
                        advice: ("Maak elke kamer afsluitbaar.", "Make every room lockable.")
                    ),
                    criterion(
                        "B2",
                        "Woonruimte per bewoner",
                        "Living space per resident",
                        .test(.ratio("floor_area", "residents"), .atLeast(5), nil),
                        unit: "m²",
                        status: .norm,
                        verification: .knowledge,
                        advice: ("Geef bewoners meer ruimte.", "Give residents more space.")
                    ),
                ]
            ),
            Theme(
                id: "sanitair",
                label: LocalizedText(nl: "Sanitair en wassen", en: "Sanitation and washing"),
                weight: 1,
                cutoff: 0.6,
                criteria: [
                    criterion(
                        "C1",
                        "Bewoners per douche",
                        "Residents per shower",
                        .test(.ratio("residents", "showers"), .atMost(10), nil),
                        unit: "bewoners",
                        advice: ("Plaats extra douches.", "Add showers.")
                    ),
                    criterion(
                        "C2",
                        "Bewoners per toilet",
                        "Residents per toilet",
                        .test(.ratio("residents", "toilets"), .atMost(8), nil),
                        unit: "bewoners",
                        verification: .secondary,
                        advice: ("Plaats extra toiletten.", "Add toilets.")
                    ),
                ]
            ),
            Theme(
                id: "zelfstandigheid",
                label: LocalizedText(nl: "Zelfstandigheid", en: "Independence"),
                weight: 0.5,
                cutoff: 0.6,
                criteria: [
                    criterion(
                        "D1",
                        "Zelf kunnen koken",
                        "Able to cook",
                        .test(.variable("kitchen"), .oneOf(["own", "shared"]), nil),
                        advice: ("Maak een keuken waar bewoners zelf koken.", "Make a kitchen for residents.")
                    ),
                    criterion(
                        "D2",
                        "Wasmachine binnen 200 meter",
                        "Washing machine within 200 metres",
                        .test(.variable("laundry"), .atMost(200), nil),
                        unit: "m",
                        status: .own,
                        verification: .design
                    ),
                ]
            ),
        ]
    )

    static let codeBook = CodeBook(
        id: "voorbeeld",
        version: "2025.1",
        label: LocalizedText(nl: "Inspectieformulier", en: "Inspection form"),
        source: "Verzonnen",
        assessments: .newest,
        register: "voorbeeld",
        tables: [
            TableDefinition(
                name: "locations",
                grain: .location,
                columns: [
                    counted("showers", "douche", "douches", "shower", "showers"),
                    counted("toilets", "toilet", "toiletten", "toilet", "toilets"),
                    counted("residents", "bewoner", "bewoners", "resident", "residents"),
                    ColumnDefinition(
                        headers: ["keuken"],
                        variable: "kitchen",
                        type: .choice,
                        codes: [
                            Code(value: "own", forms: [], label: LocalizedText(nl: "eigen keuken", en: "own kitchen")),
                            Code(
                                value: "shared",
                                forms: [],
                                label: LocalizedText(nl: "gedeelde keuken", en: "shared kitchen")
                            ),
                            Code(value: "none", forms: [], label: LocalizedText(nl: "geen keuken", en: "no kitchen")),
                        ]
                    ),
                ]
            )
        ],
        joins: []
    )

    private static func counted(_ variable: String, _ one: String, _ many: String, _ oneEn: String, _ manyEn: String)
        -> ColumnDefinition
    {
        ColumnDefinition(
            headers: [variable],
            variable: variable,
            type: .integer,
            noun: Noun(one: LocalizedText(nl: one, en: oneEn), many: LocalizedText(nl: many, en: manyEn))
        )
    }
}
