public import ShelterModel

/// The first rows of an export, and its header.
public struct MappingSample: Sendable {
    /// As it stands in the export.
    public var header: [String]
    public var headerLine: Int
    /// Text of the question per column, where the export has one.
    public var labels: [String]
    var batch: RecordBatch

    /// Rows that are looked at: more tell nothing new about a column.
    public static let rows = 500

    /// - Throws: `Refusal` when the export cannot be read.
    public init(path: String, displayName: String, options: ExportOptions) throws(Refusal) {
        var options = options
        options.csv.batchRows = Self.rows
        var reader = try ExportReader(path: path, displayName: displayName, options: options)
        header = reader.header
        headerLine = reader.headerLine
        labels = reader.columns.map(\.label)
        while labels.count < header.count { labels.append("") }
        batch = try reader.next() ?? RecordBatch()
    }

    /// - Parameter cells: Rows of as many cells as the header has.
    init(header: [String], labels: [String] = [], cells: [[String]]) {
        self.header = header
        self.headerLine = 1
        self.labels = labels + [String](repeating: "", count: max(0, header.count - labels.count))
        batch = RecordBatch()
        for (line, row) in cells.enumerated() {
            for cell in row {
                batch.bytes += Array(cell.utf8)
                batch.fieldEnds.append(batch.bytes.count)
            }
            batch.recordEnds.append(batch.fieldEnds.count)
            batch.lines.append(line + 2)
        }
    }

    /// How the values of a column fit a variable.
    struct Fit {
        /// Cells that are not empty.
        var filled = 0
        /// Of those: cells that hold a value or a known form for none.
        var readable = 0
        /// Different values among them.
        var distinct = 0
        /// Cells that are readable but outside the range.
        var outside = 0

        var share: Double { filled == 0 ? 0 : Double(readable) / Double(filled) }
    }

    /// - Parameter field: Number of the column, from 0.
    func fit(_ column: ColumnDefinition, field: Int) -> Fit {
        var definition = column
        definition.headers = ["x"]
        definition.isComparable = true
        if definition.type == .freeText { definition.type = .text }
        var marked = [String](repeating: "", count: header.count)
        marked[field] = "x"
        let table = TableDefinition(name: "sample", grain: .respondent, columns: [definition])
        guard let match = try? HeaderMatch(table, header: marked, line: 1, file: "") else { return Fit() }
        var diagnostics: [Diagnostic] = []
        let mapped = TableMapper(table, match: match, file: "").table(from: batch, diagnostics: &diagnostics)
        var fit = Fit()
        var values: Set<Double> = []
        var texts: Set<String> = []
        guard let result = mapped.columns.first else { return fit }
        for (row, status) in result.status.enumerated() where status != .empty {
            fit.filled += 1
            guard status != .invalid else { continue }
            fit.readable += 1
            guard status == .present else { continue }
            switch result {
            case .number(let column): values.insert(column.values[row])
            case .coded(let column): values.insert(Double(column.codes[row]))
            case .text(let column): texts.insert(column[row] ?? "")
            }
        }
        fit.distinct = values.count + texts.count
        fit.outside = diagnostics.count { $0.code == "cell.out-of-range" }
        return fit
    }
}
