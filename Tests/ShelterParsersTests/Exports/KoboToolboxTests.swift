import ShelterModel
import ShelterParsers
import Testing

/// Domain 5.2, Kobo.
@Suite struct KoboToolboxTests {
    @Test("Paths stay whole as names; their last part is the short name")
    func paths() throws {
        let reading = try ExportReading("kobotoolbox.csv")
        #expect(reading.tool == .koboToolbox)
        #expect(reading.dialect?.delimiter == ";")
        #expect(reading.column("algemeen/locatie")?.shortName == "locatie")
        #expect(reading.column("sanitair/voorzieningen/douche")?.shortName == "douche")
        #expect(reading.column("_id")?.shortName == nil)
        #expect(reading["algemeen/locatie"] == ["Z-01", "Z-02", "Z-03"])
    }

    @Test("A question that was left empty gives empty columns of its options, never 0")
    func emptyIsNotZero() throws {
        let reading = try ExportReading("kobotoolbox.csv")
        #expect(reading["sanitair/voorzieningen"] == ["douche bad", "", "bad"])
        #expect(reading["sanitair/voorzieningen/douche"] == ["1", "", "0"])
        #expect(reading["sanitair/voorzieningen/bad"] == ["1", "", "1"])
    }

    @Test("Options stand in one cell with blanks between them, and in columns of their own")
    func joinedAndSplit() throws {
        let reading = try ExportReading("kobotoolbox.csv")
        #expect(reading.column("sanitair/voorzieningen")?.separator == " ")
        #expect(reading.column("sanitair/voorzieningen/douche")?.separator == nil)
        #expect(reading.column("_uuid")?.separator == nil)
    }

    @Test("Another mark between the parts of a path is seen by the columns of every form; texts are no paths")
    func otherSeparator() throws {
        let reading = try ExportReading("kobotoolbox-split.csv")
        #expect(reading.tool == .koboToolbox)
        #expect(reading.column("sanitair.locatie")?.shortName == "locatie")
        #expect(reading["sanitair.voorzieningen.douche"] == ["True", ""])
        #expect(reading.column("Gas/water en licht.")?.shortName == nil)
    }

    @Test("Rows of tags below the header are header rows")
    func tags() throws {
        let reading = try ExportReading("kobotoolbox-tags.csv")
        #expect(reading.extraHeaderRows.map(\.line) == [2])
        #expect(reading.extraHeaderRows.first?.cells[2] == "#loc +code")
        #expect(reading["algemeen/locatie"] == ["Z-01", "Z-02", "Z-03"])
    }

    private static func versions(_ rows: [String], marks: String = "__version__") throws -> ExportReading {
        let header = "locatie,nieuw,oud,soms,_id,_uuid,_submission_time,\(marks)"
        return try ExportReading(text: ([header] + rows).joined(separator: "\n") + "\n")
    }

    @Test(
        "A cell of a question that the form did not have in its version is not asked, which is something else than empty"
    )
    func notInVersion() throws {
        let reading = try ExportReading("kobotoolbox.csv")
        #expect(reading.notAsked == [["sanitair/nieuw"], ["sanitair/oud"], ["sanitair/oud"]])
        #expect(reading["sanitair/nieuw"]?[0] == "")
        let told = reading.diagnostics.first { $0.code == "tools.not-in-version" }
        #expect(told?.arguments == ["count": 3, "columns": .list(["sanitair/nieuw", "sanitair/oud"])])
        let definition = TableDefinition(
            name: "t",
            grain: .location,
            columns: ["sanitair/nieuw", "sanitair/voorzieningen"].map {
                ColumnDefinition(headers: [$0], variable: $0, type: .text)
            }
        )
        var reader = try ExportReader(path: ExportReading.path("kobotoolbox.csv"), displayName: "a.csv")
        let match = try HeaderMatch(
            definition,
            header: reader.header,
            columns: reader.columns,
            line: 1,
            file: "a.csv"
        )
        let mapper = TableMapper(definition, match: match, file: "a.csv", columns: reader.columns)
        var problems: [Diagnostic] = []
        let table = try #require(try reader.next().map { mapper.table(from: $0, diagnostics: &problems) })
        #expect(table.columns[0].status == [.notAsked, .present, .present])
        // The second row left the question empty, in a version that had it.
        #expect(table.columns[1].status == [.present, .empty, .present])
    }

    @Test("What may be chance stays empty and is named: few rows, and a question that is often left empty")
    func versionUnsure() throws {
        let reading = try Self.versions([
            "Z-1,ja,,x,1,u1,2026,vB", "Z-2,ja,,,2,u2,2026,vB", "Z-3,nee,,,3,u3,2026,vB", "Z-4,,ja,,4,u4,2026,vA",
            "Z-5,,,,5,u5,2026,vA",
        ])
        // Three of three rows of the other version have an answer; one of three has one to "soms"; one of two to "oud".
        #expect(reading.notAsked == [[], [], [], ["nieuw"], ["nieuw"]])
        #expect(
            reading.diagnostics.first { $0.code == "tools.version-unsure" }?.arguments == [
                "columns": .list(["oud", "soms"])
            ]
        )
    }

    @Test("One version, or rows that name none, tell nothing", arguments: ["vA", ""])
    func oneVersion(name: String) throws {
        let reading = try Self.versions(["Z-1,ja,,x,1,u1,2026,\(name)", "Z-2,,,,2,u2,2026,\(name)"])
        #expect(reading.notAsked == [[], []])
        #expect(!reading.codes.contains { $0.contains("version") })
    }

    @Test("The version may stand in any of several columns; records of tags are no answers", arguments: [1, 2, 4096])
    func versionColumns(batch: Int) throws {
        let text = """
            locatie,nieuw,_id,_uuid,_submission_time,_version_,__version__
            #loc,#new,#id,#u,#date,#v,#w
            Z-1,ja,1,u1,2026,vB,
            Z-2,,2,u2,2026,,vA
            Z-3,,3,u3,2026,,vA

            """
        let reading = try ExportReading(text: text, .with { $0.csv.batchRows = batch })
        #expect(reading.extraHeaderRows.count == 1)
        #expect(reading.notAsked == [[], ["nieuw"], ["nieuw"]])
    }

    @Test("An option that a version did not have is not asked, and an empty cell of an option is never no")
    func newOption() throws {
        let text = """
            wat,wat/bad,wat/sauna,_id,_uuid,_submission_time,__version__
            bad,1,,1,u1,2026,vA
            bad sauna,1,1,2,u2,2026,vB
            bad sauna,1,1,3,u3,2026,vB

            """
        let option = ColumnDefinition(
            headers: ["wat"],
            variable: "sauna",
            type: .boolean,
            option: ["sauna"],
            codes: [Code(value: "yes", forms: ["1"]), Code(value: "no", forms: ["0"])]
        )
        let definition = TableDefinition(name: "t", grain: .location, columns: [option])
        for (text, first) in [(text, CellStatus.notAsked), (text.replacing("vA", with: "vB"), .empty)] {
            let file = try TemporaryFile(Array(text.utf8))
            var reader = try ExportReader(path: file.path, displayName: "a.csv")
            let columns = reader.columns
            let match = try HeaderMatch(definition, header: reader.header, columns: columns, line: 1, file: "a.csv")
            let mapper = try TableMapper(definition, match: match, file: "a.csv", columns: columns)
                .surveyed(path: file.path, options: ExportOptions(), line: 1).mapper
            var problems: [Diagnostic] = []
            let table = try #require(try reader.next().map { mapper.table(from: $0, diagnostics: &problems) })
            #expect(table.columns[0].status == [first, .present, .present])
        }
    }

    @Test("Columns of another version of the form are empty, and it is told that there are several")
    func versions() throws {
        let reading = try ExportReading("kobotoolbox.csv")
        #expect(reading["sanitair/nieuw"] == ["", "nee", "ja"])
        #expect(reading["sanitair/oud"] == ["ja", "", ""])
        let note = reading.diagnostics.first { $0.code == "tools.several-versions" }
        #expect(note?.arguments == ["count": 2])
    }

    @Test("A repeat group is a file of its own, which knows its parent")
    func repeatFile() throws {
        let reading = try ExportReading("kobotoolbox-rooms.csv")
        #expect(reading.tool == .koboToolbox)
        #expect(reading["_parent_index"] == ["1", "1", "2"])
        #expect(reading.column("kamers/oppervlakte")?.shortName == "oppervlakte")
    }

    @Test("A repeat inside a repeat is a file of its own, which names the repeat it stands in")
    func nestedRepeat() throws {
        let reading = try ExportReading(
            text: "kamers/bedden/soort,_index,_parent_table_name,_parent_index\nstapel,1,kamers,1\nlos,2,kamers,3\n"
        )
        #expect(reading.tool == .koboToolbox)
        #expect(reading["_parent_table_name"] == ["kamers", "kamers"])
        #expect(reading.column("kamers/bedden/soort")?.shortName == "soort")
    }

    @Test("A repeat group is a sheet of its own, and a part that can be opened")
    func repeatSheet() throws {
        let path = ExportReading.path("kobotoolbox.xlsx")
        let parts = try ExportReader.parts(path: path, displayName: "kobo.xlsx")
        #expect(parts.map(\.name) == ["inspectie", "kamers"])
        #expect(ExportReading.refusal("kobotoolbox.xlsx")?.code == "sheet.several")
        let rooms = try ExportReading("kobotoolbox.xlsx", .with { $0.sheet = "kamers" })
        #expect(rooms.tool == .koboToolbox)
        #expect(rooms["kamers/nummer"] == ["1.01", "1.02", "2.01"])
        #expect(rooms["_parent_index"] == ["1", "1", "2"])
    }
}
