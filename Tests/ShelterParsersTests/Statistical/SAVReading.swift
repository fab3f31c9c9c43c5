import Foundation
import ShelterModel
import Testing

@testable import ShelterParsers

/// Everything that reading one SPSS file gave.
struct SAVReading: Equatable {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    var header: [String]
    var columns: [ExportColumn]
    var rows: [[String]] = []
    var lines: [Int] = []
    var batches = 0
    var diagnostics: [Diagnostic]

    init(path: String, options: SAVOptions = SAVOptions()) throws(Refusal) {
        var reader = try SAVReader(path: path, displayName: "sav", options: options)
        header = reader.header
        columns = reader.columns
        diagnostics = reader.diagnostics
        while let batch = try reader.next() {
            batches += 1
            lines += batch.lines
            for record in 0..<batch.recordCount { rows.append(batch.fields(of: record).map(batch.text(of:))) }
        }
    }

    init(_ fixture: String, _ options: SAVOptions = SAVOptions()) throws(Refusal) {
        try self.init(path: Self.folder.appending(path: fixture).path, options: options)
    }

    init(bytes: [UInt8], options: SAVOptions = SAVOptions()) throws {
        let file = try TemporaryWorkbook(bytes)
        try self.init(path: file.path, options: options)
    }

    static func bytes(_ fixture: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: folder.appending(path: fixture)))
    }

    /// The first diagnostic of the refusal, or `nil` if the file could be read.
    static func refusal(_ fixture: String, _ options: SAVOptions = SAVOptions()) -> Diagnostic? {
        do throws(Refusal) {
            _ = try SAVReading(fixture, options)
            return nil
        } catch {
            return error.diagnostics.first
        }
    }
}

extension SAVOptions {
    /// Options with some of them changed.
    static func with(_ change: (inout SAVOptions) -> Void) -> SAVOptions {
        var options = SAVOptions()
        change(&options)
        return options
    }
}

/// What another program read in a fixture; see make_fixtures.py and read_with_haven.R.
struct SAVAnswer: Decodable {
    struct Column: Decodable {
        var name: String
        var label: String
        var format: String
        var labels: [[String]]
        var missing: [Missing]
        var measure: String
    }

    enum Missing: Decodable, Hashable {
        case value(String)
        case range(Double, Double)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let value = try? container.decode(String.self) {
                self = .value(value)
            } else {
                let ends = try container.decode([Double].self)
                self = .range(ends[0], ends[1])
            }
        }
    }

    var columns: [Column]
    var rows: [[String]]

    init(_ name: String) throws {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity",
            negativeInfinity: "-Infinity",
            nan: "NaN"
        )
        let text = try String(contentsOf: SAVReading.folder.appending(path: name), encoding: .utf8)
        // Python writes them without quotes.
        let quoted = text.replacing(/(-?Infinity)/) { "\"\($0.1)\"" }
        self = try decoder.decode(SAVAnswer.self, from: Data(quoted.utf8))
    }
}
