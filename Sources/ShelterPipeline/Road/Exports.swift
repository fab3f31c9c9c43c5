internal import ShelterCleaning
internal import ShelterModel
internal import ShelterParsers

/// The exports of a run, recognised as tables of a code book and looked at by the guard: how every command that reads
/// exports by a code book begins.
struct Exports {
    let codeBook: CodeBook
    let files: [InputFile]
    /// The code book's tables, with the decimal mark and the date order that were asked for.
    let tables: [TableDefinition]
    let privacy: PrivacyPass
    /// Per table the columns for which the code book says otherwise.
    private let overridden: [[Int]]
    private let roles: RoleColumns

    /// - Parameter needsAssessments: Whether the first table must be among them.
    /// - Throws: `Refusal` with the problems of all files together.
    init(
        _ settings: RunSettings,
        codeBook: CodeBook,
        marks: PersonalDataMarks,
        key: PseudonymKey?,
        needsAssessments: Bool = true
    ) throws(Refusal) {
        self.codeBook = codeBook
        files = try InputFile.recognise(settings, codeBook, marks: marks, needsAssessments: needsAssessments)
        let forced = codeBook.tables.map { $0.forcing(decimal: settings.decimal, dates: settings.dateOrder) }
        tables = forced.map(\.table)
        overridden = forced.map(\.overridden)
        roles = RoleColumns(codeBook.tables[0])
        privacy = PrivacyPass(files, codeBook: codeBook, marks: marks, key: key)
    }

    /// The mapper of every file, with its columns decided.
    ///
    /// - Parameter tell: Is given what there is to tell about headers and columns, with the number of the file.
    func mappers(tell: (Int, Diagnostic) throws(Refusal) -> Void) throws(Refusal) -> [TableMapper] {
        var mappers: [TableMapper] = []
        for (number, file) in files.enumerated() {
            var mapper = TableMapper(
                tables[file.table],
                match: file.match,
                file: file.name,
                columns: file.columns,
                missingForms: file.missingForms
            )
            mapper.hidden = privacy.plans[number].hidden
            for diagnostic in file.notes + mapper.remarks(on: privacy.shown(file.header), line: file.headerLine) {
                try tell(number, diagnostic)
            }
            let forced = overridden[file.table].filter { mapper.match.fields[$0] != nil }
            if !forced.isEmpty {
                try tell(
                    number,
                    Diagnostic(
                        .note,
                        "column.forced",
                        at: SourceLocation(file: file.name, line: file.headerLine),
                        [
                            "count": .integer(forced.count),
                            "columns": .list(forced.prefix(12).map { mapper.match.headers[$0] }),
                        ]
                    )
                )
            }
            let (surveyed, diagnostics) = try mapper.surveyed(
                path: file.path,
                options: file.options,
                line: file.headerLine
            )
            mappers.append(surveyed)
            for diagnostic in diagnostics { try tell(number, diagnostic) }
        }
        return mappers
    }

    // MARK: Joins

    func hasFile(of table: String) -> Bool { files.contains { $0.table != 0 && tables[$0.table].name == table } }

    /// Nothing joined yet, per join of the code book.
    var emptyJoins: [JoinedRows] { codeBook.joins.map { JoinedRows($0, of: codeBook) } }

    /// Numbers of the files of joined tables: rows that others stand in come before them.
    var joinedFiles: [Int] {
        let depths = Dictionary(
            codeBook.joins.map { ($0.table, codeBook.path(of: $0).count) },
            uniquingKeysWith: { first, _ in first }
        )
        return files.indices.filter { files[$0].table != 0 }.sorted {
            (depths[tables[files[$0].table].name] ?? 0, $0) < (depths[tables[files[$1].table].name] ?? 0, $1)
        }
    }

    /// Adds the rows of a joined file to every join of its table.
    func add(_ table: Table, file: Int, to joined: inout [JoinedRows]) {
        let definition = tables[files[file].table]
        for index in joined.indices where joined[index].table == definition.name {
            let parents = codeBook.joins[index].within.flatMap { name in joined.first { $0.table == name } }
            joined[index].add(table, definition: definition.withDerivedColumns, file: file, parents: parents)
        }
    }

    /// Adds the derived columns of every join, in the code book's order; without a file they are absent.
    func extend(_ table: inout Table, _ joined: [JoinedRows], _ keys: [[String?]]) {
        for (join, keys) in zip(joined, keys) {
            if hasFile(of: join.table) {
                join.extend(&table, keys: keys)
            } else {
                join.extendAbsent(&table)
            }
        }
    }

    func locationIDs(_ table: Table, needed: Bool = true) -> [String?] {
        guard needed else { return [String?](repeating: nil, count: table.rowCount) }
        return (0..<table.rowCount).map { roles.text(.locationID, table, $0) }
    }

    /// What the rows of each joined table refer to, for every row of the first table.
    func keys(_ table: Table, locations: [String?]) -> [[String?]] {
        codeBook.joins.map { join in
            guard let to = codeBook.path(of: join).last?.to else { return locations }
            guard let column = tables[0].columns.firstIndex(where: { $0.variable == to }) else {
                return [String?](repeating: nil, count: table.rowCount)
            }
            return (0..<table.rowCount).map { JoinedRows.key(table.columns[column], $0) }
        }
    }
}
