/// What `SheetReader` is told about a workbook, and how much it may hold in memory.
public struct SheetOptions: Hashable, Sendable {
    /// Name of the sheet to read; `nil`: the only visible one that holds data.
    public var sheet: String?
    /// Whether titles above the header, several header rows, and totals below the data are told from the data.
    ///
    /// Otherwise the first row that is not empty is the header, and all others are data.
    public var findsLayout = false
    /// Rows that name the columns; `nil`: found out.
    public var headerRows: Int?
    /// Rows above the header; `nil`: found out.
    public var preambleRows: Int?
    /// Rows below the data; `nil`: found out.
    public var footerRows: Int?
    /// Headers somebody hopes for; the row with most of them, and at least two, is the header.
    public var expectedHeaders: [String] = []
    /// Gives every cell of a merged range the text of its first one.
    public var fillMerged = false
    /// Most bytes in one cell, as UTF-8.
    public var fieldLimit = 16 << 20
    /// Most bytes in one row.
    public var rowLimit = 64 << 20
    /// Most rows in a batch, set aside or not.
    public var batchRows = 4096
    /// A batch is closed once its fields hold this many bytes.
    public var batchBytes = 4 << 20

    /// Keeps the cells of rows that are set aside.
    public var keepsSetAside = false

    /// Limits that keep a hostile workbook within bounded memory and time.
    var limits = SheetLimits()
    /// Bytes that are unpacked at once; tests make it small to put every byte at an edge.
    var chunkSize = 1 << 16

    public init(sheet: String? = nil) {
        self.sheet = sheet
    }
}

/// How large the parts of a workbook may be once unpacked.
struct SheetLimits: Hashable, Sendable {
    /// Rows of a sheet, as Excel and LibreOffice have it.
    var rows = 1 << 20
    /// Columns of a sheet, as Excel and LibreOffice have it.
    var columns = 1 << 14
    /// Bytes of the list of shared strings.
    var sharedStrings = 512 << 20
    /// Number of shared strings.
    var sharedStringCount = 1 << 25
    /// Bytes of a part that holds the cells.
    var cells = 4 << 30
    /// Bytes of any other part.
    var other = 64 << 20
    /// Text of all records together plus 8 bytes for each field: cells may share a long text, rows may be repeated.
    var text = 2 << 30
    /// A part that unpacks to this many times its packed size is no honest one.
    var ratio = 400
    /// The ratio counts only from this many bytes.
    var ratioFrom = 64 << 20
}
