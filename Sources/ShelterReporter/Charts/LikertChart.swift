/// Answers of residents as bars to both sides of a middle: no to the left, yes to the right, and apart from both who did
/// not know or gave no answer.
struct LikertChart: Sendable {
    struct Row: Sendable {
        var label: String
        /// Share of yes among the answers; `nil` is not shown, and the text says why.
        var yes: Double?
        var yesText: String
        var noText: String
        /// Share of those asked who gave no answer; `nil` if it is not known or not to be told.
        var unanswered: Double?
        var unansweredText: String
        /// Answers that the shares rest on, as printed.
        var count: String
        var figure: String
    }

    struct Labels: Sendable {
        var title: String
        var description: String
        var yes: String
        var no: String
        /// Empty where no row tells it.
        var unanswered: String
        var count: String
    }

    var rows: [Row]
    var labels: Labels

    private static let yesColour = Palette.accent
    private static let noColour = "#C3CED6"

    func panel(id: String) -> DocumentFigure.Panel {
        DocumentFigure.Panel(svg: wide(id: id), narrow: narrow(id: "\(id)-n"))
    }

    private func wide(id: String) -> String {
        let rowHeight = 40.0, first = 44.0
        let height = first + Double(rows.count) * rowHeight
        let middle = 402.0, reach = 158.0
        var drawing = Drawing(width: 740, height: height)
        key(&drawing, middle: middle, y: 16)
        if !labels.unanswered.isEmpty {
            for (number, line) in Drawing.lines(labels.unanswered, characters: 15).enumerated() {
                drawing.text(line, 580, 10 + Double(number) * 14, size: 12, colour: Palette.secondary)
            }
        }
        drawing.text(labels.count, 740, 16, size: 12, colour: Palette.secondary, anchor: .end)
        drawing.line(middle, 26, middle, height - 8, colour: Palette.ink)
        for (index, row) in rows.enumerated() {
            let y = first + Double(index) * rowHeight + 8
            ShareAxis.label(row.label, &drawing, characters: 31, y: y)
            bars(&drawing, row, middle: middle, reach: reach, y: y)
            if let unanswered = row.unanswered {
                drawing.rectangle(580, y - 6, 60, 12, fill: "#FFFFFF", stroke: Palette.unknown)
                drawing.rectangle(580, y - 6, 60 * min(1, max(0, unanswered)), 12, fill: Palette.unknown)
                drawing.text(row.unansweredText, 646, y + 4.5, size: 12, colour: Palette.secondary)
            }
            drawing.text(row.count, 740, y + 4.5, size: 12, colour: Palette.secondary, anchor: .end)
        }
        return drawing.element(id: id, title: labels.title, description: labels.description, class: "wide")
    }

    private func narrow(id: String) -> String {
        let rowHeight = 74.0, first = 36.0
        let height = first + Double(rows.count) * rowHeight
        let middle = 170.0, reach = 132.0
        var drawing = Drawing(width: 340, height: height)
        key(&drawing, middle: middle, y: 14)
        for (index, row) in rows.enumerated() {
            let y = first + Double(index) * rowHeight
            drawing.text(Drawing.lines(row.label, characters: 50, most: 1).first ?? "", 0, y + 8, size: 12.5)
            drawing.line(middle, y + 16, middle, y + 40, colour: Palette.ink)
            bars(&drawing, row, middle: middle, reach: reach, y: y + 28)
            var remark = "\(labels.count): \(row.count)"
            if row.unanswered != nil { remark += " · \(labels.unanswered): \(row.unansweredText)" }
            drawing.text(remark, 0, y + 54, size: 11.5, colour: Palette.secondary)
        }
        return drawing.element(id: id, title: labels.title, description: labels.description, class: "narrow")
    }

    private func key(_ drawing: inout Drawing, middle: Double, y: Double) {
        drawing.rectangle(middle - 22, y - 9, 12, 10, fill: Self.noColour)
        drawing.text(labels.no, middle - 28, y, size: 12, colour: Palette.secondary, anchor: .end)
        drawing.rectangle(middle + 10, y - 9, 12, 10, fill: Self.yesColour)
        drawing.text(labels.yes, middle + 28, y, size: 12, colour: Palette.secondary)
    }

    private func bars(_ drawing: inout Drawing, _ row: Row, middle: Double, reach: Double, y: Double) {
        guard let yes = row.yes else {
            drawing.text(
                row.yesText,
                middle + 8,
                y + 4.5,
                size: 12,
                colour: Palette.secondary,
                hasHalo: true,
                figure: row.figure
            )
            return
        }
        let right = reach * min(1, max(0, yes))
        let left = reach - right
        drawing.rectangle(middle - left, y - 9, left, 18, fill: Self.noColour)
        drawing.rectangle(middle, y - 9, right, 18, fill: Self.yesColour)
        // Numbers stand in their bar where there is room, else beside it.
        let fits = (yes: right > 40, no: left > 40)
        drawing.text(
            row.noText,
            fits.no ? middle - left + 6 : middle - left - 5,
            y + 4.5,
            size: 12,
            anchor: fits.no ? .start : .end
        )
        drawing.text(
            row.yesText,
            fits.yes ? middle + right - 6 : middle + right + 5,
            y + 4.5,
            size: 12,
            colour: fits.yes ? "#FFFFFF" : Palette.ink,
            anchor: fits.yes ? .end : .start,
            figure: row.figure
        )
    }
}
