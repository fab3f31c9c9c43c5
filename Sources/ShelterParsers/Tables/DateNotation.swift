/// How a text writes a date.
public enum DateNotation: Hashable, Sendable {
    /// ISO 8601, as the date cells of a workbook come out.
    case iso
    /// Any other way: `31-1-2025`, `1/31/2025`, `31 jan 2025`.
    case other
    case none

    public init(_ cell: some Collection<UInt8>) {
        guard (6...40).contains(cell.count), cell.contains(where: { $0 &- UInt8(ascii: "0") < 10 }) else {
            self = .none
            return
        }
        if let moment = CellMoment(cell), moment.shape != .time {
            self = .iso
            return
        }
        switch DateShape(String(decoding: cell, as: UTF8.self)) {
        case .digits, .fixed, .twoDigitYear: self = .other
        case .serial, .none: self = .none
        }
    }
}
