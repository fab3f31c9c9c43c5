import Foundation
import ShelterCleaning
import ShelterModel
import ShelterParsers
import ShelterPipeline
import Testing

@Suite("clean and verify, for any log")
struct CleaningPropertyTests {
    private static let pieces = [
        "", "a", "ja", "12", "-3", "=1+1", "'", "''x", "'s", "1,5", "31-1-2026", "x;y", "p,q", "zei \"ja\"",
        "een\ntwee",
        " rand ", "отель", "Oekraïne", "WAAR", "@x", "\t", "007", "lang woord met meer",
    ]

    /// A raw table, a log for it, and the table that must come out.
    private struct Example {
        var raw: [[String]] = []
        var entries: [LogEntry] = []
        var clean: [[String]] = []

        init(_ numbers: inout TestNumbers) {
            let columns = 3 + numbers.below(4)
            let rows = 2 + numbers.below(12)
            raw = [["_uuid"] + (1..<columns).map { "kolom \($0)" }]
            var lines = [1]
            for row in 0..<rows {
                raw.append(["id-\(row)"] + (1..<columns).map { _ in numbers.pick(CleaningPropertyTests.pieces) })
            }
            for row in raw { lines.append((lines.last ?? 1) + 1 + row.joined().count { $0 == "\n" }) }
            clean = [raw[0]]
            for row in 1..<raw.count {
                var changed = raw[row]
                var isDeleted = false
                if numbers.below(8) == 0 {
                    isDeleted = true
                    entries.append(LogEntry(uuid: raw[row][0], line: lines[row], action: .delete, decidedBy: "EJ"))
                } else {
                    for column in 1..<columns where numbers.below(3) == 0 {
                        let action = numbers.pick([CleaningAction.change, .blank, .keep, .open])
                        let new = action == .change || action == .open ? numbers.pick(CleaningPropertyTests.pieces) : ""
                        guard action != .change || !new.isEmpty else { continue }
                        let how = numbers.below(3)
                        entries.append(
                            LogEntry(
                                uuid: how == 0 ? "" : raw[row][0],
                                line: how == 1 ? nil : lines[row],
                                variable: raw[0][column],
                                oldValue: raw[row][column],
                                newValue: new,
                                action: action,
                                decidedBy: "EJ"
                            )
                        )
                        if action == .change { changed[column] = new }
                        if action == .blank { changed[column] = "" }
                    }
                }
                if !isDeleted { clean.append(changed) }
            }
        }
    }

    private static func settings(_ folder: TemporaryFolder) -> CleanSettings {
        var settings = CleaningFiles.settings(folder)
        settings.reading.csv.delimiter = UInt8(ascii: ",")
        settings.reading.csv.dialect.quote = "\""
        settings.reading.csv.dialect.headerRows = 1
        settings.reading.csv.encoding = .utf8
        return settings
    }

    @Test("verify proves what clean made, and finds any single cell that is touched, at its place", arguments: 0..<12)
    func property(seed: Int) throws {
        var numbers = TestNumbers(UInt64(seed + 1))
        let folder = try TemporaryFolder()
        let settings = Self.settings(folder)
        for _ in 0..<10 {
            let example = Example(&numbers)
            try folder.write("raw.csv", CleaningFiles.csv(example.raw))
            try folder.write("log.csv", CleaningFiles.log(example.entries, delimiter: numbers.pick([";", ",", "\t"])))
            let outcome = try CleanRun.write(settings)
            #expect(outcome.clean.rows == example.clean.count - 1)
            let proven = try VerifyRun.run(settings, showsValues: false)
            #expect(proven.isProven)
            // What came out is what the log says, by a reading of its own.
            try folder.write("clean.csv", CleaningFiles.csv(example.clean))
            #expect(try VerifyRun.run(settings, showsValues: false).isProven)
            guard example.clean.count > 1 else { continue }
            var touched = example.clean
            let row = 1 + numbers.below(touched.count - 1)
            let column = numbers.below(touched[0].count)
            touched[row][column] += numbers.pick(["x", "0", ".", " ", "é"])
            try folder.write("clean.csv", CleaningFiles.csv(touched, delimiter: numbers.pick([",", ";"])))
            let found = try VerifyRun.run(settings, showsValues: false)
            let line = 1 + touched[..<row].reduce(0) { $0 + 1 + $1.joined().count { $0 == "\n" } }
            #expect(found.differences.map(\.location?.line) == [line])
            #expect(found.differences.map(\.location?.column) == [column + 1])
        }
    }
}

@Suite("Hostile cleaning logs")
struct HostileLogTests {
    private func codes(_ folder: TemporaryFolder, _ log: [UInt8]) throws -> [String] {
        try folder.write("log.csv", log)
        return CleaningFiles.codes { () throws(Refusal) in _ = try CleanRun.write(CleaningFiles.settings(folder)) }
    }

    @Test("A file that is no log is refused, whatever it is, and nothing is written")
    func noLogs() throws {
        let folder = try TemporaryFolder()
        try folder.write("raw.csv", "id,a\n1,2\n3,4\n")
        #expect(try codes(folder, Array("uuid;line;variable\n;2;a\n".utf8)) == ["cleaning.columns-missing"])
        #expect(try codes(folder, []) == ["file.empty"])
        #expect(try !codes(folder, Array("\0\u{1}\u{2}PK".utf8)).isEmpty)
        let header = LogEntry.columns.joined(separator: ";")
        #expect(try codes(folder, Array("\(header)\n;2;a;2;3;change;;;EJ;x;y\n".utf8)) == ["csv.too-many-cells"])
        #expect(try codes(folder, Array("\(header)\n;2;a;\"2;3;change;;;EJ\n".utf8)) == ["csv.quote-left-open"])
        #expect(folder.content == ["log.csv", "raw.csv"])
    }

    @Test("Ids that stand twice, formulas and wrong old values never reach the clean file in silence")
    func contents() throws {
        let folder = try TemporaryFolder()
        try folder.write("raw.csv", "_uuid,a\nu1,=2\nu1,=2\nu2,5\n")
        let header = LogEntry.columns.joined(separator: ";")
        #expect(
            try codes(folder, Array("\(header)\nu1;;a;'=2;3;change;;;EJ\n".utf8)) == ["cleaning.uuid-not-unique"]
        )
        #expect(try codes(folder, Array("\(header)\nu1;3;a;=2;'=3;change;;;EJ\n".utf8)).isEmpty)
        #expect(try text(at: folder["clean.csv"]) == "_uuid,a\r\nu1,=2\r\nu1,=3\r\nu2,5\r\n")
        #expect(try codes(folder, Array("\(header)\nu2;;a;6;3;change;;;EJ\n".utf8)) == ["cleaning.old-value-differs"])
    }

    @Test("A hundred thousand entries are applied and proven")
    func many() throws {
        let folder = try TemporaryFolder()
        var raw = "id,a,b\n"
        var log = LogEntry.columns.joined(separator: ";") + "\n"
        for row in 1...100_000 {
            raw += "\(row),x,y\n"
            log += ";\(row + 1);a;x;z;change;;;EJ\n"
        }
        try folder.write("raw.csv", raw)
        try folder.write("log.csv", log)
        let outcome = try CleanRun.write(CleaningFiles.settings(folder))
        #expect(outcome.changed == 100_000)
        #expect(try VerifyRun.run(CleaningFiles.settings(folder), showsValues: false).isProven)
    }
}
