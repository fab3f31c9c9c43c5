import ShelterModel

/// One row of the export, before it is written.
struct PlannedRow {
    var place: Place
    /// 0 for the newest visit, 1 for the one before, 2 for the copy of a visit.
    var visit = 0
    var fault: FaultKind?
    /// The cell that `fault` changes, where it changes a cell.
    var cell: PlantedCell?

    init(_ place: Place, visit: Int = 0, fault: FaultKind? = nil, cell: PlantedCell? = nil) {
        self.place = place
        self.visit = visit
        self.fault = fault
        self.cell = cell
    }
}

/// Decides which rows stand in the export, and where the faults go.
///
/// Every kind is planted once per block of 150 locations. Rows that a reader must set aside come on top of
/// the locations that were asked for, so that these are all used.
struct RowList {
    static let block = 150

    private(set) var rows: [PlannedRow] = []

    private let drawer: RowDrawer
    private let places: PlaceDrawer
    private let cells: CellFaults
    private let forms: MunicipalityForms
    private let columns: [ColumnDefinition]
    private let register: MunicipalityRegister
    private let revisits: Amount
    private let kinds: [FaultKind]
    private var random: RandomSource
    private var ordinary: [PlannedRow]
    private var nextSerial: Int
    private var draft = DrawnRow(values: [], missing: [])

    init(
        places ordinary: [Place],
        kinds: [FaultKind],
        drawer: RowDrawer,
        placeDrawer: PlaceDrawer,
        cells: CellFaults,
        forms: MunicipalityForms,
        columns: [ColumnDefinition],
        register: MunicipalityRegister,
        revisits: Amount
    ) {
        self.drawer = drawer
        places = placeDrawer
        self.cells = cells
        self.forms = forms
        self.columns = columns
        self.register = register
        self.revisits = revisits
        self.kinds = kinds.filter { $0 != .quoteLeftOpen }
        random = RandomSource(seed: drawer.seed, stream: .max - 1)
        self.ordinary = ordinary.map { PlannedRow($0) }
        nextSerial = ordinary.count + 1
        for start in stride(from: 0, to: ordinary.count, by: Self.block) {
            plant(in: start..<min(start + Self.block, ordinary.count))
        }
        if kinds.contains(.quoteLeftOpen), ordinary.count >= 20 { rows.append(extraRow(.quoteLeftOpen)) }
    }

    /// The rows of an export without faults.
    static func clean(_ places: [Place]) -> [PlannedRow] { places.map { PlannedRow($0) } }

    private mutating func plant(in block: Range<Int>) {
        var chosen = kinds.filter { $0 != .olderVisit }
        random.shuffle(&chosen)
        chosen = Array(chosen.prefix(chosen.count * block.count / Self.block))
        var insertions: [Int: [PlannedRow]] = [:]
        var free = Array(block)
        random.shuffle(&free)
        // First the rows that hardly any other row could stand in for.
        for kind in chosen where kind.isMunicipalityForm { plantMunicipalityForm(kind, in: block) }
        free.removeAll { ordinary[$0].fault != nil }
        for kind in chosen where !kind.isMunicipalityForm {
            switch kind {
            case .sameDate:
                guard let target = free.popLast() else { continue }
                // Of two rows with one date the later one counts, so the copy stands above it.
                insertions[random.within(block.lowerBound...target), default: []]
                    .append(PlannedRow(ordinary[target].place, visit: 2, fault: kind))
            case _ where kind.needsExtraRow:
                let position = block.lowerBound + random.below(block.count)
                insertions[position, default: []].append(extraRow(kind))
            default: plantCell(kind, in: &free)
            }
        }
        for _ in 0..<olderVisits(block.count) {
            guard let target = free.popLast() else { break }
            var place = ordinary[target].place
            place.visit.daysSince1970 -= 30 + random.below(150)
            insertions[block.lowerBound + random.below(block.count), default: []]
                .append(PlannedRow(place, visit: 1, fault: .olderVisit))
        }
        for index in block {
            rows += insertions[index] ?? []
            rows.append(ordinary[index])
        }
    }

    private func olderVisits(_ count: Int) -> Int {
        guard kinds.contains(.olderVisit), revisits > .zero else { return 0 }
        return max((Amount(count) * revisits).whole, count == Self.block ? 1 : 0)
    }

    /// Tries rows until one has a cell that can carry the fault.
    private mutating func plantCell(_ kind: FaultKind, in free: inout [Int]) {
        for position in free.indices.reversed() {
            let place = ordinary[free[position]].place
            drawer.draw(place, visit: 0, into: &draft)
            guard let cell = cells.plant(kind, in: draft, of: place, &random) else { continue }
            ordinary[free[position]].fault = kind
            ordinary[free[position]].cell = cell
            free.remove(at: position)
            return
        }
    }

    /// Prefers a location of a municipality that has such a form, in this block or a later one;
    /// else a location moves to one.
    private mutating func plantMunicipalityForm(_ kind: FaultKind, in block: Range<Int>) {
        guard let column = columns.firstIndex(where: { $0.role == .municipality }), let known = forms.accepted[kind]
        else {
            return
        }
        func isFree(_ row: PlannedRow) -> Bool { row.fault == nil && known[row.place.municipality] != nil }
        var target = ordinary[block.lowerBound...].firstIndex(where: isFree)
        if target.map({ $0 >= block.upperBound }) != false {
            // One location per municipality is promised from this number on: only the others may move.
            let count = register.municipalities.count
            let mayMove = block.first { ordinary[$0].fault == nil && (ordinary.count < count || !isOnlyOne($0)) }
            if let mayMove, let home = random.element(of: known.keys.sorted()) {
                ordinary[mayMove].place = places.place(serial: ordinary[mayMove].place.serial, municipality: home)
                target = mayMove
            }
        }
        guard let target, let form = random.element(of: known[ordinary[target].place.municipality] ?? []) else {
            return
        }
        let code = register.municipalities[ordinary[target].place.municipality].code
        ordinary[target].fault = kind
        ordinary[target].cell = PlantedCell(column: column, bytes: CSVText.cell(form), effect: .accepted(code))
    }

    private func isOnlyOne(_ index: Int) -> Bool {
        let home = ordinary[index].place.municipality
        return ordinary.count { $0.place.municipality == home } < 2
    }

    /// A row of a location that no other row has.
    private mutating func extraRow(_ kind: FaultKind) -> PlannedRow {
        var place = places.extraPlace(serial: nextSerial)
        nextSerial += 1
        guard let column = columns.firstIndex(where: { $0.role == .municipality }) else {
            return PlannedRow(place, fault: kind)
        }
        var text: String?
        switch kind {
        case .municipalityTypo:
            var typo = forms.typo(of: place.municipality, &random)
            for _ in 0..<50 where typo == nil {
                place.municipality = random.below(register.municipalities.count)
                typo = forms.typo(of: place.municipality, &random)
            }
            text = typo ?? register.municipalities[place.municipality].name + "x"
        case .municipalityMissing: text = ""
        case .municipalityAmbiguous: text = random.element(of: forms.ambiguous)
        default: break
        }
        let cell = text.map { PlantedCell(column: column, bytes: CSVText.cell($0), effect: .rowSetAside) }
        return PlannedRow(place, fault: kind, cell: cell)
    }
}
