/// An axis from 0 to 1 with its grid, and the label of a row beside it: what charts of one row per subject share.
struct ShareAxis: Sendable {
    let left: Double
    let right: Double

    func x(_ value: Double) -> Double { left + min(1, max(0, value)) * (right - left) }

    /// - Parameter text: How a mark of 0…1 is printed.
    func draw(
        _ drawing: inout Drawing,
        marks: [Double] = [0, 0.25, 0.5, 0.75, 1],
        from top: Double,
        to bottom: Double,
        text: (Double) -> String
    ) {
        for mark in marks {
            drawing.line(x(mark), top, x(mark), bottom, colour: Palette.rule)
            drawing.text(
                text(mark),
                x(mark),
                bottom + 15,
                size: 11,
                colour: Palette.secondary,
                anchor: mark == 0 ? .start : mark == 1 ? .end : .middle
            )
        }
    }

    /// A label of at most two lines, its middle at `y`.
    static func label(_ label: String, _ drawing: inout Drawing, characters: Int, y: Double) {
        let lines = Drawing.lines(label, characters: characters)
        for (number, line) in lines.enumerated() {
            drawing.text(line, 0, y + 5 + Double(number) * 16 - Double(lines.count - 1) * 8, size: 13)
        }
    }
}
