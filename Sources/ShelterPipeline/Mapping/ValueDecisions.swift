internal import ShelterModel
internal import ShelterParsers

/// What a person decided about typed names, in a table that `map --values` wrote and somebody edited.
struct ValueDecisions {
    typealias Key = ValueMatches.Name

    private(set) var confirmed: [Key: KnownLocation] = [:]
    private var lines: [Key: Int] = [:]
    private let file: String

    /// - Throws: `Refusal` when the table cannot be read, or names a location that the list does not have.
    init(path: String, locations: [KnownLocation]) throws(Refusal) {
        file = path.lastPathName
        var options = ExportOptions()
        options.csv.expectedHeaders = ValueRun.columns
        let rows = try NamedRows(
            path: path,
            name: file,
            wanted: [["value"], ["id"], ["status"], ["municipality"]],
            needed: 3,
            options: options
        )
        let byID = Dictionary(locations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var problems: [Diagnostic] = []
        for row in rows.rows {
            let status = row.cells[2].lowercased().filter { !$0.isWhitespace }
            let place = SourceLocation(file: file, line: row.line, field: "status")
            guard ["certain", "proposed", "confirmed", ""].contains(status) else {
                problems.append(
                    Diagnostic(
                        .error,
                        "mapping.unknown-status",
                        at: place,
                        ["value": .text(row.cells[2]), "known": .list(["certain", "proposed", "confirmed"])]
                    )
                )
                continue
            }
            guard status == "confirmed" else { continue }
            let id = Self.unmarked(row.cells[1])
            guard let location = byID[id] else {
                problems.append(
                    Diagnostic(
                        .error,
                        "mapping.unknown-location",
                        at: SourceLocation(file: file, line: row.line, field: "id"),
                        ["value": .text(id)]
                    )
                )
                continue
            }
            let key = Key(value: Self.unmarked(row.cells[0]), place: Self.unmarked(row.cells[3]))
            if let first = lines[key], confirmed[key] != location {
                problems.append(
                    Diagnostic(.error, "mapping.decided-twice", at: place, ["line": .integer(first)])
                )
            }
            lines[key] = row.line
            confirmed[key] = location
        }
        guard problems.isEmpty else { throw Refusal(problems) }
    }

    /// Without the apostrophe that the table has in front of what a spreadsheet would take for a formula.
    private static func unmarked(_ text: String) -> String {
        guard text.hasPrefix("'"), let second = text.dropFirst().utf8.first,
            [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(second)
        else { return text }
        return String(text.dropFirst())
    }

    /// Decisions about values that the export does not have.
    func unused(by keys: Set<Key>) -> [Diagnostic] {
        lines.filter { !keys.contains($0.key) }.sorted { $0.value < $1.value }.map { _, line in
            Diagnostic(.warning, "mapping.decision-unused", at: SourceLocation(file: file, line: line))
        }
    }
}
