import ShelterAnalysis
import ShelterModel

extension Composer {
    /// Up to so many places as a reader with a spreadsheet finds them, then how many more there are.
    ///
    /// Places in one column stand together: `inspecties.csv, kolom AF (gebruiksfunctie), regel 5, 22 en nog 3`.
    func places(_ sources: [SourceLocation], most: Int = 8) -> [Inline] {
        places(sources, most: most, isShort: false)
    }

    /// The same for a cell: without the header, and without the file if there is only one.
    func shortPlaces(_ sources: [SourceLocation], most: Int) -> [Inline] {
        places(sources, most: most, isShort: true)
    }

    /// Says the file if the places under it do not.
    var placeColumn: String {
        guard report.inputs.count == 1, let file = report.inputs.first?.file else {
            return words("report.column.place")
        }
        return words("report.column.place-in", ["file": Markup.isolating(file)])
    }

    private func places(_ sources: [SourceLocation], most: Int, isShort: Bool) -> [Inline] {
        guard !sources.isEmpty else { return [.text(words("report.unknown"))] }
        var result: [Inline] = []
        for (number, column) in Self.columns(of: Array(sources.prefix(most))).enumerated() {
            if number > 0 { result.append(.text("; ")) }
            result += place(column, isShort: isShort)
        }
        if sources.count > most {
            result.append(.text(words("report.places.more", ["n": numbers.count(sources.count - most)])))
        }
        return result
    }

    /// Each with places in the same file and column, in the order in which they are first named.
    private static func columns(of sources: [SourceLocation]) -> [[SourceLocation]] {
        var groups: [[SourceLocation]] = []
        for source in sources {
            let index = groups.firstIndex { group in
                group.first.map { $0.file == source.file && $0.column == source.column } ?? false
            }
            if let index, source.line != nil {
                groups[index].append(source)
            } else {
                groups.append([source])
            }
        }
        return groups
    }

    private func place(_ sources: [SourceLocation], isShort: Bool) -> [Inline] {
        guard let first = sources.first else { return [] }
        guard first.line != nil else { return [.place(first.file, at: first.description)] }
        var parts: [[Inline]] = isShort && report.inputs.count == 1 ? [] : [[.name(first.file)]]
        if let column = first.column {
            parts.append(
                words.inlines(
                    first.field == nil || isShort ? "report.places.column" : "report.places.field",
                    ["column": [.text(Self.letters(of: column))], "field": [.name(first.field ?? "")]]
                )
            )
        }
        let lines = sources.map { source -> [Inline] in
            [.place(source.line.map(String.init) ?? "", at: source.description)]
        }
        parts.append(words.inlines("report.places.lines", ["lines": separated(lines)]))
        return separated(parts)
    }

    private func separated(_ items: [[Inline]]) -> [Inline] {
        Array(items.enumerated().map { index, item in index == 0 ? item : [.text(", ")] + item }.joined())
    }

    /// The name of a column in a spreadsheet: 1 is `A`, 33 is `AG`.
    static func letters(of column: Int) -> String {
        var rest = column
        var letters = ""
        while rest > 0 {
            rest -= 1
            letters.unicodeScalars.insert(Unicode.Scalar(UInt8(ascii: "A") + UInt8(rest % 26)), at: letters.startIndex)
            rest /= 26
        }
        return letters.isEmpty ? String(column) : letters
    }
}
