public import ShelterModel

/// Which columns of a table definition stand where in a file.
public struct HeaderMatch: Hashable, Sendable {
    /// Per column of the definition: the number of its cell in a row, counted from 0; `nil` if the file has none.
    public var fields: [Int?]
    /// Header of each column, as the file writes it, or as the code book names it when the file has none.
    public var headers: [String]
    /// Per column of the definition: where its option stands; `nil` for every other column.
    var options: [OptionPlace?] = []

    /// Finds the columns of `definition` in `header`.
    ///
    /// Headers are compared without regard to case, outer blanks, and the difference between blank, hyphen and underscore.
    /// A column that is not found so is looked for by the short names that the export gives, if just one fits.
    ///
    /// - Parameter columns: What the export says about its columns; as many as `header` has cells, or none.
    /// - Throws: `Refusal` when two cells of the header fit the same column: nobody can say which one is meant.
    public init(
        _ definition: TableDefinition,
        header: [String],
        columns: [ExportColumn] = [],
        line: Int,
        file: String
    ) throws(Refusal) {
        let index = HeaderIndex(header, columns)
        var problems: [Diagnostic] = []
        fields = []
        headers = []
        for column in definition.columns {
            var found: [Int]
            if column.option.isEmpty {
                found = index.places(of: column.headers)
                options.append(nil)
            } else {
                let place = index.option(of: column)
                found = place.split.isEmpty ? place.joined : place.split
                options.append(
                    OptionPlace(
                        split: place.split.first,
                        joined: place.joined.first,
                        siblings: index.siblings(of: column.headers)
                    )
                )
            }
            if found.count > 1 {
                problems.append(
                    Diagnostic(
                        .error,
                        "table.duplicate-column",
                        at: SourceLocation(file: file, line: line, column: found[1] + 1, field: header[found[1]]),
                        ["column": .text(column.headers[0]), "places": .list(found.map { String($0 + 1) })]
                    )
                )
            }
            fields.append(found.first)
            headers.append(found.first.map { header[$0] } ?? column.headers[0])
        }
        guard problems.isEmpty else { throw Refusal(problems) }
    }

    /// The places of some columns, in the order given.
    public func only(_ columns: [Int]) -> HeaderMatch {
        var match = self
        match.fields = columns.map { fields[$0] }
        match.headers = columns.map { headers[$0] }
        match.options = columns.map { options[$0] }
        return match
    }

    /// How many columns of the definition the file has.
    public var foundCount: Int { fields.count { $0 != nil } }

    /// Every cell of a row that is read.
    public var read: Set<Int> {
        Set(fields.compactMap(\.self)).union(options.compactMap { $0?.joined })
    }

    static func normal(_ name: String) -> String {
        let blanks: Set<Character> = [" ", "\t", "\u{A0}", "-", "_"]
        return String(name.trimmingBlanks().lowercased().map { blanks.contains($0) ? "_" : $0 })
    }
}

/// Where one option of a question with several answers stands.
struct OptionPlace: Hashable, Sendable {
    /// A column of another option of the same question.
    struct Sibling: Hashable, Sendable {
        var field: Int
        /// The option as the header writes it.
        var option: String
    }

    /// The column of this option.
    var split: Int?
    /// The column with all options that were chosen in one cell.
    var joined: Int?
    /// Every column of an option of this question, its own among them.
    var siblings: [Sibling]
}

/// The cells of a header, by what they may be called.
private struct HeaderIndex {
    private let header: [String]
    private let normal: [String]
    private var places: [String: [Int]] = [:]
    private var shortPlaces: [String: [Int]] = [:]

    init(_ header: [String], _ columns: [ExportColumn]) {
        self.header = header
        normal = header.map(HeaderMatch.normal)
        for (index, name) in normal.enumerated() {
            places[name, default: []].append(index)
            if columns.indices.contains(index), let short = columns[index].shortName {
                shortPlaces[HeaderMatch.normal(short), default: []].append(index)
            }
        }
    }

    /// By the whole name; else by the short name, if one column alone has it.
    func places(of names: [String]) -> [Int] {
        let names = distinct(names.map(HeaderMatch.normal))
        let whole = names.flatMap { places[$0] ?? [] }
        guard whole.isEmpty else { return whole }
        let short = Set(names.flatMap { shortPlaces[$0] ?? [] })
        return short.count == 1 ? Array(short) : []
    }

    func option(of column: ColumnDefinition) -> (split: [Int], joined: [Int]) {
        let names = column.headers.flatMap { header in
            column.option.flatMap { option in
                [
                    "\(header)/\(option)", "\(header)[\(option)]", "\(header).\(option)", "\(header)_\(option)",
                    "\(header) - \(option)",
                ]
            }
        }
        var split = places(of: names)
        if split.isEmpty {
            // Questions may stand in groups: group/question/option.
            let endings = names.map { "/" + HeaderMatch.normal($0) }
            let found = normal.indices.filter { index in endings.contains { normal[index].hasSuffix($0) } }
            if found.count == 1 { split = found }
        }
        return (split, places(of: column.headers))
    }

    func siblings(of headers: [String]) -> [OptionPlace.Sibling] {
        let names = headers.map(HeaderMatch.normal)
        return normal.indices.compactMap { index in
            for name in names {
                for start in [name, "/" + name] {
                    guard let range = start == name ? prefix(name, index) : normal[index].firstRange(of: start) else {
                        continue
                    }
                    let rest = normal[index][range.upperBound...]
                    guard let mark = rest.first, "/[._".contains(mark) else { continue }
                    // As many characters as in the header itself: `normal` changes none but at the ends.
                    let option = header[index].trimmingBlanks().suffix(rest.count).drop { "/[._- ".contains($0) }
                    return OptionPlace.Sibling(
                        field: index,
                        option: String(option.last == "]" ? option.dropLast() : option)
                    )
                }
            }
            return nil
        }
    }

    private func prefix(_ name: String, _ index: Int) -> Range<String.Index>? {
        normal[index].hasPrefix(name)
            ? normal[index].startIndex..<normal[index].index(normal[index].startIndex, offsetBy: name.count) : nil
    }

    private func distinct(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}

extension StringProtocol {
    /// Without blanks, tabs and non-breaking spaces at both ends.
    func trimmingBlanks() -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" || character == "\u{A0}" }
        var text = self[...]
        while let first = text.first, isBlank(first) { text = text.dropFirst() }
        while let last = text.last, isBlank(last) { text = text.dropLast() }
        return String(text)
    }
}
