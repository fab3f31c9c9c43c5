public import ShelterModel

extension TableMapper {
    /// What stands in the header but is not read, and what the code book names but is not there; told once per file.
    ///
    /// - Parameter header: All cells of the header.
    public func remarks(on header: [String], line: Int) -> [Diagnostic] {
        let place = SourceLocation(file: file, line: line)
        let absent = zip(definition.columns, match.fields).filter { $1 == nil }.map { $0.0.headers[0] }
        let read = match.read
        let unread = header.indices.filter { !read.contains($0) && !header[$0].trimmingBlanks().isEmpty }
        var remarks: [Diagnostic] = []
        for index in unread {
            guard let nearest = NearestName.nearest(to: header[index].trimmingBlanks(), in: absent).first else {
                continue
            }
            remarks.append(
                Diagnostic(
                    .warning,
                    "table.column-misspelt",
                    at: SourceLocation(file: file, line: line, column: filePlace(index), field: header[index]),
                    ["nearest": .text(nearest)]
                )
            )
        }
        if !unread.isEmpty {
            remarks.append(
                Diagnostic(
                    .note,
                    "table.columns-unread",
                    at: place,
                    ["count": .integer(unread.count), "columns": .list(Self.shown(unread.map { header[$0] }))]
                )
            )
        }
        if !absent.isEmpty {
            remarks.append(
                Diagnostic(
                    .warning,
                    "table.columns-absent",
                    at: place,
                    ["count": .integer(absent.count), "columns": .list(Self.shown(absent))]
                )
            )
        }
        return remarks
    }

    /// The first dozen names, and a sign that there are more.
    static func shown(_ names: [String]) -> [String] {
        names.prefix(12).map { String($0.prefix(40)) } + (names.count > 12 ? ["…"] : [])
    }
}
