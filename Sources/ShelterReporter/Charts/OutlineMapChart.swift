import ShelterModel

/// Municipalities by their outlines; a class as background, hatched where too little is known, and the number in it where it
/// has room.
struct OutlineMapChart: Sendable {
    struct Area: Sendable {
        var code: String
        /// `nil` without a score.
        var tint: ScoreClass?
        /// Inspected, and without a score that may be shown.
        var isHatched: Bool
        /// As printed; `nil` where nothing was inspected.
        var text: String?
        /// Name and number in words.
        var remark: String
        var figure: String?
    }

    var title: String
    var description: String
    var areas: [Area]
    var shapes: MunicipalityShapes

    private static let width = 620.0
    private static let margin = 8.0
    /// Corners in the whole drawing; with more the outlines get coarser.
    private static let most = 30_000

    func element(id: String) -> String {
        let all = areas.compactMap { shapes.rings[$0.code] }.flatMap(\.self).flatMap(\.self)
        guard let left = all.map(\.x).min(), let right = all.map(\.x).max(), let bottom = all.map(\.y).min(),
            let top = all.map(\.y).max(), right > left, top > bottom
        else { return "" }
        let scale = (Self.width - 2 * Self.margin) / (right - left)
        func place(_ point: MunicipalityShapes.Point) -> (Double, Double) {
            (Self.margin + (point.x - left) * scale, Self.margin + (top - point.y) * scale)
        }
        let placed = areas.map { area in (shapes.rings[area.code] ?? []).map { $0.map(place) } }
        // The same grid for all, so that neighbours still touch.
        var grid = 0.25
        var drawn = placed.map { Self.coarser($0, grid) }
        while grid < 4, drawn.reduce(0, { $0 + $1.reduce(0) { $0 + $1.count } }) > Self.most {
            grid *= 2
            drawn = placed.map { Self.coarser($0, grid) }
        }
        var drawing = Drawing(width: Self.width, height: (top - bottom) * scale + 2 * Self.margin)
        drawing.hatch(id: "\(id)-hatch")
        for (area, rings) in zip(areas, drawn) where !rings.isEmpty {
            drawing.outline(
                rings,
                fill: area.tint?.colour ?? (area.isHatched ? "url(#\(id)-hatch)" : "#FFFFFF"),
                stroke: area.tint == nil ? "#9AA5B0" : "#FFFFFF",
                remark: area.remark
            )
        }
        for (area, rings) in zip(areas, drawn) {
            guard let text = area.text, let largest = rings.max(by: { Self.size($0) < Self.size($1) }) else { continue }
            let (x, y) = Self.middle(largest)
            guard Self.size(largest) > 260 else { continue }
            drawing.text(
                text,
                x,
                y + 3.5,
                size: 10,
                colour: area.tint == .farBelow || area.tint == .farAbove ? "#FFFFFF" : Palette.ink,
                anchor: .middle,
                hasHalo: area.isHatched,
                figure: area.figure
            )
        }
        return drawing.element(id: id, title: title, description: description, class: "map")
    }

    private static func coarser(_ rings: [[(Double, Double)]], _ grid: Double) -> [[(Double, Double)]] {
        rings.compactMap { ring in
            var result: [(Double, Double)] = []
            for point in ring {
                let rounded = ((point.0 / grid).rounded() * grid, (point.1 / grid).rounded() * grid)
                if let last = result.last, last == rounded { continue }
                result.append(rounded)
            }
            return result.count >= 4 ? result : nil
        }
    }

    /// Area of a ring, by the shoelace formula.
    private static func size(_ ring: [(Double, Double)]) -> Double { abs(signedSize(ring)) }

    private static func signedSize(_ ring: [(Double, Double)]) -> Double {
        var sum = 0.0
        for (one, other) in zip(ring, ring.dropFirst() + ring.prefix(1)) { sum += one.0 * other.1 - other.0 * one.1 }
        return sum / 2
    }

    /// Centroid of a ring.
    private static func middle(_ ring: [(Double, Double)]) -> (Double, Double) {
        let size = signedSize(ring)
        guard abs(size) > 1e-9 else { return ring[0] }
        var x = 0.0
        var y = 0.0
        for (one, other) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
            let cross = one.0 * other.1 - other.0 * one.1
            x += (one.0 + other.0) * cross
            y += (one.1 + other.1) * cross
        }
        return (x / (6 * size), y / (6 * size))
    }
}
