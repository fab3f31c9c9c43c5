import Foundation
import ShelterModel
import ShelterReporter
import Testing

@Suite("Map of the municipalities")
struct MapSectionTests {
    private func page(tiles: [String: HexTile]) throws -> String {
        let report = SampleReport.make()
        var pages = HTMLReport(report: report, texts: try Files.texts(.dutch), styleSheet: "")
        let others = [("GM9999", "Leegveld")]
        pages.register = MunicipalityRegister(
            id: "voorbeeld",
            date: try #require(CalendarDate(year: 2023, month: 1, day: 1)),
            source: "Invented",
            municipalities: (SampleReport.names + others).map { code, name in
                Municipality(code: code, name: name, aliases: [], safetyRegion: nil, province: "Voorbeeldprovincie")
            },
            former: [],
            tiles: tiles
        )
        return pages.indexPage()
    }

    @Test("Every municipality of the register has a tile; those with locations show their mean, by its id")
    func map() throws {
        let codes = SampleReport.names.map(\.0) + ["GM9999"]
        let page = try page(
            tiles: Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, HexTile(column: $0, row: 0)) })
        )
        let start = try #require(page.range(of: "class=\"map\""))
        let svg = page[start.upperBound...].prefix { $0 != "\n" }.split(separator: "</svg>")[0]
        #expect(svg.split(separator: "<polygon").count == codes.count + 1)
        #expect(svg.contains("data-figure=\"GM9001.overall.mean\""))
        #expect(svg.contains("Leegveld: niet geïnspecteerd"))
        #expect(!svg.contains("GM9999"))
        #expect(page.contains("<th scope=\"col\">Provincie</th>"))
    }

    @Test("Without tiles there is no map")
    func noTiles() throws {
        #expect(!(try page(tiles: [:])).contains("class=\"map\""))
    }
}
