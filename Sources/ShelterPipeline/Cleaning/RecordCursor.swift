internal import ShelterCleaning
internal import ShelterModel
internal import ShelterParsers

/// The records of an export, one after the other.
struct RecordCursor: ~Copyable {
    private var reader: ExportReader
    private var batch = RecordBatch()
    private var record = 0
    private var fields = 0..<0
    /// Rows that cannot be read, as far as the file has been read; rows below the data are none.
    private(set) var setAside: [SetAsideRow] = []
    private(set) var rows = 0

    private let skipsBlank: Bool

    /// - Parameter skipsBlank: Whether a record without any value is none.
    init(_ reader: consuming ExportReader, skipsBlank: Bool = false) {
        self.reader = reader
        self.skipsBlank = skipsBlank
    }

    var header: [String] { reader.header }
    var headerLine: Int { reader.headerLine }

    /// Goes to the next record.
    ///
    /// - Returns: `false` at the end of the file.
    mutating func advance() throws(Refusal) -> Bool {
        repeat {
            guard try step() else { return false }
        } while skipsBlank && (0..<count).allSatisfy { bytes($0).isEmpty }
        rows += 1
        return true
    }

    private mutating func step() throws(Refusal) -> Bool {
        record += 1
        while record >= batch.recordCount {
            guard let next = try reader.next() else {
                batch = RecordBatch()
                fields = 0..<0
                return false
            }
            batch = next
            record = 0
            setAside += batch.setAside.filter { $0.diagnostic.severity != .note }
        }
        fields = batch.fields(of: record)
        return true
    }

    /// Line on which the record begins.
    var line: Int { batch.lines[record] }
    var count: Int { fields.count }

    func bytes(_ cell: Int) -> ArraySlice<UInt8> {
        cell < fields.count ? batch.bytes[batch.range(of: fields.lowerBound + cell)] : []
    }

    /// Whether the file itself holds the cell as a number.
    func isNumber(_ cell: Int) -> Bool { cell < fields.count && batch.isNumber(cell, of: record) }

    func text(_ cell: Int) -> String { String(decoding: bytes(cell), as: UTF8.self) }
}

/// The column that holds the ids of the records.
enum IdentifierColumn {
    /// How tools name it, the surest first.
    private static let known = [
        "_uuid", "uuid", "meta/instanceid", "instanceid", "responseid", "response id", "auditid", "audit id",
        "respondent id", "respondent_id", "assessment_id", "id",
    ]

    /// - Parameter taken: Columns that are something else.
    static func find(in header: [String], except taken: Set<Int> = []) -> Int? {
        let names = header.map { LogText.normal($0).lowercased() }
        for name in known {
            let found = names.indices.filter { names[$0] == name && !taken.contains($0) }
            if found.count == 1 { return found[0] }
        }
        return nil
    }

    /// The column that a person named.
    static func named(_ name: String, in header: [String], file: String) throws(Refusal) -> Int {
        let wanted = LogText.normal(name).lowercased()
        let found = header.indices.filter { LogText.normal(header[$0]).lowercased() == wanted }
        guard found.count == 1 else {
            throw Refusal(
                "cleaning.id-column-unknown",
                at: SourceLocation(file: file),
                ["column": .text(name), "found": .list(header.prefix(12).map { String($0.prefix(40)) })]
            )
        }
        return found[0]
    }
}
