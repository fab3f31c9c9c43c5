internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterParsers

/// Decides which rows count: who they belong to, and why a row is set aside.
struct RowGate {
    private let register: MunicipalityRegister?
    private let index: RegisterIndex?
    private let locationColumn: Int?
    private let municipalityColumn: Int?
    private var known: [String: Verdict] = [:]
    private var numbers: [String: Int] = [:]
    /// Areas in the order in which they were first seen; `area` numbers count them.
    private(set) var areas: [Area] = []

    enum Verdict {
        case area(Int)
        /// The code of the diagnostic, with its arguments.
        case aside(String, [String: Diagnostic.Argument])
        /// Used, but a person should know.
        case noted(Int, String, [String: Diagnostic.Argument])

        /// `nil` if the row is set aside.
        var area: Int? {
            switch self {
            case .area(let area), .noted(let area, _, _): area
            case .aside: nil
            }
        }
    }

    init(_ preparation: Preparation) {
        register = preparation.register
        index = preparation.registerIndex
        locationColumn = preparation.codeBook.tables[0].index(of: .locationID)
        municipalityColumn = preparation.codeBook.tables[0].index(of: .municipality)
    }

    /// What to do with a row, and the column that decided.
    mutating func verdict(_ table: Table, row: Int) -> (verdict: Verdict, column: Int) {
        guard let locationColumn, table.columns[locationColumn].status[row] == .present else {
            return (.aside("location.missing", [:]), locationColumn ?? 0)
        }
        guard let municipalityColumn, case .text(let names) = table.columns[municipalityColumn],
            let name = names[row]
        else {
            if register == nil {
                return (.area(number(Area(code: "unknown", name: "unknown"))), municipalityColumn ?? 0)
            }
            return (.aside("municipality.missing", [:]), municipalityColumn ?? 0)
        }
        if let verdict = known[name] { return (verdict, municipalityColumn) }
        let verdict = look(up: name)
        known[name] = verdict
        return (verdict, municipalityColumn)
    }

    private mutating func look(up name: String) -> Verdict {
        guard let register, let index else { return .area(number(Area(code: name, name: name))) }
        switch index.lookup(name) {
        case .municipality(let place):
            return .area(number(area(register.municipalities[place])))
        case .former(let former, let place):
            let successor = register.municipalities[place]
            return .noted(
                number(area(successor)),
                "municipality.former",
                [
                    "value": .text(name), "name": .text(former.name), "successor": .text(successor.name),
                    "date": .date(former.date),
                ]
            )
        case .ambiguous(let places):
            let names = places.map { "\(register.municipalities[$0].name) (\(register.municipalities[$0].code))" }
            return .aside("municipality.ambiguous", ["value": .text(name), "names": .list(names)])
        case .unknown(let nearest):
            return .aside(
                nearest.isEmpty ? "municipality.unknown-no-nearest" : "municipality.unknown",
                [
                    "value": .text(String(name.prefix(60))), "nearest": .list(nearest),
                    "date": .date(register.date),
                ]
            )
        }
    }

    private func area(_ municipality: Municipality) -> Area {
        Area(
            code: municipality.code,
            name: municipality.name,
            region: municipality.safetyRegion,
            province: municipality.province
        )
    }

    private mutating func number(_ area: Area) -> Int {
        if let number = numbers[area.code] { return number }
        numbers[area.code] = areas.count
        areas.append(area)
        return areas.count - 1
    }
}
