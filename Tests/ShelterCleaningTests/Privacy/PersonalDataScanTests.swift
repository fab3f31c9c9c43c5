import ShelterCleaning
import ShelterModel
import Testing

@Suite("Judging columns")
struct PersonalDataScanTests {
    @Test("every kind is found in the labelled columns", arguments: PersonalDataKind.allCases)
    func everyKind(kind: PersonalDataKind) throws {
        let columns = InventedColumn.personal.filter {
            $0.kind == kind && $0.title != "rare names without a telling header"
        }
        #expect(!columns.isEmpty)
        for column in columns {
            let found = try verdict(column.cells, header: column.header)
            #expect(found?.kind == kind, "\(column.title)")
        }
    }

    @Test("a column counts from twenty values of which 80 % pass")
    func threshold() throws {
        let address = { (count: Int) in (0..<count).map { "iemand\($0)@voorbeeld.example" } }
        #expect(try verdict(address(19)) == nil)
        #expect(try verdict(address(20))?.kind == .email)
        #expect(try verdict(address(16) + Array(repeating: "geen adres", count: 4))?.passed == 16)
        #expect(try verdict(address(15) + Array(repeating: "geen adres", count: 5)) == nil)
        // Empty and missing values are no values.
        let gaps = ["", "  ", "nvt", "-", "Onbekend"]
        let found = try #require(try verdict(address(20) + (0..<200).map { gaps[$0 % gaps.count] }))
        #expect(found.values == 20)
        #expect(found.share == 1)
    }

    @Test("with fewer values the header decides, if most values look like it")
    func header() throws {
        let found = try #require(
            try verdict(["a@voorbeeld.example", "", "b@voorbeeld.example"], header: "E-mail adres")
        )
        #expect(found.sign == .header)
        #expect(found.values == 2)
        #expect(try verdict(["ja", "nee", "a@voorbeeld.example"], header: "E-mail") == nil)
        #expect(try verdict(["a@voorbeeld.example"], header: "vraag 7") == nil)
        #expect(try verdict(["", ""], header: "E-mail") == nil)
    }

    @Test(
        "headers of the tools are known",
        arguments: [
            ("RecipientEmail", "a@voorbeeld.example", PersonalDataKind.email), ("IPAddress", "192.0.2.7", .ip),
            ("LocationLatitude", "52.1", .coordinates), ("_geolocation", "52.0907 5.1214 0 0", .coordinates),
            ("bewoner/geboortedatum", "31-1-1985", .birth), ("RecipientLastName", "Zandstra", .name),
            ("telefoon", "030-1234567", .phone), ("Wat is uw telefoonnummer?", "0612345678", .phone),
            ("дата народження", "31.01.1985", .birth), ("Прізвище", "Ткаченко", .name), ("BSN", "123456789", .bsn),
        ]
    )
    func tools(header: String, cell: String, kind: PersonalDataKind) throws {
        #expect(try verdict([cell, cell, cell], header: header)?.kind == kind)
    }

    @Test("the text of a question names a kind where the header is a code")
    func label() throws {
        #expect(try verdict(["a@voorbeeld.example"], header: "G01Q02", label: "Wat is uw e-mailadres?")?.kind == .email)
    }

    @Test("one in eleven random numbers passes the eleven test, so random numbers are no service numbers")
    func randomNumbers() throws {
        var dice = Dice(11)
        for _ in 0..<50 {
            let cells = (0..<100).map { _ in "\(100_000_000 + dice.next(below: 500_000_000))" }
            #expect(try verdict(cells) == nil)
        }
        let passing = (0..<30).map { _ in InventedColumn.bsn(&dice) }
        #expect(try verdict(passing)?.kind == .bsn)
        // As spreadsheets leave them: without the leading zero.
        #expect(try verdict(Array(repeating: "10000007", count: 30)) == nil)
        #expect(try verdict(Array(repeating: "10000008", count: 30))?.kind == .bsn)
    }

    @Test("zeros are no service number and wrong check digits no account number")
    func checks() throws {
        #expect(try verdict(Array(repeating: "000000000", count: 30)) == nil)
        var dice = Dice(3)
        let wrong = (0..<30).map { _ in
            let number = InventedColumn.iban(&dice)
            return "NL" + String(number.dropFirst(2).prefix(2).reversed()) + number.dropFirst(4)
        }
        let right = wrong.count { cell in
            let digits = Array(cell.dropFirst(2).prefix(2))
            return digits[0] == digits[1]
        }
        #expect(right < 15)
        #expect(try verdict(wrong) == nil)
    }

    @Test("the role in the code book wins over what a name looks like")
    func roles() throws {
        let cells = (0..<40).map { ["Willem-Alexander", "Juliana", "Anna Paulowna", "Sint Jan"][$0 % 4] }
        for role in [ColumnRole.locationName, .locationID, .municipality, .kind] {
            #expect(try verdict(cells, header: "naam", definition: InventedColumn.role(role)) == nil)
        }
        // But an address for mail is no name of a location.
        let addresses = (0..<40).map { "bewoner\($0)@voorbeeld.example" }
        #expect(try verdict(addresses, definition: InventedColumn.role(.locationName))?.kind == .email)
    }

    @Test("nine digits starting with a 6 are no telephone numbers where the code book knows an amount")
    func amounts() throws {
        let cells = (0..<40).map { "6123456\(10 + $0)" }
        #expect(try verdict(cells)?.kind == .phone)
        let amount = ColumnDefinition(headers: ["x"], variable: "budget", type: .number, unit: "euro")
        #expect(try verdict(cells, header: "budget", definition: amount) == nil)
        let ranged = ColumnDefinition(headers: ["x"], variable: "budget", type: .number, range: 0...1e9)
        #expect(try verdict(cells, header: "budget", definition: ranged) == nil)
    }

    @Test("dates of a code book's date column are dates of birth only if a header says so")
    func dates() throws {
        let cells = (0..<60).map { "1-1-\(1940 + $0)" }
        let date = ColumnDefinition(headers: ["bouwdatum"], variable: "built", type: .date)
        #expect(try verdict(cells, header: "bouwdatum", definition: date) == nil)
        #expect(try verdict(cells, header: "geboortedatum", definition: date)?.kind == .birth)
        let labelled = ColumnDefinition(
            headers: ["q7"],
            variable: "q7",
            type: .date,
            label: LocalizedText(nl: "Geboortedatum", en: "Date of birth")
        )
        #expect(try verdict(cells, header: "q7", definition: labelled)?.kind == .birth)
    }

    @Test("two columns of decimal degrees are coordinates, one alone or an innocent pair is not")
    func degrees() throws {
        let marks = try #require(Marks.shipped)
        var dice = Dice(5)
        let latitudes = (0..<40).map { _ in "52.\(10000 + dice.next(below: 89999))" }
        let longitudes = (0..<40).map { _ in "5.\(10000 + dice.next(below: 89999))" }
        let shares = (0..<40).map { _ in "0.\(10000 + dice.next(below: 89999))" }
        let names = ["a", "b"].map { ScannedColumn(header: $0) }
        var both = PersonalDataScan(names, marks: marks)
        both.add(columns: [longitudes, latitudes])
        #expect(both.verdicts().map(\.kind) == [.coordinates, .coordinates])
        var alone = PersonalDataScan(names, marks: marks)
        alone.add(columns: [latitudes, shares])
        #expect(alone.verdicts() == [])
    }

    @Test("cells that are no text, or very long, neither count nor stop the scan")
    func hostile() throws {
        let marks = try #require(Marks.shipped)
        let cells: [[UInt8]] = [
            [0xFF, 0xFE, 0x40], [0x00], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98, 0x80], Array("@".utf8),
            Array("@@@".utf8),
            Array("a@".utf8), Array(":::::::".utf8), Array("....".utf8), Array("+".utf8), Array("()".utf8),
            Array("-----------".utf8), Array(repeating: 0x31, count: 100_000), Array(repeating: 0x41, count: 200),
            Array("1-2-3-4-5".utf8), Array("POINT ()".utf8), Array("9999999999999999999999".utf8), Array("﻿".utf8),
            Array("::".utf8), Array("1.2.3.".utf8), Array("NL".utf8), Array("<>@<>.nl".utf8), Array("31 9999".utf8),
            Array("٠٦١٢٣٤٥٦٧٨".utf8), [0xC2, 0xA0], Array("'".utf8), Array("- - -".utf8), Array("-.".utf8),
        ]
        var scan = PersonalDataScan([ScannedColumn(header: "x")], marks: marks)
        for cell in cells {
            scan.add(bytes: cell, fieldEnds: [cell.count], recordEnds: [1])
        }
        // A record without any field, as a short row may be.
        scan.add(bytes: [], fieldEnds: [], recordEnds: [0])
        #expect(scan.verdicts() == [])
        #expect(scan.rows == cells.count + 1)
    }

    @Test("a column is left alone when nothing can change any more")
    func bounded() throws {
        let marks = try #require(Marks.shipped)
        var scan = PersonalDataScan([ScannedColumn(header: "x"), ScannedColumn(header: "y")], marks: marks)
        let numbers = (0..<3_000).map { "\($0 % 100)" }
        scan.add(columns: [numbers, numbers])
        #expect(scan.isSettled)
        var full = PersonalDataScan([ScannedColumn(header: "x")], marks: marks)
        full.add(columns: [(0..<12_000).map { "a\($0)@voorbeeld.example" }])
        #expect(full.isSettled)
        #expect(full.verdicts().first?.values == PersonalDataScan.mostValues)
    }

    @Test("a header that is itself an item of personal data is recognised")
    func headersOfNoHeader() throws {
        let marks = try #require(Marks.shipped)
        #expect(PersonalDataScan.isPersonal("iemand@voorbeeld.example", marks: marks))
        #expect(PersonalDataScan.isPersonal("06-12345678", marks: marks))
        #expect(!PersonalDataScan.isPersonal("E-mailadres", marks: marks))
        #expect(!PersonalDataScan.isPersonal("", marks: marks))
    }

    @Test("marks with a part missing are refused")
    func marks() {
        #expect(throws: Refusal.self) { try PersonalDataMarks(entries: [:], file: "leeg.yaml") }
    }
}
