internal import CReadStat
internal import Foundation
import ShelterModel

/// Gathers what an SPSS file says about its variables.
struct SAVDescription {
    private(set) var kinds: [SAVCell.Kind] = []
    private var columns: [ExportColumn] = []
    private var labelSets: [String?] = []
    private var labels: [String: [(value: Value, label: String)]] = [:]
    /// Without an encoding texts come as they stand in the file.
    private let declaresEncoding: Bool
    private let widened: (from: Int, to: Int)?

    /// A code whose text depends on the variable it belongs to.
    private enum Value {
        case number(Double)
        case text(String)

        func text(_ kind: SAVCell.Kind) -> String {
            switch self {
            case .number(let value): SAVCell.text(value, kind)
            case .text(let text): text
            }
        }
    }

    init(_ dictionary: SAVDictionary) {
        declaresEncoding = dictionary.characterCode != nil
        widened = dictionary.widened
    }

    mutating func add(_ variable: UnsafeMutablePointer<readstat_variable_t>, labels set: UnsafePointer<CChar>?) {
        var column = ExportColumn(name: text(readstat_variable_get_name(variable)))
        column.label = text(readstat_variable_get_label(variable))
        column.isKnownByLabel = true
        let isText = readstat_variable_get_type(variable) == READSTAT_TYPE_STRING
        var format = text(readstat_variable_get_format(variable))
        if let widened, format == "A\(widened.to)" { format = "A\(widened.from)" }
        column.format = format.isEmpty ? nil : format
        column.measure =
            switch readstat_variable_get_measure(variable) {
            case READSTAT_MEASURE_NOMINAL: .nominal
            case READSTAT_MEASURE_ORDINAL: .ordinal
            case READSTAT_MEASURE_SCALE: .scale
            default: nil
            }
        let kind = isText ? .text : SAVCell.Kind(format: format)
        for index in 0..<readstat_variable_get_missing_ranges_count(variable) {
            let low = value(readstat_variable_get_missing_range_lo(variable, index))
            let high = value(readstat_variable_get_missing_range_hi(variable, index))
            if case .number(let low) = low, case .number(let high) = high, low != high {
                column.missing.append(.range(low, high))
            } else {
                column.missing.append(.value(low.text(kind)))
            }
        }
        kinds.append(kind)
        columns.append(column)
        labelSets.append(set.map { String(cString: $0) })
    }

    mutating func addLabel(set: UnsafePointer<CChar>?, value: readstat_value_t, label: UnsafePointer<CChar>?) {
        guard let set else { return }
        labels[String(cString: set), default: []].append((self.value(value), text(label)))
    }

    /// The columns, with their value labels.
    func finish() -> [ExportColumn] {
        var columns = columns
        for (index, set) in labelSets.enumerated() {
            guard let set, let labels = labels[set] else { continue }
            columns[index].valueLabels = labels.map {
                ExportColumn.ValueLabel(value: $0.value.text(kinds[index]), label: $0.label)
            }
        }
        return columns
    }

    /// Appends a text of the file as UTF-8.
    @inline(__always)
    func append(_ text: UnsafePointer<CChar>?, to target: inout [UInt8]) {
        guard let text else { return }
        let bytes = UnsafeRawBufferPointer(start: text, count: strlen(text))
        if declaresEncoding || bytes.allSatisfy({ $0 < 0x80 }) {
            target.append(contentsOf: bytes)
        } else {
            target.append(contentsOf: decoded(bytes).utf8)
        }
    }

    private func text(_ text: UnsafePointer<CChar>?) -> String {
        var bytes: [UInt8] = []
        append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func value(_ value: readstat_value_t) -> Value {
        if readstat_value_type(value) == READSTAT_TYPE_STRING { return .text(text(readstat_string_value(value))) }
        return .number(readstat_double_value(value))
    }

    /// UTF-8 if it can be that, otherwise Windows-1252, which SPSS wrote before it declared encodings.
    private func decoded(_ bytes: UnsafeRawBufferPointer) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let table = CodePages.table(of: .windows1252)
        var text = ""
        for byte in bytes {
            let code = byte < 0x80 ? UInt32(byte) : UInt32(table[Int(byte) - 0x80])
            text.unicodeScalars.append(Unicode.Scalar(code) ?? "\u{FFFD}")
        }
        return text
    }
}
