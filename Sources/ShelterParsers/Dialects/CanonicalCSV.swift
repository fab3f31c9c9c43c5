public import ShelterModel

/// Writes what was read of a CSV-like file as UTF-8, RFC 4180, with commas and the header row first.
public enum CanonicalCSV {
    /// What a conversion came to.
    public struct Result: Hashable, Sendable {
        public var dialect: Dialect
        public var rows = 0
        /// Rows with another number of cells than the header, kept as they stand.
        public var raggedRows = 0
        public var setAside: [SetAsideRow] = []
        public var diagnostics: [Diagnostic]
    }

    /// Converts a file; text stays as it stands after decoding.
    ///
    /// - Parameters:
    ///   - write: Is given the table, piece by piece.
    ///   - ledger: Is given what is no part of it, as CSV: `kind,line,code` and the cells.
    /// - Throws: If the file cannot be read or is ambiguous.
    public static func convert(
        path: String,
        displayName: String,
        options: CSVOptions = CSVOptions(),
        write: ([UInt8]) -> Void,
        ledger: ([UInt8]) -> Void
    ) throws(Refusal) -> Result {
        var options = options
        options.keepsRaggedRows = true
        options.keepsStrayQuotes = true
        var reader = try CSVReader(path: path, displayName: displayName, options: options)
        var result = Result(dialect: reader.dialect, diagnostics: reader.diagnostics)
        write(record(reader.header))
        ledger(record(["kind", "line", "code", "cells"]))
        func note(_ kind: String, _ rows: [Dialect.SideRow]) {
            for row in rows { ledger(record([kind, String(row.line), ""] + row.cells)) }
        }
        note("preamble", reader.dialect.preambleRows)
        note("header", reader.extraHeaderRows)
        while let batch = try reader.next() {
            var out: [UInt8] = []
            out.reserveCapacity(batch.bytes.count * 5 / 4 + batch.fieldEnds.count)
            for number in 0..<batch.recordCount {
                let fields = batch.fields(of: number)
                for field in fields {
                    if field > fields.lowerBound { out.append(UInt8(ascii: ",")) }
                    append(batch.bytes[batch.range(of: field)], isOnly: fields.count == 1, to: &out)
                }
                out.append(0x0D)
                out.append(0x0A)
            }
            write(out)
            result.rows += batch.recordCount
            let setAside = batch.setAside.filter { $0.diagnostic.code != "dialect.row-below-data" }
            result.setAside += setAside
            result.raggedRows += batch.notes.count { $0.code == "csv.ragged-row" }
            result.diagnostics += batch.notes + setAside.map(\.diagnostic)
            for row in setAside { ledger(record(["set-aside", String(row.line), row.diagnostic.code])) }
        }
        note("footer", reader.dialect.footerRows)
        return result
    }

    private static func record(_ cells: [String]) -> [UInt8] {
        var out: [UInt8] = []
        for (number, cell) in cells.enumerated() {
            if number > 0 { out.append(UInt8(ascii: ",")) }
            append(Array(cell.utf8)[...], isOnly: cells.count == 1, to: &out)
        }
        return out + [0x0D, 0x0A]
    }

    /// - Parameter isOnly: Whether an empty cell would make the line blank, which is no record.
    private static func append(_ cell: ArraySlice<UInt8>, isOnly: Bool, to out: inout [UInt8]) {
        let needsQuotes = cell.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes || (cell.isEmpty && isOnly) else {
            out += cell
            return
        }
        out.append(0x22)
        for byte in cell {
            if byte == 0x22 { out.append(byte) }
            out.append(byte)
        }
        out.append(0x22)
    }
}
