/// An SVG in the making: shapes with their own attributes, so that it also stands outside a page.
struct Drawing: Sendable {
    enum Anchor: Sendable {
        case start, middle, end
    }

    private var shapes = Markup(capacity: 4096)
    let width: Double
    let height: Double

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    mutating func line(
        _ x1: Double,
        _ y1: Double,
        _ x2: Double,
        _ y2: Double,
        colour: String,
        width: Double = 1,
        dashes: String? = nil
    ) {
        shapes.raw("<line")
        shapes.attribute("x1", Self.plain(x1))
        shapes.attribute("y1", Self.plain(y1))
        shapes.attribute("x2", Self.plain(x2))
        shapes.attribute("y2", Self.plain(y2))
        shapes.attribute("stroke", colour)
        if width != 1 { shapes.attribute("stroke-width", Self.plain(width)) }
        if let dashes { shapes.attribute("stroke-dasharray", dashes) }
        shapes.raw("/>")
    }

    mutating func rectangle(
        _ x: Double,
        _ y: Double,
        _ width: Double,
        _ height: Double,
        fill: String,
        stroke: String? = nil
    ) {
        shapes.raw("<rect")
        shapes.attribute("x", Self.plain(x))
        shapes.attribute("y", Self.plain(y))
        shapes.attribute("width", Self.plain(max(0, width)))
        shapes.attribute("height", Self.plain(max(0, height)))
        shapes.attribute("fill", fill)
        if let stroke { shapes.attribute("stroke", stroke) }
        shapes.raw("/>")
    }

    mutating func circle(_ x: Double, _ y: Double, radius: Double, fill: String, stroke: String? = nil) {
        shapes.raw("<circle")
        shapes.attribute("cx", Self.plain(x))
        shapes.attribute("cy", Self.plain(y))
        shapes.attribute("r", Self.plain(radius))
        shapes.attribute("fill", fill)
        if let stroke {
            shapes.attribute("stroke", stroke)
            shapes.attribute("stroke-width", "2")
        }
        shapes.raw("/>")
    }

    /// - Parameter remark: Shown where a pointer rests on the shape.
    mutating func polygon(
        _ corners: [(Double, Double)],
        fill: String,
        stroke: String? = nil,
        width: Double = 1,
        remark: String? = nil
    ) {
        shapes.raw("<polygon")
        shapes.attribute("points", corners.map { "\(Self.plain($0)),\(Self.plain($1))" }.joined(separator: " "))
        shapes.attribute("fill", fill)
        if width != 1 { shapes.attribute("stroke-width", Self.plain(width)) }
        if let stroke { shapes.attribute("stroke", stroke) }
        guard let remark else {
            shapes.raw("/>")
            return
        }
        shapes.raw("><title>")
        shapes.isolated(remark)
        shapes.raw("</title></polygon>")
    }

    /// Rings of one shape; where they lie in each other there are holes.
    mutating func outline(_ rings: [[(Double, Double)]], fill: String, stroke: String, remark: String) {
        var path = ""
        for ring in rings {
            for (index, corner) in ring.enumerated() {
                path += (index == 0 ? "M" : "L") + Self.plain(corner.0) + " " + Self.plain(corner.1)
            }
            path += "Z"
        }
        shapes.raw("<path fill-rule=\"evenodd\"")
        shapes.attribute("d", path)
        shapes.attribute("fill", fill)
        shapes.attribute("stroke", stroke)
        shapes.raw(" stroke-width=\"0.7\"><title>")
        shapes.isolated(remark)
        shapes.raw("</title></path>")
    }

    /// Lines across, as a fill by the name `url(#id)`.
    mutating func hatch(id: String) {
        shapes.raw("<defs><pattern width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"")
        shapes.attribute("id", id)
        shapes.raw(
            " patternTransform=\"rotate(45)\"><path d=\"M0 0V5\" stroke=\"#8A96A3\" stroke-width=\"2\"/></pattern></defs>"
        )
    }

    private mutating func diamond(_ x: Double, _ y: Double, reach: Double, stroke: String) {
        polygon(
            [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)],
            fill: "none",
            stroke: stroke,
            width: 2
        )
    }

    mutating func text(
        _ text: String,
        _ x: Double,
        _ y: Double,
        size: Double = 14,
        colour: String = Palette.ink,
        anchor: Anchor = .start,
        isStrong: Bool = false,
        hasHalo: Bool = false,
        figure: String? = nil
    ) {
        shapes.raw("<text")
        shapes.attribute("x", Self.plain(x))
        shapes.attribute("y", Self.plain(y))
        shapes.attribute("font-size", Self.plain(size))
        shapes.attribute("fill", colour)
        switch anchor {
        case .start: break
        case .middle: shapes.attribute("text-anchor", "middle")
        case .end: shapes.attribute("text-anchor", "end")
        }
        if isStrong { shapes.attribute("font-weight", "600") }
        if hasHalo {
            shapes.raw(" stroke=\"#FFFFFF\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\"")
        }
        if let figure { shapes.attribute("data-figure", figure) }
        shapes.raw(">")
        shapes.isolated(text)
        shapes.raw("</text>")
    }

    /// The mark of an outcome, centred.
    mutating func mark(_ outcome: OutcomeMark, _ x: Double, _ y: Double) {
        switch outcome {
        case .met: circle(x, y, radius: 5.5, fill: Palette.met)
        case .notMet: rectangle(x - 5, y - 5, 10, 10, fill: Palette.notMet)
        case .unknown: circle(x, y, radius: 4.75, fill: "none", stroke: Palette.unknown)
        case .notApplicable: line(x - 5, y, x + 5, y, colour: Palette.unknown, width: 2)
        case .reserved: diamond(x, y, reach: 5.5, stroke: Palette.unknown)
        }
    }

    /// The whole element.
    ///
    /// - Parameters:
    ///   - id: Unique on its page.
    ///   - description: The finding with its numbers, in a sentence.
    func element(id: String, title: String, description: String, class style: String) -> String {
        var result = Markup(capacity: shapes.bytes.count + 800)
        result.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"")
        result.attribute("class", style)
        result.attribute("viewBox", "0 0 \(Self.plain(width)) \(Self.plain(height))")
        result.attribute("aria-labelledby", "\(id)-t \(id)-d")
        result.attribute("font-family", "Inter, 'Noto Sans', system-ui, sans-serif")
        result.raw("><title")
        result.attribute("id", "\(id)-t")
        result.raw(">")
        result.isolated(title)
        result.raw("</title><desc")
        result.attribute("id", "\(id)-d")
        result.raw(">")
        result.isolated(description)
        result.raw("</desc>")
        result.made(shapes.string)
        result.raw("</svg>")
        return result.string
    }

    /// With at most two decimals and a point, the same on every machine.
    static func plain(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let scaled = Int((value * 100).rounded())
        let sign = scaled < 0 ? "-" : ""
        let whole = scaled.magnitude / 100
        let fraction = scaled.magnitude % 100
        if fraction == 0 { return "\(sign)\(whole)" }
        if fraction % 10 == 0 { return "\(sign)\(whole).\(fraction / 10)" }
        return "\(sign)\(whole).\(fraction < 10 ? "0" : "")\(fraction)"
    }

    /// About how wide a text is in Inter; a renderer may use another font, so leave some room.
    static func width(of text: String, size: Double) -> Double {
        text.utf8.reduce(0) { $0 + advance(of: $1) } * size
    }

    private static func advance(of byte: UInt8) -> Double {
        switch byte {
        case UInt8(ascii: "i"), UInt8(ascii: "j"), UInt8(ascii: "l"), UInt8(ascii: "."), UInt8(ascii: ","): 0.26
        case UInt8(ascii: " "), UInt8(ascii: "f"), UInt8(ascii: "r"), UInt8(ascii: "t"): 0.36
        case UInt8(ascii: "("), UInt8(ascii: ")"): 0.36
        case UInt8(ascii: "m"), UInt8(ascii: "w"), UInt8(ascii: "M"), UInt8(ascii: "W"): 0.88
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): 0.66
        case 0x80..<0xC0: 0
        default: 0.6
        }
    }

    /// Breaks a label at blanks into lines of about so many characters; what does not fit ends in `…`.
    static func lines(_ label: String, characters: Int, most: Int = 2) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in label.prefix(characters * (most + 1)).split(separator: " ") {
            if line.isEmpty {
                line = String(word)
            } else if line.count + word.count + 1 <= characters {
                line += " " + word
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        lines.append(line)
        let fits =
            lines.count <= most && lines.allSatisfy { $0.count <= characters } && label.count <= characters * (most + 1)
        if fits { return lines }
        lines = lines.prefix(most).map { $0.count > characters ? String($0.prefix(characters - 1)) + "…" : $0 }
        if let last = lines.last, !last.hasSuffix("…") { lines[lines.count - 1] = last + "…" }
        return lines
    }
}

/// What the units of an area together show for one criterion.
public enum OutcomeMark: Hashable, Sendable {
    case met, notMet, unknown, notApplicable
    /// A norm that counts nowhere here, as its verified wording does not cover the visits.
    case reserved
}
