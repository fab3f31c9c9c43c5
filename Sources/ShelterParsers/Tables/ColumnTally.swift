public import ShelterModel

/// What was counted in the columns of a file while its cells were read.
public struct ColumnTally: Hashable, Sendable {
    /// Cells of one column that count for something else than what stands there.
    struct Count: Hashable, Sendable {
        var approximate = 0
        var interval = 0
        var bound = 0
        var unit = 0
        /// Answers in joined cells that no option of the code book has.
        var unknownOptions = 0
        /// Line of the first such cell.
        var firstLine = 0
    }

    /// By the number of the column in the definition.
    var counts: [Int: Count] = [:]

    public init() {}

    mutating func add(_ kinds: QualifiedNumber.Kinds, column: Int, line: Int) {
        var count = counts[column, default: Count()]
        if count.firstLine == 0 { count.firstLine = line }
        if kinds.contains(.approximate) { count.approximate += 1 }
        if kinds.contains(.interval) { count.interval += 1 }
        if kinds.contains(.bound) { count.bound += 1 }
        if kinds.contains(.unit) { count.unit += 1 }
        counts[column] = count
    }

    mutating func addUnknownOptions(_ number: Int, column: Int, line: Int) {
        var count = counts[column, default: Count()]
        if count.firstLine == 0 { count.firstLine = line }
        count.unknownOptions += number
        counts[column] = count
    }
}

extension TableMapper {
    /// What was counted, told once per file and column.
    public func remarks(on tally: ColumnTally, line: Int) -> [Diagnostic] {
        tally.counts.sorted { $0.key < $1.key }.map { column, count in
            if count.unknownOptions > 0 {
                return Diagnostic(
                    .note,
                    "column.unknown-options",
                    at: place(of: column, line: line),
                    ["count": .integer(count.unknownOptions), "line": .integer(count.firstLine)]
                )
            }
            return Diagnostic(
                .note,
                "column.qualified",
                at: place(of: column, line: line),
                [
                    "approximate": .integer(count.approximate), "interval": .integer(count.interval),
                    "bound": .integer(count.bound), "unit": .integer(count.unit), "line": .integer(count.firstLine),
                ]
            )
        }
    }

    /// Number of a cell in the file's header, counted from 1.
    func filePlace(_ field: Int) -> Int { (filePlaces.indices.contains(field) ? filePlaces[field] : nil) ?? field + 1 }

    /// The place of a column's header.
    func place(of column: Int, line: Int) -> SourceLocation {
        SourceLocation(
            file: file,
            line: line,
            column: match.fields[column].map(filePlace),
            field: match.headers[column]
        )
    }
}
