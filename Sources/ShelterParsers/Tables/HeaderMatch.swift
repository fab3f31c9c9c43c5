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
    /// Headers are compared without regard to case, outer blanks, the kind of apostrophe, and the difference between
    /// blank, hyphen and underscore.
    /// A column that is not found so is looked for by the short names that the export gives, and then by the texts of its
    /// questions, if just one fits.
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
                        at: SourceLocation(
                            file: file,
                            line: line,
                            column: index.place(of: found[1]),
                            field: header[found[1]]
                        ),
                        [
                            "column": .text(column.headers[0]),
                            "places": .list(found.map { String(index.place(of: $0)) }),
                        ]
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

    static func normal(_ name: String) -> String { CodeBook.foldedHeader(name) }
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
    /// Texts of questions by which a column may be named; empty for other columns.
    private let labels: [String]
    private let filePlaces: [Int?]
    private var places: [String: [Int]] = [:]
    private var shortPlaces: [String: [Int]] = [:]
    private var labelPlaces: [String: [Int]] = [:]

    init(_ header: [String], _ columns: [ExportColumn]) {
        self.header = header
        normal = header.map(HeaderMatch.normal)
        labels = header.indices.map { index in
            columns.indices.contains(index) && columns[index].isKnownByLabel ? columns[index].label : ""
        }
        filePlaces = header.indices.map { columns.indices.contains($0) ? columns[$0].place : nil }
        for (index, label) in labels.enumerated() where !label.isEmpty {
            labelPlaces[HeaderMatch.normal(label), default: []].append(index)
        }
        for (index, name) in normal.enumerated() {
            places[name, default: []].append(index)
            if columns.indices.contains(index), let short = columns[index].shortName {
                shortPlaces[HeaderMatch.normal(short), default: []].append(index)
            }
        }
    }

    /// Number of the cell in the header of the file, counted from 1.
    func place(of index: Int) -> Int { filePlaces[index] ?? index + 1 }

    /// By the whole name; else by the short name or the label, if one column alone has it.
    func places(of names: [String]) -> [Int] {
        let names = distinct(names.map(HeaderMatch.normal))
        let whole = names.flatMap { places[$0] ?? [] }
        guard whole.isEmpty else { return whole }
        let short = Set(names.flatMap { shortPlaces[$0] ?? [] })
        if short.count == 1 { return Array(short) }
        let labelled = Set(names.flatMap { labelPlaces[$0] ?? [] })
        return labelled.count == 1 ? Array(labelled) : []
    }

    func option(of column: ColumnDefinition) -> (split: [Int], joined: [Int]) {
        let names = column.headers.flatMap { header in
            column.option.flatMap { option in
                [
                    "\(header)/\(option)", "\(header)[\(option)]", "\(header).\(option)", "\(header)_\(option)",
                    "\(header) - \(option)", "\(header) [\(option)]",
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
            let label =
                labels[index].isEmpty ? nil : option(in: labels[index], HeaderMatch.normal(labels[index]), names)
            guard let option = option(in: header[index], normal[index], names) ?? label else { return nil }
            return OptionPlace.Sibling(field: index, option: option)
        }
    }

    /// The option that stands behind one of the names of a question, in a header as it is written.
    private func option(in written: String, _ normal: String, _ names: [String]) -> String? {
        for name in names {
            for start in [name, "/" + name] {
                let range = normal.firstRange(of: start)
                guard let range, start != name || range.lowerBound == normal.startIndex else { continue }
                let rest = normal[range.upperBound...]
                guard let mark = rest.first, "/[._".contains(mark) else { continue }
                // As many characters as in the header itself: `normal` changes none but at the ends.
                let option = written.trimmingBlanks().suffix(rest.count).drop { "/[._- ".contains($0) }
                return String(option.last == "]" ? option.dropLast() : option)
            }
        }
        return nil
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
