import ShelterModel
import ShelterRehearsal
import Testing

enum Sample {
    static let codeBook: CodeBook = {
        let codes = [
            Code(value: "yes", forms: ["ja", "j", "waar"]), Code(value: "no", forms: ["nee", "n", "onwaar"]),
        ]
        let missing: [CellStatus: [String]] = [
            .notAsked: ["niet gevraagd", "#N/B"], .notApplicable: ["n.v.t."], .dontKnow: ["weet niet", "?"],
        ]
        func column(
            _ header: String,
            _ variable: String,
            _ role: ColumnRole? = nil,
            _ type: ValueType,
            range: ClosedRange<Double>? = nil,
            unit: String? = nil,
            codes: [Code] = []
        ) -> ColumnDefinition {
            ColumnDefinition(
                headers: [header],
                variable: variable,
                role: role,
                type: type,
                unit: unit,
                range: range,
                codes: codes,
                missing: role == nil ? missing : [:]
            )
        }
        let columns = [
            column("locatie_id", "id", .locationID, .text),
            column("naam", "name", .locationName, .text),
            column("gemeente", "municipality", .municipality, .text),
            column("bezoekdatum", "visit_date", .visitDate, .date),
            column(
                "soort",
                "kind",
                .kind,
                .choice,
                codes: [Code(value: "hotel", forms: ["hotel", "pension"]), Code(value: "ship", forms: ["schip"])]
            ),
            column("plaatsen", "capacity", .capacity, .integer, range: 0...2000),
            column("bewoners", "residents", .residents, .integer, range: 0...2000),
            column("kamers", "rooms", nil, .integer, range: 0...1000),
            column("kamers_op_slot", "lockable_rooms", nil, .integer, range: 0...1000),
            column("oppervlakte", "area", nil, .number, range: 0...40000, unit: "m2"),
            column("plafond", "ceiling", nil, .number, range: 1.5...6, unit: "m"),
            column("warm_water", "hot_water", nil, .boolean, codes: codes),
            column("catering", "catering", nil, .boolean, codes: codes),
            column("maaltijden", "meals", nil, .integer, range: 0...10),
            column("inspectie", "last_inspection", nil, .date),
            column("opmerking", "remark", nil, .text),
        ]
        return CodeBook(
            id: "sample",
            version: "1",
            label: LocalizedText(nl: "Voorbeeld", en: "Sample"),
            source: "invented",
            assessments: .newest,
            register: "sample",
            tables: [TableDefinition(name: "locations", grain: .location, columns: columns)],
            joins: []
        )
    }()

    static let register: MunicipalityRegister = {
        func municipality(_ code: String, _ name: String, _ region: Int, _ aliases: [String] = []) -> Municipality {
            Municipality(
                code: code,
                name: name,
                aliases: aliases,
                safetyRegion: SafetyRegion(code: "VR0\(region)", name: "Regio \(region)"),
                province: "P"
            )
        }
        return MunicipalityRegister(
            id: "sample",
            date: CalendarDate(daysSince1970: 19358),
            source: "invented",
            municipalities: [
                municipality("GM0363", "Amsterdam", 1), municipality("GM0373", "Bergen (NH.)", 1),
                municipality("GM0893", "Bergen (L.)", 2),
                municipality("GM1900", "Súdwest-Fryslân", 3, ["Zuidwest-Friesland"]),
                municipality("GM0518", "'s-Gravenhage", 4, ["Den Haag"]), municipality("GM0599", "Rotterdam", 4),
                municipality("GM0014", "Groningen", 5), municipality("GM0106", "Assen", 6),
            ],
            former: [
                FormerMunicipality(
                    code: "GM0457",
                    name: "Weesp",
                    successor: "GM0363",
                    date: CalendarDate(daysSince1970: 19075)
                )
            ]
        )
    }()

    static let nodes: [String: [String: String]] = [
        "settings": ["missing": "0.08", "revisits": "0.05", "shares": "lockable_rooms"],
        "kinds": ["hotel": "5", "ship": "2"],
        "municipalities": ["default": "1", "GM0599": "4"],
        "words": ["bird": "De Zwaan | De Reiger"],
        "names": ["hotel": "Hotel {bird} | Pension {municipality}", "default": "MS {bird}"],
        "variables": [
            "capacity": "quantiles 4 40 90 150 950",
            "rooms": "per-place 0.4 spread 0.1 least 1",
            "lockable_rooms": "share-of rooms 0.8 full 0.5",
            "area": "per rooms 13 spread 0.2",
            "ceiling": "uniform 2.2 3.0 decimals 2",
            "hot_water": "probability 0.9",
            "catering": "probability 0.3 bad",
            "meals": "uniform 2 4 if catering",
            "last_inspection": "date-before-visit 0..500 days",
            "remark": "words netjes | let op; trap",
        ],
        "only-ship": ["ceiling": "uniform 1.9 2.2 decimals 2"],
    ]

    static func rehearsal(seed: UInt64 = 7, nodes: [String: [String: String]] = nodes) throws -> Rehearsal {
        try Rehearsal(
            codeBook: codeBook,
            register: register,
            profile: RehearsalProfile(nodes: nodes, file: "sample.yaml"),
            seed: seed
        )
    }
}

/// A reader of its own, so that the tests do not believe what the writer says about itself.
struct ExportReader {
    private let bytes: [UInt8]
    private let lineStarts: [Int]

    init(_ bytes: [UInt8]) {
        // The first three are the byte order mark.
        let bytes = Array(bytes.dropFirst(3))
        self.bytes = bytes
        lineStarts = [0] + bytes.indices.filter { bytes[$0] == 10 }.map { $0 + 1 }
    }

    var lineCount: Int { lineStarts.count - 1 }

    /// The line as it stands, without its end.
    func raw(line: Int) -> String {
        String(decoding: bytes[lineStarts[line - 1]..<lineStarts[line]].filter { $0 != 10 && $0 != 13 }, as: UTF8.self)
    }

    /// The cells of the row that begins on this line, and the number of lines it takes.
    func row(line: Int) -> (cells: [String], lines: Int) {
        var cells: [[UInt8]] = [[]]
        var isQuoted = false
        var lines = 1
        var index = lineStarts[line - 1]
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                if isQuoted, index + 1 < bytes.count, bytes[index + 1] == byte {
                    cells[cells.count - 1].append(byte)
                    index += 1
                } else {
                    isQuoted.toggle()
                }
            case UInt8(ascii: ";") where !isQuoted: cells.append([])
            case 13 where !isQuoted: return (cells.map { String(decoding: $0, as: UTF8.self) }, lines)
            default:
                if byte == 10 { lines += 1 }
                cells[cells.count - 1].append(byte)
            }
            index += 1
        }
        return (cells.map { String(decoding: $0, as: UTF8.self) }, lines)
    }

    /// Every row below the header with the line it begins on.
    var rows: [(line: Int, cells: [String])] {
        var result: [(line: Int, cells: [String])] = []
        var line = 2
        while line <= lineCount {
            let row = row(line: line)
            result.append((line, row.cells))
            line += row.lines
        }
        return result
    }
}
