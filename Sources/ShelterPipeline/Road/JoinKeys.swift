internal import ShelterModel
internal import ShelterParsers

/// Makes sure that a row of a joined file can only belong to one row of the first table.
enum JoinKeys {
    private static let shown = 100

    /// Reads the first table's files once for the variables that joined tables refer to, if any do.
    ///
    /// - Throws: `Refusal` with both places of every value that stands twice, in one file or in two.
    static func check(_ exports: Exports, _ mappers: [TableMapper]) throws(Refusal) {
        let definition = exports.tables[0]
        let wanted = Set(
            exports.codeBook.joins.filter { exports.hasFile(of: $0.table) }.compactMap(\.to)
        )
        let columns = definition.columns.indices.filter { wanted.contains(definition.columns[$0].variable) }
        guard !columns.isEmpty else { return }
        var problems: [Diagnostic] = []
        var known = columns.map { _ in [String: (file: Int, line: Int)]() }
        for (number, file) in exports.files.enumerated() where file.table == 0 {
            let absent = columns.filter { file.match.fields[$0] == nil }
            guard absent.isEmpty else {
                problems.append(
                    Diagnostic(
                        .error,
                        "join.column-absent",
                        at: SourceLocation(file: file.name, line: file.headerLine),
                        ["columns": .list(absent.map { definition.columns[$0].headers[0] })]
                    )
                )
                continue
            }
            var reader = try ExportReader(path: file.path, displayName: file.name, options: file.options)
            while problems.count < shown, let batch = try reader.next() {
                var ignored: [Diagnostic] = []
                let table = mappers[number].table(from: batch, only: Set(columns), diagnostics: &ignored)
                for (position, column) in columns.enumerated() {
                    for row in 0..<table.rowCount {
                        guard let key = JoinedRows.key(table.columns[column], row) else { continue }
                        guard let first = known[position].updateValue((number, table.lines[row]), forKey: key) else {
                            continue
                        }
                        problems.append(
                            Diagnostic(
                                .error,
                                first.file == number ? "join.key-twice" : "join.key-in-two-files",
                                at: table.location(row: row, column: column),
                                [
                                    "value": definition.grain == .respondent ? "…" : .text(String(key.prefix(40))),
                                    "first": .text("\(exports.files[first.file].name):\(first.line)"),
                                ]
                            )
                        )
                    }
                }
            }
        }
        guard problems.isEmpty else { throw Refusal(Array(problems.prefix(shown))) }
    }
}
