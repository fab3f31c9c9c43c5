public import ShelterAppreciation
public import ShelterModel

/// An annex as documents: the one that goes to parliament, and its internal companion.
public struct AnnexPages: Sendable {
    let register: AppreciationRegister
    let isFinal: Bool
    let date: CalendarDate
    let words: AnnexWords

    /// - Parameters:
    ///   - isFinal: `false` marks every page as a concept.
    ///   - date: The day of which the documents are true.
    public init(_ register: AppreciationRegister, isFinal: Bool, date: CalendarDate, texts: Texts) {
        self.register = register
        self.isFinal = isFinal
        self.date = date
        words = AnnexWords(words: Words(texts), register: register)
    }

    /// Made from the register alone, so that nothing else can be in it.
    public var annex: Document { document("annex", audience: "public", blocks: annexBlocks) }

    /// - Parameters:
    ///   - open: What the check found, in words.
    ///   - older: Version of the register to name the changes since.
    public func companion(
        open: [String],
        passed: [String],
        nonPublic: NonPublicParts?,
        older: AppreciationRegister?
    ) -> Document {
        document(
            "companion",
            audience: "internal",
            blocks: AnnexCompanion(pages: self, open: open, passed: passed, nonPublic: nonPublic, older: older).blocks
        )
    }

    func document(_ kind: String, audience: String, blocks: [Block]) -> Document {
        let state = words(isFinal ? "state.final" : "state.concept")
        var facts = [
            Fact(words("fact.date"), [.text(words.words.date(date))]), Fact(words("fact.state"), [.text(state)]),
        ]
        if let letter = register.letter {
            var content: [Inline] = [.name(letter.title)]
            if let number = letter.number { content += [.text(", "), .name(number)] }
            if let date = letter.date { content.append(.text(", \(words.words.date(date))")) }
            facts.append(Fact(words("fact.letter"), content))
        }
        if let remark = register.remark { facts.append(Fact(words("fact.remark"), [.name(remark)])) }
        return Document(
            language: words.words.language.rawValue,
            title: register.study.title ?? words("no-title"),
            kicker: words("kicker.\(kind)"),
            mark: "\(state) · \(words("audience.\(audience)"))",
            markRemark: words(isFinal ? "state.final-remark" : "state.concept-remark"),
            facts: facts,
            blocks: (register.remark.map { [.note([.name($0)])] } ?? []) + blocks,
            furniture: Document.Furniture(words.words, up: nil, closing: words.inlines("closing"))
        )
    }

    func heading(_ level: Int, _ anchor: String, _ content: [Inline]) -> Block {
        .heading(level: level, anchor: anchor, content)
    }
}
