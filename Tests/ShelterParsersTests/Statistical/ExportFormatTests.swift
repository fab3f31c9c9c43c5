import Foundation
import ShelterModel
import Testing

@testable import ShelterParsers

@Suite struct ExportFormatTests {
    @Test("A file is read as what its first bytes say")
    func formats() throws {
        let cases: [(path: String, format: ExportFormat)] = [
            (SAVReading.folder.appending(path: "plain.sav").path, .sav),
            (SAVReading.folder.appending(path: "locations.zsav").path, .sav),
            (SAVReading.folder.appending(path: "plain.sav.haven.csv").path, .csv),
            (SheetReading.folder.appending(path: "written.xlsx").path, .xlsx),
            (SheetReading.folder.appending(path: "odfpy.ods").path, .ods),
        ]
        for (path, format) in cases {
            #expect(ExportFormat(path: path) == format)
            var reader = try ExportReader(path: path, displayName: "export")
            #expect(reader.format == format)
            let batch = try #require(try reader.next())
            #expect(batch.recordCount > 0)
        }
    }

    @Test("What an SPSS file says of its columns comes through")
    func columns() throws {
        let reader = try ExportReader(
            path: SAVReading.folder.appending(path: "plain.sav").path,
            displayName: "export"
        )
        #expect(reader.columns == (try SAVReading("plain.sav").columns))
        #expect(reader.header == reader.columns.map(\.name))
    }
}
