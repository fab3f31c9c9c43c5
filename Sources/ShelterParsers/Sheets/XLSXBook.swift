internal import CXLSXWriter
internal import Foundation
import ShelterModel

/// Owns a workbook of libxlsxwriter.
final class XLSXBook {
    static let mostRows = 1 << 20
    static let mostColumns = 1 << 14

    private var book: UnsafeMutablePointer<lxw_workbook>?
    private var formats: [String: UnsafeMutablePointer<lxw_format>] = [:]

    init?(path: String) {
        var options = lxw_workbook_options()
        // Rows are written as they come, with their texts in them.
        options.constant_memory = UInt8(LXW_TRUE.rawValue)
        guard let book = workbook_new_opt(path, &options) else { return nil }
        self.book = book
        var properties = lxw_doc_properties()
        // 1 January 2000; the moment of writing would make each file another.
        properties.created = 946_684_800
        workbook_set_properties(book, &properties)
    }

    deinit {
        if let book { lxw_workbook_free(book) }
    }

    func addSheet(_ name: String) -> XLSXSheet? {
        guard let book, let sheet = workbook_add_worksheet(book, name) else { return nil }
        return XLSXSheet(book: self, sheet: sheet)
    }

    func format(_ code: String) -> UnsafeMutablePointer<lxw_format>? {
        if let format = formats[code] { return format }
        guard let book, let format = workbook_add_format(book) else { return nil }
        if code == XLSXSheet.bold { format_set_bold(format) } else { format_set_num_format(format, code) }
        formats[code] = format
        return format
    }

    /// Writes the file.
    ///
    /// - Returns: Why it could not be written.
    func close() -> String? {
        guard let open = book else { return nil }
        // It is freed whether or not it could be written.
        book = nil
        let code = workbook_close(open)
        return code == LXW_NO_ERROR ? nil : lxw_strerror(code).map { String(cString: $0) } ?? ""
    }
}

/// One sheet that is written from top to bottom.
struct XLSXSheet {
    static let bold = "bold"
    private let book: XLSXBook
    private let sheet: UnsafeMutablePointer<lxw_worksheet>

    init(book: XLSXBook, sheet: UnsafeMutablePointer<lxw_worksheet>) {
        self.book = book
        self.sheet = sheet
    }

    func freezeHeader() {
        worksheet_freeze_panes(sheet, 1, 0)
    }

    func writeHeader(_ text: String, _ column: Int, _ place: SourceLocation) throws(Refusal) {
        if text.isEmpty { return }
        try writeText(Array(text.utf8)[...], 0, column, book.format(Self.bold), place)
    }

    /// - Parameter isText: Whether the cell is to stay a text, whatever it looks like.
    /// - Returns: Whether the cell was kept to the last digit.
    func write(
        _ cell: ArraySlice<UInt8>,
        isText: Bool,
        row: Int,
        column: Int,
        _ place: SourceLocation
    ) throws(Refusal) -> Bool {
        switch isText ? .text : XLSXCell(cell) {
        case .number(let value, let isExact):
            try done(worksheet_write_number(sheet, UInt32(row), UInt16(column), value, nil), place)
            return isExact
        case .moment(let serial, let format):
            let style = book.format(format)
            try done(worksheet_write_number(sheet, UInt32(row), UInt16(column), serial, style), place)
        case .text:
            try writeText(cell, row, column, nil, place)
        }
        return true
    }

    private func writeText(
        _ text: ArraySlice<UInt8>,
        _ row: Int,
        _ column: Int,
        _ format: UnsafeMutablePointer<lxw_format>?,
        _ place: SourceLocation
    ) throws(Refusal) {
        let escaped = XLSXCell.escaped(text)
        let code = escaped.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                worksheet_write_string(sheet, UInt32(row), UInt16(column), $0.baseAddress, format)
            }
        }
        if code == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED {
            throw Refusal("xlsx.text-too-long", at: place, ["limit": 32_767])
        }
        try done(code, place)
    }

    private func done(_ code: lxw_error, _ place: SourceLocation) throws(Refusal) {
        if code == LXW_NO_ERROR { return }
        let reason = lxw_strerror(code).map { String(cString: $0) } ?? ""
        throw Refusal("xlsx.not-written", at: place, ["reason": .text(reason)])
    }
}
