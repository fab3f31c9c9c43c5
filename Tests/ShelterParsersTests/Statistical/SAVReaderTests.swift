import Foundation
import ShelterModel
import Testing

@testable import ShelterParsers

@Suite struct SAVReaderTests {
    @Test(
        "An SPSS file reads as pyreadstat reads it",
        arguments: ["plain.sav", "locations.sav", "rows.sav", "locations.zsav", "by-hand.sav", "big-endian.sav"]
    )
    func sameAsPyreadstat(fixture: String) throws {
        let answer = try SAVAnswer(fixture + ".json")
        let reading = try SAVReading(fixture)
        #expect(reading.header == answer.columns.map(\.name))
        #expect(reading.rows == answer.rows)
        #expect(reading.lines == Array(2..<(answer.rows.count + 2)))
        #expect(reading.rows.count >= 3)
        compare(reading.columns, with: answer.columns)
    }

    @Test(
        "An SPSS file reads as haven reads it",
        arguments: ["plain.sav", "locations.sav", "locations.zsav", "by-hand.sav", "pspp.sav", "pspp.zsav"]
    )
    func sameAsHaven(fixture: String) throws {
        let path = SAVReading.folder.appending(path: fixture + ".haven.csv").path
        var csv = try CSVReader(path: path, displayName: "haven")
        let reading = try SAVReading(fixture)
        #expect(reading.header == csv.header)
        var rows: [[String]] = []
        while let batch = try csv.next() {
            for record in 0..<batch.recordCount { rows.append(batch.fields(of: record).map(batch.text(of:))) }
        }
        #expect(reading.rows == rows)
        #expect(rows.count >= 3)
    }

    // Its durations are left out: pyreadstat drops whole days of them.
    @Test("What PSPP writes reads as pyreadstat reads it", arguments: ["pspp.sav", "pspp.zsav"])
    func sameFromPSPP(fixture: String) throws {
        let answer = try SAVAnswer(fixture + ".json")
        let reading = try SAVReading(fixture)
        compare(reading.columns, with: answer.columns)
        func withoutDuration(_ rows: [[String]]) -> [[String]] { rows.map { Array($0[..<7] + $0[8...]) } }
        #expect(withoutDuration(reading.rows) == withoutDuration(answer.rows))
        #expect(reading.rows.map { $0[7] } == ["26:15:00", "00:00:01", "", "23:59:59"])
    }

    private func compare(_ columns: [ExportColumn], with answers: [SAVAnswer.Column]) {
        #expect(columns.count == answers.count)
        for (column, expected) in zip(columns, answers) {
            #expect(column.name == expected.name)
            #expect(column.label == expected.label)
            #expect(column.format == expected.format)
            #expect(column.measure?.rawValue ?? "unknown" == expected.measure)
            let labels = column.valueLabels.map { [$0.value, $0.label] }
            #expect(labels.sorted { $0[0] < $1[0] } == expected.labels.sorted { $0[0] < $1[0] })
            let missing = column.missing.map { missing -> SAVAnswer.Missing in
                switch missing {
                case .value(let value): .value(value)
                case .range(let low, let high): .range(low, high)
                }
            }
            #expect(missing == expected.missing)
        }
    }

    @Test("Packed rows, packed blocks and plain cases hold the same")
    func sameContent() throws {
        let plain = try SAVReading("locations.sav")
        #expect(try SAVReading("rows.sav") == plain)
        #expect(try SAVReading("locations.zsav") == plain)
        #expect(plain.rows.contains { $0[10].utf8.count > 255 })
    }

    @Test("The byte order and the encoding of a file make no difference")
    func sameInAnyOrder() throws {
        #expect(try SAVReading("by-hand.sav") == SAVReading("big-endian.sav"))
        #expect(try SAVReading("by-hand.sav").rows.map { $0[10] } == ["België", "'s-Hëë", ""])
    }

    @Test("Codes that are no answer stay in the cells and are declared")
    func missingCodes() throws {
        let reading = try SAVReading("by-hand.sav")
        #expect(reading.columns[8].missing == [.range(-.infinity, -1)])
        #expect(reading.columns[9].missing == [.range(90, .infinity), .value("7")])
        #expect(reading.rows.map { $0[8] } == ["-5", "1", ""])
        let plain = try SAVReading("plain.sav")
        #expect(plain.columns[5].missing == [.value("?")])
        #expect(plain.rows[2][5] == "?")
    }

    @Test("A number that is no date is left a number, and a duration may be longer than a day")
    func oddDates() throws {
        #expect(
            try SAVReading("odd-dates.sav").rows == [
                [
                    "1000000000000000", "1e+300", "1e+300", "2025-01-31", "6", "2025-01-31T00:01:01", "00:01:01.500",
                ],
                ["-86400", "-1", "-01:00:00", "2025-02-01", "7", "2025-01-31T00:00:00", "01:00:00"],
                ["inf", "9821-11-09T06:13:20", "100:00:00", "-1", "0.5", "1000000000000000", "00:00:00"],
            ]
        )
    }

    @Test("All cases are read where the file does not say how many there are")
    func unknownCases() throws {
        #expect(try SAVReading("cases-unknown.sav").rows == [["1"], ["2"], ["3"]])
        var packed = try SAVReading.bytes("rows.sav")
        packed.replaceSubrange(80..<84, with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(try SAVReading(bytes: packed) == SAVReading("rows.sav"))
    }

    @Test("An absurd length of the case in the header does no harm")
    func caseSize() throws {
        #expect(try SAVReading("refused-size.sav").rows == [[String]](repeating: ["1", "tekst"], count: 4))
    }

    @Test("Texts of a file that declares no encoding are read as UTF-8 or Windows-1252, and that is said")
    func noEncoding() throws {
        for fixture in ["by-hand.sav", "big-endian.sav"] {
            var bytes = try SAVReading.bytes(fixture)
            // Without its number 3 this is a record that nobody knows.
            let isBig = fixture == "big-endian.sav"
            let record: [UInt8] = isBig ? [0, 0, 0, 7, 0, 0, 0, 3] : [7, 0, 0, 0, 3, 0, 0, 0]
            let start = try #require(bytes.indices.first { bytes[$0...].starts(with: record) })
            bytes[start + (isBig ? 7 : 4)] = 99
            let reading = try SAVReading(bytes: bytes)
            #expect(reading.rows == (try SAVReading(fixture).rows))
            #expect(reading.columns == (try SAVReading(fixture).columns))
            #expect(reading.diagnostics.map(\.code) == ["sav.no-encoding"])
        }
        #expect(try SAVReading("by-hand.sav").diagnostics == [])
    }

    @Test("A chosen encoding goes before the one in the file")
    func chosenEncoding() throws {
        let reading = try SAVReading("by-hand.sav", .with { $0.encoding = .windows1251 })
        #expect(reading.rows[0][10] == "Belgiл")
    }

    @Test("Cases come in batches, and reading may stop halfway")
    func batches() throws {
        let whole = try SAVReading("locations.zsav")
        let small = try SAVReading("locations.zsav", .with { $0.batchRows = 7 })
        #expect(whole.batches == 1)
        #expect(small.batches == 9)
        #expect(small.rows == whole.rows && small.lines == whole.lines)
        for _ in 0..<200 {
            var reader = try SAVReader(
                path: SAVReading.folder.appending(path: "locations.zsav").path,
                displayName: "sav",
                options: .with { $0.batchRows = 1 }
            )
            let batch = try #require(try reader.next())
            #expect(batch.recordCount == 1)
        }
    }

    @Test("The bytes of the file are given once, in order")
    func bytesSeen() throws {
        let path = SAVReading.folder.appending(path: "locations.sav").path
        var seen: [UInt8] = []
        var reader = try SAVReader(path: path, displayName: "sav") { seen.append(contentsOf: $0) }
        while try reader.next() != nil {}
        #expect(try seen == SAVReading.bytes("locations.sav"))
    }

    @Test("A file that is changed while it is read is refused")
    func changed() throws {
        let file = try TemporaryWorkbook(try SAVReading.bytes("locations.sav"))
        var reader = try SAVReader(path: file.path, displayName: "sav", options: .with { $0.batchRows = 1 })
        let handle = try FileHandle(forWritingTo: URL(filePath: file.path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data([0]))
        try handle.close()
        do {
            while try reader.next() != nil {}
            Issue.record("the file was read")
        } catch {
            #expect(error == Refusal("file.changed", at: SourceLocation(file: "sav")))
        }
    }
}
