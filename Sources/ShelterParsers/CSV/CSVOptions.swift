/// How the bytes of a text file stand for characters.
public enum TextEncoding: String, Hashable, Sendable, Codable, CaseIterable {
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
}

/// How the records of a file end; line breaks inside quotes do not count.
public enum LineEnding: String, Hashable, Sendable, Codable, CaseIterable {
    case lf, crlf, cr, mixed
}

/// What `CSVReader` is told about a file, and how much it may hold in memory.
public struct CSVOptions: Hashable, Sendable {
    /// An ASCII character, but no quote or line end; `nil`: found out among `;`, `,`, tab and `|`.
    public var delimiter: UInt8?
    /// `nil`: found out from the whole file.
    public var encoding: TextEncoding?
    /// Most bytes in one field, as UTF-8; a row with a longer one is set aside.
    public var fieldLimit = 16 << 20
    /// Most bytes in one row; a longer one is set aside.
    public var rowLimit = 64 << 20
    /// Most rows in a batch, set aside or not.
    public var batchRows = 4096
    /// A batch is closed once its fields hold this many bytes.
    public var batchBytes = 4 << 20
    /// Headers somebody hopes for; the delimiter under which most of them are found wins.
    public var expectedHeaders: [String] = []

    /// Bytes that are read at once; tests make it small to put every byte at an edge.
    var chunkSize = 1 << 20

    public init() {}
}
