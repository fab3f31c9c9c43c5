import Foundation
import ShelterCleaning
import ShelterModel
import ShelterParsers
import ShelterPipeline
import Testing

@Suite("clean and verify in other formats")
struct CleanFormatsTests {
    private static let raw = [
        ["_uuid", "locatie naam", "aantal", "prijs", "datum", "code", "opmerking"],
        ["u1", "Hotel de Zon", "5", "4.50", "2026-01-31", "007", "=SOM(A1)"],
        ["u2", "отель", "-3", "1.25", "2026-02-01", "12", "regel een\nregel twee"],
        ["", "", "", "", "", "", ""],
        ["u3", "'s-Gravenhage", "", "0.1234567890123456789", "", "0", "zei \"ja\"  "],
        ["u4", "Schip", "17", "3", "2026-03-01", "", ""],
    ]

    private static let entries = [
        LogEntry(line: 2, variable: "aantal", oldValue: "5", newValue: "6", action: .change, decidedBy: "EJ"),
        LogEntry(line: 3, variable: "datum", oldValue: "2026-02-01", action: .blank, decidedBy: "EJ"),
        LogEntry(uuid: "u4", action: .delete, decidedBy: "EJ"),
    ]

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("raw.csv", CleaningFiles.csv(Self.raw))
        try folder.write("log.csv", CleaningFiles.log(Self.entries))
        return folder
    }

    private func settings(_ folder: TemporaryFolder, _ clean: String) -> CleanSettings {
        var settings = CleaningFiles.settings(folder)
        settings.clean = folder[clean]
        return settings
    }

    @Test("A workbook and an SPSS file are proven to be raw plus log", arguments: ["clean.xlsx", "clean.sav"])
    func proven(clean: String) throws {
        let folder = try folder()
        let settings = settings(folder, clean)
        let outcome = try CleanRun.write(settings)
        #expect((outcome.changed, outcome.blanked, outcome.deleted) == (1, 1, 1))
        let verified = try VerifyRun.run(settings, showsValues: true)
        #expect(verified.isProven, "\(verified.differences)")
        #expect(verified.clean.hash == outcome.clean.hash && verified.raw.hash == outcome.raw.hash)
        #expect(verified.clean.rows == 3)
        #expect(folder.content == [clean, "log.csv", "raw.csv"])
        // The same input gives the same bytes.
        let first = try bytes(at: folder[clean])
        _ = try CleanRun.write(settings)
        #expect(try bytes(at: folder[clean]) == first)
    }

    @Test("What was done to a workbook or an SPSS file is found", arguments: ["clean.xlsx", "clean.sav"])
    func tampered(clean: String) throws {
        let folder = try folder()
        // Somebody else's log makes another file.
        var other = Self.entries
        other[0].newValue = "7"
        other[1].action = .keep
        other.removeLast()
        try folder.write("other.csv", CleaningFiles.log(other))
        var tampering = settings(folder, clean)
        tampering.log = folder["other.csv"]
        _ = try CleanRun.write(tampering)
        let verified = try VerifyRun.run(settings(folder, clean), showsValues: false)
        #expect(
            verified.differences.map(\.code) == [
                "verify.cell-differs", "verify.entry-not-applied", "verify.row-not-deleted",
            ]
        )
        #expect(verified.differences[0].location?.column == 3)
    }

    @Test("Labels, missing codes and dates of an SPSS file stay in the clean one")
    func labels() throws {
        let folder = try TemporaryFolder()
        try Self.writeSPSS(folder["raw.sav"])
        var settings = settings(folder, "clean.sav")
        settings.raw = folder["raw.sav"]
        try folder.write(
            "log.csv",
            CleaningFiles.log([
                LogEntry(line: 2, variable: "soort", oldValue: "2", newValue: "1", action: .change, decidedBy: "EJ")
            ])
        )
        #expect(try !CleanRun.write(settings).hasFindings)
        let reader = try ExportReader(path: folder["clean.sav"], displayName: "clean.sav")
        #expect(reader.columns[1].label == "Soort locatie")
        #expect(reader.columns[1].valueLabels.map(\.label) == ["hotel", "schip"])
        #expect(reader.columns[1].missing == [.value("99")])
        #expect(try VerifyRun.run(settings, showsValues: true).isProven)
        // From SPSS to a workbook: the labels stand on a sheet of their own.
        settings.clean = folder["clean.xlsx"]
        #expect(try !CleanRun.write(settings).hasFindings)
        #expect(try VerifyRun.run(settings, showsValues: true).isProven)
    }

    @Test("A record that a workbook cannot hold is told, and stands in no clean file")
    func tooWide() throws {
        let folder = try TemporaryFolder()
        try folder.write("raw.csv", "id;naam;aantal\n1;a;1\n2;b;2;te veel\n3;d;3\n4;e;4\n")
        try folder.write("log.csv", CleaningFiles.log([]))
        let settings = settings(folder, "clean.xlsx")
        let outcome = try CleanRun.write(settings)
        #expect(outcome.unreadable.map(\.code) == ["csv.too-many-cells"])
        #expect(outcome.clean.rows == 3)
        #expect(
            try VerifyRun.run(settings, showsValues: false).differences.map(\.code) == ["csv.too-many-cells"]
        )
    }

    private static func writeSPSS(_ path: String) throws {
        var kind = ExportColumn(name: "soort")
        kind.label = "Soort locatie"
        kind.valueLabels = [.init(value: "1", label: "hotel"), .init(value: "2", label: "schip")]
        kind.missing = [.value("99")]
        let columns = [ExportColumn(name: "id"), kind, ExportColumn(name: "datum")]
        var batch = RecordBatch()
        for (number, row) in [["a", "2", "2026-01-31"], ["b", "1", ""], ["c", "99", "2026-02-01"]].enumerated() {
            for cell in row {
                batch.bytes += Array(cell.utf8)
                batch.fieldEnds.append(batch.bytes.count)
            }
            batch.recordEnds.append(batch.fieldEnds.count)
            batch.lines.append(number + 2)
        }
        var kinds = ColumnKinds(columns)
        kinds.add(batch)
        final class Pieces { var bytes: [UInt8] = [] }
        let pieces = Pieces()
        var writer = try SAVWriter(columns: columns, kinds: kinds, displayName: "raw.sav") { pieces.bytes += $0 }
        try writer.write(batch)
        try writer.finish()
        try Data(pieces.bytes).write(to: URL(fileURLWithPath: path))
    }
}
