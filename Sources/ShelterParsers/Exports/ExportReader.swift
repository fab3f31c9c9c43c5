internal import Foundation
public import ShelterModel

/// What a file is, by its first bytes.
enum ExportFormat {
    case csv
    /// XLSX or ODS.
    case workbook

    /// A ZIP archive is taken for a workbook; what it really is, its reader finds out.
    init(path: String) {
        self = Self.start(of: path) == [0x50, 0x4B, 0x03, 0x04] ? .workbook : .csv
    }

    /// The first four bytes; of what cannot be read none, so that its reader says why.
    private static func start(of path: String) -> [UInt8] {
        // A pipe would lose what is read here, and wait.
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let file = fopen(path, "rb") else {
            return []
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4)
        return fread(&bytes, 1, bytes.count, file) == bytes.count ? bytes : []
    }
}

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
        switch ExportFormat(path: path) {
        case .csv:
            let reader = try CSVReader(path: path, displayName: displayName, options: options.csv, onBytes: onBytes)
            header = reader.header
            headerLine = reader.headerLine
            csv = consume reader
            workbook = nil
        case .workbook:
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
