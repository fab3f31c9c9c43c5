internal import ShelterModel
internal import ShelterParsers

/// Writes a table as an XLSX workbook.
final class XLSXSink: TableSink {
    let isRectangular = true
    private let path: String
    private let kinds: ColumnKinds
    private let displayName: String
    private var writer: XLSXWriter?
    private(set) var diagnostics: [Diagnostic] = []

    init(path: String, kinds: ColumnKinds, displayName: String) {
        self.path = path
        self.kinds = kinds
        self.displayName = displayName
    }

    func begin(_ columns: [ExportColumn]) throws(Refusal) {
        writer = try XLSXWriter(path: path, columns: columns, kinds: kinds, displayName: displayName)
    }

    func add(_ batch: RecordBatch) throws(Refusal) {
        try writer?.write(batch)
    }

    func finish() throws(Refusal) {
        guard let writer = writer.take() else { return }
        diagnostics = try writer.finish()
    }
}

/// Writes a table as an SPSS file.
final class SAVSink: TableSink {
    let isRectangular = true
    private let kinds: ColumnKinds
    private let displayName: String
    private let file: PendingFile
    private var writer: SAVWriter?
    private(set) var diagnostics: [Diagnostic] = []
    /// Of the file: the writer's callback cannot throw.
    private let failure = Failure()

    private final class Failure {
        var refusal: Refusal?
    }

    init(kinds: ColumnKinds, displayName: String, _ file: PendingFile) {
        self.kinds = kinds
        self.displayName = displayName
        self.file = file
    }

    func begin(_ columns: [ExportColumn]) throws(Refusal) {
        let (file, failure) = (file, failure)
        let writer = try SAVWriter(columns: columns, kinds: kinds, displayName: displayName) { bytes in
            guard failure.refusal == nil else { return }
            do throws(Refusal) { try file.write(bytes) } catch { failure.refusal = error }
        }
        diagnostics = writer.diagnostics
        self.writer = consume writer
    }

    func add(_ batch: RecordBatch) throws(Refusal) {
        try writer?.write(batch)
        if let refusal = failure.refusal { throw refusal }
    }

    func finish() throws(Refusal) {
        if let writer = writer.take() { try writer.finish() }
        if let refusal = failure.refusal { throw refusal }
    }
}
