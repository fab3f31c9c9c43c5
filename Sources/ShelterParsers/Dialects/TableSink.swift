public import ShelterModel

/// Takes the canonical table of an export, and writes it in some format.
public protocol TableSink {
    /// The columns, before any record.
    ///
    /// - Throws: If the format cannot hold them.
    mutating func begin(_ columns: [ExportColumn]) throws(Refusal)

    /// Records in the order of the file; one may have another number of fields than there are columns.
    mutating func add(_ batch: RecordBatch) throws(Refusal)

    /// Writes what is left; nothing comes after it.
    mutating func finish() throws(Refusal)

    /// Whether every record must have one field for each column; records that cannot are then set aside.
    var isRectangular: Bool { get }
}

extension TableSink {
    public var isRectangular: Bool { false }
}

/// Takes a table and keeps nothing of it, for who only wants to know what is in a file.
public struct NoSink: TableSink {
    public init() {}

    public mutating func begin(_ columns: [ExportColumn]) throws(Refusal) {}
    public mutating func add(_ batch: RecordBatch) throws(Refusal) {}
    public mutating func finish() throws(Refusal) {}
}
