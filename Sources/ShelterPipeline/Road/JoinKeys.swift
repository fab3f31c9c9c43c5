internal import ShelterModel
internal import ShelterParsers

/// Makes sure that a row of a joined file can only belong to one row of the first table.
enum JoinKeys {
    private static let shown = 100

    /// Reads the files of every table once for the variables that joined tables refer to, if any do.
    ///
    /// - Throws: `Refusal` with both places of every value that stands twice, in one file or in two.
    static func check(_ exports: Exports, _ mappers: [TableMapper]) throws(Refusal) {
        let joins = exports.codeBook.joins.filter { exports.hasFile(of: $0.table) }
        for join in joins {
            guard let within = join.within, !exports.hasFile(of: within) else { continue }
            let tables: [String: Diagnostic.Argument] = ["table": .text(join.table), "within": .text(within)]
            throw Refusal("join.within-absent", tables)
        }
        for number in exports.tables.indices {
            let name = number == 0 ? nil : exports.tables[number].name
            let wanted = Set(joins.filter { $0.within == name }.compactMap(\.to))
            try check(exports, mappers, table: number, wanted: wanted)
        }
    }

    private static func check(
        _ exports: Exports,
        _ mappers: [TableMapper],
        table: Int,
        wanted: Set<String>
    ) throws(Refusal) {
        let definition = exports.tables[table]
        let columns = definition.columns.indices.filter { wanted.contains(definition.columns[$0].variable) }
        guard !columns.isEmpty else { return }
        var problems: [Diagnostic] = []
        var known = columns.map { _ in [String: (file: Int, line: Int)]() }
        for (number, file) in exports.files.enumerated() where file.table == table {
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
