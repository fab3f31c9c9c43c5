/// How a text writes a number.
public enum NumberNotation: Hashable, Sendable {
    /// Without decimals or thousands marks that tell anything: the same number for everybody.
    case plain
    /// Only a number with a decimal point, or only with a decimal comma.
    case point, comma
    /// Two numbers: `1.250` is one and a quarter, or one thousand two hundred and fifty.
    case ambiguous
    case none

    public init(_ cell: some Collection<UInt8>) {
        // Nearly all cells have no mark, or are no number.
        guard cell.count <= 64, let first = cell.first(where: { $0 != 0x20 }),
            first &- UInt8(ascii: "0") < 10 || !(UInt8(ascii: "A")...UInt8(ascii: "z")).contains(first)
        else {
            self = .none
            return
        }
        switch NumberReader.readings(of: String(decoding: cell, as: UTF8.self)) {
        case (nil, nil): self = .none
        case (_?, nil): self = .point
        case (nil, _?): self = .comma
        case (let asPoint?, let asComma?): self = asPoint == asComma ? .plain : .ambiguous
        }
    }
}
