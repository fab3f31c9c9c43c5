import ShelterCleaning
import ShelterModel
import Testing

@Suite("What leads to a person, as people and programs write it")
struct RecogniserTests {
    private static func repeated(_ cell: (Int) -> String) -> [String] { (0..<25).map(cell) }

    @Test("service numbers, telephone numbers and accounts are found however they are written")
    func numbers() throws {
        var dice = Dice(3)
        let numbers = Self.repeated { _ in InventedColumn.bsn(&dice) }
        #expect(try verdict(numbers.map { $0 + ".0" })?.kind == .bsn)
        #expect(try verdict(Self.repeated { "06123456\(10 + $0).0" })?.kind == .phone)
        #expect(try verdict(Self.repeated { "6123456\(10 + $0).0" })?.kind == .phone)
        #expect(try verdict(Self.repeated { _ in "NL91-ABNA-0417-1643-00" })?.kind == .iban)
        #expect(try verdict(Self.repeated { _ in "NL91.ABNA.0417.1643.00" })?.kind == .iban)
        #expect(try verdict(Self.repeated { "Oksana Shevchenko 06-123456\(10 + $0)" })?.kind == .phone)
        #expect(try verdict(Self.repeated { "06-123456\(10 + $0) (Jan Jansen)" })?.kind == .phone)
        // Amounts of a program that writes all numbers with a decimal.
        #expect(try verdict(Self.repeated { "\(120 + $0).0" }) == nil)
        #expect(try verdict(Self.repeated { _ in "\(100_000_000 + dice.next(below: 500_000_000)).0" }) == nil)
    }

    @Test("dates of birth are found with two digits for the year, and without marks")
    func birth() throws {
        #expect(try verdict(Self.repeated { "5-3-\(50 + $0)" })?.kind == .birth)
        #expect(try verdict(Self.repeated { "5/3/\(50 + $0)" })?.kind == .birth)
        #expect(try verdict(Self.repeated { "\(1950 + $0)0305" })?.kind == .birth)
        // Visits, house numbers and versions are none.
        #expect(try verdict(Self.repeated { "\(1 + $0)-3-25" }) == nil)
        #expect(try verdict(Self.repeated { "202503\(10 + $0 % 19)" }) == nil)
        #expect(try verdict(Self.repeated { "\(1 + $0)" }) == nil)
        #expect(try verdict(Self.repeated { "12-\($0)" }) == nil)
    }

    @Test("a name with what its bearer does is a name, and a location with what it is none")
    func names() throws {
        #expect(try verdict(Self.repeated { _ in "Jan Jansen (inspecteur)" })?.kind == .name)
        #expect(try verdict(Self.repeated { _ in "Jan Jansen, inspecteur" })?.kind == .name)
        #expect(try verdict(Self.repeated { _ in "Oksana Shevchenko (GGD Utrecht)" }) == nil)
        for place in [
            "Anna (hotel)", "Hotel Zon (noodopvang)", "Inspecteur", "Zon (bij het park)", "Kerk Sint Jan (zaal)",
        ] {
            #expect(try verdict(Self.repeated { _ in place }) == nil, "\(place)")
        }
    }

    @Test(
        "addresses that hide from programs are found",
        arguments: ["jan [at] x.nl", "jan (at) x punt nl", "j.jansen[at]x[dot]nl"]
    )
    func hiddenAddress(cell: String) throws {
        #expect(try verdict(Self.repeated { _ in cell })?.kind == .email)
    }

    @Test("a column of residents that holds something personal is withheld like any other")
    func residents() throws {
        var definition = ColumnDefinition(headers: ["bewoners"], variable: "residents", type: .integer)
        definition.role = .residents
        #expect(try verdict(Self.repeated { "iemand\($0)@voorbeeld.example" }, definition: definition)?.kind == .email)
        #expect(try verdict(Self.repeated { "06123456\(10 + $0)" }, definition: definition)?.kind == .phone)
        #expect(try verdict(Self.repeated { "\($0 * 7)" }, definition: definition) == nil)
        #expect(try verdict(Self.repeated { "\(1000 + $0 * 37)" }, definition: definition) == nil)
    }

    @Test(
        "a redacted text is refused that still holds something personal",
        arguments: [
            ("zij is geboren 5-3-1968 in Kyiv", PersonalDataKind.birth), ("geb. 5 maart 1968", .birth),
            ("geboren op 5-3-68", .birth), ("vrouw, 05-03-1968", .birth), ("народилася 05.03.1988", .birth),
            ("oksana shevchenko zegt dat het koud is", .name), ("volgens jan de boer klopt het niet", .name),
            ("mail jan [at] x punt nl", .email), ("mail jan apenstaartje x.nl", .email), ("jan at x dot nl", .email),
            ("rekening NL91-ABNA-0417-1643-00", .iban),
        ]
    )
    func redacted(text: String, kind: PersonalDataKind) throws {
        var check = RedactionCheck(try #require(Marks.shipped))
        #expect(check.kinds(in: text).contains(kind), "\(text): \(check.kinds(in: text))")
    }

    @Test(
        "what leads to nobody may go",
        arguments: [
            "het bezoek was op 5-3-2025 om 10.30 uur", "sinds 24-2-2022 wonen hier gezinnen",
            "wij waren at home. de nl vlag",
            "er zijn 12 kamers en 3 douches", "de kok en de schoonmaker komen laat", "kamer 12-3 is koud",
            "het rapport kwam 1 maart 2024 uit", "de boer naast de locatie klaagt",
            "vergoeding is 1.250,50 euro per maand",
        ]
    )
    func harmless(text: String) throws {
        var check = RedactionCheck(try #require(Marks.shipped))
        #expect(check.kinds(in: text).isEmpty, "\(text): \(check.kinds(in: text))")
    }

    @Test(
        "codes pass the same tests as text",
        arguments: [
            "0612345678", "123456782", "NL91ABNA0417164300", "jan.jansen", "Jan_Jansen", "oksana-shevchenko",
            "5-3-1968",
        ]
    )
    func personalCode(code: String) throws {
        var check = RedactionCheck(try #require(Marks.shipped))
        #expect(!check.kinds(inCode: code).isEmpty)
    }

    @Test(
        "codes of a code list are none of it",
        arguments: [
            "sanitair", "warmte", "geluid-nacht", "A1.2", "12", "privacy_kamer", "te-klein", "2025",
            "wasmachine.defect",
        ]
    )
    func code(code: String) throws {
        var check = RedactionCheck(try #require(Marks.shipped))
        #expect(check.kinds(inCode: code).isEmpty, "\(check.kinds(inCode: code))")
    }
}
