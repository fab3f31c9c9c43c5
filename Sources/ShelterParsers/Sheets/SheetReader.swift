public import ShelterModel

/// Reads a sheet of an XLSX or ODS workbook in batches of records, without ever holding all of its cells.
///
/// Every row that is not empty is a record, and the first of them the header, unless `SheetOptions.findsLayout` lets titles
/// and totals be told from them. Cells come out as text: numbers in their shortest form, dates in ISO 8601, booleans as
/// `true` and `false`, errors as they are shown.
public struct SheetReader: ~Copyable {
    /// Cells of the first header row, empty ones up to the last column of any header row; `c1`, `c2`, … if there is none.
    public let header: [String]
    /// Row in which the header stands, counted from 1; if there is none, the first record.
    public let headerLine: Int
    /// Rows above the header.
    public let preambleRows: [Dialect.SideRow]
    /// Header rows after the first.
    public let extraHeaderRows: [Dialect.SideRow]
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
    /// Rows that were read to find out the layout and have not been given.
    private var ahead: ArraySlice<SheetRow>
    private var tail = RowTail()
    private var filler: MergedRanges.Filler
    private var footers: (count: Int, line: Int?) = (0, nil)
    /// Of the last row of the data, if it begins as a total.
    private var totalLine: Int?
    private var isExhausted = false
    private var isAtEnd = false
    private let hasNoHeader: Bool
    /// Of the last row that is no data yet; 0 if there is none.
    private let lastHeaderLine: Int
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
        var rows: [SheetRow] = []
        var size = 0
        let count = options.findsLayout ? SheetLayout.aheadRows : 1
        while rows.count < count, size < SheetLayout.byteLimit, try source.rows.next(&source.events, into: &row) {
            rows.append(row)
            size += row.bytes.count
        }
        guard let first = rows.first else {
            throw Refusal("sheet.no-data", at: SourceLocation(file: displayName), ["sheet": .text(source.sheet)])
        }
        let layout = SheetLayout(rows, options)
        let headerEnd = min(rows.count, layout.preamble + layout.header)
        preambleRows = rows.prefix(layout.preamble).map { Dialect.SideRow(line: $0.number, cells: $0.texts) }
        var filler = MergedRanges.Filler()
        if let merged = source.rows.merged {
            let width = rows.map(\.width).max() ?? 0
            for index in 0..<headerEnd { filler.fill(&rows[index], from: merged, width: width) }
        }
        let headers = rows[layout.preamble..<headerEnd]
        if let top = headers.first {
            let width = headers.map(\.width).max() ?? 0
            header = top.texts + [String](repeating: "", count: width - top.width)
        } else {
            header = (1...max(1, rows.map(\.width).max() ?? 1)).map { "c\($0)" }
        }
        headerLine = rows.dropFirst(layout.preamble).first?.number ?? first.number
        extraHeaderRows = headers.dropFirst().map { Dialect.SideRow(line: $0.number, cells: $0.texts) }
        hasNoHeader = layout.header == 0 && options.headerRows != 0
        // What is set here is not read here: the compiler would then destroy `events` before it is there.
        lastHeaderLine = rows.prefix(headerEnd).last?.number ?? 0
        ahead = rows[headers.endIndex...]
        sheetNames = source.sheetNames
        sheet = source.sheet
        self.options = options
        self.displayName = displayName
        self.file = file
        self.row = row
        self.filler = filler
        self.rows = source.rows
        events = source.takeEvents()
        self.archive = archive
    }

    /// What a person should know about the sheet; complete once `next` has returned `nil`.
    public var diagnostics: [Diagnostic] {
        var found: [Diagnostic] = []
        if let title = preambleRows.first {
            found.append(note("dialect.rows-above-header", title.line, preambleRows.count))
        }
        if hasNoHeader {
            let place = SourceLocation(file: displayName, line: headerLine)
            found.append(Diagnostic(.warning, "dialect.no-header", at: place))
        } else if !extraHeaderRows.isEmpty {
            found.append(note("dialect.several-header-rows", headerLine, extraHeaderRows.count + 1))
        }
        if let line = footers.line { found.append(note("dialect.rows-below-data", line, footers.count)) }
        if let totalLine {
            let place = SourceLocation(file: displayName, line: totalLine)
            found.append(Diagnostic(.warning, "dialect.total-among-data", at: place, ["rows": .integer(1)]))
        }
        let dataRows = min(lastHeaderLine + 1, footers.line ?? .max)..<(footers.line ?? .max)
        if let (count, first) = rows.leftMerged.found(in: dataRows) {
            var place = SourceLocation(file: displayName, line: first.row, column: first.column + 1)
            if first.column < header.count { place.field = header[first.column] }
            found.append(
                Diagnostic(
                    .warning,
                    "sheet.merged-left-empty",
                    at: place,
                    ["count": .integer(count), "sheet": .text(sheet)]
                )
            )
        }
        let formulas = rows.formulasWithoutValue
        guard let first = formulas.first else { return found }
        var place = SourceLocation(file: displayName, line: first.row, column: first.column + 1)
        if first.row > headerLine, first.column < header.count { place.field = header[first.column] }
        found.append(
            Diagnostic(
                .warning,
                "sheet.formula-without-value",
                at: place,
                ["count": .integer(formulas.count), "sheet": .text(sheet)]
            )
        )
        return found
    }

    private func note(_ code: String, _ line: Int, _ count: Int) -> Diagnostic {
        Diagnostic(.note, code, at: SourceLocation(file: displayName, line: line), ["rows": .integer(count)])
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
            guard let slot = try takeRow() else {
                isAtEnd = true
                try file.checkUnchanged()
                break
            }
            count += 1
            let isFooter = isExhausted && tail.count < footers.count
            if let merged = rows.merged, let slot {
                var filled = tail[slot]
                filler.fill(&filled, from: merged, width: header.count)
                try add(filled, isFooter: isFooter, to: &batch)
            } else {
                try add(slot.map { tail[$0] } ?? row, isFooter: isFooter, to: &batch)
            }
        }
        return count == 0 ? nil : batch
    }

    /// - Returns: Slot of the next row in the tail, `.some(nil)` if it is `row`; `nil` at the end.
    private mutating func takeRow() throws(Refusal) -> Int?? {
        guard options.findsLayout || options.fillMerged else {
            return try rows.next(&events, into: &row) ? .some(nil) : nil
        }
        while !isExhausted, !tail.isFull {
            if let next = ahead.popFirst() {
                tail.append(next)
            } else if try rows.next(&events, into: &row) {
                tail.append(row)
            } else {
                isExhausted = true
                let held = options.findsLayout ? tail.rows : []
                let end = SheetLayout.end(held, options)
                footers.count = end.footers
                totalLine = end.total.map { held[$0].number }
                if footers.count > 0 { footers.line = held[held.count - footers.count].number }
            }
        }
        guard let slot = tail.removeFirst() else { return nil }
        return slot
    }

    private mutating func add(_ row: SheetRow, isFooter: Bool, to batch: inout RecordBatch) throws(Refusal) {
        let place = SourceLocation(file: displayName, line: row.number)
        work += row.bytes.count + 8 * max(row.width, header.count)
        if work > options.limits.text {
            throw Refusal("sheet.too-much-text", at: place, ["limit": .integer(options.limits.text)])
        }
        if isFooter {
            let reason = Diagnostic(.note, "dialect.row-below-data", at: place)
            batch.setAside.append(SetAsideRow(line: row.number, diagnostic: reason, cells: keptCells(row)))
        } else if row.width <= header.count {
            row.append(to: &batch, columns: header.count)
        } else {
            let counts: [String: Diagnostic.Argument] = [
                "cells": .integer(row.width), "columns": .integer(header.count),
            ]
            let reason = Diagnostic(.error, "sheet.cells-beyond-header", at: place, counts)
            batch.setAside.append(SetAsideRow(line: row.number, diagnostic: reason, cells: keptCells(row)))
        }
    }

    private func keptCells(_ row: SheetRow) -> [String] { options.keepsSetAside ? row.texts : [] }
}
