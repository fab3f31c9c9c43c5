public import ShelterModel

/// Reads a CSV file in batches of records, without ever holding more than a batch and a row.
///
/// A row that cannot be used is set aside with the place and the reason; reading goes on at the line after the row's
/// first one. Blank lines are no rows.
public struct CSVReader: ~Copyable {
    /// Most columns that a file may have.
    public static let columnLimit = 1 << 16

    /// Cells of the first header row, as they stand there; `c1`, `c2`, … if the file has none.
    public let header: [String]
    /// Line on which the header begins, counted from 1; if there is none, the first record.
    public let headerLine: Int
    /// Header rows after the first.
    public let extraHeaderRows: [Dialect.SideRow]
    public let dialect: Dialect
    /// What was found out about the file that a person should know.
    public let diagnostics: [Diagnostic]
    public var encoding: TextEncoding { dialect.encoding }
    public var hasByteOrderMark: Bool { dialect.hasByteOrderMark }
    /// A comma if the file has one column; of a longer delimiter, the first byte.
    public var delimiter: UInt8 { dialect.delimiter?.utf8.first ?? UInt8(ascii: ",") }

    private let options: CSVOptions
    private var scanner: RecordScanner
    private let displayName: String
    /// Size of the file when its encoding was found out.
    private let byteCount: Int
    /// From here on rows are no data.
    private let firstFooterLine: Int
    /// Cells of the header, to know it again; empty if there is none.
    private let headerBytes: [[UInt8]]
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
        let survey = try FileSurvey(&file, encoding: options.encoding)
        let detection = try DialectDetector.detect(survey, options: options.dialect)
        if let refusal = detection.refusal { throw refusal }
        var dialect = detection.dialect
        if !options.keepsStrayQuotes { dialect.keepsStrayQuotes = false }
        let encoding = dialect.encoding
        var window = LineWindow(file: file, chunkSize: options.chunkSize, encoding: encoding, onBytes: onBytes)
        dialect.hasByteOrderMark = try window.skipByteOrderMark()
        var scanner = RecordScanner(
            window: window,
            displayName: displayName,
            dialect: dialect,
            suspicion: Self.suspicion(encoding, survey),
            limits: RecordScanner.Limits(field: options.fieldLimit, row: options.rowLimit),
            columns: Self.columnLimit,
            parsers: options.parsers
        )
        let skipped = dialect.preambleRows.isEmpty ? 0 : dialect.firstLine - 1
        for _ in 0..<skipped { try scanner.skipLine() }
        scanner.keepsRaggedRows = options.keepsRaggedRows
        scanner.repairsQuotes = options.repairsQuotes
        scanner.expectedCells = dialect.columns
        // A blank line of a file with one column is a row with an empty cell.
        let keepsBlankLines = options.keepsRaggedRows && dialect.delimiter == nil
        let isBlank = dialect.columns == 0
        if isBlank, keepsBlankLines {
            dialect.columns = 1
            dialect.headerRows = options.dialect.headerRows ?? 1
        }
        scanner.keepsBlankLines = keepsBlankLines && isBlank
        let names = try Self.readNames(&scanner, dialect, displayName)
        if options.keepsRaggedRows { scanner.sink.columns = Self.columnLimit }
        scanner.keepsBlankLines = keepsBlankLines
        header = names.header
        headerLine = names.line
        headerBytes = dialect.headerRows == 0 ? [] : names.header.map { Array($0.utf8) }
        extraHeaderRows = names.extra
        self.dialect = dialect
        diagnostics = detection.diagnostics + names.notes + (isBlank ? [Self.onlyBlankLines(displayName)] : [])
        if headerBytes.count > 1 {
            scanner.headerBytes = headerBytes.reduce(0) { $0 + $1.count }
        }
        self.options = options
        self.displayName = displayName
        byteCount = survey.byteCount
        firstFooterLine = dialect.footerRows.first?.line ?? .max
        self.scanner = scanner
    }

    private static func readNames(
        _ scanner: inout RecordScanner,
        _ dialect: Dialect,
        _ displayName: String
    ) throws(Refusal) -> (header: [String], line: Int, extra: [Dialect.SideRow], notes: [Diagnostic]) {
        if dialect.columns == 0 { throw Refusal("csv.only-blank-lines", at: SourceLocation(file: displayName)) }
        if dialect.headerRows == 0 {
            let names = (1...max(1, dialect.columns)).map { "c\($0)" }
            scanner.header = names
            scanner.sink.columns = names.count
            return (names, dialect.firstLine, [], [])
        }
        let header = try readHeader(&scanner, displayName)
        let line = scanner.line
        var notes: [Diagnostic] = []
        if scanner.strayQuotes > 0 {
            notes.append(Diagnostic(.warning, "csv.stray-quote", at: SourceLocation(file: displayName, line: line)))
        }
        var extra: [Dialect.SideRow] = []
        for _ in 1..<max(1, dialect.headerRows) {
            guard case .record = try scanner.next() else { continue }
            extra.append(Dialect.SideRow(line: scanner.line, cells: scanner.sink.recordTexts()))
            scanner.sink.dropRecord()
        }
        return (header, line, extra, notes)
    }

    private static func onlyBlankLines(_ displayName: String) -> Diagnostic {
        Diagnostic(.warning, "csv.only-blank-lines", at: SourceLocation(file: displayName, line: 1))
    }

    private static func suspicion(_ encoding: TextEncoding, _ survey: FileSurvey) -> RecordScanner.Suspicion {
        // `TextDecoder` writes half characters as bytes that are no UTF-8.
        if encoding == .utf16LE || encoding == .utf16BE { return .invalidUTF8 }
        guard survey.hasInvalid else { return .none }
        return switch encoding {
        case .utf8: .invalidUTF8
        case .windows1252, .windows1251: .undefinedByte
        default: .none
        }
    }

    /// How the records read so far end, the header among them.
    public var lineEnding: LineEnding { scanner.endings.kind }

    /// How many bytes each parser read so far.
    public var parsedBytes: ParsedBytes { scanner.parsed }

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
            rows += try scanner.takePlainRecords(
                into: &batch,
                rows: max(1, options.batchRows) - rows,
                bytes: max(1, options.batchBytes),
                endLine: firstFooterLine
            )
            if rows >= max(1, options.batchRows) || scanner.sink.recordStart >= max(1, options.batchBytes) { break }
            let step = try scanner.next()
            switch step {
            case .record where scanner.line >= firstFooterLine, .setAside where scanner.line >= firstFooterLine:
                scanner.sink.dropRecord()
                let place = SourceLocation(file: displayName, line: scanner.line)
                let reason = Diagnostic(.note, "dialect.row-below-data", at: place)
                batch.setAside.append(SetAsideRow(line: scanner.line, diagnostic: reason))
            case .record where !options.keepsRaggedRows && isHeader():
                scanner.sink.dropRecord()
                let place = SourceLocation(file: displayName, line: scanner.line)
                let reason = Diagnostic(.warning, "table.repeated-header", at: place)
                batch.setAside.append(SetAsideRow(line: scanner.line, diagnostic: reason))
            case .record:
                if options.keepsRaggedRows, scanner.sink.cells != header.count {
                    let counts: [String: Diagnostic.Argument] = [
                        "cells": .integer(scanner.sink.cells), "columns": .integer(header.count),
                    ]
                    let place = SourceLocation(file: displayName, line: scanner.line)
                    batch.notes.append(Diagnostic(.warning, "csv.ragged-row", at: place, counts))
                }
                if options.keepsRaggedRows, isHeader() {
                    let place = SourceLocation(file: displayName, line: scanner.line)
                    batch.notes.append(Diagnostic(.warning, "csv.repeated-header", at: place))
                }
                if scanner.strayQuotes > 0 {
                    let place = SourceLocation(file: displayName, line: scanner.line)
                    batch.notes.append(Diagnostic(.warning, "csv.stray-quote", at: place))
                }
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

    /// Whether the record names the columns again, as where two files were put together.
    private func isHeader() -> Bool {
        guard headerBytes.count > 1, scanner.sink.cells == headerBytes.count else { return false }
        return headerBytes.indices.allSatisfy { index in
            let field = scanner.sink.field(index)
            // Where two files were put together the second one may have brought its mark.
            let mark = index == 0 && TextBytes.isByteOrderMark(field, at: 0) ? TextBytes.byteOrderMark.count : 0
            return headerBytes[index].elementsEqual(field[mark...])
        }
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
