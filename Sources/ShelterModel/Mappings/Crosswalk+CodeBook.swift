extension Crosswalk {
    /// The code book under which an export of the older questionnaire is read into the newer one's variables.
    ///
    /// Columns and their order stay those of `codeBook`. What does not compare keeps its column but is never read: its cells
    /// have the status `notComparable`.
    ///
    /// - Throws: everything in which the crosswalk and the code book do not fit each other.
    public func apply(to codeBook: CodeBook) throws(Refusal) -> CodeBook {
        guard codeBook.id == to.codeBook, codeBook.version == to.version else {
            throw Refusal(
                "crosswalk.other-code-book",
                at: location,
                [
                    "expected": .text("\(to.codeBook) \(to.version)"),
                    "found": .text("\(codeBook.id) \(codeBook.version)"),
                ]
            )
        }
        var problems: [Diagnostic] = []
        let known = Set(codeBook.tables.flatMap(\.columns).map(\.variable))
        var relations: [String: Entry] = [:]
        for entry in entries {
            if !known.contains(entry.variable) {
                problems.append(
                    Diagnostic(
                        .error,
                        "crosswalk.unknown-variable",
                        at: entry.location ?? location,
                        ["value": .text(entry.variable), "codeBook": .text(codeBook.id)]
                    )
                )
            }
            relations[entry.variable] = entry
        }
        var result = codeBook
        for table in result.tables.indices {
            for index in result.tables[table].columns.indices {
                let column = result.tables[table].columns[index]
                let entry = relations[column.variable]
                let relation = entry?.relation ?? (othersAreSame ? .same : .changed)
                let changed = change(column, relation, entry?.location, &problems)
                result.tables[table].columns[index] = changed
            }
            problems += sharedHeaders(result.tables[table])
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        return result
    }

    private func change(
        _ column: ColumnDefinition,
        _ relation: Relation,
        _ place: SourceLocation?,
        _ problems: inout [Diagnostic]
    ) -> ColumnDefinition {
        var column = column
        switch relation {
        case .same:
            break
        case .renamed(let headers):
            column.headers = headers
        case .recoded(let headers, let codes, let withoutMatch):
            if !headers.isEmpty { column.headers = headers }
            recode(&column, codes, withoutMatch, place, &problems)
        case .changed, .new:
            if column.role == .locationID || column.role == .municipality {
                problems.append(
                    Diagnostic(
                        .error,
                        "crosswalk.role-not-comparable",
                        at: place ?? location,
                        ["variable": .text(column.variable), "role": .text(column.role?.rawValue ?? "")]
                    )
                )
            }
            column.isComparable = false
        }
        return column
    }

    private func recode(
        _ column: inout ColumnDefinition,
        _ codes: [String: String],
        _ withoutMatch: [String],
        _ place: SourceLocation?,
        _ problems: inout [Diagnostic]
    ) {
        let listed = Set((Array(codes.keys) + withoutMatch).map { $0.lowercased() })
        // A form of the older questionnaire means what the crosswalk says, whatever it means in the newer one.
        for index in column.codes.indices { column.codes[index].forms.removeAll { listed.contains($0.lowercased()) } }
        for status in CellStatus.allCases {
            column.missing[status]?.removeAll { listed.contains($0.lowercased()) }
        }
        for (form, value) in codes.sorted(by: { $0.key < $1.key }) {
            if let index = column.codes.firstIndex(where: { $0.value == value }) {
                column.codes[index].forms.append(form)
            } else {
                problems.append(
                    Diagnostic(
                        .error,
                        "crosswalk.unknown-code",
                        at: place ?? location,
                        [
                            "value": .text(value), "variable": .text(column.variable),
                            "known": .list(column.codes.map(\.value)),
                        ]
                    )
                )
            }
        }
        if !withoutMatch.isEmpty { column.missing[.notComparable] = withoutMatch }
    }

    /// Headers that would stand for two variables.
    private func sharedHeaders(_ table: TableDefinition) -> [Diagnostic] {
        var owners: [String: String] = [:]
        var problems: [Diagnostic] = []
        for column in table.columns where column.isComparable {
            for header in Set(column.headers.map(CodeBook.foldedHeader)).sorted() {
                guard let first = owners.updateValue(column.variable, forKey: header) else { continue }
                problems.append(
                    Diagnostic(
                        .error,
                        "crosswalk.header-twice",
                        at: location,
                        ["value": .text(header), "first": .text(first), "second": .text(column.variable)]
                    )
                )
            }
        }
        return problems
    }
}
