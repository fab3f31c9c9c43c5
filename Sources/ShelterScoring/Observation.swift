public import ShelterModel

/// What was measured for one criterion in one row, and where it stands.
public struct Observation: Hashable, Sendable {
    /// The measured number; a boolean is 1 or 0. `nil` without a value, and for choices.
    public var value: Double?
    /// The measured code of a choice.
    public var code: String?
    /// The same indicator at full capacity.
    public var valueAtCapacity: Double?
    /// The leaf that decided.
    public var leaf: Leaf?
    /// The cell of the (first) variable.
    public var source: SourceLocation
}

/// Looks up observations of one batch; measures each leaf once.
public struct Observer {
    let framework: CompiledFramework
    private let table: Table
    private let codes: [Int: [Code]]
    let evaluator: Evaluator
    private var measures: [Measurement: Measure] = [:]
    /// By number of the criterion.
    var openAnswers: [Int: OpenAnswers] = [:]

    /// - Parameter codes: The code list of each column that holds a choice.
    public init(_ framework: CompiledFramework, table: Table, codes: [Int: [Code]]) {
        self.framework = framework
        self.table = table
        self.codes = codes
        evaluator = Evaluator(table: table, visitDate: framework.visitDate)
    }

    /// - Parameter leaf: Number of the leaf that decided; see `ScoredBatch.leaves`.
    public mutating func observation(criterion: Int, leaf number: Int, row: Int) -> Observation {
        let leaves = framework.criteria[criterion].leaves
        guard leaves.indices.contains(number) else {
            return Observation(
                value: nil,
                code: nil,
                valueAtCapacity: nil,
                leaf: nil,
                source: SourceLocation(file: table.file, line: table.lines[row])
            )
        }
        let leaf = leaves[number]
        let column = leaf.measurement.columns[0]
        var value = value(leaf.measurement, row)
        var code: String?
        if case .column = leaf.measurement, let list = codes[column] {
            code = value.flatMap { list.indices.contains(Int($0)) ? list[Int($0)].value : nil }
            value = nil
        }
        return Observation(
            value: value,
            code: code,
            valueAtCapacity: leaf.atCapacity.flatMap { self.value($0, row) },
            leaf: leaf,
            source: place(of: leaf, row: row)
        )
    }

    /// The number in a column, or `nil` if the cell has none.
    public mutating func value(_ measurement: Measurement, _ row: Int) -> Double? {
        let measure: Measure
        if let known = measures[measurement] {
            measure = known
        } else {
            measure = evaluator.measure(measurement)
            measures[measurement] = measure
        }
        return measure.reasons[row] == 0 ? measure.values[row] : nil
    }

    /// The cell that the evidence stands in: the first that has no value, else the first.
    private mutating func place(of leaf: Leaf, row: Int) -> SourceLocation {
        let columns = leaf.measurement.columns
        let missing = columns.first { value(.column($0), row) == nil }
        return table.location(row: row, column: missing ?? columns[0])
    }
}
