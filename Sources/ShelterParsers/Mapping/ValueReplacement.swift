internal import ShelterModel

/// Puts the ids of locations in the place of typed names, as somebody confirmed them.
struct ValueReplacement {
    private let confirmed: [ValueMatches.Name: String]
    private let ids: Set<String>
    private let column: Int
    private let placeColumn: Int?
    /// Names that nobody has confirmed, and the first line with one.
    private var unconfirmed = 0
    private var firstLine = 0

    /// - Returns: `nil` if the export does not have the column, or not the one with the municipality.
    init?(_ matches: ValueMatches, header: [String]) {
        func place(_ name: String) -> Int? { header.firstIndex { HeaderMatch.normal($0) == HeaderMatch.normal(name) } }
        guard let column = place(matches.column) else { return nil }
        self.column = column
        placeColumn = matches.placeColumn.flatMap(place)
        if matches.placeColumn != nil, placeColumn == nil { return nil }
        confirmed = matches.confirmed
        ids = Set(matches.confirmed.values)
    }

    /// What a person should know once the file has been read.
    func diagnostics(file: String, header: [String]) -> [Diagnostic] {
        guard unconfirmed > 0 else { return [] }
        return [
            Diagnostic(
                .warning,
                "mapping.names-unconfirmed",
                at: SourceLocation(file: file, line: firstLine, column: column + 1, field: header[column]),
                ["count": .integer(unconfirmed)]
            )
        ]
    }

    mutating func apply(to batch: inout RecordBatch) {
        var replaced: [Int: String] = [:]
        for record in 0..<batch.recordCount {
            let fields = batch.fields(of: record)
            func text(_ column: Int) -> String {
                column < fields.count ? batch.text(of: fields.lowerBound + column) : ""
            }
            let value = text(column)
            guard !value.allSatisfy(\.isWhitespace) else { continue }
            if let id = confirmed[ValueMatches.Name(value: value, place: placeColumn.map(text) ?? "")] {
                replaced[fields.lowerBound + column] = id
            } else if !ids.contains(value) {
                if unconfirmed == 0 { firstLine = batch.lines[record] }
                unconfirmed += 1
            }
        }
        guard !replaced.isEmpty else { return }
        var bytes: [UInt8] = []
        var ends: [Int] = []
        bytes.reserveCapacity(batch.bytes.count)
        for field in batch.fieldEnds.indices {
            let range = batch.range(of: field)
            if let id = replaced[field] {
                bytes += id.utf8
                batch.numberCells.remove(field)
            } else {
                bytes += batch.bytes[range]
            }
            ends.append(bytes.count)
        }
        batch.bytes = bytes
        batch.fieldEnds = ends
    }
}
