public import ShelterModel

/// Reads a sheet of an XLSX or ODS workbook in batches of records, without ever holding all of its cells.
///
/// Every row that is not empty is a record, and the first of them the header. Cells come out as text: numbers in
/// their shortest form, dates in ISO 8601, booleans as `true` and `false`, errors as they are shown.
public struct SheetReader: ~Copyable {
    /// Cells of the first row that is not empty.
    public let header: [String]
    /// Row in which the header stands, counted from 1.
    public let headerLine: Int
    /// All sheets of the workbook in their order, the hidden ones among them.
    public let sheetNames: [String]
    /// Name of the sheet that is read.
    public let sheet: String

    private let options: SheetOptions
    private let displayName: String
    private let file: WorkbookFile
    /// Kept open for `events`.
    private let archive: ZipArchive
    private var events: XMLEvents
    private var rows: any SheetRows
    private var row = SheetRow()
    private var isAtEnd = false
    /// Bytes of text so far, and 8 for each field.
    private var work = 0

    /// Opens a workbook, chooses the sheet, and reads the header.
    ///
    /// - Parameters:
    ///   - displayName: Name of the file as messages print it.
    ///   - onBytes: Is given every byte of the file once, in order, before a record is read.
    /// - Throws: If there is no such file, it is no workbook that can be read, or the choice of a sheet is not clear.
    public init(
        path: String,
        displayName: String,
        options: SheetOptions = SheetOptions(),
        onBytes: ((UnsafeRawBufferPointer) -> Void)? = nil
    ) throws(Refusal) {
        let file = try WorkbookFile(path: path, displayName: displayName, onBytes: onBytes)
        let archive = try ZipArchive(path: path, displayName: displayName, limits: options.limits)
        let limit = SheetGuard(displayName: displayName, options: options)
        var source = try Self.open(archive, options: options, limit: limit)
        var row = SheetRow()
        guard try source.rows.next(&source.events, into: &row) else {
            throw Refusal("sheet.no-data", at: SourceLocation(file: displayName), ["sheet": .text(source.sheet)])
        }
        header = row.texts
        headerLine = row.number
        sheetNames = source.sheetNames
        sheet = source.sheet
        self.options = options
        self.displayName = displayName
        self.file = file
        self.row = row
        rows = source.rows
        events = source.takeEvents()
        self.archive = archive
    }

    /// What a person should know about the sheet; complete once `next` has returned `nil`.
    public var diagnostics: [Diagnostic] {
        let formulas = rows.formulasWithoutValue
        guard let first = formulas.first else { return [] }
        var place = SourceLocation(file: displayName, line: first.row, column: first.column + 1)
        if first.row > headerLine, first.column < header.count { place.field = header[first.column] }
        return [
            Diagnostic(
                .warning,
                "sheet.formula-without-value",
                at: place,
                ["count": .integer(formulas.count), "sheet": .text(sheet)]
            )
        ]
    }

    /// The next records, or `nil` at the end of the sheet.
    ///
    /// - Throws: If the workbook turns out to be damaged, or was changed meanwhile. Rows that cannot be used are not an
    ///   error: they are set aside.
    public mutating func next() throws(Refusal) -> RecordBatch? {
        if isAtEnd { return nil }
        var batch = RecordBatch()
        var count = 0
        let size = max(1, options.batchBytes)
        // Empty fields have no bytes, and yet take memory.
        while count < max(1, options.batchRows), batch.bytes.count < size, batch.fieldEnds.count < size {
            guard try rows.next(&events, into: &row) else {
                isAtEnd = true
                try file.checkUnchanged()
                break
            }
            count += 1
            work += row.bytes.count + 8 * max(row.width, header.count)
            if work > options.limits.text {
                throw Refusal(
                    "sheet.too-much-text",
                    at: SourceLocation(file: displayName, line: row.number),
                    ["limit": .integer(options.limits.text)]
                )
            }
            if row.width <= header.count {
                row.append(to: &batch, columns: header.count)
            } else {
                let place = SourceLocation(file: displayName, line: row.number)
                let counts: [String: Diagnostic.Argument] = [
                    "cells": .integer(row.width), "columns": .integer(header.count),
                ]
                batch.setAside.append(
                    SetAsideRow(
                        line: row.number,
                        diagnostic: Diagnostic(.error, "sheet.cells-beyond-header", at: place, counts)
                    )
                )
            }
        }
        return count == 0 ? nil : batch
    }
}
