internal import CReadStat
internal import Foundation
public import ShelterModel

/// Writes records as an SPSS file (sav) with labels, codes and missing codes, without holding more than a batch.
///
/// The records are shown to `ColumnKinds` first: a variable needs its type and its width before the first case is written,
/// and the file the number of cases. Empty cells become system-missing in columns of numbers and dates. The same input
/// gives the same bytes.
public struct SAVWriter: ~Copyable {
    /// Columns whose name SPSS does not allow, or has already.
    public let renames: [SAVRename]
    /// What could not be kept as it was.
    public let diagnostics: [Diagnostic]

    private let displayName: String
    private let columns: [ExportColumn]
    private let kinds: [ColumnKind]
    private let records: Int
    private let output: SAVOutput
    private let variables: [UnsafeMutablePointer<readstat_variable_t>]
    private var text: [CChar] = []
    private var written = 0

    /// Writes everything that comes before the cases.
    ///
    /// - Parameters:
    ///   - displayName: Name of the file as messages print it.
    ///   - kinds: Of the same columns, after all records were added.
    ///   - write: Is given the file, piece by piece.
    /// - Throws: If SPSS cannot hold the table.
    public init(
        columns: [ExportColumn],
        kinds: ColumnKinds,
        displayName: String,
        write: @escaping ([UInt8]) -> Void
    ) throws(Refusal) {
        let place = SourceLocation(file: displayName)
        try Self.check(columns, kinds, place)
        guard let output = SAVOutput(write) else {
            throw Refusal("sav.not-written", at: place, ["reason": "memory"])
        }
        var definition = SAVDefinition(output: output, place: place)
        let names = SAVName.names(for: columns.map(\.name))
        var variables: [UnsafeMutablePointer<readstat_variable_t>] = []
        for ((column, kind), name) in zip(zip(columns, kinds.kinds), names) {
            if let variable = definition.add(column, kind, name: name) { variables.append(variable) }
        }
        try Self.begin(output, records: kinds.records, place)
        self.output = output
        self.variables = variables
        self.columns = columns
        self.kinds = kinds.kinds
        self.displayName = displayName
        records = kinds.records
        renames = definition.renames
        diagnostics = definition.diagnostics + kinds.diagnostics(file: displayName)
    }

    /// The names that the columns get, in their order.
    public static func variableNames(for columns: [String]) -> [String] { SAVName.names(for: columns) }

    private static func check(
        _ columns: [ExportColumn],
        _ kinds: ColumnKinds,
        _ place: SourceLocation
    ) throws(Refusal) {
        let limits = SAVLimits()
        if columns.isEmpty { throw Refusal("sav.no-columns", at: place) }
        if columns.count > limits.columns {
            throw Refusal("sav.too-many-columns", at: place, ["limit": .integer(limits.columns)])
        }
        if kinds.records > Int(Int32.max) {
            throw Refusal("sav.too-many-rows", at: place, ["limit": .integer(Int(Int32.max))])
        }
        let long = zip(columns, kinds.kinds).filter { _, kind in
            if case .text(let bytes) = kind { bytes > limits.string } else { false }
        }
        if long.isEmpty { return }
        throw Refusal(
            long.map { column, _ in
                var place = place
                place.field = column.name
                return Diagnostic(.error, "sav.text-too-long", at: place, ["limit": .integer(limits.string)])
            }
        )
    }

    private var writer: UnsafeMutablePointer<readstat_writer_t> { output.writer }

    private static func begin(_ output: SAVOutput, records: Int, _ place: SourceLocation) throws(Refusal) {
        let writer = output.writer
        readstat_set_data_writer(writer) { bytes, count, context in
            guard let context, let bytes else { return -1 }
            Unmanaged<SAVOutput>.fromOpaque(context).takeUnretainedValue()
                .take(UnsafeRawBufferPointer(start: bytes, count: count))
            return count
        }
        readstat_writer_set_compression(writer, READSTAT_COMPRESS_ROWS)
        // Written as local time, which is the same everywhere for these parts.
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday, parts.tm_hour) = (100, 0, 1, 12)
        readstat_writer_set_file_timestamp(writer, mktime(&parts))
        let context = Unmanaged.passUnretained(output).toOpaque()
        try done(readstat_begin_writing_sav(writer, context, records), place)
    }

    /// Writes records that `ColumnKinds` was shown, in the same order.
    ///
    /// - Throws: If they are others.
    public mutating func write(_ batch: RecordBatch) throws(Refusal) {
        for record in 0..<batch.recordCount {
            let fields = batch.fields(of: record)
            guard written < records, fields.count == columns.count else { throw changed(batch.lines[record]) }
            written += 1
            try done(readstat_begin_row(writer))
            for (column, field) in zip(columns.indices, fields) {
                let range = batch.range(of: field)
                guard try insert(batch.bytes[range], column) else { throw changed(batch.lines[record]) }
            }
            try done(readstat_end_row(writer))
        }
    }

    /// Completes the file.
    ///
    /// - Throws: If fewer records were written than `ColumnKinds` was shown.
    public consuming func finish() throws(Refusal) {
        if written != records { throw changed(nil) }
        try done(readstat_end_writing(writer))
        output.flush()
    }

    /// - Returns: Whether the cell is of the kind of its column.
    private mutating func insert(_ cell: ArraySlice<UInt8>, _ column: Int) throws(Refusal) -> Bool {
        let variable = variables[column]
        if cell.isEmpty {
            try done(readstat_insert_missing_value(writer, variable))
            return true
        }
        if case .text(let bytes) = kinds[column] {
            if cell.count > bytes { return false }
            text.removeAll(keepingCapacity: true)
            // A text of SPSS ends at a NUL.
            for byte in cell { text.append(byte == 0 ? 0x20 : CChar(bitPattern: byte)) }
            text.append(0)
            try done(readstat_insert_string_value(writer, variable, text))
            return true
        }
        guard let value = SAVDefinition.number(cell, kinds[column]) else { return false }
        try done(readstat_insert_double_value(writer, variable, value))
        return true
    }

    private func changed(_ line: Int?) -> Refusal {
        Refusal("file.changed", at: SourceLocation(file: displayName, line: line))
    }

    private func done(_ code: readstat_error_t) throws(Refusal) {
        try Self.done(code, SourceLocation(file: displayName))
    }

    private static func done(_ code: readstat_error_t, _ place: SourceLocation) throws(Refusal) {
        if code == READSTAT_OK { return }
        let reason = readstat_error_message(code).map { String(cString: $0) } ?? ""
        throw Refusal("sav.not-written", at: place, ["reason": .text(reason)])
    }
}
