import Foundation
import ShelterModel
import ShelterParsers

/// Everything that reading one export gave.
struct ExportReading: Equatable {
    struct Row: Equatable {
        var line: Int
        var cells: [String]
        var lineOffsets: [Int32]?
        /// Columns that were not asked, in the order of the file.
        var notAsked: [Int] = []
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    var tool: ExportTool?
    var header: [String]
    var columns: [ExportColumn]
    var headerLine: Int
    var preamble: [Dialect.SideRow]
    var extraHeaderRows: [Dialect.SideRow]
    var dialect: Dialect?
    var recognition: Diagnostic?
    var rows: [Row] = []
    var setAside: [SetAsideRow] = []
    var notes: [Diagnostic] = []
    var diagnostics: [Diagnostic] = []

    init(path: String, _ options: ExportOptions = ExportOptions()) throws(Refusal) {
        var reader = try ExportReader(path: path, displayName: "export", options: options)
        tool = reader.tool
        header = reader.header
        columns = reader.columns
        headerLine = reader.headerLine
        preamble = reader.preambleRows
        extraHeaderRows = reader.extraHeaderRows
        dialect = reader.dialect
        recognition = reader.recognition
        while let batch = try reader.next() {
            for record in 0..<batch.recordCount {
                let cells = batch.fields(of: record).map(batch.text(of:))
                rows.append(
                    Row(
                        line: batch.lines[record],
                        cells: cells,
                        lineOffsets: batch.lineOffsets[record],
                        notAsked: batch.notAsked[record, default: []].sorted()
                    )
                )
            }
            setAside += batch.setAside
            notes += batch.notes
        }
        diagnostics = reader.diagnostics
    }

    init(_ fixture: String, _ options: ExportOptions = ExportOptions()) throws(Refusal) {
        try self.init(path: Self.path(fixture), options)
    }

    init(text: String, _ options: ExportOptions = ExportOptions()) throws {
        let file = try TemporaryFile(Array(text.utf8))
        try self.init(path: file.path, options)
    }

    static func path(_ fixture: String) -> String { folder.appending(path: fixture).path }

    /// The first diagnostic of the refusal, or `nil` if the export could be read.
    static func refusal(_ fixture: String, _ options: ExportOptions = ExportOptions()) -> Diagnostic? {
        do throws(Refusal) {
            _ = try ExportReading(fixture, options)
            return nil
        } catch {
            return error.diagnostics.first
        }
    }

    var cells: [[String]] { rows.map(\.cells) }
    var codes: [String] { diagnostics.map(\.code) }

    /// The cells of a column, one for each record; `nil` if there is none of this name.
    subscript(column: String) -> [String]? {
        guard let index = header.firstIndex(of: column) else { return nil }
        return rows.map { $0.cells[index] }
    }

    /// Names of the columns that were not asked, one list for each record.
    var notAsked: [[String]] { rows.map { $0.notAsked.map { header[$0] } } }

    func column(_ name: String) -> ExportColumn? { columns.first { $0.name == name } }
}

extension ExportOptions {
    /// Options with some of them changed.
    static func with(_ change: (inout ExportOptions) -> Void) -> ExportOptions {
        var options = ExportOptions()
        change(&options)
        return options
    }
}
