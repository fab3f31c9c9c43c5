public import ShelterModel

/// Reads any export as a header and batches of records.
///
/// One way in for every command: what a file is, and which program made it, is found out here and nowhere else. What
/// comes out is one canonical table, whatever shape the program gives it; see `docs/exports.md`.
public struct ExportReader: ~Copyable {
    /// Names of the columns: the cells of the first header row as they stand there, or what the tool means by them.
    public let header: [String]
    /// Line or row in which the header stands, counted from 1.
    public let headerLine: Int
    /// What the export says about its columns; as many as `header` has cells.
    public let columns: [ExportColumn]
    public let format: ExportFormat
    /// The program that made the export, if it is recognised.
    public let tool: ExportTool?
    /// How a text file is written; `nil` for other formats.
    public let dialect: Dialect?
    /// Rows above the header.
    public let preambleRows: [Dialect.SideRow]
    /// Header rows after the first.
    public let extraHeaderRows: [Dialect.SideRow]
    /// All sheets of a workbook, the hidden ones among them; empty for other formats.
    public let sheets: [String]
    /// The one that is read.
    public let sheet: String?
    /// Rows of items that only the part `sections` has; 0 for all tools but SafetyCulture, and if a part was asked for.
    let sectionRows: Int

    /// Name of the file as messages print it.
    public let displayName: String
    private let options: ExportOptions
    private var source: ExportSource
    /// Batches that were read to find out the tool.
    private var batches: [RecordBatch]
    private var changes: RecordChanges?
    /// Of KoboToolbox; learnt from all of the file before its first records are given.
    private var versions: FormVersions?
    private let path: String
    /// First records that belong to the header.
    private let recordsTaken: Int
    private var audits: AuditTable?
    private var replacements: [ValueReplacement] = []
    /// What was asked for with `sheet` in a file that has no parts.
    private let unusedSheet: String?
    private let repeatedHeader: RepeatedHeader?

    /// - Parameter onBytes: Is given every byte of the file once, in order.
    /// - Throws: `Refusal` when the file cannot be read as what it is.
    public init(
        path: String,
        displayName: String,
        options: ExportOptions = ExportOptions(),
        onBytes: ((UnsafeRawBufferPointer) -> Void)? = nil
    ) throws(Refusal) {
        let format = ExportFormat(path: path)
        let wantedSheet = options.sheet
        let (part, options) = Self.part(options, format)
        var source = try ExportSource(
            path: path,
            displayName: displayName,
            format: format,
            options: options,
            onBytes: onBytes
        )
        var batches: [RecordBatch] = []
        var sample = ExportSample(header: [])
        // An SPSS file says itself what its columns are.
        if options.tool != .plain, format != .sav { sample = try ExportSample(&source, keeping: &batches) }
        let tool: ExportTool? =
            switch options.tool {
            case _ where format == .sav: .spss
            case .detect: ToolMarks.tool(of: sample)
            case .plain: nil
            case .named(let tool): tool
            }
        var extra = source.extraHeaderRows
        var columns = source.columns
        var changes: RecordChanges?
        var audits: AuditTable?
        var recordsTaken = 0
        if tool == .safetyCulture {
            let table = try Self.audits(&source, batches, part ?? .audits, options, displayName)
            batches = []
            columns = table.columns
            audits = table
        } else if let tool, format != .sav {
            let found = ToolHeader(tool, sample, mayTakeRecords: options.csv.dialect.headerRows == nil)
            columns = found.columns
            recordsTaken = found.recordsTaken
            extra += Self.takeRows(recordsTaken, &batches)
            changes = RecordChanges(tool, found, displayName: displayName)
        }
        self.format = format
        self.tool = tool
        self.columns = columns
        self.changes = changes
        versions = tool == .koboToolbox ? FormVersions(columns.map(\.name)) : nil
        self.path = path
        self.recordsTaken = recordsTaken
        self.batches = batches
        self.displayName = displayName
        self.options = options
        header = columns.map(\.name)
        headerLine = source.headerLine
        dialect = source.dialect
        preambleRows = source.preambleRows
        extraHeaderRows = extra
        sheets = source.sheets
        sheet = source.sheet
        sectionRows = part == nil ? audits?.sectionRows ?? 0 : 0
        self.audits = audits
        unusedSheet = source.sheets.isEmpty && audits == nil ? wantedSheet : nil
        let isWorkbook = source.dialect == nil && format != .sav
        repeatedHeader = audits == nil && isWorkbook ? RepeatedHeader(source.header, displayName: displayName) : nil
        self.source = source
        replacements = options.values.compactMap { ValueReplacement($0, header: columns.map(\.name)) }
    }

    /// How the records read so far end; `nil` for what is no text file.
    public var lineEnding: LineEnding? { source.lineEnding }

    /// How many bytes each of the CSV parsers read so far; `nil` for what is no text file.
    public var parsedBytes: ParsedBytes? { source.parsedBytes }

    /// Which tool was recognised, for who wants to know; `nil` if none was. Not among `diagnostics`.
    public var recognition: Diagnostic? {
        guard let tool else { return nil }
        let place = SourceLocation(file: displayName, line: headerLine)
        return Diagnostic(.note, "tools.recognised", at: place, ["tool": .text(tool.displayName)])
    }

    /// What a person should know about the file as a whole; complete once `next` has returned `nil`.
    public var diagnostics: [Diagnostic] {
        var found = source.diagnostics
        // The tool says what its header rows are.
        if tool != nil { found.removeAll { $0.code == "dialect.several-header-rows" } }
        let unconfirmed = replacements.flatMap { $0.diagnostics(file: displayName, header: header) }
        return found + (changes?.diagnostics ?? []) + (versions?.diagnostics(displayName) ?? [])
            + (audits?.diagnostics ?? []) + unconfirmed
            + (unusedSheet.map {
                let place = SourceLocation(file: displayName)
                return [Diagnostic(.warning, "tools.sheet-unused", at: place, ["sheet": .text($0)])]
            } ?? [])
    }

    /// The next records, or `nil` at the end.
    public mutating func next() throws(Refusal) -> RecordBatch? {
        guard var batch = try read() else { return nil }
        for index in replacements.indices { replacements[index].apply(to: &batch) }
        return batch
    }

    private mutating func read() throws(Refusal) -> RecordBatch? {
        if audits != nil { return audits?.next(rows: options.csv.batchRows, bytes: options.csv.batchBytes) }
        if versions?.isDecided == false { try learnVersions() }
        var batch: RecordBatch
        if batches.isEmpty {
            guard let read = try source.next() else { return nil }
            batch = read
        } else {
            batch = batches.removeFirst()
        }
        // A file whose rows are passed on keeps them all.
        if !options.csv.keepsRaggedRows { repeatedHeader?.setAside(in: &batch) }
        changes?.apply(to: &batch)
        versions?.apply(to: &batch)
        return batch
    }

    /// Reads the file once for what each version of the form had.
    private mutating func learnVersions() throws(Refusal) {
        var first = try ExportSource(
            path: path,
            displayName: displayName,
            format: format,
            options: options,
            onBytes: nil
        )
        var records = 0
        while let batch = try first.next() {
            versions?.add(batch, skipping: recordsTaken - records)
            records += batch.recordCount
        }
        versions?.decide()
    }

    // MARK: - Opening

    /// What `sheet` says of the part of an export of SafetyCulture: its name, behind a sheet and `#` or alone.
    private static func part(_ options: ExportOptions, _ format: ExportFormat) -> (AuditPivot.Part?, ExportOptions) {
        guard let name = options.sheet else { return (nil, options) }
        var options = options
        for part in AuditPivot.Part.allCases {
            if name.hasSuffix("#" + part.rawValue) {
                let sheet = String(name.dropLast(part.rawValue.count + 1))
                options.sheet = sheet.isEmpty ? nil : sheet
                return (part, options)
            }
            if name == part.rawValue, format == .csv { return (part, options) }
        }
        return (nil, options)
    }

    private static func takeRows(_ count: Int, _ batches: inout [RecordBatch]) -> [Dialect.SideRow] {
        var rows: [Dialect.SideRow] = []
        for index in batches.indices where rows.count < count {
            rows += batches[index].takeRows(count - rows.count)
        }
        return rows
    }

    private static func audits(
        _ source: inout ExportSource,
        _ batches: [RecordBatch],
        _ part: AuditPivot.Part,
        _ options: ExportOptions,
        _ displayName: String
    ) throws(Refusal) -> AuditTable {
        guard let columns = AuditColumns(source.header) else {
            throw Refusal(
                "tools.not-this-tool",
                at: SourceLocation(file: displayName, line: source.headerLine),
                [
                    "tool": .text(ExportTool.safetyCulture.displayName),
                    "columns": .list(AuditColumns.missing(in: source.header)),
                ]
            )
        }
        var pivot = AuditPivot(
            columns,
            header: source.header,
            part: part,
            limit: options.pivotLimit,
            keepsText: options.csv.keepsRaggedRows,
            displayName: displayName
        )
        for batch in batches { try pivot.add(batch) }
        while let batch = try source.next() { try pivot.add(batch) }
        return try AuditTable(pivot)
    }
}
