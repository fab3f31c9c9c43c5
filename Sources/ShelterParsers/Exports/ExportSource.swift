import ShelterModel

/// The reader of one file, whatever its format: what stands there, row by row.
struct ExportSource: ~Copyable {
    let header: [String]
    let headerLine: Int
    /// What the file itself says about its columns.
    let columns: [ExportColumn]
    let dialect: Dialect?
    let preambleRows: [Dialect.SideRow]
    let extraHeaderRows: [Dialect.SideRow]
    let sheets: [String]
    let sheet: String?
    /// Exactly one of the three is there.
    private var csv: CSVReader?
    private var workbook: SheetReader?
    private var statistical: SAVReader?

    init(
        path: String,
        displayName: String,
        format: ExportFormat,
        options: ExportOptions,
        onBytes: ((UnsafeRawBufferPointer) -> Void)?
    ) throws(Refusal) {
        switch format {
        case .sav:
            var savOptions = SAVOptions()
            savOptions.encoding = options.csv.encoding
            savOptions.batchRows = options.csv.batchRows
            savOptions.batchBytes = options.csv.batchBytes
            let reader = try SAVReader(path: path, displayName: displayName, options: savOptions, onBytes: onBytes)
            header = reader.header
            headerLine = reader.headerLine
            columns = reader.columns
            dialect = nil
            preambleRows = []
            extraHeaderRows = []
            sheets = []
            sheet = nil
            csv = nil
            workbook = nil
            statistical = consume reader
        case .csv:
            let reader = try CSVReader(path: path, displayName: displayName, options: options.csv, onBytes: onBytes)
            header = reader.header
            headerLine = reader.headerLine
            columns = reader.header.map(ExportColumn.init)
            dialect = reader.dialect
            preambleRows = reader.dialect.preambleRows
            extraHeaderRows = reader.extraHeaderRows
            sheets = []
            sheet = nil
            csv = consume reader
            workbook = nil
            statistical = nil
        case .xlsx, .ods:
            let reader = try SheetReader(
                path: path,
                displayName: displayName,
                options: SheetOptions(options),
                onBytes: onBytes
            )
            header = reader.header
            headerLine = reader.headerLine
            columns = reader.header.map(ExportColumn.init)
            dialect = nil
            preambleRows = reader.preambleRows
            extraHeaderRows = reader.extraHeaderRows
            sheets = reader.sheetNames
            sheet = reader.sheet
            csv = nil
            workbook = consume reader
            statistical = nil
        }
    }

    var diagnostics: [Diagnostic] {
        switch workbook {
        case .some(let reader): return reader.diagnostics
        case .none: break
        }
        switch statistical {
        case .some(let reader): return reader.diagnostics
        case .none: break
        }
        switch csv {
        case .some(let reader): return reader.diagnostics
        case .none: return []
        }
    }

    var lineEnding: LineEnding? {
        switch csv {
        case .some(let reader): return reader.lineEnding
        case .none: return nil
        }
    }

    var parsedBytes: ParsedBytes? {
        switch csv {
        case .some(let reader): return reader.parsedBytes
        case .none: return nil
        }
    }

    mutating func next() throws(Refusal) -> RecordBatch? {
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
        if var reader = statistical.take() {
            do {
                let batch = try reader.next()
                statistical = consume reader
                return batch
            } catch {
                statistical = consume reader
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

extension SheetOptions {
    /// What the options for any export mean for a workbook.
    init(_ options: ExportOptions) {
        self.init(sheet: options.sheet)
        batchRows = options.csv.batchRows
        batchBytes = options.csv.batchBytes
        findsLayout = true
        fillMerged = options.fillMerged
        headerRows = options.csv.dialect.headerRows
        preambleRows = options.csv.dialect.preambleRows
        footerRows = options.csv.dialect.footerRows
        expectedHeaders = options.csv.expectedHeaders
        keepsSetAside = options.csv.keepsRaggedRows
    }
}
