/// How many units have which score, in equal bins of 0…100, with the cutoff as a line.
struct HistogramChart: Sendable {
    var title: String
    var description: String
    /// Above the bars.
    var heading: String
    /// Under the heading: how many lie under the cutoff.
    var summary: String
    /// Units per bin, from low to high.
    var bins: [Int]
    /// Highest count on the axis: the same for all charts that stand together.
    var most: Int
    var cutoff: Double?
    var cutoffText: String
    /// As printed at the highest bar.
    var count: @Sendable (Int) -> String

    func element(id: String) -> String {
        let left = 2.0, right = 258.0, top = 74.0, base = 170.0
        var drawing = Drawing(width: 260, height: 190)
        drawing.text(Drawing.lines(heading, characters: 30, most: 1).first ?? "", 0, 14, size: 15, isStrong: true)
        drawing.text(summary, 0, 33, size: 12, colour: Palette.secondary)
        let step = bins.isEmpty ? 0 : (right - left) / Double(bins.count)
        for (index, bin) in bins.enumerated() where bin > 0 {
            let height = max(1.5, Double(bin) / Double(max(1, most)) * (base - top))
            let isLow = cutoff.map { Double(index + 1) / Double(bins.count) <= $0 + 1e-9 } ?? false
            drawing.rectangle(
                left + Double(index) * step + 0.75,
                base - height,
                step - 1.5,
                height,
                fill: isLow ? Palette.ink : "#8A96A3"
            )
        }
        drawing.line(left, base, right, base, colour: Palette.ink)
        for mark in [0.0, 0.5, 1] {
            let x = left + mark * (right - left)
            drawing.line(x, base, x, base + 4, colour: Palette.ink)
            drawing.text(
                Drawing.plain(mark * 100),
                mark == 0 ? x - 3 : mark == 1 ? x + 3 : x,
                base + 17,
                size: 11,
                colour: Palette.secondary,
                anchor: mark == 0 ? .start : mark == 1 ? .end : .middle
            )
        }
        if let cutoff {
            let x = left + cutoff * (right - left)
            drawing.line(x, 59, x, base, colour: Palette.ink, dashes: "3 2")
            let anchor: Drawing.Anchor = cutoff > 0.7 ? .end : cutoff < 0.3 ? .start : .middle
            drawing.text(cutoffText, x, 54, size: 11, colour: Palette.secondary, anchor: anchor)
        }
        if let peak = bins.max(), peak > 0, let index = bins.firstIndex(of: peak) {
            let height = Double(peak) / Double(max(1, most)) * (base - top)
            drawing.text(
                count(peak),
                left + (Double(index) + 0.5) * step,
                base - height - 4,
                size: 11,
                colour: Palette.secondary,
                anchor: .middle
            )
        }
        return drawing.element(id: id, title: title, description: description, class: "small")
    }
}
