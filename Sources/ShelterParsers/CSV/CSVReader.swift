public import ShelterModel

/// Reads a CSV file in batches of records, without ever holding more than a batch and a row.
///
/// A row that cannot be used is set aside with the place and the reason; reading goes on at the line after the row's
/// first one. Blank lines are no rows.
public struct CSVReader: ~Copyable {
    /// Most columns that a file may have.
    public static let columnLimit = 1 << 16

    /// Cells of the first row, as they stand there.
    public let header: [String]
    /// Line on which the header begins, counted from 1.
    public let headerLine: Int
    public let encoding: TextEncoding
    public let hasByteOrderMark: Bool
    public let delimiter: UInt8

    private let options: CSVOptions
    private var scanner: RecordScanner
    private let displayName: String
    /// Size of the file when its encoding was found out.
    private let byteCount: Int
    private var isAtEnd = false

    /// Opens a file, finds out its encoding and delimiter, and reads the header.
    ///
    /// - Parameters:
    ///   - displayName: Name of the file as messages print it.
    ///   - onBytes: Is given every byte of the file once, in order, while records are read.
    /// - Throws: If there is no such file, it is not text, its delimiter is not clear, or its header cannot be read.
    public init(
        path: String,
        displayName: String,
        options: CSVOptions = CSVOptions(),
        onBytes: ((UnsafeRawBufferPointer) -> Void)? = nil
    ) throws(Refusal) {
        var file = try InputFile(path: path, displayName: displayName)
        let survey = try FileSurvey(&file)
        let encoding = options.encoding ?? survey.encoding
        let text = survey.head.dropFirst(survey.hasByteOrderMark ? 3 : 0)
        let declared = DelimiterDetection.declared(in: text)
        let delimiter: UInt8
        if let known = options.delimiter ?? declared {
            delimiter = known
        } else {
            delimiter = try Self.detectDelimiter(survey, encoding, displayName, options.expectedHeaders)
        }
        var window = LineWindow(file: file, chunkSize: options.chunkSize, onBytes: onBytes)
        let hasByteOrderMark = try window.skipByteOrderMark()
        var scanner = RecordScanner(
            window: window,
            displayName: displayName,
            delimiter: delimiter,
            encoding: encoding,
            suspicion: survey.hasInvalid ? (encoding == .utf8 ? .invalidUTF8 : .undefinedByte) : .none,
            limits: RecordScanner.Limits(field: options.fieldLimit, row: options.rowLimit),
            columns: Self.columnLimit
        )
        if declared != nil { try scanner.skipLine() }
        let header = try Self.readHeader(&scanner, displayName)
        self.header = header
        headerLine = scanner.line
        self.hasByteOrderMark = hasByteOrderMark
        self.encoding = encoding
        self.delimiter = delimiter
        self.options = options
        self.displayName = displayName
        byteCount = survey.byteCount
        self.scanner = scanner
    }

    /// How the records read so far end, the header among them.
    public var lineEnding: LineEnding { scanner.endings.kind }

    /// Bytes of the file for which memory is held.
    var bufferCapacity: Int { scanner.window.capacity }

    /// The next records, or `nil` at the end of the file.
    ///
    /// - Throws: If the file can no longer be read, or was changed meanwhile. Rows that cannot be used are not an error: they are set aside.
    public mutating func next() throws(Refusal) -> RecordBatch? {
        if isAtEnd { return nil }
        var batch = RecordBatch()
        let expectedRows = min(max(1, options.batchRows), 1 << 16)
        batch.lines.reserveCapacity(expectedRows)
        batch.recordEnds.reserveCapacity(expectedRows)
        var rows = 0
        while rows < max(1, options.batchRows), scanner.sink.byteCount < max(1, options.batchBytes) {
            let step = try scanner.next()
            switch step {
            case .record:
                if !scanner.lineOffsets.isEmpty { batch.lineOffsets[batch.lines.count] = scanner.lineOffsets }
                batch.lines.append(scanner.line)
                batch.recordEnds.append(scanner.sink.fieldCount)
            case .setAside:
                if let row = scanner.rejected { batch.setAside.append(row) }
            case .end:
                isAtEnd = true
                // What was found out about the file would not hold for other bytes.
                guard scanner.window.byteCount == byteCount else {
                    throw Refusal("file.changed", at: SourceLocation(file: displayName))
                }
            }
            if isAtEnd { break }
            rows += 1
        }
        scanner.sink.empty(into: &batch)
        return rows == 0 ? nil : batch
    }

    private static func detectDelimiter(
        _ survey: FileSurvey,
        _ encoding: TextEncoding,
        _ displayName: String,
        _ expectedHeaders: [String]
    ) throws(Refusal) -> UInt8 {
        var result: Result<UInt8, Refusal> = .success(UInt8(ascii: ","))
        survey.head.withUnsafeBufferPointer { head in
            let text = UnsafeBufferPointer(rebasing: head.dropFirst(survey.hasByteOrderMark ? 3 : 0))
            do throws(Refusal) {
                let detection = try DelimiterDetection(
                    text,
                    isWhole: survey.isWhole,
                    encoding: encoding,
                    displayName: displayName,
                    expectedHeaders: expectedHeaders
                )
                result = .success(try detection.delimiter())
            } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }

    private static func readHeader(_ scanner: inout RecordScanner, _ displayName: String) throws(Refusal) -> [String] {
        switch try scanner.next() {
        case .end:
            throw Refusal("csv.only-blank-lines", at: SourceLocation(file: displayName))
        case .setAside:
            guard var reason = scanner.rejected?.diagnostic else { return [] }
            if reason.code == "csv.empty-row" {
                reason = Diagnostic(.error, "csv.header-empty", at: reason.location)
            } else if reason.code == "csv.too-many-cells" {
                reason.code = "csv.too-many-columns"
            }
            throw Refusal([reason])
        case .record:
            let header = scanner.sink.recordTexts()
            scanner.sink.dropRecord()
            scanner.header = header
            scanner.sink.columns = header.count
            // A delimiter too many after the header must not condemn every row.
            scanner.required = (header.lastIndex { !$0.isEmpty } ?? -1) + 1
            return header
        }
    }
}
