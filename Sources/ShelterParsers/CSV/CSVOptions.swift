/// How the bytes of a text file stand for characters.
public enum TextEncoding: String, Hashable, Sendable, Codable, CaseIterable {
    case utf8 = "utf-8"
    case utf16LE = "utf-16le"
    case utf16BE = "utf-16be"
    case windows1252 = "windows-1252"
    case windows1251 = "windows-1251"
    case iso8859part1 = "iso-8859-1"
    case iso8859part15 = "iso-8859-15"
    case koi8U = "koi8-u"
    case macRoman = "macintosh"
    case ibm850 = "ibm850"
}

/// How the records of a file end; line breaks inside quotes do not count.
public enum LineEnding: String, Hashable, Sendable, Codable, CaseIterable {
    case lf, crlf, cr, mixed
}

/// What `CSVReader` is told about a file, and how much it may hold in memory.
public struct CSVOptions: Hashable, Sendable {
    /// How rows and cells are written; what it leaves open is found out.
    public var dialect = DialectOptions()
    /// Most bytes in one field, as UTF-8; a row with a longer one is set aside.
    public var fieldLimit = 16 << 20
    /// Most bytes in one row; a longer one is set aside.
    public var rowLimit = 64 << 20
    /// Most rows in a batch, set aside or not.
    public var batchRows = 4096
    /// A batch is closed once its fields hold this many bytes.
    public var batchBytes = 4 << 20

    /// Keeps rows with too many, too few or only empty cells as they stand, with a note; a record may then have another
    /// number of fields than the header.
    public var keepsRaggedRows = false
    /// Keeps quotes inside cells that do not begin with one as text, with a note, if the dialect allows it; otherwise the
    /// row is set aside.
    public var keepsStrayQuotes = false
    /// Divides a row whose quotes make no sense into the cells of the table, with a note; otherwise it is set aside.
    public var repairsQuotes = false

    /// Which parsers may read records; tests leave all of them to libcsv, to compare.
    var parsers = Parsers.both

    enum Parsers: Hashable, Sendable {
        case both, reference
    }

    /// Bytes that are read at once; tests make it small to put every byte at an edge.
    var chunkSize = 1 << 20

    public init() {}

    /// An ASCII character, but no quote or line end; `nil`: found out, or of several bytes.
    public var delimiter: UInt8? {
        get {
            guard let delimiter = dialect.delimiter?.utf8, delimiter.count == 1 else { return nil }
            return delimiter.first
        }
        set { dialect.delimiter = newValue.map { String(UnicodeScalar($0)) } }
    }

    /// `nil`: found out from the whole file.
    public var encoding: TextEncoding? {
        get { dialect.encoding }
        set { dialect.encoding = newValue }
    }

    /// Headers somebody hopes for; the reading under which most of them are found wins.
    public var expectedHeaders: [String] {
        get { dialect.expectedHeaders }
        set { dialect.expectedHeaders = newValue }
    }
}
