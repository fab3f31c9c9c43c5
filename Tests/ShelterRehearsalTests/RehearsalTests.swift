import ShelterModel
import ShelterRehearsal
import Testing

@Suite struct RehearsalTests {
    @Test("The same seed gives the same bytes, another seed does not")
    func seed() throws {
        let first = try Sample.rehearsal(seed: 7).export(locations: 200)
        #expect(try Sample.rehearsal(seed: 7).export(locations: 200) == first)
        #expect(try Sample.rehearsal(seed: 8).export(locations: 200).csv != first.csv)
    }

    @Test("The bytes are these on every machine")
    func pinned() throws {
        let export = try Sample.rehearsal(seed: 2026).export(locations: 150)
        let digest = (export.csv + export.answerKeyCSV).reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        #expect(digest == 10_437_365_318_162_933_264)
    }

    @Test("The file is a Dutch spreadsheet export")
    func form() throws {
        let csv = try Sample.rehearsal().export(locations: 40, faults: false).csv
        #expect(csv.prefix(3) == [0xEF, 0xBB, 0xBF])
        #expect(csv.suffix(2) == [13, 10])
        #expect(csv.count { $0 == 10 } == csv.count { $0 == 13 })
        let text = String(decoding: csv, as: UTF8.self)
        #expect(text.contains("locatie_id;naam;gemeente;bezoekdatum;soort;"))
        #expect(text.contains("\"let op; trap\""))
        #expect(text.contains(/;\d+,\d;/))
    }

    @Test("With as many locations as municipalities each has one", arguments: [true, false])
    func coverage(faults: Bool) throws {
        let count = Sample.register.municipalities.count
        let cleaned = try Sample.rehearsal().export(locations: count, faults: false)
        let names = Set(ExportReader(cleaned.csv).rows.map { $0.cells[2] })
        #expect(names == Set(Sample.register.municipalities.map(\.name)))
        let many = try Sample.rehearsal().export(locations: 300, faults: faults)
        let found = Set(ExportReader(many.csv).rows.compactMap { $0.cells.count > 2 ? $0.cells[2] : nil })
        #expect(found.isSuperset(of: Sample.register.municipalities.map(\.name)))
    }

    @Test("With fewer locations than municipalities a third as many municipalities take part, spread over the regions")
    func spread() throws {
        let export = try Sample.rehearsal(seed: 3).export(locations: 6, faults: false)
        let places = ExportReader(export.csv).rows.compactMap { row in
            Sample.register.municipalities.first { $0.name == row.cells[2] }
        }
        #expect(places.count == 6)
        #expect(Set(places.map(\.code)).count == 2)
        #expect(Set(places.map(\.safetyRegion?.code)).count == 2)
    }

    @Test("Locations are about full, rooms follow the places, a part is no more than the whole")
    func distributions() throws {
        let export = try Sample.rehearsal().export(locations: 2000, faults: false)
        let rows = ExportReader(export.csv).rows.map(\.cells)
        let capacity = rows.compactMap { Int($0[5]) }
        let residents = rows.compactMap { Int($0[6]) }
        try #require(capacity.count == 2000 && residents.count == 2000)
        #expect(capacity.min()! >= 4 && capacity.max()! <= 950 && capacity.max()! > 800)
        let overfull = zip(residents, capacity).count { $0 > $1 }
        #expect((1...120).contains(overfull))
        let occupancy = Double(residents.reduce(0, +)) / Double(capacity.reduce(0, +))
        #expect((0.96...0.99).contains(occupancy))
        let parts = rows.compactMap { row in Int(row[8]).flatMap { part in Int(row[7]).map { (part, $0) } } }
        #expect(parts.allSatisfy { $0.0 <= $0.1 })
        let full = Double(parts.count { $0.0 == $0.1 }) / Double(parts.count)
        #expect((0.45...0.65).contains(full))
        let hotWater = rows.map { $0[11] }
        let yes = Double(hotWater.count { $0 == "ja" }) / Double(hotWater.count { $0 == "ja" || $0 == "nee" })
        #expect((0.85...0.95).contains(yes))
    }

    @Test("Some answers are missing in every written form, and a question that does not apply says so")
    func missing() throws {
        let export = try Sample.rehearsal().export(locations: 2000, faults: false)
        let rows = ExportReader(export.csv).rows.map(\.cells)
        let rooms = rows.map { $0[7] }
        let share = Double(rooms.count { Int($0) == nil }) / 2000
        #expect((0.06...0.1).contains(share))
        #expect(Set(rooms.filter { Int($0) == nil }) == ["", "niet gevraagd", "#N/B", "n.v.t.", "weet niet", "?"])
        let withoutCatering = rows.filter { $0[12] == "nee" }
        #expect(!withoutCatering.isEmpty && withoutCatering.allSatisfy { $0[13] == "n.v.t." })
    }

    @Test("A kind of location has its own distribution and names")
    func kinds() throws {
        let export = try Sample.rehearsal().export(locations: 500, faults: false)
        for row in ExportReader(export.csv).rows.map(\.cells) {
            let isShip = row[4] == "schip"
            #expect(row[1].hasPrefix("MS De") == isShip)
            if let ceiling = Double(row[10].replacing(",", with: ".")) {
                #expect((ceiling <= 2.2) == isShip || ceiling == 2.2)
            }
        }
    }

    @Test("Visits lie in the window, and inspections before the visit")
    func dates() throws {
        let window = try #require(
            VisitWindow(
                first: CalendarDate(daysSince1970: 20_100),
                last: CalendarDate(daysSince1970: 20_130)
            )
        )
        let rehearsal = try Rehearsal(
            codeBook: Sample.codeBook,
            register: Sample.register,
            profile: RehearsalProfile(nodes: Sample.nodes, file: "sample.yaml"),
            seed: 1,
            window: window
        )
        var inspections = 0
        for row in ExportReader(rehearsal.export(locations: 300, faults: false).csv).rows.map(\.cells) {
            let visit = try #require(date(row[3]))
            #expect(window.first <= visit && visit <= window.last)
            if let inspection = date(row[14]) {
                inspections += 1
                #expect(inspection <= visit)
            }
        }
        #expect(inspections > 200)
    }

    @Test("A window that ends before it begins is none")
    func window() {
        #expect(VisitWindow(first: CalendarDate(daysSince1970: 2), last: CalendarDate(daysSince1970: 1)) == nil)
        #expect(VisitWindow.standard.first.iso == "2026-01-01")
        #expect(VisitWindow.standard.last.iso == "2026-09-30")
    }

    @Test(
        "A profile that names what is not there is refused, with every place",
        arguments: [
            ("variables", "baths", "fixed 1", "rehearsal.unknown-variable", "variables.baths"),
            ("variables", "rooms", "per baths 2", "rehearsal.unknown-variable", "variables.rooms"),
            ("only-castle", "rooms", "fixed 2", "rehearsal.unknown-code", "only-castle"),
            ("kinds", "castle", "2", "rehearsal.unknown-code", "kinds"),
            ("settings", "shares", "baths", "rehearsal.unknown-variable", "settings.shares"),
            ("variables", "rooms", "per lockable_rooms 2", "rehearsal.circle", "variables"),
        ]
    )
    func unknownNames(section: String, key: String, text: String, code: String, field: String) {
        var nodes = Sample.nodes
        nodes[section, default: [:]][key] = text
        let refusal = #expect(throws: Refusal.self) { try Sample.rehearsal(nodes: nodes) }
        #expect(refusal?.diagnostics.map(\.code) == [code])
        #expect(refusal?.diagnostics.map(\.location?.field) == [field])
    }

    @Test("An absurd rate is clipped to the code book's range")
    func clipped() throws {
        var nodes = Sample.nodes
        nodes["variables", default: [:]]["area"] = "per rooms 999999999 spread 999999999"
        let rows = ExportReader(try Sample.rehearsal(nodes: nodes).export(locations: 200, faults: false).csv).rows
        let areas = rows.compactMap { Double($0.cells[9].replacing(",", with: ".")) }
        #expect(areas.max() == 40000)
        #expect(areas.allSatisfy { $0 >= 0 })
    }

    @Test("Few locations give few faults, none gives a header", arguments: [-1, 0, 1, 3, 20, 149])
    func few(locations: Int) throws {
        let export = try Sample.rehearsal().export(locations: locations)
        #expect(export.usedRowCount == max(locations, 0))
        #expect(ExportReader(export.csv).rows.count == export.rowCount)
        #expect(export.answerKey.count <= max(locations, 0) / 2)
    }

    @Test("An empty code book or register is refused")
    func nothingToDraw() {
        var codeBook = Sample.codeBook
        codeBook.tables = []
        var register = Sample.register
        register.municipalities = []
        for (book, register) in [(codeBook, Sample.register), (Sample.codeBook, register)] {
            let refusal = #expect(throws: Refusal.self) {
                try Rehearsal(codeBook: book, register: register, profile: RehearsalProfile(), seed: 1)
            }
            #expect(refusal?.diagnostics.map(\.code) == ["rehearsal.nothing-to-draw"])
        }
    }

    private func date(_ text: String) -> CalendarDate? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        return parts.count == 3 ? CalendarDate(year: parts[2], month: parts[1], day: parts[0]) : nil
    }
}
