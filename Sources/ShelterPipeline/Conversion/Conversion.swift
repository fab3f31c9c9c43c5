internal import Foundation
public import ShelterModel
public import ShelterParsers

/// Writes the canonical table of one export to a file, and beside it a ledger of what is no part of the table.
public struct Conversion: Sendable {
    /// What standard output is called as an output.
    public static let standardOutput = "-"

    public var input: String
    /// Path of the table, `-` for standard output; the extension says which format it is.
    public var output: String
    /// Path of the ledger; `nil` puts it beside the table, and nowhere if that goes to standard output.
    public var ledger: String?
    public var options = ExportOptions()
    /// The decimal mark of texts such as `1.250`, where the output has numbers; `nil`: their column decides.
    public var decimal: DecimalMark?
    /// Writes nothing if a row does not belong in a clean table.
    public var isStrict = false
    /// Takes columns out that seem to hold personal data; `nil` leaves everything in.
    public var privacy: PrivacyFilter?

    public init(input: String, output: String) {
        self.input = input
        self.output = output
    }

    /// What a conversion came to.
    public struct Result: Sendable {
        public var conversion: TableConversion
        public var format: ExportFormat
        /// Where the ledger was written, if it was.
        public var ledger: String?
    }

    /// Converts; table and ledger both appear, or neither does.
    ///
    /// - Parameter onBytes: Is given the number of bytes of each piece that has been read.
    /// - Throws: If the export cannot be read or is ambiguous, a file cannot be written, or with `isStrict` a row is bad.
    public func write(onBytes: (@Sendable (Int) -> Void)? = nil) throws(Refusal) -> Result {
        let format = output == Self.standardOutput ? .csv : try TableFormat(path: output)
        let ledger = ledgerPath
        try PendingFile.checkDistinct([output, ledger].compactMap(\.self).filter { $0 != Self.standardOutput })
        var options = options
        options.csv.keepsRaggedRows = true
        options.csv.keepsStrayQuotes = true
        options.csv.repairsQuotes = true
        var reader: ExportReader
        do throws(Refusal) {
            reader = try ExportReader(path: input, displayName: input.lastPathName, options: options) {
                onBytes?($0.count)
            }
        } catch {
            guard error.tellsOfNothing, format == .csv, ExportFormat(path: input) == .csv else { throw error }
            return try writeNothing(error, ledger)
        }
        let table = output == Self.standardOutput ? nil : try PendingFile(output, inputs: [input])
        let notes = try ledger.map { path throws(Refusal) in try PendingFile(path, inputs: [input]) }
        let conversion: TableConversion
        guard let table else {
            if isStrict {
                // What has been printed cannot be taken back.
                var trial = try ExportReader(path: input, displayName: input.lastPathName, options: options)
                var nothing = NoSink()
                try refuseBadRows(try TableConversion(&trial, to: &nothing) { _ in })
            }
            var sink = CanonicalCSV { bytes throws(Refusal) in try StandardOutput.write(bytes) }
            conversion = try convert(&reader, to: &sink, notes)
            try PendingFile.finish([notes].compactMap(\.self))
            return Result(conversion: conversion, format: reader.format, ledger: ledger)
        }
        conversion = try write(&reader, format, table, notes, options)
        try refuseBadRows(conversion)
        try PendingFile.finish([table] + [notes].compactMap(\.self))
        return Result(conversion: conversion, format: reader.format, ledger: ledger)
    }

    /// Of an empty file: an empty table, and a ledger that says so.
    private func writeNothing(_ refusal: Refusal, _ ledger: String?) throws(Refusal) -> Result {
        let table = output == Self.standardOutput ? nil : try PendingFile(output, inputs: [input])
        let notes = try ledger.map { path throws(Refusal) in try PendingFile(path, inputs: [input]) }
        let conversion = try TableConversion(ofNothing: refusal) { bytes throws(Refusal) in try notes?.write(bytes) }
        if isStrict { throw refusal }
        try PendingFile.finish([table, notes].compactMap(\.self))
        return Result(conversion: conversion, format: .csv, ledger: ledger)
    }

    /// Writes the table in the format of the output.
    private func write(
        _ reader: inout ExportReader,
        _ format: TableFormat,
        _ table: PendingFile,
        _ notes: PendingFile?,
        _ options: ExportOptions
    ) throws(Refusal) -> TableConversion {
        var sink = try FileSink(format, table, displayName: output) { () throws(Refusal) in
            var first = try ExportReader(path: input, displayName: input.lastPathName, options: options)
            var kinds = ColumnKinds(privacy?.kept(first.columns) ?? first.columns, decimal: decimal)
            while var batch = try first.next() {
                batch.makeRectangular(columns: first.header.count, file: first.displayName)
                kinds.add(privacy?.filter(batch) ?? batch)
            }
            return kinds
        }
        var conversion = try convert(&reader, to: &sink, notes)
        for diagnostic in sink.diagnostics { conversion.messages.add(diagnostic) }
        return conversion
    }

    private func convert(
        _ reader: inout ExportReader,
        to sink: inout some TableSink,
        _ notes: PendingFile?
    ) throws(Refusal) -> TableConversion {
        guard let privacy, !privacy.isEmpty else {
            return try TableConversion(&reader, to: &sink) { bytes throws(Refusal) in try notes?.write(bytes) }
        }
        var guarded = GuardedSink(sink: sink, filter: privacy)
        // The ledger holds whole rows, which cannot be told apart by column.
        var conversion = try TableConversion(&reader, to: &guarded, keepsCells: false) {
            bytes throws(Refusal) in try notes?.write(bytes)
        }
        sink = guarded.sink
        conversion.columns -= privacy.dropped.count
        return conversion
    }

    private func refuseBadRows(_ conversion: TableConversion) throws(Refusal) {
        guard isStrict, conversion.badRows > 0 else { return }
        let place = SourceLocation(file: input.lastPathName)
        let rows: [String: Diagnostic.Argument] = ["rows": .integer(conversion.badRows)]
        throw Refusal(
            conversion.messages.diagnostics.filter { $0.severity != .note }.prefix(20)
                + [Diagnostic(.error, "convert.strict", at: place, rows)]
        )
    }

    private var ledgerPath: String? {
        ledger ?? (output == Self.standardOutput ? nil : output.withoutPathExtension + ".ledger.csv")
    }
}

/// Bytes to standard output, of which a failure is a refusal.
enum StandardOutput {
    static func write(_ bytes: [UInt8]) throws(Refusal) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes {
                Foundation.write(STDOUT_FILENO, $0.baseAddress?.advanced(by: done), bytes.count - done)
            }
            if written < 0 {
                if errno == EINTR { continue }
                let reason = String(cString: strerror(errno))
                throw Refusal("output.cannot-print", ["reason": .text(reason)])
            }
            done += written
        }
    }
}
