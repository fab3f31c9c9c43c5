/// One row per subject: an interval with its estimate in it, and the cutoff where there is one.
///
/// Intervals are drawn first and as visible as the dots, which alone would claim too much.
struct IntervalChart: Sendable {
    struct Row: Sendable {
        var label: String
        /// 0…1; `nil` draws nothing but the text.
        var value: Double?
        var low: Double?
        var high: Double?
        var cutoff: Double?
        /// As printed: the estimate, or why there is none.
        var valueText: String
        /// As printed: the interval and how many it rests on.
        var rangeText: String
        var figure: String
    }

    var rows: [Row]
    var title: String
    var description: String
    /// Beside the sign of the cutoff; empty without one.
    var cutoffText: String
    /// As printed at the axis.
    var axis: @Sendable (Double) -> String

    func panel(id: String) -> DocumentFigure.Panel {
        DocumentFigure.Panel(svg: wide(id: id), narrow: narrow(id: "\(id)-n"))
    }

    private func wide(id: String) -> String {
        let axis = ShareAxis(left: 236, right: 560)
        let rowHeight = 42.0
        let first = cutoffText.isEmpty ? 24.0 : 48
        let height = first + Double(rows.count) * rowHeight + 10
        var drawing = Drawing(width: 740, height: height)
        drawKey(&drawing, x: axis.left)
        axis.draw(&drawing, from: first - 14, to: height - 24, text: self.axis)
        for (index, row) in rows.enumerated() {
            let y = first + Double(index) * rowHeight + 8
            ShareAxis.label(row.label, &drawing, characters: 31, y: y)
            track(&drawing, row, axis, y: y, reach: 14)
            drawing.text(row.valueText, 580, y - 1, size: 14, isStrong: row.value != nil, figure: row.figure)
            drawing.text(row.rangeText, 580, y + 15, size: 11, colour: Palette.secondary)
        }
        return drawing.element(id: id, title: title, description: description, class: "wide")
    }

    private func narrow(id: String) -> String {
        let axis = ShareAxis(left: 8, right: 332)
        let rowHeight = 84.0
        let first = cutoffText.isEmpty ? 8.0 : 34
        let height = first + Double(rows.count) * rowHeight + 20
        var drawing = Drawing(width: 340, height: height)
        drawKey(&drawing, x: 0)
        for (index, row) in rows.enumerated() {
            let y = first + Double(index) * rowHeight
            let label = Drawing.lines(row.label, characters: 50, most: 1).first ?? ""
            drawing.text(label, 0, y + 13, size: 12.5)
            drawing.text(row.valueText, 0, y + 34, size: 15, isStrong: row.value != nil, figure: row.figure)
            drawing.text(row.rangeText, 340, y + 34, size: 12, colour: Palette.secondary, anchor: .end)
            track(&drawing, row, axis, y: y + 54, reach: 10)
        }
        axis.draw(&drawing, marks: [0, 0.5, 1], from: height - 24, to: height - 20, text: self.axis)
        return drawing.element(id: id, title: title, description: description, class: "narrow")
    }

    private func drawKey(_ drawing: inout Drawing, x: Double) {
        guard !cutoffText.isEmpty else { return }
        drawing.line(x + 5, 4, x + 5, 20, colour: Palette.ink, dashes: "3 2")
        drawing.text(cutoffText, x + 14, 16, size: 12, colour: Palette.secondary)
    }

    private func track(_ drawing: inout Drawing, _ row: Row, _ axis: ShareAxis, y: Double, reach: Double) {
        drawing.line(axis.left, y, axis.right, y, colour: Palette.rule)
        if let cutoff = row.cutoff {
            drawing.line(axis.x(cutoff), y - reach, axis.x(cutoff), y + reach, colour: Palette.ink, dashes: "3 2")
        }
        if let low = row.low, let high = row.high {
            drawing.rectangle(axis.x(low), y - 4, axis.x(high) - axis.x(low), 8, fill: "#9DB9BF")
            for end in [low, high] {
                drawing.line(axis.x(end), y - 6, axis.x(end), y + 6, colour: Palette.accent, width: 1.5)
            }
        }
        if let value = row.value { drawing.circle(axis.x(value), y, radius: 5.5, fill: Palette.accent) }
    }
}
