/// How one score changed between two waves: a line from then to now, grey where the change may as well be chance.
struct SlopeChart: Sendable {
    enum Direction: Sendable {
        case higher, lower, notDistinguishable
    }

    var heading: String
    /// 0…1.
    var before: Double
    var after: Double
    var beforeText: String
    var afterText: String
    var cutoff: Double?
    var direction: Direction
    /// Says the direction in words.
    var summary: String
    /// Under the ends of the line.
    var earlier: String
    var later: String
    var description: String

    func element(id: String) -> String {
        let left = 52.0, right = 208.0, top = 52.0, base = 158.0
        var drawing = Drawing(width: 260, height: 184)
        drawing.text(Drawing.lines(heading, characters: 30, most: 1).first ?? "", 0, 14, size: 15, isStrong: true)
        let isClear = direction != .notDistinguishable
        drawing.text(summary, 0, 33, size: 12, colour: isClear ? Palette.ink : Palette.secondary, isStrong: isClear)
        func y(_ score: Double) -> Double { base - min(1, max(0, score)) * (base - top) }
        for x in [left, right] { drawing.line(x, top, x, base, colour: Palette.rule) }
        if let cutoff {
            drawing.line(left, y(cutoff), right, y(cutoff), colour: Palette.ink, dashes: "1 3")
        }
        let colour = isClear ? Palette.accent : "#8A96A3"
        drawing.line(left, y(before), right, y(after), colour: colour, width: isClear ? 3 : 1.5)
        drawing.circle(left, y(before), radius: 4.5, fill: colour)
        drawing.circle(right, y(after), radius: 4.5, fill: colour)
        drawing.text(beforeText, left - 10, y(before) + 4.5, size: 13, anchor: .end)
        drawing.text(afterText, right + 10, y(after) + 4.5, size: 13)
        drawing.text(earlier, left, base + 18, size: 11, colour: Palette.secondary, anchor: .middle)
        drawing.text(later, right, base + 18, size: 11, colour: Palette.secondary, anchor: .middle)
        return drawing.element(id: id, title: heading, description: description, class: "small")
    }
}
