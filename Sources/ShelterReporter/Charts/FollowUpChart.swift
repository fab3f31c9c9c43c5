/// Two bars, with and without a commitment, each divided by execution. Every part has its number beside it in a table.
struct FollowUpChart: Sendable {
    struct Bar: Sendable {
        var label: String
        var parts: [Int]
    }

    var title: String
    var description: String
    var bars: [Bar]
    /// Names of the parts, in their order.
    var names: [String]

    /// From done to unknown; the last is only an outline.
    private static let fills = [Palette.ink, "#5B6875", "#8A96A3", "#C3CAD1", "#FFFFFF"]

    func element(id: String) -> String {
        let width = 600.0, top = 30.0, step = 58.0
        let most = max(1, bars.map { $0.parts.reduce(0, +) }.max() ?? 1)
        let legend = top + step * Double(bars.count) + 16
        var drawing = Drawing(width: width, height: legend + 20 * Double(names.count))
        for (index, bar) in bars.enumerated() {
            let y = top + step * Double(index)
            let sum = bar.parts.reduce(0, +)
            drawing.text("\(bar.label): \(sum)", 0, y - 8, isStrong: true)
            var x = 0.0
            for (part, count) in bar.parts.enumerated() where count > 0 {
                let length = Double(count) / Double(most) * (width - 2)
                drawing.rectangle(x + 1, y, length - 1, 24, fill: fill(part), stroke: Palette.ink)
                drawing.text(
                    "\(count)",
                    x + length / 2,
                    y + 17,
                    colour: part < 2 ? "#FFFFFF" : Palette.ink,
                    anchor: .middle
                )
                x += length
            }
        }
        for (part, name) in names.enumerated() {
            let y = legend + 20 * Double(part)
            drawing.rectangle(1, y - 10, 12, 12, fill: fill(part), stroke: Palette.ink)
            drawing.text(name, 22, y, size: 13)
        }
        return drawing.element(id: id, title: title, description: description, class: "wide")
    }

    private func fill(_ part: Int) -> String { Self.fills[min(part, Self.fills.count - 1)] }
}
