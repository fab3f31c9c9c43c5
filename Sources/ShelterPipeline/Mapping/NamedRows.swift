internal import ShelterModel
internal import ShelterParsers

/// Some columns of an export, found by their headers.
struct NamedRows {
    struct Row {
        var line: Int
        /// One per wanted column; empty where the export does not have it.
        var cells: [String]
    }

    let header: [String]
    /// Number of each wanted column, from 0; `nil` if the export does not have it.
    let columns: [Int?]
    private(set) var rows: [Row] = []
    private(set) var diagnostics: [Diagnostic] = []

    /// - Parameters:
    ///   - wanted: Headers that each column may have.
    ///   - needed: How many of the first of them must be there.
    /// - Throws: `Refusal` when the file cannot be read, a needed column is not there, or stands there twice.
    init(
        path: String,
        name: String,
        wanted: [[String]],
        needed: Int,
        options: ExportOptions
    ) throws(Refusal) {
        var reader = try ExportReader(path: path, displayName: name, options: options)
        header = reader.header
        let folded = reader.header.map(CodeBook.foldedHeader)
        var problems: [Diagnostic] = []
        var found: [Int?] = []
        for (number, names) in wanted.enumerated() {
            let keys = Set(names.map(CodeBook.foldedHeader))
            let places = folded.indices.filter { keys.contains(folded[$0]) }
            let place = SourceLocation(file: name, line: reader.headerLine)
            if places.isEmpty, number < needed {
                problems.append(
                    Diagnostic(
                        .error,
                        "mapping.no-column",
                        at: place,
                        ["column": .text(names[0]), "found": .list(Array(reader.header.prefix(12)))]
                    )
                )
            }
            if places.count > 1 {
                problems.append(
                    Diagnostic(
                        .error,
                        "table.duplicate-column",
                        at: place,
                        ["column": .text(names[0]), "places": .list(places.map { String($0 + 1) })]
                    )
                )
            }
            found.append(places.first)
        }
        columns = found
        guard problems.isEmpty else { throw Refusal(problems) }
        while let batch = try reader.next() {
            diagnostics += batch.setAside.map(\.diagnostic)
            for record in 0..<batch.recordCount {
                let fields = batch.fields(of: record)
                let cells = found.map { column in
                    column.map { batch.text(of: fields.lowerBound + $0) } ?? ""
                }
                rows.append(Row(line: batch.lines[record], cells: cells))
            }
        }
        diagnostics += reader.diagnostics
    }
}
