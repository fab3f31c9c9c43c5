import Foundation
import ShelterModel
import Testing

@testable import ShelterParsers

/// Everything that reading one workbook gave.
struct SheetReading: Equatable {
    struct Row: Equatable {
        var number: Int
        var cells: [String]
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    var header: [String]
    var headerLine: Int
    var sheet: String
    var sheetNames: [String]
    var rows: [Row] = []
    var setAside: [SetAsideRow] = []
    var diagnostics: [Diagnostic] = []
    var batches = 0

    init(path: String, options: SheetOptions = SheetOptions()) throws(Refusal) {
        var reader = try SheetReader(path: path, displayName: "book", options: options)
        header = reader.header
        headerLine = reader.headerLine
        sheet = reader.sheet
        sheetNames = reader.sheetNames
        while let batch = try reader.next() {
            batches += 1
            for record in 0..<batch.recordCount {
                rows.append(Row(number: batch.lines[record], cells: batch.fields(of: record).map(batch.text(of:))))
            }
            setAside += batch.setAside
        }
        diagnostics = reader.diagnostics
    }

    init(_ fixture: String, _ options: SheetOptions = SheetOptions()) throws(Refusal) {
        try self.init(path: Self.folder.appending(path: fixture).path, options: options)
    }

    subscript(row: Int) -> [String]? { rows.first { $0.number == row }?.cells }

    /// The first diagnostic of the refusal, or `nil` if the workbook could be read.
    static func refusal(_ fixture: String, _ options: SheetOptions = SheetOptions()) -> Diagnostic? {
        do throws(Refusal) {
            _ = try SheetReading(fixture, options)
            return nil
        } catch {
            return error.diagnostics.first
        }
    }
}

extension SheetOptions {
    /// Options with some of them changed.
    static func with(_ change: (inout SheetOptions) -> Void) -> SheetOptions {
        var options = SheetOptions()
        change(&options)
        return options
    }
}

/// A file in a folder of its own that is removed with it.
final class TemporaryWorkbook {
    let path: String
    private let folder: URL

    init(_ bytes: [UInt8]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sheet-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: "book").path
        try Data(bytes).write(to: URL(filePath: path))
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }
}
