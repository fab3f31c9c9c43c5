internal import Foundation
public import ShelterModel

/// What readers of exports are told.
public struct ExportOptions: Hashable, Sendable {
    public var csv = CSVOptions()
    /// Name of the sheet of a workbook; `nil`: the only one with data.
    public var sheet: String?

    public init() {}
}

/// Reads any export as a header and batches of records.
///
/// One way in for every command: what a file is, is found out here and nowhere else.
public struct ExportReader: ~Copyable {
    /// Cells of the first row, as they stand there.
    public let header: [String]
    /// Line or row in which the header stands, counted from 1.
    public let headerLine: Int
    /// What the export says about its columns; as many as `header` has cells.
    public let columns: [ExportColumn]
    public let format: ExportFormat
    /// The program that made the export, if it is recognised.
    public let tool: ExportTool?
    /// How a text file is written; `nil` for other formats.
    public let dialect: Dialect?
    /// Header rows after the first.
    public let extraHeaderRows: [Dialect.SideRow]
    /// All sheets of a workbook, the hidden ones among them; empty for other formats.
    public let sheets: [String]
    /// The one that is read.
    public let sheet: String?
    /// Exactly one of the two is there.
    private var csv: CSVReader?
    private var workbook: SheetReader?

    /// - Parameter onBytes: Is given every byte of the file once, in order.
    /// - Throws: `Refusal` when the file cannot be read as what it is.
    public init(
        path: String,
        displayName: String,
        options: ExportOptions = ExportOptions(),
        onBytes: ((UnsafeRawBufferPointer) -> Void)? = nil
    ) throws(Refusal) {
        format = ExportFormat(path: path)
        tool = nil
        switch format {
        case .csv, .sav:
            let reader = try CSVReader(path: path, displayName: displayName, options: options.csv, onBytes: onBytes)
            header = reader.header
            headerLine = reader.headerLine
            columns = reader.header.map(ExportColumn.init)
            dialect = reader.dialect
            extraHeaderRows = reader.extraHeaderRows
            sheets = []
            sheet = nil
            csv = consume reader
            workbook = nil
        case .xlsx, .ods:
            var sheetOptions = SheetOptions()
            sheetOptions.sheet = options.sheet
            sheetOptions.batchRows = options.csv.batchRows
            let reader = try SheetReader(
                path: path,
                displayName: displayName,
                options: sheetOptions,
                onBytes: onBytes
            )
            header = reader.header
            headerLine = reader.headerLine
            columns = reader.header.map(ExportColumn.init)
            dialect = nil
            extraHeaderRows = []
            sheets = reader.sheetNames
            sheet = reader.sheet
            csv = nil
            workbook = consume reader
        }
    }

    /// What a person should know about the file as a whole; complete once `next` has returned `nil`.
    public var diagnostics: [Diagnostic] {
        switch workbook {
        case .some(let reader): return reader.diagnostics
        case .none: break
        }
        switch csv {
        case .some(let reader): return reader.diagnostics
        case .none: return []
        }
    }

    /// The next records, or `nil` at the end.
    public mutating func next() throws(Refusal) -> RecordBatch? {
        // Taken out and put back: an optional that cannot be copied is not changed in place.
        if var reader = csv.take() {
            do {
                let batch = try reader.next()
                csv = consume reader
                return batch
            } catch {
                csv = consume reader
                throw error
            }
        }
        guard var reader = workbook.take() else { return nil }
        do {
            let batch = try reader.next()
            workbook = consume reader
            return batch
        } catch {
            workbook = consume reader
            throw error
        }
    }
}
