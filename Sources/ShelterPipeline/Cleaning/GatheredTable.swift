internal import ShelterModel

/// The rows of one file or several in the columns that are needed; the other columns stay empty.
struct GatheredTable {
    private var parts: [Table] = []
    private let needed: Set<Int>

    init(needed: Set<Int>) {
        self.needed = needed
    }

    mutating func append(_ batch: Table) {
        var part = batch
        for column in part.columns.indices where !needed.contains(column) { part.columns[column] = .text(TextColumn()) }
        part.lineOffsets = [:]
        parts.append(part)
    }

    /// `nil` without rows. A column stands where the first file that has it has it.
    func merged() -> Table? {
        guard var whole = parts.first else { return nil }
        guard parts.count > 1 else { return whole }
        whole.lines = parts.flatMap(\.lines)
        for column in whole.columns.indices where whole.fields[column] == nil {
            guard let part = parts.first(where: { $0.fields[column] != nil }) else { continue }
            whole.fields[column] = part.fields[column]
            whole.headers[column] = part.headers[column]
        }
        for column in whole.columns.indices where needed.contains(column) {
            whole.columns[column] = Column(parts.map { $0.columns[column] })
        }
        return whole
    }
}

extension Column {
    /// The cells of columns of one kind, one behind the other.
    init(_ parts: [Column]) {
        switch parts.first {
        case .number:
            var whole = NumberColumn()
            for case .number(let part) in parts {
                whole.values += part.values
                whole.status += part.status
            }
            self = .number(whole)
        case .coded:
            var whole = CodedColumn()
            for case .coded(let part) in parts {
                whole.codes += part.codes
                whole.status += part.status
            }
            self = .coded(whole)
        case .text, nil:
            var whole = TextColumn()
            for case .text(let part) in parts { whole.append(part) }
            self = .text(whole)
        }
    }
}

extension TextColumn {
    mutating func append(_ other: TextColumn) {
        let start = bytes.count
        bytes += other.bytes
        ends += other.ends.map { $0 + start }
        status += other.status
    }
}
