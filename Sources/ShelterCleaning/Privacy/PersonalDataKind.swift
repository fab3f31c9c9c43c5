/// What personal data a column seems to hold.
public enum PersonalDataKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Name of a person.
    case name
    case email
    case phone
    /// Citizen service number.
    case bsn
    case iban
    /// Network address.
    case ip
    case coordinates
    /// Date of birth.
    case birth
}

/// What one cell can be, by its form alone.
struct CellSigns: OptionSet {
    let rawValue: UInt16

    static let name = CellSigns(rawValue: 1 << 0)
    static let email = CellSigns(rawValue: 1 << 1)
    static let phone = CellSigns(rawValue: 1 << 2)
    static let bsn = CellSigns(rawValue: 1 << 3)
    static let iban = CellSigns(rawValue: 1 << 4)
    static let ip = CellSigns(rawValue: 1 << 5)
    /// Latitude and longitude in one cell.
    static let pair = CellSigns(rawValue: 1 << 6)
    /// A day with a year of four digits.
    static let date = CellSigns(rawValue: 1 << 7)
    static let latitude = CellSigns(rawValue: 1 << 8)
    static let longitude = CellSigns(rawValue: 1 << 9)
    /// Nine digits that are a Dutch mobile number when a spreadsheet has dropped the zero.
    static let barePhone = CellSigns(rawValue: 1 << 10)
    /// Words without digits, none of them of a building or an organisation.
    static let words = CellSigns(rawValue: 1 << 11)
    /// A number that may be a coordinate, of whatever system.
    static let position = CellSigns(rawValue: 1 << 12)
    /// Eight or nine digits, whatever their sum.
    static let nineDigits = CellSigns(rawValue: 1 << 13)

    static let count = 14

    /// What a cell at least looks like in a column whose header names the kind.
    static func loose(_ kind: PersonalDataKind) -> CellSigns {
        switch kind {
        case .name: [.name, .words]
        case .email: .email
        case .phone: [.phone, .barePhone]
        case .bsn: [.bsn, .nineDigits]
        case .iban: .iban
        case .ip: .ip
        case .coordinates: [.pair, .latitude, .longitude, .position]
        case .birth: .date
        }
    }
}
