import Foundation
import ShelterModel
import ShelterParsers

/// A file in a folder of its own that is removed with it.
final class TemporaryFile {
    let path: String
    private let folder: URL

    init(_ bytes: [UInt8]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "csv-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "file.csv")
        try Data(bytes).write(to: file)
        path = file.path
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }
}

/// Everything that reading one file gave.
struct CSVReading: Equatable {
    struct Row: Equatable {
        var line: Int
        /// `nil` stands for nothing between the delimiters, as against `""`.
        var cells: [String?]
        var lineOffsets: [Int32]?
    }

    var header: [String]
    var headerLine: Int
    var encoding: TextEncoding
    var hasByteOrderMark: Bool
    var delimiter: UInt8
    var lineEnding = LineEnding.lf
    var rows: [Row] = []
    var setAside: [SetAsideRow] = []
    var notes: [Diagnostic] = []
    var dialect: Dialect
    /// What was found out about the file.
    var findings: [Diagnostic] = []
    var bytesSeen: [UInt8] = []
    var batches = 0

    var cells: [[String?]] { rows.map(\.cells) }
    var texts: [[String]] { rows.map { $0.cells.map { $0 ?? "" } } }
    /// Code and place of what was set aside: `code line:column`.
    var codes: [String] {
        setAside.map { row in
            let place = row.diagnostic.location
            let column = place?.column.map { ":\($0)" } ?? ""
            return "\(row.diagnostic.code) \(place?.line ?? 0)\(column)"
        }
    }

    init(path: String, options: CSVOptions = CSVOptions()) throws {
        var seen: [UInt8] = []
        var reader = try CSVReader(path: path, displayName: "file.csv", options: options) { seen += $0 }
        header = reader.header
        headerLine = reader.headerLine
        encoding = reader.encoding
        hasByteOrderMark = reader.hasByteOrderMark
        delimiter = reader.delimiter
        dialect = reader.dialect
        findings = reader.diagnostics
        while let batch = try reader.next() {
            batches += 1
            for record in 0..<batch.recordCount {
                let cells = batch.fields(of: record).map { field -> String? in
                    batch.range(of: field).isEmpty && !batch.isQuotedEmpty(field) ? nil : batch.text(of: field)
                }
                rows.append(Row(line: batch.lines[record], cells: cells, lineOffsets: batch.lineOffsets[record]))
            }
            setAside += batch.setAside
            notes += batch.notes
        }
        lineEnding = reader.lineEnding
        bytesSeen = seen
    }

    init(_ bytes: [UInt8], _ options: CSVOptions = CSVOptions()) throws {
        let file = try TemporaryFile(bytes)
        try self.init(path: file.path, options: options)
    }

    init(_ text: String, _ options: CSVOptions = CSVOptions()) throws {
        try self.init(Array(text.utf8), options)
    }
}

extension CSVOptions {
    /// Options with some of them changed.
    static func with(_ change: (inout CSVOptions) -> Void) -> CSVOptions {
        var options = CSVOptions()
        change(&options)
        return options
    }

    /// Nothing is left to be found out: semicolons, doubled quotes, one header row, and data to the end.
    static var semicolon: CSVOptions {
        .with {
            $0.dialect.delimiter = ";"
            $0.dialect.quote = "\""
            $0.dialect.escape = "\""
            $0.dialect.preambleRows = 0
            $0.dialect.headerRows = 1
            $0.dialect.footerRows = 0
        }
    }

    /// The same with some of it changed.
    static func semicolon(_ change: (inout CSVOptions) -> Void) -> CSVOptions {
        var options = semicolon
        change(&options)
        return options
    }
}
