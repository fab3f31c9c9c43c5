internal import CXLSXWriter
internal import Foundation
public import ShelterModel

/// Writes records as an XLSX workbook, a row at a time.
///
/// The sheet `data` has the header and the records; if anything is known of the columns, a sheet `columns` has their
/// labels, codes and missing codes. A cell is a number, a date or a time only if it reads back as the same text; codes with
/// zeros before them, and everything that begins with `=`, stay text. The same input gives the same bytes.
public struct XLSXWriter: ~Copyable {
    /// Name of the sheet with the header and the records.
    public static let dataSheet = "data"

    private let displayName: String
    private let columns: [ExportColumn]
    private let book: XLSXBook
    private let data: XLSXSheet
    private let kinds: (open: [Bool], withComma: [Bool])
    private let ambiguous: [Diagnostic]
    private var row = 1
    private var rounded = 0
    /// Line and column of the first number that was rounded.
    private var firstRounded: (line: Int, column: Int)?

    /// - Parameters:
    ///   - path: The workbook appears there once it is finished.
    ///   - kinds: Of the same columns, after all records were added.
    ///   - displayName: Name of the file as messages print it.
    /// - Throws: If there are more columns than a sheet has.
    public init(path: String, columns: [ExportColumn], kinds: ColumnKinds, displayName: String) throws(Refusal) {
        let place = SourceLocation(file: displayName)
        if columns.count > XLSXBook.mostColumns {
            throw Refusal("xlsx.too-many-columns", at: place, ["limit": .integer(XLSXBook.mostColumns)])
        }
        guard let book = XLSXBook(path: path), let data = book.addSheet(Self.dataSheet) else {
            throw Refusal("xlsx.not-written", at: place, ["reason": "memory"])
        }
        for (index, column) in columns.enumerated() {
            try data.writeHeader(column.name, index, SourceLocation(file: displayName, line: 1, field: column.name))
        }
        data.freezeHeader()
        self.book = book
        self.data = data
        self.columns = columns
        self.displayName = displayName
        self.kinds = (kinds.open, kinds.withComma)
        ambiguous = kinds.diagnostics(file: displayName)
    }

    /// - Throws: If a text is longer than a cell can hold, or there are more rows than a sheet has.
    public mutating func write(_ batch: RecordBatch) throws(Refusal) {
        for record in 0..<batch.recordCount {
            if row >= XLSXBook.mostRows {
                let place = SourceLocation(file: displayName)
                throw Refusal("xlsx.too-many-rows", at: place, ["limit": .integer(XLSXBook.mostRows - 1)])
            }
            for (column, field) in batch.fields(of: record).enumerated() where column < columns.count {
                let range = batch.range(of: field)
                if range.isEmpty { continue }
                let place = SourceLocation(
                    file: displayName,
                    line: batch.lines[record],
                    field: columns[column].name
                )
                let cell = batch.bytes[range]
                let isText = !batch.numberCells.contains(field) && isNoNumber(cell, column)
                if try data.write(cell, isText: isText, row: row, column: column, place) { continue }
                rounded += 1
                if firstRounded == nil { firstRounded = (batch.lines[record], column) }
            }
            row += 1
        }
    }

    /// Whether a text that looks like a number is none, or may be two.
    private func isNoNumber(_ cell: ArraySlice<UInt8>, _ column: Int) -> Bool {
        guard kinds.open[column] || kinds.withComma[column], cell.contains(UInt8(ascii: ".")) else { return false }
        let notation = NumberNotation(cell)
        return notation == .ambiguous || notation == .point && kinds.withComma[column]
    }

    /// Writes the workbook to its place.
    ///
    /// - Returns: What could not be kept as it was.
    /// - Throws: If the file cannot be written.
    public consuming func finish() throws(Refusal) -> [Diagnostic] {
        let place = SourceLocation(file: displayName)
        let rows = ColumnSheet.rows(columns)
        if !rows.isEmpty {
            guard let sheet = book.addSheet(ColumnSheet.name) else {
                throw Refusal("xlsx.not-written", at: place, ["reason": "memory"])
            }
            for (index, title) in ColumnSheet.header.enumerated() { try sheet.writeHeader(title, index, place) }
            sheet.freezeHeader()
            for (index, row) in rows.enumerated() {
                if index + 1 >= XLSXBook.mostRows {
                    throw Refusal("xlsx.too-many-rows", at: place, ["limit": .integer(XLSXBook.mostRows - 1)])
                }
                for (column, text) in row.enumerated() where !text.isEmpty {
                    _ = try sheet.write(Array(text.utf8)[...], isText: false, row: index + 1, column: column, place)
                }
            }
        }
        if let reason = book.close() { throw Refusal("xlsx.not-written", at: place, ["reason": .text(reason)]) }
        guard let firstRounded else { return ambiguous }
        var first = place
        first.line = firstRounded.line
        first.field = columns[firstRounded.column].name
        return ambiguous + [Diagnostic(.note, "xlsx.digits-rounded", at: first, ["count": .integer(rounded)])]
    }
}

/// What an export says about its columns, as the rows of a sheet.
enum ColumnSheet {
    static let name = "columns"
    static let header = ["name", "label", "value", "value_label", "missing"]

    /// One row for each code, or one for a column without codes; none if nothing is known of any column.
    ///
    /// Ranges of missing codes are written as SPSS does: `90 thru hi`.
    static func rows(_ columns: [ExportColumn]) -> [[String]] {
        let isKnown = columns.contains { !$0.label.isEmpty || !$0.valueLabels.isEmpty || !$0.missing.isEmpty }
        return isKnown ? columns.flatMap(rows(of:)) : []
    }

    private static func rows(of column: ExportColumn) -> [[String]] {
        var rows: [[String]] = []
        func add(_ value: String, _ label: String, isMissing: Bool) {
            rows.append([column.name, column.label, value, label, isMissing ? "yes" : ""])
        }
        for label in column.valueLabels {
            add(label.value, label.label, isMissing: column.missing.contains { covers($0, label.value) })
        }
        let labelled = Set(column.valueLabels.map(\.value))
        for missing in column.missing {
            switch missing {
            case .value(let value) where labelled.contains(value): break
            case .value(let value): add(value, "", isMissing: true)
            case .range(let low, let high):
                let start = low == -.infinity ? "lo" : SheetNumber.text(low)
                let end = high == .infinity ? "hi" : SheetNumber.text(high)
                add("\(start) thru \(end)", "", isMissing: true)
            }
        }
        return rows.isEmpty ? [[column.name, column.label, "", "", ""]] : rows
    }

    private static func covers(_ missing: ExportColumn.Missing, _ value: String) -> Bool {
        switch missing {
        case .value(let code): code == value
        case .range(let low, let high): Double(value).map { low <= $0 && $0 <= high } ?? false
        }
    }
}
