internal import ShelterAnalysis
internal import ShelterCleaning
internal import ShelterModel
internal import ShelterParsers

/// Cleaning logs as files.
enum LogFile {
    /// Semicolons, byte-order mark and CRLF: a Dutch Excel then opens it in columns and with every letter.
    static let delimiter = UInt8(ascii: ";")
    static let start: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// A log as it was read, with the hash of its file.
    struct Reading {
        var log: CleaningLog
        var hash: String
        var name: String
    }

    /// Reads a log however a spreadsheet saved it: with semicolons, commas or tabs, in any encoding, or as a workbook.
    static func read(_ path: String, name: String) throws(Refusal) -> Reading {
        var options = ExportOptions()
        options.csv.expectedHeaders = LogEntry.columns
        // Which reading is meant, the names of the columns show better than any guess.
        for delimiter in [";", ",", "\t"] {
            var attempt = options
            attempt.csv.dialect.delimiter = delimiter
            attempt.csv.dialect.quote = "\""
            attempt.csv.dialect.headerRows = 1
            attempt.csv.dialect.preambleRows = 0
            attempt.csv.dialect.footerRows = 0
            guard let header = try? ExportReader(path: path, displayName: name, options: attempt).header,
                LogReader.isLog(header)
            else { continue }
            options = attempt
            break
        }
        let hash = Hash()
        var reader = try ExportReader(path: path, displayName: name, options: options) { hash.value.update($0) }
        var log = try LogReader(header: reader.header, line: reader.headerLine, file: name)
        while let batch = try reader.next() {
            for row in batch.setAside where row.diagnostic.severity != .note { log.add(row.diagnostic) }
            for record in 0..<batch.recordCount {
                log.add(batch.fields(of: record).map { batch.text(of: $0) }, line: batch.lines[record]) { cell in
                    batch.isNumber(cell, of: record)
                }
            }
        }
        return Reading(log: log.finish(), hash: hash.value.hex, name: name)
    }

    /// What people decided in logs that were applied, without any value.
    ///
    /// - Throws: `Refusal` with everything that is wrong with a log.
    static func decisions(_ paths: [String]) throws(Refusal) -> [Corrections.Entry] {
        var entries: [Corrections.Entry] = []
        for (path, name) in zip(paths, CSVReader.displayNames(for: paths)) {
            let log = try read(path, name: name).log
            guard log.problems.isEmpty else { throw Refusal(log.problems) }
            entries += log.entries.compactMap { entry in
                let action: Corrections.Action
                switch entry.action {
                case .open: return nil
                case .change: action = .change
                case .blank: action = .blank
                case .delete: action = .delete
                case .keep: action = .keep
                }
                return Corrections.Entry(
                    record: entry.uuid,
                    column: entry.variable,
                    action: action,
                    reason: entry.reason
                )
            }
        }
        return entries
    }

    /// A log as it is written.
    static func bytes(of entries: [LogEntry]) -> [UInt8] {
        start + ([LogEntry.columns] + entries.map(\.cells)).flatMap { CanonicalCSV.record($0, delimiter: delimiter) }
    }
}

/// The hash of what a reader reads.
final class Hash {
    var value = BlockHash()
}
