import ShelterCleaning
import ShelterModel
import Testing

@Suite("What happens to a column")
struct PrivacyPlanTests {
    private static func plan(
        _ column: ColumnDefinition,
        found: PersonalDataKind? = .email,
        identifiers: Set<String> = [],
        hasKey: Bool = false
    ) -> PrivacyPlan {
        let verdicts = found.map {
            [PersonalDataVerdict(column: 2, kind: $0, sign: .values, values: 40, passed: 39)]
        }
        return PrivacyPlan(
            verdicts ?? [],
            definition: TableDefinition(name: "t", grain: .location, columns: [column]),
            fields: [2],
            header: ["a", "b", "mail"],
            identifiers: identifiers,
            hasKey: hasKey
        )
    }

    private static func column(
        _ type: ValueType = .text,
        role: ColumnRole? = nil,
        personal: PersonalDataRule? = nil
    ) -> ColumnDefinition {
        ColumnDefinition(headers: ["mail"], variable: "mail", role: role, type: type, personal: personal)
    }

    @Test("a column that looks personal and has no rule is withheld")
    func withheld() {
        let plan = Self.plan(Self.column())
        #expect(plan.entries.map(\.action) == [.withheld])
        #expect(plan.entries.map(\.reason) == [.looksPersonal])
        #expect(plan.hidden == [0])
    }

    @Test("the code book's rule goes before what a column looks like")
    func rules() {
        #expect(Self.plan(Self.column(personal: .keep)).entries.map(\.action) == [.kept])
        #expect(Self.plan(Self.column(personal: .keep)).hidden == [])
        #expect(Self.plan(Self.column(personal: .keep), found: nil).entries == [])
        #expect(Self.plan(Self.column(personal: .drop), found: nil).entries.map(\.action) == [.withheld])
        let wanted = Self.column(personal: .pseudonymise)
        #expect(Self.plan(wanted, found: nil).entries.map(\.reason) == [.noKey])
        #expect(Self.plan(wanted, found: nil, hasKey: true).entries.map(\.action) == [.pseudonymised])
        #expect(Self.plan(Self.column(.freeText), found: nil).entries.map(\.action) == [.quarantined])
    }

    @Test("identifiers that look personal become pseudonyms with a key, and are withheld without")
    func identifiers() {
        let id = Self.column(role: .assessmentID)
        #expect(Self.plan(id).entries.map(\.reason) == [.noKey])
        #expect(Self.plan(id, hasKey: true).entries.map(\.action) == [.pseudonymised])
        let joined = Self.plan(Self.column(), identifiers: ["mail"], hasKey: true)
        #expect(joined.entries.map(\.reason) == [.identifier])
        // A key alone does not let other columns through.
        #expect(Self.plan(Self.column(), hasKey: true).entries.map(\.action) == [.withheld])
    }

    @Test("columns that no code book names are listed")
    func unread() {
        let plan = PrivacyPlan(
            [PersonalDataVerdict(column: 1, kind: .name, sign: .header, values: 3, passed: 3)],
            definition: TableDefinition(name: "t", grain: .location, columns: [Self.column()]),
            fields: [0],
            header: ["mail", "naam"],
            identifiers: [],
            hasKey: false
        )
        #expect(plan.entries.map(\.action) == [.unread])
        #expect(plan.entries.map(\.header) == ["naam"])
        #expect(plan.isEmpty)
    }

    @Test("a withheld cell has no value left, and keeps the reason of a cell that had none")
    func apply() throws {
        var table = Table(
            file: "f",
            lines: [2, 3, 4],
            columns: [
                .text(TextColumn(bytes: Array("geheim".utf8), ends: [6, 6, 6], status: [.present, .empty, .dontKnow]))
            ],
            fields: [3],
            headers: ["mail"]
        )
        let derived = Self.plan(Self.column()).apply(to: &table, pseudonym: nil)
        #expect(derived.isEmpty)
        #expect(table.columns[0].status == [.withheld, .empty, .dontKnow])
        guard case .text(let cells) = table.columns[0] else { return #expect(Bool(false), "still text") }
        #expect(cells.bytes.isEmpty)
        #expect(cells[0] == nil)
    }

    @Test("equal values get equal pseudonyms")
    func pseudonyms() throws {
        var table = Table(
            file: "f",
            lines: [2, 3, 4],
            columns: [
                .text(TextColumn(bytes: Array("abab".utf8), ends: [2, 4, 4], status: [.present, .present, .empty]))
            ],
            fields: [3],
            headers: ["mail"]
        )
        _ = Self.plan(Self.column(personal: .pseudonymise), hasKey: true).apply(to: &table) { "p\($0.count)" }
        guard case .text(let cells) = table.columns[0] else { return #expect(Bool(false), "still text") }
        #expect((0..<3).map { cells[$0] } == ["p2", "p2", nil])
    }
}

@Suite("What is derived before a column is withheld")
struct DerivedColumnTests {
    private static func days(_ iso: String) -> Double { Double(CalendarDate(iso: iso)?.daysSince1970 ?? 0) }

    private static func classes(born: String, at: String, from: [Int] = [0, 18, 65]) throws -> String? {
        let definition = TableDefinition(
            name: "t",
            grain: .respondent,
            columns: [
                ColumnDefinition(
                    headers: ["geb"],
                    variable: "birth",
                    type: .date,
                    personal: .drop,
                    derive: [ColumnDerivation(variable: "age", rule: .ageClass(at: "visit", from: from))]
                ),
                ColumnDefinition(headers: ["datum"], variable: "visit", type: .date),
            ]
        )
        let plan = PrivacyPlan(
            [],
            definition: definition,
            fields: [0, 1],
            header: ["geb", "datum"],
            identifiers: [],
            hasKey: false
        )
        var table = Table(
            file: "f",
            lines: [2],
            columns: [born, at].map { .number(NumberColumn(values: [days($0)], status: [.present])) },
            fields: [1, 2],
            headers: ["geb", "datum"]
        )
        let derived = try #require(plan.apply(to: &table, pseudonym: nil).first)
        #expect(table.columns[0].status == [.withheld])
        guard case .coded(let cells) = derived, cells.status == [.present] else { return nil }
        return definition.derivedColumns[0].definition.codes[Int(cells.codes[0])].value
    }

    @Test(
        "the age is counted by the calendar",
        arguments: [
            ("2007-06-15", "2025-06-14", "0-17"), ("2007-06-15", "2025-06-15", "18-64"),
            ("1960-01-01", "2025-01-01", "65-plus"),
            ("2004-02-29", "2022-02-28", "0-17"), ("2004-02-29", "2022-03-01", "18-64"),
            ("2025-06-15", "2025-06-15", "0-17"),
            ("1899-12-31", "2025-06-15", "65-plus"),
        ]
    )
    func age(born: String, at: String, expected: String) throws {
        #expect(try Self.classes(born: born, at: at) == expected)
    }

    @Test("somebody born after the visit has no age")
    func unborn() throws {
        #expect(try Self.classes(born: "2025-06-16", at: "2025-06-15") == nil)
    }

    @Test("classes that do not begin at 0 have one below")
    func below() throws {
        #expect(ColumnDerivation.classes([18, 19, 65]) == ["under-18", "18", "19-64", "65-plus"])
        #expect(try Self.classes(born: "2020-01-01", at: "2025-06-15", from: [18, 65]) == "under-18")
        #expect(try Self.classes(born: "1990-01-01", at: "2025-06-15", from: [18, 65]) == "18-64")
        #expect(ColumnDerivation.classes([]) == [])
    }

    /// A quarter of a great circle is π/2 × 6371.0088 = 10,007.557 km; the others were computed in Python with vectors.
    @Test(
        "distance goes along a great circle",
        arguments: [
            (0.0, 0.0, 0.0, 90.0, 10_007.5572), (52.09, 5.12, 52.09, 5.12, 0.0),
            (52.3731, 4.8922, 52.0907, 5.1214, 35.0671),
            (50.4501, 30.5234, 52.0907, 5.1214, 1767.4202), (0.0, 179.5, 0.0, -179.5, 111.1951),
            (90.0, 0.0, -90.0, 0.0, 20_015.1145),
        ]
    )
    func distance(latitude: Double, longitude: Double, toLatitude: Double, toLongitude: Double, expected: Double) throws
    {
        let definition = TableDefinition(
            name: "t",
            grain: .location,
            columns: [
                ColumnDefinition(
                    headers: ["lat"],
                    variable: "lat",
                    type: .number,
                    personal: .drop,
                    derive: [
                        ColumnDerivation(
                            variable: "km",
                            rule: .distance(longitude: "lon", toLatitude: toLatitude, toLongitude: toLongitude)
                        )
                    ]
                ),
                ColumnDefinition(headers: ["lon"], variable: "lon", type: .number),
            ]
        )
        let table = Table(
            file: "f",
            lines: [2, 3, 4],
            columns: [
                .number(NumberColumn(values: [latitude, 91, 0], status: [.present, .present, .empty])),
                .number(NumberColumn(values: [longitude, 0, 0], status: [.present, .present, .present])),
            ],
            fields: [1, 2],
            headers: ["lat", "lon"]
        )
        guard case .number(let cells) = definition.derivedColumns[0].values(of: table) else {
            return #expect(Bool(false), "a distance is a number")
        }
        #expect(cells.status == [.present, .invalid, .empty])
        #expect(abs(cells.values[0] - expected) < 0.001, "\(cells.values[0])")
    }
}

@Suite("What redaction has left")
struct RedactionCheckTests {
    @Test(
        "items with a form are found in a sentence",
        arguments: [
            ("Mail naar (iemand@voorbeeld.example), graag.", PersonalDataKind.email), ("Bel 06 12 34 56 78.", .phone),
            ("Bel +380 67 123 45 67 na zes uur", .phone), ("mijn nummer: 0612345678!", .phone),
            ("BSN 123456782.", .bsn),
            ("Rekening NL91 ABNA 0417 1643 00 van haar", .iban), ("vanaf 192.0.2.44 ingevuld", .ip),
            ("Gesproken met Sanne Veldkamp over de douche", .name), ("mevrouw Zandstra klaagt", .name),
            ("Volgens J. Wierdsma is het koud", .name), ("Пані Олена Ткаченко сказала", .name),
            ("Dhr. Hoekstra heeft de sleutel", .name), ("Kees van Dijk", .name),
        ]
    )
    func found(text: String, kind: PersonalDataKind) throws {
        var check = RedactionCheck(try #require(Marks.shipped))
        #expect(check.kinds(in: text).contains(kind))
    }

    @Test(
        "ordinary sentences pass",
        arguments: [
            "De douche op de tweede etage is sinds 12 maart stuk.", "Er zijn 3 toiletten voor 45 bewoners.", "", "   ",
            "Hotel Zon is schoon. Geen klachten", "Душ не працює вже тиждень",
            "Kamer 12, 14 en 16 zijn te klein (8 m2)",
            "[naam] heeft geen sleutel", "Het kost 1.250,00 euro per maand", "Open van 9:00 tot 17:30 uur",
            "De bus rijdt op 2025-06-15 niet", "Prijs/kwaliteit is goed, A+",
        ]
    )
    func innocent(text: String) throws {
        var check = RedactionCheck(try #require(Marks.shipped))
        #expect(check.kinds(in: text) == [])
    }

    @Test("a hostile text neither stops the check nor takes long")
    func hostile() throws {
        var check = RedactionCheck(try #require(Marks.shipped))
        let long = String(repeating: "Aa 1 ", count: 20_000) + String(repeating: "9", count: 50_000) + "\u{0}\u{FFFD}🙂"
        _ = check.kinds(in: long)
        #expect(check.kinds(in: String(repeating: "@", count: 1_000)) == [.email])
    }
}
