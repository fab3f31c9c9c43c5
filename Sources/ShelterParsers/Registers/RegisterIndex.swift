public import ShelterModel

/// What a written code or name means in a register.
public enum RegisterMatch: Hashable, Sendable {
    /// Index into `MunicipalityRegister.municipalities`.
    case municipality(Int)
    /// A municipality that no longer exists, and the index of the one that took over.
    case former(FormerMunicipality, Int)
    /// A name that several municipalities bear: their indices.
    case ambiguous([Int])
    /// Codes (for a code) or names (for a name) that look most like it; may be empty.
    case unknown(nearest: [String])
}

/// Finds municipalities by code or name, however they are written.
///
/// Codes may lack `GM` and leading zeros. Names are compared without regard to case, accents, apostrophes, hyphens and
/// dots; `Gemeente` in front and other names count too.
public struct RegisterIndex: Sendable {
    /// No code or name is longer; longer text is not looked at.
    private static let longestText = 200
    private static let suggestions = 3

    public let register: MunicipalityRegister
    private var codes: [String: RegisterMatch] = [:]
    private var names: [String: RegisterMatch] = [:]
    /// Folded names with the name that a message shows, in the order of the register.
    private var shownNames: [(folded: String, name: String)] = []

    public init(_ register: MunicipalityRegister) {
        self.register = register
        var withoutAddition: [String: [Int]] = [:]
        for (index, municipality) in register.municipalities.enumerated() {
            codes[municipality.code] = .municipality(index)
            for name in [municipality.name] + municipality.aliases {
                add(name, .municipality(index), shown: name)
                if let rest = MunicipalityName.withoutAddition(name) {
                    let folded = MunicipalityName.folded(rest)
                    if withoutAddition[folded]?.last != index { withoutAddition[folded, default: []].append(index) }
                }
            }
        }
        for (name, indices) in withoutAddition where names[name] == nil {
            names[name] = indices.count == 1 ? .municipality(indices[0]) : .ambiguous(indices)
        }
        for former in register.former {
            guard case .municipality(let successor) = codes[former.successor] else { continue }
            codes[former.code] = codes[former.code] ?? .former(former, successor)
            add(former.name, .former(former, successor), shown: former.name)
        }
    }

    /// Adds a name. One that two municipalities bear becomes ambiguous; a former one gives way to today's.
    private mutating func add(_ name: String, _ match: RegisterMatch, shown: String) {
        let folded = MunicipalityName.folded(name)
        switch (names[folded], match) {
        case (nil, _):
            names[folded] = match
            shownNames.append((folded, shown))
        case (.municipality(let first), .municipality(let second)) where first != second:
            names[folded] = .ambiguous([first, second])
        case (.ambiguous(let indices), .municipality(let index)) where !indices.contains(index):
            names[folded] = .ambiguous(indices + [index])
        default:
            break
        }
    }

    /// Looks up what stands in a cell.
    ///
    /// Costs a comparison with every name if it is unknown; a caller with many rows remembers the answers.
    public func lookup(_ text: some StringProtocol) -> RegisterMatch {
        guard text.utf8.count <= Self.longestText else { return .unknown(nearest: []) }
        if let code = Self.code(text) {
            return codes[code]
                ?? .unknown(
                    nearest: NearestName.nearest(
                        to: code,
                        in: register.municipalities.map(\.code),
                        limit: Self.suggestions
                    )
                )
        }
        let folded = MunicipalityName.folded(String(text))
        guard !folded.isEmpty else { return .unknown(nearest: []) }
        if let match = names[folded] { return match }
        let nearest = NearestName.nearest(to: folded, in: shownNames.map(\.folded), limit: Self.suggestions)
        return .unknown(nearest: nearest.compactMap { name in shownNames.first { $0.folded == name }?.name })
    }

    /// Looks up the bytes of a cell, UTF-8.
    public func lookup(utf8 bytes: some Collection<UInt8>) -> RegisterMatch {
        guard bytes.count <= Self.longestText else { return .unknown(nearest: []) }
        return lookup(String(decoding: bytes, as: UTF8.self))
    }

    /// A written code as `GM` and four digits, or `nil` if it is no code: `363`, `0363`, `gm363` and `GM0363 ` are.
    static func code(_ text: some StringProtocol) -> String? {
        var digits = text.drop(while: \.isWhitespace)
        while digits.last?.isWhitespace == true { digits = digits.dropLast() }
        if digits.prefix(2).lowercased() == "gm" {
            digits = digits.dropFirst(2).drop(while: \.isWhitespace)
        }
        guard (1...4).contains(digits.utf8.count), digits.utf8.allSatisfy(YAMLReader.isDigit) else { return nil }
        return "GM" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
}
