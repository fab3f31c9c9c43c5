public import ShelterModel

/// Reads an SPSS file (sav or zsav) in batches of records, without ever holding all of its cells.
///
/// Every case is a record. Cells come out as text: numbers in their shortest form, dates and times in ISO 8601, texts
/// without the blanks SPSS fills them up with. What SPSS calls system-missing is empty; codes that a variable declares to
/// be missing stay, and are listed in `columns`.
public struct SAVReader: ~Copyable {
    /// Names of the variables.
    public let header: [String]
    /// The header counts as line 1, so that the first case is on line 2.
    public let headerLine = 1
    /// Labels, codes and missing codes of the variables, in the order of `header`.
    public let columns: [ExportColumn]
    /// What a person should know about the file as a whole.
    public let diagnostics: [Diagnostic]

    private let thread: SAVThread
    private var isAtEnd = false

    /// Opens a file and reads what it says about its variables.
    ///
    /// - Parameters:
    ///   - displayName: Name of the file as messages print it.
    ///   - onBytes: Is given every byte of the file once, in order, before a record is read.
    /// - Throws: If there is no such file, it is not of SPSS, damaged, or announces more than it can hold.
    public init(
        path: String,
        displayName: String,
        options: SAVOptions = SAVOptions(),
        onBytes: ((UnsafeRawBufferPointer) -> Void)? = nil
    ) throws(Refusal) {
        var bytes = try SAVBytes(path: path, displayName: displayName)
        if let onBytes { try bytes.giveAll(to: onBytes) }
        let dictionary = try SAVDictionaryScan(&bytes, limits: options.limits).dictionary
        let thread = SAVThread(bytes, dictionary: dictionary, options: options)
        switch thread.next() {
        case .columns(let columns): self.columns = columns
        case .failed(let refusal): throw refusal
        case .batch, nil: throw Refusal("sav.damaged", at: SourceLocation(file: displayName), ["offset": 0])
        }
        header = columns.map(\.name)
        self.thread = thread
        let place = SourceLocation(file: displayName)
        diagnostics =
            dictionary.characterCode == nil && options.encoding == nil
            ? [Diagnostic(.note, "sav.no-encoding", at: place)] : []
    }

    /// The next records, or `nil` at the end of the file.
    ///
    /// - Throws: If the file turns out to be damaged, or was changed meanwhile.
    public mutating func next() throws(Refusal) -> RecordBatch? {
        if isAtEnd { return nil }
        switch thread.next() {
        case .batch(let batch): return batch
        case .failed(let refusal):
            isAtEnd = true
            throw refusal
        case .columns, nil:
            isAtEnd = true
            return nil
        }
    }
}
