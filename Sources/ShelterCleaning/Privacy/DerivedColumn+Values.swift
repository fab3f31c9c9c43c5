internal import Foundation
public import ShelterModel

extension TableDefinition.DerivedColumn {
    /// Radius of the sphere that distances are measured on, in km: the mean radius of the earth (IUGG).
    static let radius = 6371.0088

    /// The values of the derived column; a cell is unknown for the reason for which its sources are.
    public func values(of table: Table) -> Column {
        let count = table.rowCount
        guard table.columns.indices.contains(source), case .number(let first) = table.columns[source], let other,
            table.columns.indices.contains(other), case .number(let second) = table.columns[other]
        else { return Self.absent(definition.type, count) }
        switch derivation.rule {
        case .ageClass(_, let from):
            var result = CodedColumn()
            for row in 0..<count {
                var status = Self.status(first.status[row], second.status[row])
                var code: UInt16 = 0
                if status == .present {
                    let age = Self.age(born: first.values[row], at: second.values[row])
                    if let age, let number = Self.number(of: age, from) { code = number } else { status = .invalid }
                }
                result.codes.append(code)
                result.status.append(status)
            }
            return .coded(result)
        case .distance(_, let latitude, let longitude):
            var result = NumberColumn()
            for row in 0..<count {
                var status = Self.status(first.status[row], second.status[row])
                var value = 0.0
                if status == .present {
                    let (north, east) = (first.values[row], second.values[row])
                    if abs(north) <= 90, abs(east) <= 180 {
                        value = Self.distance(north, east, latitude, longitude)
                    } else {
                        status = .invalid
                    }
                }
                result.values.append(value)
                result.status.append(status)
            }
            return .number(result)
        }
    }

    private static func absent(_ type: ValueType, _ count: Int) -> Column {
        let status = [CellStatus](repeating: .columnAbsent, count: count)
        return type == .choice
            ? .coded(CodedColumn(codes: [UInt16](repeating: 0, count: count), status: status))
            : .number(NumberColumn(values: [Double](repeating: 0, count: count), status: status))
    }

    private static func status(_ first: CellStatus, _ second: CellStatus) -> CellStatus {
        first == .present ? second : first
    }

    /// Whole years by the calendar: somebody born on 29 February grows older on 1 March in other years.
    static func age(born: Double, at date: Double) -> Int? {
        let range = -1e6...1e6
        guard range.contains(born), range.contains(date), born <= date else { return nil }
        let birth = CalendarDate(daysSince1970: Int(born)).components
        let day = CalendarDate(daysSince1970: Int(date)).components
        let hadBirthday = (day.month, day.day) >= (birth.month, birth.day)
        return day.year - birth.year - (hadBirthday ? 0 : 1)
    }

    private static func number(of age: Int, _ from: [Int]) -> UInt16? {
        guard let first = from.first else { return nil }
        let number = from.count { $0 <= age }
        return UInt16(exactly: first > 0 ? number : number - 1)
    }

    /// Kilometres along a great circle (haversine).
    static func distance(_ north: Double, _ east: Double, _ latitude: Double, _ longitude: Double) -> Double {
        let radians = Double.pi / 180
        let a = sin((latitude - north) * radians / 2)
        let b = sin((longitude - east) * radians / 2)
        let h = a * a + cos(north * radians) * cos(latitude * radians) * b * b
        return 2 * radius * asin(min(1, h.squareRoot()))
    }
}
