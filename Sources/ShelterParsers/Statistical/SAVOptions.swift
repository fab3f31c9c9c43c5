/// What `SAVReader` is told about an SPSS file, and how much it may hold in memory.
public struct SAVOptions: Hashable, Sendable {
    /// How texts are encoded, whatever the file says; `nil`: as the file says.
    public var encoding: TextEncoding?
    /// Most rows in a batch.
    public var batchRows = 4096
    /// A batch is closed once its fields hold this many bytes.
    public var batchBytes = 4 << 20

    /// Limits that keep a hostile file within bounded memory and time.
    var limits = SAVLimits()

    public init() {}
}

/// How large the parts of an SPSS file may be.
struct SAVLimits: Hashable, Sendable {
    var columns = CSVReader.columnLimit
    /// Bytes of one case, unpacked.
    var row = 64 << 20
    /// Bytes of everything before the cases.
    var dictionary = 256 << 20
    /// Bytes of one extension record.
    var extensionRecord = 64 << 20
    /// Value labels of all sets together; libreadstat takes a kilobyte for each of a set.
    var valueLabels = 1 << 18
    /// Bytes of the longest text, as SPSS has it.
    var string = 32_767
    /// Bytes of one block of a zsav file, unpacked; SPSS makes them of 4 MB.
    var block = 16 << 20
    /// Text of all records together plus 8 bytes for each field.
    var text = 2 << 30
    /// Blocks that unpack to this many times their packed size are no honest ones.
    var ratio = 400
    /// The ratio counts only from this many bytes.
    var ratioFrom = 64 << 20
}
