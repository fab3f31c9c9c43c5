/// One row per theme: a dot for the mean, ticks for region and country, the cutoff, and how much is known.
struct ProfileChart: Sendable {
    struct Row: Sendable {
        var label: String
        /// 0…1; `nil` draws no dot.
        var mean: Double?
        /// Interval for all locations, where the inspected ones are a sample of them.
        var interval: ClosedRange<Double>?
        /// As printed; says why when there is no mean.
        var meanText: String
        var figure: String
        var region: Double?
        var country: Double?
        var cutoff: Double?
        /// As printed at the line.
        var cutoffText: String
        var coverage: Double?
        var coverageText: String
        var coverageFigure: String
        /// Set apart from the themes, as the overall score is.
        var isTotal: Bool
        /// Less is known than is needed.
        var isThin: Bool
    }

    struct Requirement: Sendable {
        var mark: OutcomeMark
        /// For example `B1 voldoet niet (2)`.
        var text: String
        var figure: String
    }

    struct Labels: Sendable {
        var title: String
        var description: String
        var requirements: String
        var area: String
        var region: String
        var country: String
        var cutoff: String
        var interval: String
        var score: String
        var coverage: String
    }

    var rows: [Row]
    var requirements: [Requirement]
    var labels: Labels

    func wide(id: String) -> String {
        let left = 176.0, right = 520.0, scoreEnd = 582.0, coverLeft = 612.0, coverRight = 686.0
        let rowHeight = 42.0
        let flow = requirementPlaces(width: 740 - left)
        let top = requirements.isEmpty ? 0 : Double((flow.last?.line ?? 0) + 1) * 24 + 22
        let firstRow = top + 62
        let height = firstRow + Double(rows.count) * rowHeight + 26
        var drawing = Drawing(width: 740, height: height)
        drawRequirements(&drawing, flow, labelY: 15, x: left, y: 10)
        if top > 0 { drawing.line(0, top - 10, 740, top - 10, colour: Palette.rule) }
        drawKey(&drawing, x: left - 6, y: top + 12)
        drawing.text(labels.score, scoreEnd, top + 40, size: 12, colour: Palette.secondary, anchor: .end)
        drawing.text(labels.coverage, coverLeft, top + 40, size: 12, colour: Palette.secondary)
        func x(_ value: Double) -> Double { left + min(1, max(0, value)) * (right - left) }
        drawAxis(&drawing, from: firstRow - 18, to: height - 22, x: x)
        for (index, row) in rows.enumerated() {
            let y = firstRow + Double(index) * rowHeight + 4
            if row.isTotal { drawing.line(0, y - rowHeight / 2, 740, y - rowHeight / 2, colour: Palette.rule) }
            let lines = Drawing.lines(row.label, characters: row.isTotal ? 19 : 21)
            for (number, line) in lines.enumerated() {
                let offset = Double(number) * 17 - Double(lines.count - 1) * 8.5
                drawing.text(line, 0, y + 5 + offset, isStrong: row.isTotal)
            }
            let isNew = index == 0 || rows[index - 1].cutoff != row.cutoff
            drawTrack(&drawing, row, y: y, left: left, right: right, showsCutoff: isNew, x: x)
            drawing.text(
                row.meanText,
                scoreEnd,
                y + 5,
                size: row.mean == nil ? 12 : 15,
                colour: row.mean == nil ? Palette.secondary : Palette.ink,
                anchor: .end,
                isStrong: row.mean != nil,
                figure: row.figure
            )
            drawCoverage(&drawing, row, x: coverLeft, width: coverRight - coverLeft, y: y)
            drawing.text(
                row.coverageText,
                740,
                y + 4.5,
                size: 12,
                colour: Palette.secondary,
                anchor: .end,
                figure: row.coverageFigure
            )
        }
        return drawing.element(id: id, title: labels.title, description: labels.description, class: "wide")
    }

    /// For a screen of 320 px: label and score above each track.
    func narrow(id: String) -> String {
        let left = 8.0, right = 332.0, rowHeight = 72.0
        let flow = requirementPlaces(width: 340)
        let top = requirements.isEmpty ? 0 : Double((flow.last?.line ?? 0) + 1) * 24 + 42
        let keyHeight = 48.0
        let firstRow = top + keyHeight + 32
        let height = firstRow + Double(rows.count) * rowHeight - 8
        var drawing = Drawing(width: 340, height: height)
        drawRequirements(&drawing, flow, labelY: 14, x: 0, y: 36)
        if top > 0 { drawing.line(0, top - 10, 340, top - 10, colour: Palette.rule) }
        drawKey(&drawing, x: 2, y: top + 12, perLine: 2)
        func x(_ value: Double) -> Double { left + min(1, max(0, value)) * (right - left) }
        for (index, row) in rows.enumerated() {
            let y = firstRow + Double(index) * rowHeight + 22
            if row.isTotal { drawing.line(0, y - 42, 340, y - 42, colour: Palette.rule) }
            let label = Drawing.lines(row.label, characters: 26, most: 1).first ?? ""
            drawing.text(label, 0, y - 19, size: 15, isStrong: row.isTotal)
            drawing.text(
                row.meanText,
                340,
                y - 19,
                size: row.mean == nil ? 13 : 16,
                colour: row.mean == nil ? Palette.secondary : Palette.ink,
                anchor: .end,
                isStrong: row.mean != nil,
                figure: row.figure
            )
            drawTrack(&drawing, row, y: y, left: left, right: right, showsCutoff: false, reach: 12, x: x)
            drawCoverage(&drawing, row, x: left, width: 60, y: y + 18)
            drawing.text(
                "\(labels.coverage) \(row.coverageText)",
                left + 68,
                y + 22,
                size: 12,
                colour: Palette.secondary,
                figure: row.coverageFigure
            )
        }
        return drawing.element(id: id, title: labels.title, description: labels.description, class: "narrow")
    }

    /// Line and distance from the left of each requirement, one after the other.
    private func requirementPlaces(width: Double) -> [(line: Int, x: Double)] {
        var places: [(line: Int, x: Double)] = []
        var line = 0
        var x = 0.0
        for requirement in requirements {
            let own = 18 + Drawing.width(of: requirement.text, size: 13)
            if x > 0, x + own > width {
                line += 1
                x = 0
            }
            places.append((line, x))
            x += own + 22
        }
        return places
    }

    private func drawRequirements(
        _ drawing: inout Drawing,
        _ places: [(line: Int, x: Double)],
        labelY: Double,
        x: Double,
        y: Double
    ) {
        guard !requirements.isEmpty else { return }
        drawing.text(labels.requirements, 0, labelY, isStrong: true)
        for (requirement, place) in zip(requirements, places) {
            let left = x + place.x
            let middle = y + Double(place.line) * 24
            drawing.mark(requirement.mark, left + 6, middle)
            drawing.text(requirement.text, left + 18, middle + 4.5, size: 13, figure: requirement.figure)
        }
    }

    /// Names each sign once, beside the sign itself.
    private func drawKey(_ drawing: inout Drawing, x: Double, y: Double, perLine: Int = 4) {
        var items: [(label: String, draw: (inout Drawing, Double, Double) -> Void)] = [
            (
                labels.area,
                { drawing, x, y in drawing.circle(x, y, radius: 6, fill: Palette.accent) }
            )
        ]
        if rows.contains(where: { $0.interval != nil }) {
            items.append((labels.interval, { drawing, x, y in Self.drawInterval(&drawing, x - 7, x + 7, y) }))
        }
        if rows.contains(where: { $0.region != nil }) {
            items.append(
                (
                    labels.region,
                    { drawing, x, y in
                        drawing.line(x - 8, y + 4, x + 8, y + 4, colour: Palette.secondary)
                        Self.drawRegion(&drawing, x, y + 4)
                    }
                )
            )
        }
        if rows.contains(where: { $0.country != nil }) {
            items.append(
                (
                    labels.country,
                    { drawing, x, y in
                        drawing.line(x - 8, y - 4, x + 8, y - 4, colour: Palette.secondary)
                        Self.drawCountry(&drawing, x, y - 4)
                    }
                )
            )
        }
        if rows.contains(where: { $0.cutoff != nil }) {
            items.append(
                (
                    labels.cutoff,
                    { drawing, x, y in
                        drawing.line(x, y - 8, x, y + 8, colour: Palette.ink, dashes: "3 2")
                    }
                )
            )
        }
        var left = x
        for (index, item) in items.enumerated() {
            if index > 0, index % perLine == 0 { left = x }
            let middle = y + Double(index / perLine) * 24
            item.draw(&drawing, left + 6, middle)
            drawing.text(item.label, left + 18, middle + 4.5, size: 12, colour: Palette.secondary)
            left += perLine < 4 ? 165 : 46 + Drawing.width(of: item.label, size: 12)
        }
    }

    private func drawAxis(_ drawing: inout Drawing, from top: Double, to bottom: Double, x: (Double) -> Double) {
        for step in [0.0, 0.25, 0.5, 0.75, 1] {
            drawing.line(x(step), top + 4, x(step), bottom, colour: Palette.rule)
            drawing.text(
                Drawing.plain(step * 100),
                x(step),
                bottom + 16,
                size: 11,
                colour: Palette.secondary,
                anchor: .middle
            )
        }
    }

    private func drawTrack(
        _ drawing: inout Drawing,
        _ row: Row,
        y: Double,
        left: Double,
        right: Double,
        showsCutoff: Bool,
        reach: Double = 21,
        x: (Double) -> Double
    ) {
        drawing.line(left, y, right, y, colour: Palette.rule)
        if let cutoff = row.cutoff {
            drawing.line(x(cutoff), y - reach, x(cutoff), y + reach, colour: Palette.ink, dashes: "3 2")
        }
        if showsCutoff, let cutoff = row.cutoff {
            drawing.text(row.cutoffText, x(cutoff) + 4, y - 11, size: 10.5, colour: Palette.secondary, hasHalo: true)
        }
        if let region = row.region { Self.drawRegion(&drawing, x(region), y) }
        if let country = row.country { Self.drawCountry(&drawing, x(country), y) }
        if let interval = row.interval {
            Self.drawInterval(&drawing, x(interval.lowerBound), x(interval.upperBound), y)
        }
        guard let mean = row.mean else { return }
        if row.isThin {
            drawing.circle(x(mean), y, radius: 6, fill: "#FFFFFF", stroke: Palette.accent)
        } else {
            drawing.circle(x(mean), y, radius: 7, fill: Palette.accent)
        }
    }

    private static func drawInterval(_ drawing: inout Drawing, _ low: Double, _ high: Double, _ y: Double) {
        drawing.rectangle(low, y - 4, high - low, 8, fill: "#9DB9BF")
        for end in [low, high] { drawing.line(end, y - 6, end, y + 6, colour: Palette.accent, width: 1.5) }
    }

    /// Stands on the track.
    private static func drawRegion(_ drawing: inout Drawing, _ x: Double, _ y: Double) {
        drawing.line(x, y - 12, x, y, colour: Palette.secondary, width: 2.5)
    }

    /// Hangs from the track.
    private static func drawCountry(_ drawing: inout Drawing, _ x: Double, _ y: Double) {
        drawing.line(x, y, x, y + 12, colour: Palette.secondary, width: 2.5)
    }

    private func drawCoverage(_ drawing: inout Drawing, _ row: Row, x: Double, width: Double, y: Double) {
        guard let coverage = row.coverage else { return }
        drawing.rectangle(x, y - 2.5, width, 5, fill: Palette.rule)
        drawing.rectangle(x, y - 2.5, min(1, max(0, coverage)) * width, 5, fill: Palette.secondary)
    }
}
