public import ShelterModel

/// Turns records of bytes into the typed columns of a table definition.
public struct TableMapper {
    public let definition: TableDefinition
    public let match: HeaderMatch
    /// Columns whose cells stand in no message.
    public var hidden: Set<Int> = []
    let file: String
    /// How each column is read; what `surveyed` finds out in the file comes before what the code book says.
    public internal(set) var decisions: [ColumnDecision]
    var forms: [FormList]
    /// Missing codes that are written as numbers, such as 99.
    let numericMissing: [NumericMissing]
    let ranges: [ClosedRange<Double>?]
    /// Forms of each column's unit, in small letters, the longest first.
    let unitForms: [[String]]
    /// What stands between the options of each column's joined cell; `nil`: nobody knows.
    let separators: [String?]
    /// Whether a missing answer may look like a date.
    let hasMissingDates: [Bool]
    /// Options whose own column says yes and no in words, so that its empty cells say neither.
    let writesNo: Set<Int>
    /// Per cell of the header: the number of its cell in the file, where that is another one.
    let filePlaces: [Int?]

    /// Numbers of people are added up as whole numbers, so no cell may hold more than any place on earth.
    private static let people = 0.0...1e9

    /// - Parameters:
    ///   - columns: What the export says about its columns; as many as its header has cells, or none.
    ///   - missingForms: Forms with which the tool that made the export writes that there is no answer. What the code
    ///     book says of such a form comes first.
    public init(
        _ definition: TableDefinition,
        match: HeaderMatch,
        file: String,
        columns: [ExportColumn] = [],
        missingForms: [CellStatus: [String]] = [:]
    ) {
        self.definition = definition
        self.match = match
        self.file = file
        decisions = definition.columns.map(ColumnDecision.init)
        let exports = match.fields.map { field in
            field.flatMap { columns.indices.contains($0) ? columns[$0] : nil }
        }
        let forms = zip(definition.columns, exports).map { FormList($0, export: $1, missing: missingForms) }
        self.forms = forms
        filePlaces = columns.map(\.place)
        writesNo = Set(
            match.options.indices.filter { index in
                match.options[index]?.split.map { columns.indices.contains($0) && columns[$0].writesNo } ?? false
            }
        )
        hasMissingDates = zip(definition.columns, forms).map { $0.type == .date && $1.hasMissingDigits }
        ranges = definition.columns.map { column in
            let countsPeople = column.role == .residents || column.role == .capacity
            return countsPeople ? column.range?.clamped(to: Self.people) ?? Self.people : column.range
        }
        numericMissing = zip(definition.columns, exports).map(NumericMissing.init)
        unitForms = definition.columns.map { column in
            let nouns = Array(column.noun.one.texts.values) + Array(column.noun.many.texts.values)
            let names = Set((column.unitForms + nouns + [column.unit ?? ""]).map { $0.lowercased() })
            return names.subtracting([""]).sorted { ($1.count, $0) < ($0.count, $1) }
        }
        separators = zip(definition.columns, match.options).map { column, place in
            guard let joined = place?.joined else { return nil }
            return column.separator ?? (columns.indices.contains(joined) ? columns[joined].separator : nil)
        }
    }

    /// The batch as a table; `only` limits the work to some columns, the others come out absent.
    ///
    /// Every cell that cannot be read or is impossible gives a diagnostic and status `invalid`.
    public func table(
        from batch: RecordBatch,
        only wanted: Set<Int>? = nil,
        diagnostics: inout [Diagnostic]
    ) -> Table {
        var tally = ColumnTally()
        return table(from: batch, only: wanted, tally: &tally, diagnostics: &diagnostics)
    }

    /// The batch as a table, like `table(from:only:diagnostics:)`; what is to be told of a column once is counted in `tally`.
    public func table(
        from batch: RecordBatch,
        only wanted: Set<Int>? = nil,
        tally: inout ColumnTally,
        diagnostics: inout [Diagnostic]
    ) -> Table {
        var table = Table(
            file: file,
            lines: batch.lines,
            columns: [],
            fields: match.fields.map { $0.map { $0 + 1 } },
            headers: match.headers,
            lineOffsets: batch.lineOffsets,
            places: Dictionary(
                uniqueKeysWithValues: match.fields.enumerated().compactMap { index, field in
                    field.flatMap { filePlaces.indices.contains($0) ? filePlaces[$0] : nil }.map { (index, $0) }
                }
            )
        )
        var findings = CellFindings(lines: batch.lines, tally: tally)
        for (index, column) in definition.columns.enumerated() {
            if !column.isComparable {
                table.columns.append(Self.absentColumn(column.type, rows: batch.lines.count, status: .notComparable))
            } else if let field = match.fields[index], wanted?.contains(index) ?? true {
                let cells = read(column, index: index, field: field, batch, &findings)
                table.columns.append(
                    batch.notAsked.isEmpty
                        ? cells : cells.withNotAsked { batch.notAsked[$0]?.contains(field) ?? false }
                )
            } else {
                table.columns.append(Self.absentColumn(column.type, rows: batch.lines.count))
            }
        }
        tally = findings.tally
        findings.refused.sort { ($0.row, $0.column) < ($1.row, $1.column) }
        for cell in findings.refused {
            var arguments = cell.arguments
            if definition.grain == .respondent || hidden.contains(cell.column) {
                // An answer of a resident never stands in a message, nor what leads to a person, nor what it could mean.
                for (name, value) in arguments where Self.quoting.contains(name) && value != .text("") {
                    arguments[name] = "…"
                }
            }
            diagnostics.append(
                Diagnostic(.error, cell.code, at: table.location(row: cell.row, column: cell.column), arguments)
            )
        }
        return table
    }

    /// Arguments that tell what stands in a cell.
    private static let quoting: Set<String> = ["value", "first", "second"]

    private static func absentColumn(_ type: ValueType, rows: Int, status: CellStatus = .columnAbsent) -> Column {
        let status = [CellStatus](repeating: status, count: rows)
        return switch type {
        case .text, .freeText: .text(TextColumn(bytes: [], ends: [Int](repeating: 0, count: rows), status: status))
        case .choice: .coded(CodedColumn(codes: [UInt16](repeating: 0, count: rows), status: status))
        default: .number(NumberColumn(values: [Double](repeating: 0, count: rows), status: status))
        }
    }
}

/// One cell while its column is read.
struct MappedCell {
    /// Number of its column in the definition.
    let column: Int
    let row: Int
    /// None where the cell is put together from several.
    var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// What comes out of a batch beside its values.
struct CellFindings {
    struct Refused {
        var row: Int
        var column: Int
        var code: String
        var arguments: [String: Diagnostic.Argument]
    }

    let lines: [Int]
    var tally: ColumnTally
    var refused: [Refused] = []

    mutating func refuse(_ code: String, _ cell: MappedCell, _ arguments: [String: Diagnostic.Argument] = [:]) {
        let text = cell.text
        let shown = text.count > 40 ? String(text.prefix(39)) + "…" : text
        let value = Diagnostic.Argument.text(String(shown.map { $0.isNewline ? " " : $0 }))
        refused.append(
            Refused(
                row: cell.row,
                column: cell.column,
                code: code,
                arguments: arguments.merging(["value": value]) { $1 }
            )
        )
    }
}

/// Numbers that mean "no answer" in one column.
struct NumericMissing {
    private var values: [Double: CellStatus] = [:]
    private var ranges: [ClosedRange<Double>] = []
    let isEmpty: Bool

    init(_ column: ColumnDefinition, _ export: ExportColumn?) {
        func value(_ form: String) -> Double? {
            if case .number(let value) = NumberReader(decimal: .point).read(form) { value } else { nil }
        }
        for (status, forms) in column.missing.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            for form in forms {
                if let value = value(form) { values[value] = status }
            }
        }
        let labels = FormList(column)
        for label in export?.valueLabels ?? [] {
            if case .missing(let status) = labels.meaning(of: label.label), let value = value(label.value),
                values[value] == nil
            {
                values[value] = status
            }
        }
        for missing in export?.missing ?? [] {
            switch missing {
            case .value(let form):
                if let value = value(form), values[value] == nil { values[value] = .empty }
            case .range(let low, let high):
                if low <= high { ranges.append(low...high) }
            }
        }
        isEmpty = values.isEmpty && ranges.isEmpty
    }

    subscript(value: Double) -> CellStatus? {
        values[value] ?? (ranges.contains { $0.contains(value) } ? .empty : nil)
    }
}
