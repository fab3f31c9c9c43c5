import ShelterModel
import Testing

@testable import ShelterParsers

/// An invented set of headers with the answer that a person would give.
struct LabelledSet: Sendable, CustomTestStringConvertible {
    enum Values: Sendable {
        case text, date, kind, count, area, height, yesNo, phone, mark

        var cells: [String] {
            switch self {
            case .text: ["Aa", "Bb", "Cc", "Dd", "Ee", "Ff"]
            case .date: ["2-1-2026", "3-1-2026", "14-1-2026", "5-1-2026", "6-1-2026", "7-1-2026"]
            case .kind: ["hotel", "schip", "anders", "kantoor", "hotel", "camping"]
            case .count: ["12", "30", "4", "5", "9", "17"]
            case .area: ["120,5", "300", "44", "85,2", "90", "210"]
            case .height: ["2,4", "2,6", "2,5", "3", "2,45", "2,8"]
            case .yesNo: ["ja", "nee", "ja", "ja", "nee", "ja"]
            case .phone: [String](repeating: "0612345678", count: 6)
            case .mark: ["7", "8", "6", "5", "7", "8"]
            }
        }
    }

    struct Column: Sendable {
        var header: String
        var variable: String?
        var values: Values

        init(_ header: String, _ variable: String?, _ values: Values) {
            self.header = header
            self.variable = variable
            self.values = values
        }
    }

    var name: String
    var columns: [Column]

    var testDescription: String { name }

    var sample: MappingSample {
        MappingSample(
            header: columns.map(\.header),
            cells: (0..<6).map { row in columns.map { $0.values.cells[row] } }
        )
    }

    static let dutch = LabelledSet(
        name: "Dutch",
        columns: [
            Column("Kenmerk van de locatie", "location_id", .text),
            Column("Naam opvanglocatie", "location", .text),
            Column("Gemeente", "municipality", .text),
            Column("Datum bezoek", "visit_date", .date),
            Column("Wat is het soort locatie?", "kind", .kind),
            Column("Aantal plaatsen (capaciteit)", "capacity", .count),
            Column("Aantal bewoners", "residents", .count),
            Column("Hoeveel bewoners zijn er geteld tijdens het bezoek?", "residents_counted", .count),
            Column("Volwassenen (18+)", "adults", .count),
            Column("Kinderen", "children", .count),
            Column("Gezinnen", "families", .count),
            Column("Alleenstaande vrouwen", "single_women", .count),
            Column("Alleenstaande mannen", "single_men", .count),
            Column("Aantal slaapkamers in gebruik", "rooms", .count),
            Column("Totale vloeroppervlakte slaapkamers in m2", "bedroom_area", .area),
            Column("Laagste plafondhoogte", "lowest_ceiling", .height),
            Column("Aantal kamers met rookmelder", "rooms_with_smoke_detector", .count),
            Column("Slaapkamers met raam", "rooms_with_window", .count),
            Column("Aantal wc's", "toilets", .count),
            Column("Aantal douches dat werkt", "showers", .count),
            Column("Aantal wastafels", "basins", .count),
            Column("Toiletten met slot", "lockable_toilets", .count),
            Column("Wasmachines", "washing_machines", .count),
            Column("Is er een speelplek voor kinderen?", "play_area", .yesNo),
            Column("Is er een eetruimte?", "dining_room", .yesNo),
            Column("Zijn de huisregels in het Oekraïens?", "rules_in_ukrainian", .yesNo),
            Column("Is er een klachtenregeling?", "complaints_procedure", .yesNo),
            Column("Naam van de inspecteur", nil, .text),
            Column("Telefoon", nil, .phone),
            Column("Opmerkingen", nil, .text),
            Column("Rapportcijfer van de inspecteur", nil, .mark),
            Column("Aantal parkeerplaatsen", nil, .count),
            Column("Aantal balkons", nil, .count),
            Column("Is er een bibliotheek?", nil, .yesNo),
            Column("Datum van verzending", nil, .date),
            Column("Kleur van de muren", nil, .text),
        ]
    )

    static let english = LabelledSet(
        name: "English",
        columns: [
            Column("Location identifier", "location_id", .text),
            Column("Name of location", "location", .text),
            Column("Municipality", "municipality", .text),
            Column("Visit date", "visit_date", .date),
            Column("Type of location", "kind", .kind),
            Column("Number of places", "capacity", .count),
            Column("Residents on the list", "residents", .count),
            Column("Residents counted", "residents_counted", .count),
            Column("Adults", "adults", .count),
            Column("How many children?", "children", .count),
            Column("Number of families", "families", .count),
            Column("Single women", "single_women", .count),
            Column("Bedrooms", "rooms", .count),
            Column("Floor area of the bedrooms", "bedroom_area", .area),
            Column("Bedrooms that can be locked", "lockable_rooms", .count),
            Column("Working showers", "showers", .count),
            Column("Toilets", "toilets", .count),
            Column("Wash basins", "basins", .count),
            Column("Washing machines", "washing_machines", .count),
            Column("Is there a play area for children?", "play_area", .yesNo),
            Column("Is there Wi-Fi? (rooms)", "rooms_with_wifi", .count),
            Column("Inspector's name", nil, .text),
            Column("Remarks", nil, .text),
            Column("Number of parking spaces", nil, .count),
            Column("Phone number", nil, .phone),
            Column("Number of floors", nil, .count),
        ]
    )

    static let ukrainian = LabelledSet(
        name: "Ukrainian",
        columns: [
            Column("Ідентифікатор локації", "location_id", .text),
            Column("Назва локації", "location", .text),
            Column("Громада", "municipality", .text),
            Column("Дата візиту", "visit_date", .date),
            Column("Тип локації", "kind", .kind),
            Column("Кількість місць", "capacity", .count),
            Column("Кількість мешканців", "residents", .count),
            Column("Кількість дорослих", "adults", .count),
            Column("Кількість дітей", "children", .count),
            Column("Кількість сімей", "families", .count),
            Column("Самотні жінки", "single_women", .count),
            Column("Кількість спалень", "rooms", .count),
            Column("Площа спалень", "bedroom_area", .area),
            Column("Кількість туалетів", "toilets", .count),
            Column("Кількість душів", "showers", .count),
            Column("Кількість умивальників", "basins", .count),
            Column("Туалети із замком", "lockable_toilets", .count),
            Column("Примітки", nil, .text),
            Column("Прізвище інспектора", nil, .text),
            Column("Кількість поверхів", nil, .count),
            Column("Колір стін", nil, .text),
        ]
    )

    /// Headers that look like a variable and mean something else.
    static let traps = LabelledSet(
        name: "traps",
        columns: [
            Column("Aantal kinderen zonder school", nil, .count),
            Column("Bewoners met hond", nil, .count),
            Column("Naam van de gemeentelijke contactpersoon", nil, .text),
            Column("Aantal toiletten buiten gebruik", nil, .count),
            Column("Datum van het vorige bezoek", nil, .date),
            Column("Number of residents last year", nil, .count),
            Column("Aantal bewoners vorig jaar", nil, .count),
            Column("Gemeente van herkomst", nil, .text),
            Column("Soort verwarming", nil, .text),
            Column("Geen klachten", nil, .yesNo),
            Column("Aantal kamers zonder raam", nil, .count),
            Column("Kinderen niet op school", nil, .count),
            Column("Number of toilets not working", nil, .count),
            Column("Location of the fire extinguisher", nil, .text),
            Column("Capaciteit keuken", nil, .count),
        ]
    )
}
