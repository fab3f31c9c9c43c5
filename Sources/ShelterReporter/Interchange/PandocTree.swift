/// Pieces of pandoc's syntax tree, as its JSON writes them (pandoc-types 1.23).
enum PandocTree {
    static let version: JSONNode = [.whole(1), .whole(23), .whole(1)]

    static func node(_ type: String, _ content: JSONNode? = nil) -> JSONNode {
        var node: [String: JSONNode] = ["t": .text(type)]
        if let content { node["c"] = content }
        return .object(node)
    }

    static func attributes(id: String = "", _ pairs: [(String, String)] = []) -> JSONNode {
        [.text(id), [], .list(pairs.map { [.text($0), .text($1)] })]
    }

    /// Words with blanks between them; what is outside cannot be anything else.
    static func words(_ text: String) -> [JSONNode] {
        var result: [JSONNode] = []
        var word = ""
        func finish() {
            if !word.isEmpty { result.append(node("Str", .text(word))) }
            word = ""
        }
        for character in PlainText.visible(text) {
            if character == " " {
                finish()
                if result.last != node("Space") { result.append(node("Space")) }
            } else {
                word.append(character)
            }
        }
        finish()
        return result
    }

    static func paragraph(_ content: [JSONNode]) -> JSONNode { node("Para", .list(content)) }

    /// Blocks in a paragraph style of the reference document.
    static func styled(_ style: String, _ blocks: [JSONNode]) -> JSONNode {
        node("Div", [attributes([("custom-style", style)]), .list(blocks)])
    }

    /// Text in a character style of the reference document.
    static func styled(_ style: String, text: [JSONNode]) -> JSONNode {
        node("Span", [attributes([("custom-style", style)]), .list(text)])
    }

    static func heading(_ level: Int, id: String, _ content: [JSONNode]) -> JSONNode {
        node("Header", [.whole(level), attributes(id: id), .list(content)])
    }

    /// - Parameter width: Share of the width of the text.
    static func image(_ target: String, alternative: [JSONNode], width: Double) -> JSONNode {
        let share = "\(Int((width * 100).rounded(.down)))%"
        return node("Image", [attributes([("width", share)]), .list(alternative), [.text(target), ""]])
    }

    static func link(_ content: [JSONNode], to target: String) -> JSONNode {
        node("Link", [attributes(), .list(content), [.text(target), ""]])
    }

    /// Markup of one format; the other writers leave it out.
    static func raw(_ format: String, _ markup: String) -> JSONNode {
        node("RawBlock", [.text(format), .text(markup)])
    }

    enum Alignment: String {
        case left = "AlignLeft"
        case right = "AlignRight"
        case centre = "AlignCenter"
    }

    /// - Parameters:
    ///   - widths: Shares of the width of the text; together at most 1.
    ///   - rows: Blocks of each cell; the first row is the header.
    static func table(
        caption: [JSONNode],
        columns: [(alignment: Alignment, width: Double)],
        header: [[JSONNode]],
        rows: [[[JSONNode]]]
    ) -> JSONNode {
        func row(_ cells: [[JSONNode]]) -> JSONNode {
            [
                attributes(),
                .list(
                    cells.map { [attributes(), node("AlignDefault"), .whole(1), .whole(1), .list($0)] }
                ),
            ]
        }
        return node(
            "Table",
            [
                attributes(),
                [.nothing, .list(caption.isEmpty ? [] : [node("Plain", .list(caption))])],
                .list(
                    columns.map { [node($0.alignment.rawValue), node("ColWidth", .decimal($0.width))] }
                ),
                [attributes(), .list([row(header)])],
                .list([[attributes(), .whole(1), [], .list(rows.map(row))]]),
                [attributes(), []],
            ]
        )
    }
}
