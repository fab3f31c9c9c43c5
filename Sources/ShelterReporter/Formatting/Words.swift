import ShelterModel

/// The texts of the report in one language, with its numbers, plurals and dates.
struct Words: Sendable {
    let texts: Texts
    let numbers: NumberFormat

    /// - Parameter variants: Where a text has a variant of one of these names, as `up~group` is one of `up`, that is used;
    ///   the last that there is.
    init(_ texts: Texts, variants: [String] = []) {
        var texts = texts
        for variant in variants {
            let ending = "~\(variant)"
            for (key, text) in texts.entries where key.hasSuffix(ending) {
                texts.entries[String(key.dropLast(ending.count))] = text
            }
        }
        self.texts = texts
        numbers = NumberFormat(texts.language)
    }

    var language: Language { texts.language }

    func callAsFunction(_ key: String, _ arguments: [String: String] = [:]) -> String {
        texts(key, arguments)
    }

    /// The text at `key` with whole inlines in place of its `{name}`s.
    func inlines(_ key: String, _ arguments: [String: [Inline]] = [:]) -> [Inline] {
        Self.filled(texts(key), arguments)
    }

    static func filled(_ template: String, _ arguments: [String: [Inline]]) -> [Inline] {
        var result: [Inline] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { result.append(.text(String(rest[..<open]))) }
            let name = String(rest[rest.index(after: open)..<close])
            result += arguments[name] ?? [.text("{\(name)}")]
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { result.append(.text(String(rest))) }
        return result
    }

    /// `1 locatie`, `4 locaties`: the keys are `<key>.one` and `<key>.many`.
    func counted(_ number: Int, _ key: String) -> String {
        texts(key + (number == 1 ? ".one" : ".many"), ["n": numbers.count(number)])
    }

    /// The same with the number as a figure that can be asked for.
    func counted(_ number: Int, _ key: String, id: String) -> [Inline] {
        inlines(key + (number == 1 ? ".one" : ".many"), ["n": [.figure(numbers.count(number), id: id)]])
    }

    func date(_ date: CalendarDate) -> String {
        numbers.date(date) { texts("report.month.\($0)") }
    }

    /// The name of a unit, else as the data write it.
    func unit(_ unit: String) -> String { texts.entries["unit." + unit] ?? unit }

    /// `a`, `a en b`, `a, b en c`.
    func joined(_ items: [[Inline]]) -> [Inline] {
        var result: [Inline] = []
        for (index, item) in items.enumerated() {
            if index > 0 { result.append(.text(index == items.count - 1 ? texts("report.list.and") : ", ")) }
            result += item
        }
        return result
    }
}
