public import ShelterModel

/// Which columns of a table definition stand where in a file.
public struct HeaderMatch: Hashable, Sendable {
    /// Per column of the definition: the number of its cell in a row, counted from 0; `nil` if the file has none.
    public var fields: [Int?]
    /// Header of each column, as the file writes it, or as the code book names it when the file has none.
    public var headers: [String]

    /// Finds the columns of `definition` in `header`.
    ///
    /// Headers are compared without regard to case, outer blanks, and the difference between blank, hyphen and underscore.
    ///
    /// - Throws: `Refusal` when two cells of the header fit the same column: nobody can say which one is meant.
    public init(_ definition: TableDefinition, header: [String], line: Int, file: String) throws(Refusal) {
        var places: [String: [Int]] = [:]
        for (index, name) in header.enumerated() {
            places[Self.normal(name), default: []].append(index)
        }
        var problems: [Diagnostic] = []
        fields = []
        headers = []
        for column in definition.columns {
            var seen: Set<String> = []
            let found = column.headers.map(Self.normal).filter { seen.insert($0).inserted }
                .flatMap { places[$0] ?? [] }
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

    /// How many columns of the definition the file has.
    public var foundCount: Int { fields.count { $0 != nil } }

    static func normal(_ name: String) -> String {
        let blanks: Set<Character> = [" ", "\t", "\u{A0}", "-", "_"]
        return String(name.trimmingBlanks().lowercased().map { blanks.contains($0) ? "_" : $0 })
    }
}

extension String {
    /// Without blanks, tabs and non-breaking spaces at both ends.
    func trimmingBlanks() -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" || character == "\u{A0}" }
        var text = self[...]
        while let first = text.first, isBlank(first) { text = text.dropFirst() }
        while let last = text.last, isBlank(last) { text = text.dropLast() }
        return String(text)
    }
}
