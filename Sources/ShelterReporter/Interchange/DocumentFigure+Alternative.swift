extension DocumentFigure.Panel {
    /// What the drawing shows, in words: its title and its description.
    public var alternative: String {
        let parts = [content(of: "title"), content(of: "desc")].filter { !$0.isEmpty }
        guard parts.count == 2, let title = parts.first, let last = title.last, !".!?".contains(last) else {
            return parts.joined(separator: " ")
        }
        return parts.joined(separator: ". ")
    }

    /// Width over height of the drawing, from its `viewBox`; 1 if it has none.
    public var ratio: Double {
        guard let start = svg.firstRange(of: "viewBox=\"")?.upperBound,
            let end = svg[start...].firstIndex(of: "\"")
        else { return 1 }
        let sides = svg[start..<end].split(separator: " ").compactMap { Double($0) }
        guard sides.count == 4, sides[2] > 0, sides[3] > 0 else { return 1 }
        return sides[2] / sides[3]
    }

    /// The text of the first element of that name, which `Drawing` has written.
    private func content(of name: String) -> String {
        guard let tag = svg.firstRange(of: "<\(name)"),
            let open = svg[tag.upperBound...].firstIndex(of: ">"),
            let close = svg[open...].firstRange(of: "</\(name)>")
        else { return "" }
        return String(svg[svg.index(after: open)..<close.lowerBound])
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&amp;", with: "&")
    }
}
