import ShelterModel

/// Where a score lies around its cutoff: five classes from far below to far above.
///
/// Without a cutoff the band decides; without bands a score has no class and is shown without colour.
public enum ScoreClass: Int, Hashable, Sendable, CaseIterable {
    case farBelow, below, near, above, farAbove

    /// Half the width of the middle class, and the width of the classes beside it.
    static let nearWidth = 0.05
    static let besideWidth = 0.15

    init(_ score: Double, cutoff: Double) {
        // Scores are quantised; without the margin 0.65 − 0.6 would fall just under its own limit.
        let distance = score - cutoff + 1e-9
        self =
            switch distance {
            case ..<(-Self.besideWidth): .farBelow
            case ..<(-Self.nearWidth): .below
            case ..<Self.nearWidth: .near
            case ..<Self.besideWidth: .above
            default: .farAbove
            }
    }

    init?(_ score: Double, bands: [Band]) {
        guard let index = bands.lastIndex(where: { score >= $0.from }), bands.count > 1 else { return nil }
        let position = Double(index) * 4 / Double(bands.count - 1)
        self.init(rawValue: Int(position.rounded()))
    }

    /// The class of a theme's score, or of the overall score when `theme` is `overall`.
    static func of(_ score: Double, theme: String, in framework: Framework) -> ScoreClass? {
        if let cutoff = framework.cutoff(for: theme) { return ScoreClass(score, cutoff: cutoff) }
        return ScoreClass(score, bands: framework.bands)
    }

    /// Background; text on the outer two is white.
    var colour: String {
        switch self {
        case .farBelow: Palette.farBelow
        case .below: Palette.below
        case .near: Palette.near
        case .above: Palette.above
        case .farAbove: Palette.farAbove
        }
    }
}

/// The colours of charts; checked for contrast and for the three colour-vision deficiencies.
enum Palette {
    static let ink = "#1B1F24"
    static let secondary = "#4A5560"
    static let rule = "#D5DAE0"
    static let accent = "#0B5563"
    static let met = "#17706A"
    static let notMet = "#A63A1B"
    static let unknown = "#6B7280"
    static let farBelow = "#A63A1B"
    static let below = "#E0A387"
    static let near = "#F1EFEB"
    static let above = "#8FC6C0"
    static let farAbove = "#17706A"
}
