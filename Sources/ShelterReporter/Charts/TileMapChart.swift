import ShelterModel

/// All municipalities as hexagons of one size, each near its place; a class as background and the number in it.
struct TileMapChart: Sendable {
    struct Tile: Sendable {
        var province: String
        var place: HexTile
        /// `nil` without a score.
        var tint: ScoreClass?
        /// As printed in the hexagon; short, and `nil` where nothing was inspected.
        var text: String?
        /// Name and number in words.
        var remark: String
        var figure: String?
    }

    var title: String
    var description: String
    var tiles: [Tile]

    /// From the middle of a hexagon to a corner.
    private static let reach = 15.0
    private static let margin = 6.0
    private static let half = reach * 3.0.squareRoot() / 2

    func element(id: String) -> String {
        let columns = Double((tiles.map(\.place.column).max() ?? 0) + 1)
        let rows = Double((tiles.map(\.place.row).max() ?? 0) + 1)
        var drawing = Drawing(
            width: (columns + 0.5) * Self.half * 2 + 2 * Self.margin,
            height: (rows * 1.5 + 0.5) * Self.reach + 2 * Self.margin
        )
        for tile in tiles {
            let (x, y) = Self.centre(tile.place)
            drawing.polygon(
                Self.corners(x, y, reach: Self.reach - 0.6),
                fill: tile.tint?.colour ?? "#FFFFFF",
                stroke: tile.tint == nil || tile.tint == .near ? Palette.rule : nil,
                remark: tile.remark
            )
            guard let text = tile.text else { continue }
            drawing.text(
                text,
                x,
                y + 3.8,
                size: 10.5,
                colour: tile.tint == .farBelow || tile.tint == .farAbove ? "#FFFFFF" : Palette.ink,
                anchor: .middle,
                figure: tile.figure
            )
        }
        for edge in borders { drawing.line(edge.0, edge.1, edge.2, edge.3, colour: Palette.secondary, width: 1.2) }
        return drawing.element(id: id, title: title, description: description, class: "map")
    }

    private static func centre(_ tile: HexTile) -> (Double, Double) {
        let shift = tile.row.isMultiple(of: 2) ? 1.0 : 2
        return (
            margin + (Double(tile.column) * 2 + shift) * half,
            margin + (Double(tile.row) * 1.5 + 1) * reach
        )
    }

    /// From the corner on top, clockwise.
    private static func corners(_ x: Double, _ y: Double, reach: Double) -> [(Double, Double)] {
        let half = reach * 3.0.squareRoot() / 2
        return [
            (x, y - reach), (x + half, y - reach / 2), (x + half, y + reach / 2),
            (x, y + reach), (x - half, y + reach / 2), (x - half, y - reach / 2),
        ]
    }

    /// Edges between two provinces, each once.
    private var borders: [(Double, Double, Double, Double)] {
        let provinces = Dictionary(tiles.map { ($0.place, $0.province) }, uniquingKeysWith: { first, _ in first })
        var edges: [(Double, Double, Double, Double)] = []
        for tile in tiles {
            let (x, y) = Self.centre(tile.place)
            let corners = Self.corners(x, y, reach: Self.reach)
            let shift = tile.place.row.isMultiple(of: 2) ? 0 : 1
            // To the north-east, the east and the south-east; the others are those of the neighbour.
            let neighbours = [(shift, -1), (1, 0), (shift, 1)]
            for (number, step) in neighbours.enumerated() {
                let place = HexTile(column: tile.place.column + step.0, row: tile.place.row + step.1)
                guard let other = provinces[place], other != tile.province else { continue }
                edges.append((corners[number].0, corners[number].1, corners[number + 1].0, corners[number + 1].1))
            }
        }
        return edges
    }
}
