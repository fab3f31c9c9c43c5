public import ShelterAnalysis
public import ShelterModel

/// What is missing, in a few words: `3 douches te weinig voor 96 bewoners, 5 bij volle bezetting`.
public struct ShortageText: Sendable {
    private let words: Words
    private let nouns: [String: Noun]

    public init(_ texts: Texts, codeBook: CodeBookSummary) {
        words = Words(texts)
        nouns = codeBook.nouns
    }

    public func sentence(_ shortage: Shortage?) -> String? {
        guard let shortage else { return nil }
        let quantity = quantityText(shortage.quantity, of: shortage.variable, unit: shortage.unit)
        let kind = shortage.isExcess ? "excess" : "short"
        var sentence: String
        if let basis = shortage.basis, let variable = shortage.basisVariable {
            sentence = words(
                "report.shortage.\(kind)-for",
                ["quantity": quantity, "basis": quantityText(basis, of: variable, unit: nil)]
            )
        } else {
            sentence = words("report.shortage.\(kind)", ["quantity": quantity])
        }
        if let full = shortage.quantityAtCapacity {
            sentence += words("report.shortage.at-capacity", ["quantity": words.numbers.number(full)])
        }
        return sentence
    }

    private func quantityText(_ quantity: Double, of variable: String, unit: String?) -> String {
        let number = words.numbers.number(quantity)
        if let noun = nouns[variable] {
            let one = noun.one[words.language]
            let name = quantity == 1 && !one.isEmpty ? one : noun.many[words.language]
            return "\(number) \(name)"
        }
        return "\(number) \(unit.map(words.unit) ?? variable)"
    }
}
