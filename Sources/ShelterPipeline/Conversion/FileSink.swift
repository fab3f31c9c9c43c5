internal import ShelterModel
internal import ShelterParsers

/// Formats in which tables are written.
enum TableFormat: String {
    case csv, sav, xlsx

    /// As the ending of a file's name says.
    ///
    /// - Throws: `Refusal` for every other ending.
    init(path: String) throws(Refusal) {
        let name = path.lastPathName
        let end = name.dropFirst(name.withoutPathExtension.count + 1).lowercased()
        guard let format = TableFormat(rawValue: end) else {
            throw Refusal("convert.unknown-format", ["path": .text(path)])
        }
        self = format
    }
}

/// Writes a table to a file: the one place that knows which sink makes which format.
struct FileSink: TableSink {
    private enum Format {
        case csv(CanonicalCSV)
        case sav(SAVSink)
        case xlsx(XLSXSink)
    }

    private var format: Format

    /// - Parameters:
    ///   - displayName: Name of the file as messages print it.
    ///   - kinds: Of the columns of a workbook or an SPSS file, which only all of their cells tell.
    init(_ format: TableFormat, _ file: PendingFile, displayName: String, kinds: () throws(Refusal) -> ColumnKinds)
        throws(Refusal)
    {
        switch format {
        case .csv: self.format = .csv(CanonicalCSV { bytes throws(Refusal) in try file.write(bytes) })
        case .sav: self.format = .sav(SAVSink(kinds: try kinds(), displayName: displayName, file))
        case .xlsx: self.format = .xlsx(XLSXSink(path: file.pathAside, kinds: try kinds(), displayName: displayName))
        }
    }

    var isRectangular: Bool {
        switch format {
        case .csv(let sink): sink.isRectangular
        case .sav(let sink): sink.isRectangular
        case .xlsx(let sink): sink.isRectangular
        }
    }

    /// What could not be kept as it was; complete once the table is finished.
    var diagnostics: [Diagnostic] {
        switch format {
        case .csv: []
        case .sav(let sink): sink.diagnostics
        case .xlsx(let sink): sink.diagnostics
        }
    }

    mutating func begin(_ columns: [ExportColumn]) throws(Refusal) {
        switch format {
        case .csv(var sink): try sink.begin(columns)
        case .sav(let sink): try sink.begin(columns)
        case .xlsx(let sink): try sink.begin(columns)
        }
    }

    mutating func add(_ batch: RecordBatch) throws(Refusal) {
        switch format {
        case .csv(var sink): try sink.add(batch)
        case .sav(let sink): try sink.add(batch)
        case .xlsx(let sink): try sink.add(batch)
        }
    }

    mutating func finish() throws(Refusal) {
        switch format {
        case .csv(var sink): try sink.finish()
        case .sav(let sink): try sink.finish()
        case .xlsx(let sink): try sink.finish()
        }
    }
}
