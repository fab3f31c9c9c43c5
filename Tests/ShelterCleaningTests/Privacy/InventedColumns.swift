import ShelterCleaning
import ShelterModel
import Testing

/// A labelled set of invented columns, on which the guard is measured. Nobody in it exists.
struct InventedColumn: CustomTestStringConvertible {
    var title: String
    var cells: [String]
    var header = "kolom"
    /// What it really holds; `nil` for no personal data.
    var kind: PersonalDataKind?
    var definition: ColumnDefinition?

    var testDescription: String { title }

    static func role(_ role: ColumnRole) -> ColumnDefinition {
        ColumnDefinition(headers: ["x"], variable: "x", role: role, type: .text)
    }

    private static func cells(_ count: Int = 60, seed: UInt64 = 7, _ make: (inout Dice, Int) -> String) -> [String] {
        var dice = Dice(seed)
        return (0..<count).map { make(&dice, $0) }
    }

    private static func pick(_ list: [String], _ dice: inout Dice) -> String { list[dice.next(below: list.count)] }

    private static func digits(_ count: Int, _ dice: inout Dice) -> String {
        String((0..<count).map { _ in Character("\(dice.next(below: 10))") })
    }

    /// Nine digits that pass the eleven test.
    static func bsn(_ dice: inout Dice) -> String {
        while true {
            let first = (0..<8).map { $0 == 0 ? dice.next(below: 9) + 1 : dice.next(below: 10) }
            let sum = zip(first, stride(from: 9, to: 1, by: -1)).reduce(0) { $0 + $1.0 * $1.1 }
            if sum % 11 < 10 { return first.map(String.init).joined() + "\(sum % 11)" }
        }
    }

    static func iban(_ dice: inout Dice) -> String {
        let account = digits(10, &dice)
        // VRZN stands for no bank; letters count from A = 10.
        let number = "VRZN".utf8.map { String(Int($0) - 55) }.joined() + account + "232100"
        let rest = number.reduce(0) { ($0 * 10 + ($1.wholeNumberValue ?? 0)) % 97 }
        let check = 98 - rest
        return "NL" + (check < 10 ? "0" : "") + "\(check)VRZN" + account
    }

    private static let dutchFirst = [
        "Jan", "Sanne", "Kees", "Marieke", "Bram", "Fleur", "Pieter", "Tessa", "Wout", "Hanneke",
    ]
    private static let dutchLast = [
        "de Vries", "Jansen", "van Dijk", "Bakker", "Veldkamp", "van der Meulen", "Hoekstra", "Zandstra",
    ]
    private static let ukrainian = [
        "Олена Ткаченко", "Сергій Бондар", "Ірина Мельничук", "Тарас Коваленко", "Наталія Гнатюк", "Юрій Савчук",
    ]
    private static let latinUkrainian = [
        "Olena Tkachenko", "Serhii Bondar", "Iryna Melnychuk", "Taras Kovalenko", "SHEVCHUK OKSANA", "Yurii Savchuk",
    ]
    private static let polish = [
        "Katarzyna Wiśniewska", "Piotr Zieliński", "Magdalena Lewandowska", "Tomasz Kaczmarek",
    ]
    private static let russian = ["Светлана Кузнецова", "Дмитрий Волков", "Татьяна Соколова", "Алексей Новиков"]
    private static let rare = ["Wubbe Tjassing", "Gjalt Oppenkamp", "Ymkje Slotema", "Foeke Wierdsma", "Jildou Tamsma"]
    private static let places = [
        "Hotel Zon", "De Boeg", "Sint Jan", "Huize Maria", "Willem-Alexander", "Hotelschip Zeemeeuw",
        "Vakantiepark De Meidoorn",
        "Sporthal Oost", "Klooster Sint Anna", "Kerkstraat 12", "Villa Johanna", "Park Eekhoorn", "Locatie Noord",
        "Zorghof",
    ]
    private static let towns = [
        "Utrecht", "Den Haag", "Bergen op Zoom", "Urk", "Alphen aan den Rijn", "Zeist", "Breda", "Ede",
    ]

    private static func date(_ years: ClosedRange<Int>, _ dice: inout Dice) -> String {
        "\(dice.next(below: 28) + 1)-\(dice.next(below: 12) + 1)-\(years.lowerBound + dice.next(below: years.count))"
    }

    /// Columns with personal data.
    static let personal: [InventedColumn] = [
        InventedColumn(
            title: "Dutch names",
            cells: cells { d, _ in pick(dutchFirst, &d) + " " + pick(dutchLast, &d) },
            kind: .name
        ),
        InventedColumn(
            title: "surname first",
            cells: cells { d, _ in pick(dutchLast, &d) + ", " + pick(dutchFirst, &d) },
            kind: .name
        ),
        InventedColumn(
            title: "initials",
            cells: cells { d, i in ["J.", "A.M.", "P. H."][i % 3] + " " + pick(dutchLast, &d) },
            kind: .name
        ),
        InventedColumn(title: "with a title", cells: cells { d, _ in "Dhr. " + pick(dutchLast, &d) }, kind: .name),
        InventedColumn(
            title: "in small letters",
            cells: cells { d, _ in (pick(dutchFirst, &d) + " " + pick(dutchLast, &d)).lowercased() },
            kind: .name
        ),
        InventedColumn(
            title: "first names",
            cells: cells { d, _ in pick(dutchFirst, &d) },
            header: "voornaam",
            kind: .name
        ),
        InventedColumn(
            title: "surnames under their header",
            cells: cells { d, _ in pick(["Veldkamp", "Zandstra", "Wierdsma", "Oppenkamp"], &d) },
            header: "Achternaam",
            kind: .name
        ),
        InventedColumn(
            title: "rare names without a telling header",
            cells: cells { d, _ in pick(rare, &d) },
            kind: .name
        ),
        InventedColumn(title: "Ukrainian names", cells: cells { d, _ in pick(ukrainian, &d) }, kind: .name),
        InventedColumn(
            title: "Ukrainian names in Latin letters",
            cells: cells { d, _ in pick(latinUkrainian, &d) },
            kind: .name
        ),
        InventedColumn(title: "Polish names", cells: cells { d, _ in pick(polish, &d) }, kind: .name),
        InventedColumn(title: "Russian names", cells: cells { d, _ in pick(russian, &d) }, kind: .name),
        InventedColumn(
            title: "e-mail",
            cells: cells { d, i in "bewoner\(i)@voorbeeld-\(d.next(below: 9)).example" },
            kind: .email
        ),
        InventedColumn(
            title: "e-mail with a name",
            cells: cells { _, i in "Iemand <iemand.\(i)@voorbeeld.example>" },
            kind: .email
        ),
        InventedColumn(title: "mobile numbers", cells: cells { d, _ in "06-" + digits(8, &d) }, kind: .phone),
        InventedColumn(
            title: "Dutch numbers with country",
            cells: cells { d, _ in "+31 (0)6 1" + digits(7, &d) },
            kind: .phone
        ),
        InventedColumn(
            title: "mobile numbers without zero",
            cells: cells { d, _ in "61" + digits(7, &d) },
            kind: .phone
        ),
        InventedColumn(
            title: "Ukrainian numbers",
            cells: cells { d, _ in "+380 67 " + digits(3, &d) + " " + digits(2, &d) + " " + digits(2, &d) },
            kind: .phone
        ),
        InventedColumn(title: "international numbers", cells: cells { d, _ in "0048" + digits(9, &d) }, kind: .phone),
        InventedColumn(title: "citizen service numbers", cells: cells { d, _ in bsn(&d) }, kind: .bsn),
        InventedColumn(
            title: "citizen service numbers, some mistyped",
            cells: cells { d, i in i % 8 == 0 ? digits(9, &d) : bsn(&d) },
            kind: .bsn
        ),
        InventedColumn(title: "account numbers", cells: cells { d, _ in iban(&d) }, kind: .iban),
        InventedColumn(
            title: "account numbers in groups",
            cells: cells { d, _ in
                String(
                    iban(&d).enumerated().flatMap {
                        $0.offset % 4 == 0 && $0.offset > 0 ? [" ", $0.element] : [$0.element]
                    }
                )
            },
            kind: .iban
        ),
        InventedColumn(title: "IPv4", cells: cells { d, _ in "192.0.2.\(d.next(below: 255))" }, kind: .ip),
        InventedColumn(title: "IPv6", cells: cells { d, i in "2001:db8::\(i):\(d.next(below: 9999))" }, kind: .ip),
        InventedColumn(
            title: "geopoints",
            cells: cells { d, _ in "52.\(1000 + d.next(below: 8999)) 5.\(1000 + d.next(below: 8999)) 0 0" },
            kind: .coordinates
        ),
        InventedColumn(
            title: "pairs with decimal commas",
            cells: cells { d, _ in "50,\(1000 + d.next(below: 8999)); 30,\(1000 + d.next(below: 8999))" },
            kind: .coordinates
        ),
        InventedColumn(
            title: "dates of birth by header",
            cells: cells { d, _ in date(1998...2004, &d) },
            header: "Geboortedatum",
            kind: .birth
        ),
        InventedColumn(title: "dates of birth by values", cells: cells { d, _ in date(1940...2020, &d) }, kind: .birth),
        InventedColumn(
            title: "dates of birth, ISO",
            cells: cells { d, _ in "\(1950 + d.next(below: 60))-0\(1 + d.next(below: 9))-1\(d.next(below: 9))" },
            header: "dob",
            kind: .birth
        ),
    ]

    /// Columns without.
    static let innocent: [InventedColumn] = [
        InventedColumn(
            title: "locations by role",
            cells: cells { d, _ in pick(places, &d) },
            header: "naam",
            definition: role(.locationName)
        ),
        InventedColumn(
            title: "persons' names as locations",
            cells: cells { d, _ in pick(["Willem-Alexander", "Juliana", "Anna Paulowna"], &d) },
            definition: role(.locationName)
        ),
        InventedColumn(title: "locations that nobody named", cells: cells { d, _ in pick(places, &d) }),
        InventedColumn(title: "municipalities", cells: cells { d, _ in pick(towns, &d) }),
        InventedColumn(
            title: "street addresses",
            cells: cells { d, _ in
                pick(["Kerkstraat", "Dorpsweg", "Jan van Galenlaan"], &d) + " \(1 + d.next(below: 90))"
            }
        ),
        InventedColumn(
            title: "answers",
            cells: cells { d, _ in pick(["ja", "nee", "nvt", "weet niet", "deels"], &d) }
        ),
        InventedColumn(
            title: "opinions",
            cells: cells { d, _ in pick(["Zeer goed", "Goed", "Matig", "Niet goed"], &d) }
        ),
        InventedColumn(
            title: "Ukrainian answers",
            cells: cells { d, _ in pick(["Дуже добре", "Так", "Ні", "Не знаю"], &d) }
        ),
        InventedColumn(
            title: "kinds",
            cells: cells { d, _ in pick(["hotel_pension", "schip", "Vakantiepark", "Flexwoning"], &d) }
        ),
        InventedColumn(
            title: "nine random digits",
            cells: cells(400) { d, _ in "\(1 + d.next(below: 5))" + digits(8, &d) }
        ),
        InventedColumn(
            title: "eight random digits",
            cells: cells(400) { d, _ in "\(1 + d.next(below: 9))" + digits(7, &d) }
        ),
        InventedColumn(
            title: "dates without marks",
            cells: cells { d, _ in "2025\(10 + d.next(below: 3))\(10 + d.next(below: 18))" }
        ),
        InventedColumn(title: "capacities", cells: cells { d, _ in "\(20 + d.next(below: 400))" }),
        InventedColumn(
            title: "amounts in euro",
            cells: cells { d, _ in "\(1 + d.next(below: 9)).\(digits(3, &d)).\(digits(3, &d)),\(digits(2, &d))" }
        ),
        InventedColumn(
            title: "floor areas",
            cells: cells { d, _ in "\(100 + d.next(below: 900)),\(d.next(below: 9))" }
        ),
        InventedColumn(
            title: "shares with many decimals",
            cells: cells { d, _ in "0.\(1 + d.next(below: 9))" + digits(6, &d) }
        ),
        InventedColumn(title: "dates of inspection", cells: cells { d, _ in date(2024...2026, &d) }),
        InventedColumn(title: "dates of contracts", cells: cells { d, _ in date(2020...2030, &d) }),
        InventedColumn(
            title: "times of day",
            cells: cells { d, _ in "1\(d.next(below: 9)):\(10 + d.next(below: 49)):\(10 + d.next(below: 49))" }
        ),
        InventedColumn(
            title: "timestamps",
            cells: cells { d, _ in "2025-06-1\(d.next(below: 9)) 1\(d.next(below: 9)):15:0\(d.next(below: 9))" }
        ),
        InventedColumn(title: "response ids", cells: cells { d, _ in "R_" + digits(4, &d) + "xQ" + digits(5, &d) }),
        InventedColumn(
            title: "UUIDs",
            cells: cells { d, _ in
                "\(digits(8, &d))-\(digits(4, &d))-4\(digits(3, &d))-a\(digits(3, &d))-\(digits(12, &d))"
            }
        ),
        InventedColumn(title: "municipality codes", cells: cells { d, _ in "GM0\(100 + d.next(below: 800))" }),
        InventedColumn(title: "postcodes", cells: cells { d, _ in "\(1000 + d.next(below: 8999)) AB" }),
        InventedColumn(
            title: "versions",
            cells: cells { d, _ in "\(1 + d.next(below: 4)).\(d.next(below: 20)).\(d.next(below: 9))" }
        ),
        InventedColumn(title: "paths of pictures", cells: cells { d, _ in "foto's/kamer \(d.next(below: 90)).jpg" }),
        InventedColumn(
            title: "remarks",
            cells: cells { d, _ in
                pick(["De douche is stuk sinds maandag.", "Geen opmerkingen", "Keuken schoon, gang niet"], &d)
            }
        ),
        InventedColumn(
            title: "organisations",
            cells: cells { d, _ in pick(["Stichting Onderdak", "Rode Kruis", "Gemeente Urk", "Leger des Heils"], &d) }
        ),
        InventedColumn(
            title: "name of the location by header",
            cells: cells { d, _ in pick(towns, &d) + " Oost" },
            header: "Naam locatie"
        ),
        InventedColumn(title: "years", cells: cells { d, _ in "\(1950 + d.next(below: 70))" }),
        InventedColumn(title: "dates of construction", cells: cells { d, _ in date(1930...2020, &d) }),
    ]
}
