import ShelterModel

/// The words of one sheet, and whether every one of them was approved.
///
/// A word that the language lacks is shown in the language that the translations come from, and marked as such.
struct ResidentsWords {
    private let texts: ResidentsTexts
    private let source: ResidentsTexts
    private let framework: Framework
    private let numbers: NumberFormat
    private(set) var isApproved = false

    init(_ texts: ResidentsTexts, source: ResidentsTexts, framework: Framework) {
        self.texts = texts
        self.source = source
        self.framework = framework
        numbers = NumberFormat(tag: texts.language)
        isApproved = areAllApproved()
    }

    var language: String { texts.language }

    func callAsFunction(_ key: String, _ arguments: [String: String] = [:]) -> String {
        inlines(key, arguments.mapValues { [.text($0)] }).plainText
    }

    func inlines(_ key: String, _ arguments: [String: [Inline]] = [:]) -> [Inline] {
        guard let own = texts.entries[key] else {
            let other = source.entries[key]?.text ?? "⟨\(key)⟩"
            return texts.isSource
                ? [.text(other)] : [.foreign(Words.filled(other, arguments), language: source.language)]
        }
        return Words.filled(own.text, arguments)
    }

    /// `1 punt`, `4 punten`: the keys are `<key>.one`, `<key>.few` and `<key>.many`.
    func counted(_ number: Int, _ key: String) -> [Inline] {
        let form = PluralForm(number, language: language)
        return inlines("\(key).\(form.rawValue)", ["n": [.strong([.text(numbers.count(number))])]])
    }

    func count(_ number: Int) -> String { numbers.count(number) }

    func date(_ date: CalendarDate) -> String {
        let (year, month, day) = date.components
        return "\(day) \(self("sheet.month.\(month)")) \(year)"
    }

    /// The name of a theme or a criterion, or of the framework under `framework`.
    func label(_ id: String) -> [Inline] {
        if let own = texts.labels[framework.id]?[id] { return [.text(own.text)] }
        let label = label(inFramework: id)
        if let text = label.texts[language], !text.isEmpty { return [.text(text)] }
        for other in ["nl", "en"] {
            if let text = label.texts[other], !text.isEmpty { return [.foreign([.text(text)], language: other)] }
        }
        return [.code(id)]
    }

    private func label(inFramework id: String) -> LocalizedText {
        if id == "framework" { return framework.label }
        if let theme = framework.themes.first(where: { $0.id == id }) { return theme.label }
        return framework.criteria.first { $0.id == id }?.label ?? LocalizedText([:])
    }

    /// `3 m²`; `nil` for a unit that the language has no word for: a number alone would say something else.
    func quantity(_ number: Double, unit: String?) -> String? {
        guard number.isFinite, abs(number) < 1e9 else { return nil }
        let text = numbers.number(number)
        guard let unit else { return text }
        // A noun has the form that its number asks for; a sign such as m² has one.
        let form = Int(exactly: number).map { PluralForm($0, language: language) } ?? .many
        let key = "sheet.unit.\(unit)"
        return (texts.entries[key] ?? texts.entries["\(key).\(form.rawValue)"]).map { "\(text)\u{00A0}\($0.text)" }
    }

    /// Whether every text of the language was approved, as the Dutch one now stands.
    private func areAllApproved() -> Bool {
        guard !texts.isSource else { return true }
        return texts.entries.allSatisfy { key, entry in
            texts.isApproved(entry, source: source.entries[key]?.text)
        }
            && (texts.labels[framework.id] ?? [:]).allSatisfy { id, entry in
                let dutch = source.labels[framework.id]?[id]?.text ?? label(inFramework: id).texts[source.language]
                return texts.isApproved(entry, source: dutch)
            }
    }
}
