import Foundation
import ShelterModel
import Testing

@testable import ShelterReporter

@Suite("Tile map")
struct TileMapTests {
    private func tile(_ code: String, _ column: Int, _ row: Int, province: String = "A") -> TileMapChart.Tile {
        TileMapChart.Tile(
            province: province,
            place: HexTile(column: column, row: row),
            tint: .near,
            text: "61",
            remark: "Gemeente \(code) <b>: 61",
            figure: "\(code)-mean"
        )
    }

    @Test("Each municipality is a hexagon with its number, its words and its figure; text stays text")
    func hexagons() {
        let svg = TileMapChart(title: "t", description: "d", tiles: [tile("1", 0, 0), tile("2", 1, 0)]).element(id: "m")
        #expect(svg.components(separatedBy: "<polygon").count == 3)
        #expect(svg.contains("data-figure=\"1-mean\""))
        #expect(svg.contains("Gemeente 2 &lt;b&gt;: 61"))
        #expect(!svg.contains("<b>"))
        #expect(!svg.contains("<line"))
    }

    @Test("A border is drawn once between neighbours in two provinces, in even and in odd rows")
    func borders() {
        func edges(_ tiles: [TileMapChart.Tile]) -> Int {
            TileMapChart(title: "t", description: "d", tiles: tiles).element(id: "m").components(separatedBy: "<line")
                .count - 1
        }
        #expect(edges([tile("1", 0, 0), tile("2", 1, 0, province: "B")]) == 1)
        // The middle one has six neighbours.
        for row in [2, 3] {
            let shift = row.isMultiple(of: 2) ? -1 : 0
            let around =
                [(0, 0), (1, 0)].map { (1 + shift + $0.0, row - 1) } + [(0, row), (2, row)]
                + [(0, 0), (1, 0)].map { (1 + shift + $0.0, row + 1) }
            let others = around.enumerated().map { tile("\($0.offset + 2)", $0.element.0, $0.element.1, province: "B") }
            #expect(edges([tile("1", 1, row)] + others) == 6)
        }
    }
}
