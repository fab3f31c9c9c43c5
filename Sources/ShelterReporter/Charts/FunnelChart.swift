/// Shares of areas against how many answers they rest on, with the limits of chance around the share of all.
struct FunnelChart: Sendable {
    struct Dot: Sendable {
        var size: Int
        var share: Double
        /// Outside the outer limits.
        var isOutside: Bool
        /// The area that the page is about.
        var isOwn: Bool
    }

    struct Limit: Sendable {
        var size: Int
        var low: Double
        var high: Double
        var outerLow: Double
        var outerHigh: Double
    }

    var title: String
    var description: String
    /// Above the chart.
    var heading: String
    /// Under the heading.
    var summary: String
    var dots: [Dot]
    /// Ascending by size.
    var limits: [Limit]
    var target: Double
    var targetText: String
    var cutoff: Double?
    var cutoffText: String
    /// Under the axis: what the size is.
    var sizeText: String
    /// As printed at the axes.
    var count: @Sendable (Int) -> String
    var share: @Sendable (Double) -> String

    func element(id: String) -> String {
        let left = 38.0, right = 254.0, top = 56.0, base = 214.0
        var drawing = Drawing(width: 260, height: 250)
        drawing.text(Drawing.lines(heading, characters: 30, most: 1).first ?? "", 0, 14, size: 15, isStrong: true)
        drawing.text(summary, 0, 33, size: 12, colour: Palette.secondary)
        let most = max(1, limits.last?.size ?? 1, dots.map(\.size).max() ?? 1)
        func x(_ size: Int) -> Double { left + Double(size) / Double(most) * (right - left) }
        func y(_ share: Double) -> Double { base - min(1, max(0, share)) * (base - top) }
        for mark in [0.0, 0.5, 1] {
            drawing.line(left, y(mark), right, y(mark), colour: Palette.rule)
            drawing.text(share(mark), left - 6, y(mark) + 4, size: 11, colour: Palette.secondary, anchor: .end)
        }
        for (one, other) in zip(limits, limits.dropFirst()) {
            for (from, to) in [(one.outerLow, other.outerLow), (one.outerHigh, other.outerHigh)] {
                drawing.line(x(one.size), y(from), x(other.size), y(to), colour: "#8A96A3", width: 1.25)
            }
            for (from, to) in [(one.low, other.low), (one.high, other.high)] {
                drawing.line(x(one.size), y(from), x(other.size), y(to), colour: "#8A96A3", dashes: "3 2")
            }
        }
        drawing.line(left, y(target), right, y(target), colour: Palette.secondary, width: 1.5)
        if let cutoff {
            drawing.line(left, y(cutoff), right, y(cutoff), colour: Palette.ink, dashes: "1 3")
            drawing.text(cutoffText, right, y(cutoff) - 4, size: 11, colour: Palette.ink, anchor: .end, hasHalo: true)
        }
        // What lies inside the limits cannot be told apart, and looks alike.
        for dot in dots where !dot.isOwn {
            drawing.circle(
                x(dot.size),
                y(dot.share),
                radius: dot.isOutside ? 3.5 : 2.5,
                fill: dot.isOutside ? Palette.ink : "#8A96A3"
            )
        }
        for dot in dots where dot.isOwn { drawing.circle(x(dot.size), y(dot.share), radius: 6, fill: Palette.accent) }
        drawing.line(left, base, right, base, colour: Palette.ink)
        drawing.text(count(0), left, base + 16, size: 11, colour: Palette.secondary)
        drawing.text(count(most), right, base + 16, size: 11, colour: Palette.secondary, anchor: .end)
        drawing.text(sizeText, (left + right) / 2, base + 31, size: 11, colour: Palette.secondary, anchor: .middle)
        return drawing.element(id: id, title: title, description: description, class: "small")
    }
}
