internal import CReadStat
import ShelterModel

/// Defines the variables of an SPSS file, and notes what they cannot keep.
struct SAVDefinition {
    private let output: SAVOutput
    private let place: SourceLocation
    private(set) var renames: [SAVRename] = []
    private(set) var diagnostics: [Diagnostic] = []
    private var labelSets = 0

    /// Bytes of the label of a variable and of a value.
    private static let longestLabel = 256
    private static let longestValueLabel = 120
    /// Missing codes of a variable; a range counts for two.
    private static let mostMissing = 3
    /// Bytes of a text that SPSS can have as a missing code.
    private static let longestMissing = 8

    init(output: SAVOutput, place: SourceLocation) {
        self.output = output
        self.place = place
    }

    /// What SPSS keeps for a cell of numbers, dates or times.
    static func number(_ text: some Collection<UInt8>, _ kind: ColumnKind) -> Double? {
        switch kind {
        case .number: return CellNumber(text)?.value
        case .date, .dateTime, .time:
            guard let moment = CellMoment(text) else { return CellNumber(text)?.value }
            return (moment.date.map(SAVCell.seconds) ?? 0) + Double(moment.milliseconds) / 1000
        case .text: return nil
        }
    }

    mutating func add(
        _ column: ExportColumn,
        _ kind: ColumnKind,
        name: String
    ) -> UnsafeMutablePointer<readstat_variable_t>? {
        let isText = if case .text = kind { true } else { false }
        var width = 0
        if case .text(let bytes) = kind { width = max(bytes, 1, Self.declaredWidth(column)) }
        // libreadstat 1.1.8 says of the labels of longer texts that they are as wide as these are stored, in pieces of 8
        // bytes; where that is not so, PSPP drops the labels.
        if !column.valueLabels.isEmpty, width > 8 { width = min((width + 7) / 8 * 8, SAVLimits().string) }
        guard
            let variable = readstat_add_variable(
                output.writer,
                name,
                isText ? READSTAT_TYPE_STRING : READSTAT_TYPE_DOUBLE,
                width
            )
        else { return nil }
        var label = column.label
        if name != column.name {
            renames.append(SAVRename(column: column.name, variable: name))
            note("sav.name-replaced", column, ["name": .text(name)])
            label = label.isEmpty ? column.name : "\(column.name): \(label)"
        }
        readstat_variable_set_label(variable, cut(label, Self.longestLabel, column))
        if !isText { readstat_variable_set_format(variable, Self.format(column, kind)) }
        readstat_variable_set_measure(variable, Self.measure(column, kind))
        addValueLabels(column, kind, variable)
        addMissing(column, kind, variable)
        return variable
    }

    private mutating func addValueLabels(
        _ column: ExportColumn,
        _ kind: ColumnKind,
        _ variable: UnsafeMutablePointer<readstat_variable_t>
    ) {
        if column.valueLabels.isEmpty { return }
        let isText = if case .text = kind { true } else { false }
        labelSets += 1
        let type = isText ? READSTAT_TYPE_STRING : READSTAT_TYPE_DOUBLE
        guard let set = readstat_add_label_set(output.writer, type, "labels\(labelSets)") else { return }
        for label in column.valueLabels {
            let text = cut(label.label, Self.longestValueLabel, column)
            if isText {
                readstat_label_string_value(set, label.value, text)
            } else if let value = Self.number(label.value.utf8, kind) {
                readstat_label_double_value(set, value, text)
            }
        }
        readstat_variable_set_label_set(variable, set)
    }

    private mutating func addMissing(
        _ column: ExportColumn,
        _ kind: ColumnKind,
        _ variable: UnsafeMutablePointer<readstat_variable_t>
    ) {
        let isText = if case .text = kind { true } else { false }
        var room = Self.mostMissing
        var hasRange = false
        var lost: [String] = []
        for missing in column.missing {
            switch missing {
            case .range(let low, let high):
                if isText || hasRange || room < 2 {
                    lost.append("\(SheetNumber.text(low))…\(SheetNumber.text(high))")
                    continue
                }
                hasRange = true
                room -= 2
                readstat_variable_add_missing_double_range(variable, low, high)
            case .value(let text):
                if room < 1 || isText && text.utf8.count > Self.longestMissing {
                    lost.append(text)
                } else if isText {
                    room -= 1
                    readstat_variable_add_missing_string_value(variable, output.keep(text))
                } else if let value = Self.number(text.utf8, kind) {
                    room -= 1
                    readstat_variable_add_missing_double_value(variable, value)
                }
            }
        }
        if !lost.isEmpty { note("sav.missing-not-kept", column, ["codes": .list(lost)], .warning) }
    }

    private mutating func cut(_ label: String, _ limit: Int, _ column: ExportColumn) -> String {
        if label.utf8.count <= limit { return label }
        let short = SAVName.cut(label, to: limit)
        note("sav.label-cut", column, ["limit": .integer(limit), "label": .text(short)], .warning)
        return short
    }

    private mutating func note(
        _ code: String,
        _ column: ExportColumn,
        _ arguments: [String: Diagnostic.Argument],
        _ severity: Diagnostic.Severity = .note
    ) {
        var place = place
        place.field = column.name
        diagnostics.append(Diagnostic(severity, code, at: place, arguments))
    }

    /// Bytes of a text in the SPSS file it comes from; 0 if it comes from elsewhere.
    private static func declaredWidth(_ column: ExportColumn) -> Int {
        guard let format = column.format, SAVCell.Kind(format: format) == .text else { return 0 }
        return min(Int(format.drop(while: \.isLetter).prefix(while: \.isNumber)) ?? 0, SAVLimits().string)
    }

    /// The format that the column comes with if its cells are still of that kind.
    private static func format(_ column: ExportColumn, _ kind: ColumnKind) -> String {
        let declared = column.format.map(SAVCell.Kind.init(format:))
        switch kind {
        case .number(let decimals):
            if let format = column.format, declared == .number { return format }
            return "F\(max(8, min(decimals, 15) + 9)).\(min(decimals, 15))"
        case .date:
            if let format = column.format, declared == .date { return format }
            return "DATE11"
        case .dateTime(let hasFraction):
            if let format = column.format, declared == .dateTime { return format }
            return hasFraction ? "DATETIME24.3" : "DATETIME20"
        case .time(let hasFraction):
            if let format = column.format, declared == .time { return format }
            return hasFraction ? "TIME12.3" : "TIME8"
        case .text: return ""
        }
    }

    private static func measure(_ column: ExportColumn, _ kind: ColumnKind) -> readstat_measure_t {
        switch column.measure {
        case .nominal: return READSTAT_MEASURE_NOMINAL
        case .ordinal: return READSTAT_MEASURE_ORDINAL
        case .scale: return READSTAT_MEASURE_SCALE
        case nil where column.format != nil: return READSTAT_MEASURE_UNKNOWN
        case nil: break
        }
        if case .text = kind { return READSTAT_MEASURE_NOMINAL }
        return column.valueLabels.isEmpty ? READSTAT_MEASURE_SCALE : READSTAT_MEASURE_NOMINAL
    }
}
