import ShelterModel
import ShelterScoring

/// A framework and table small enough to compute by hand.
enum Example {
    static let columns: [ColumnDefinition] = [
        ColumnDefinition(headers: ["id"], variable: "id", role: .locationID, type: .text),
        ColumnDefinition(headers: ["gemeente"], variable: "gemeente", role: .municipality, type: .text),
        ColumnDefinition(headers: ["datum"], variable: "visit", role: .visitDate, type: .date),
        ColumnDefinition(headers: ["bewoners"], variable: "residents", role: .residents, type: .integer),
        ColumnDefinition(headers: ["capaciteit"], variable: "capacity", role: .capacity, type: .integer),
        ColumnDefinition(headers: ["a"], variable: "a", type: .number),
        ColumnDefinition(headers: ["b"], variable: "b", type: .number),
        ColumnDefinition(headers: ["c"], variable: "c", type: .number),
        ColumnDefinition(
            headers: ["ja"],
            variable: "flag",
            type: .boolean,
            codes: [Code(value: "yes", forms: ["ja"]), Code(value: "no", forms: ["nee"])]
        ),
        ColumnDefinition(
            headers: ["fase"],
            variable: "phase",
            type: .choice,
            codes: [Code(value: "early", forms: ["vroeg"]), Code(value: "late", forms: ["laat"])]
        ),
        ColumnDefinition(headers: ["sinds"], variable: "since", type: .date),
    ]

    static let codeBook = CodeBook(
        id: "example",
        version: "1",
        label: LocalizedText([:]),
        source: "",
        assessments: .each,
        register: nil,
        tables: [TableDefinition(name: "locations", grain: .location, columns: columns)],
        joins: []
    )

    static func criterion(
        _ id: String,
        _ requirement: Requirement,
        when condition: Requirement? = nil,
        weight: Double = 1,
        unit: String? = nil,
        status: LegalStatus = .guidance,
        tag: Verification = .sourced,
        isBasic: Bool = false,
        from: CalendarDate? = nil,
        to: CalendarDate? = nil,
        until: CalendarDate? = nil
    ) -> Criterion {
        Criterion(
            id: id,
            shortName: id,
            label: LocalizedText([:]),
            unit: unit,
            condition: condition,
            requirement: requirement,
            weight: weight,
            provenance: Provenance(source: "", status: status, verification: tag, verifiedUntil: until),
            validFrom: from,
            validTo: to,
            isBasicRequirement: isBasic
        )
    }

    static func framework(
        _ themes: [(weight: Double, criteria: [Criterion])],
        floor: Double = 0.6,
        cap: String? = nil
    ) -> Framework {
        Framework(
            id: "example",
            version: "1",
            label: LocalizedText([:]),
            source: "",
            codeBook: "example",
            coverageFloor: floor,
            bands: [("low", 0), ("middle", 0.5), ("high", 0.9)].map {
                Band(id: $0.0, label: LocalizedText([:]), from: $0.1)
            },
            cap: cap,
            overallCutoff: 0.6,
            themes: themes.enumerated().map {
                Theme(
                    id: "t\($0)",
                    label: LocalizedText([:]),
                    weight: $1.weight,
                    cutoff: 0.6,
                    criteria: $1.criteria
                )
            }
        )
    }

    /// One row; variables that are not named are empty.
    struct Row {
        var numbers: [String: Double] = [:]
        var codes: [String: UInt16] = [:]
        var missing: [String: CellStatus] = [:]

        init(
            _ numbers: [String: Double] = [:],
            codes: [String: UInt16] = [:],
            missing: [String: CellStatus] = [:]
        ) {
            self.numbers = numbers
            self.codes = codes
            self.missing = missing
        }
    }

    static func table(_ rows: [Row]) -> Table {
        Table(
            file: "example.csv",
            lines: rows.indices.map { $0 + 2 },
            columns: columns.map { column in
                switch column.type {
                case .text:
                    .text(
                        TextColumn(
                            bytes: [],
                            ends: rows.map { _ in 0 },
                            status: rows.map { _ in CellStatus.empty }
                        )
                    )
                case .choice:
                    .coded(
                        CodedColumn(
                            codes: rows.map { $0.codes[column.variable] ?? 0 },
                            status: rows.map {
                                $0.codes[column.variable] == nil ? $0.missing[column.variable] ?? .empty : .present
                            }
                        )
                    )
                default:
                    .number(
                        NumberColumn(
                            values: rows.map { $0.numbers[column.variable] ?? 0 },
                            status: rows.map {
                                $0.numbers[column.variable] == nil ? $0.missing[column.variable] ?? .empty : .present
                            }
                        )
                    )
                }
            },
            fields: columns.indices.map { $0 + 1 },
            headers: columns.map { $0.headers[0] }
        )
    }

    /// The outcome of one requirement in one row.
    static func outcome(
        _ criterion: Criterion,
        _ row: Row
    ) throws -> (outcome: Outcome, attainment: Double, reason: OutcomeReason) {
        let compiled = try CompiledFramework(framework([(1, [criterion])]), codeBook: codeBook)
        let batch = compiled.score(table([row]))
        return (
            batch.outcome(0, 0), FixedPoint(parts: batch.attainments[0][0]).value, batch.reason(0, 0)
        )
    }

    static func day(_ text: String) -> Double {
        Double(CalendarDate(iso: text)?.daysSince1970 ?? 0)
    }
}
