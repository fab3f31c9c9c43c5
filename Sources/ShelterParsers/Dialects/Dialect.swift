/// How the bytes of a CSV-like file stand for rows and cells, and which of its rows are data.
public struct Dialect: Hashable, Sendable, Codable {
    /// A row that is not data: a title above the table, or a total or note below it.
    public struct SideRow: Hashable, Sendable, Codable {
        /// Counted from 1.
        public var line: Int
        public var cells: [String]

        public init(line: Int, cells: [String]) {
            self.line = line
            self.cells = cells
        }
    }

    /// One reading of the file, and how sensible it is.
    public struct Candidate: Hashable, Sendable, Codable {
        public var delimiter: String?
        public var quote: String?
        public var escape: String?
        /// Number of columns that most rows have.
        public var columns: Int
        /// From 0 to 1; only good for comparing readings of the same file.
        public var score: Double

        public init(delimiter: String?, quote: String?, escape: String?, columns: Int, score: Double) {
            self.delimiter = delimiter
            self.quote = quote
            self.escape = escape
            self.columns = columns
            self.score = score
        }
    }

    /// `nil` for one column, and for a file that is ambiguous.
    public var delimiter: String?
    /// `nil` if quotes are plain text.
    public var quote: String?
    /// What stands before a quote inside a quoted cell; the quote itself if it is doubled.
    public var escape: String?
    /// Whether blanks after a delimiter belong to no cell, as quotes after them show.
    public var skipsBlanks = false
    /// Whether more blanks than the delimiter has divide as well, as in padded columns.
    public var mergesBlanks = false
    /// Whether quotes inside cells that do not begin with one are text, since no cell of the sample begins with one.
    public var keepsStrayQuotes = false
    public var lineEnding: LineEnding
    public var encoding: TextEncoding
    public var hasByteOrderMark: Bool
    /// Whether the first line names the delimiter (`sep=;`); it is the first of `preambleRows`.
    public var isDeclared = false
    /// Rows above the header.
    public var preambleRows: [SideRow] = []
    /// Line on which the header begins, or the first record if there is none; counted from 1.
    public var firstLine = 1
    /// Number of columns that most rows have; 0 for a file of blank lines.
    public var columns = 1
    /// 0 if the first row is data.
    public var headerRows = 1
    /// Rows below the data.
    public var footerRows: [SideRow] = []
    /// From 0 to 1: how far this reading is from the next best one.
    public var confidence: Double
    /// The readings that are equally good; empty if the file is not ambiguous.
    public var candidates: [Candidate] = []

    /// The file can be read in several ways that are equally good.
    public var isAmbiguous: Bool { !candidates.isEmpty }
}

/// What the caller knows about a file; everything left open is found out.
public struct DialectOptions: Hashable, Sendable {
    /// Empty for one column.
    public var delimiter: String?
    /// One ASCII character; empty if quotes are plain text.
    public var quote: String?
    /// One ASCII character: the quote itself if it is doubled inside cells, or what stands before it.
    public var escape: String?
    public var encoding: TextEncoding?
    /// Rows that name the columns, 0 if there are none.
    public var headerRows: Int?
    /// Rows above the header; blank lines do not count, and neither does `sep=;`.
    public var preambleRows: Int?
    /// Rows below the data.
    public var footerRows: Int?
    /// Headers somebody hopes for; the reading under which most of them are found wins.
    public var expectedHeaders: [String] = []

    public init() {}
}
