public import ShelterModel

/// An invented export with its answer key.
public struct RehearsalExport: Hashable, Sendable {
    /// UTF-8 with byte order mark, semicolons, decimal commas, CRLF.
    public var csv: [UInt8]
    /// In the order of the file.
    public var answerKey: [PlantedFault]
    /// What a reader must tell of columns as a whole, in their order.
    public var columnRemarks: [ColumnRemark] = []
    /// Rows below the header, blank ones and those to be set aside included.
    public var rowCount: Int
    /// Rows that a reader must use: as many as locations were asked for.
    public var usedRowCount: Int

    /// The answer key as a file: `line,column,field,kind,effect,code,value`.
    public var answerKeyCSV: [UInt8] {
        var bytes = Array(PlantedFault.header.utf8)
        for remark in columnRemarks { remark.append(to: &bytes) }
        for fault in answerKey { fault.append(to: &bytes) }
        return bytes
    }
}

/// Invents inspections in the layout of a code book.
///
/// The first table is made, and the first table of respondents; variables that joins derive are left out. The same seed,
/// inputs and arguments give the same bytes on every machine.
public struct Rehearsal: Sendable {
    /// Kinds of fault that the code book, register and profile have room for.
    public let kinds: [FaultKind]

    private let columns: [ColumnDefinition]
    private let register: MunicipalityRegister
    private let profile: RehearsalProfile
    private let drawer: RowDrawer
    private let placeDrawer: PlaceDrawer
    private let cells: CellFaults
    private let forms: MunicipalityForms
    private let survey: ResidentSurvey?

    /// - Throws: A refusal if the profile names what the code book does not have (`rehearsal.unknown-variable`,
    ///   `rehearsal.unknown-code`), if its variables need each other in a circle (`rehearsal.circle`), or
    ///   if the code book or the register is empty (`rehearsal.nothing-to-draw`).
    public init(
        codeBook: CodeBook,
        register: MunicipalityRegister,
        profile: RehearsalProfile,
        seed: UInt64,
        window: VisitWindow = .standard
    ) throws(Refusal) {
        let columns = codeBook.tables.first?.columns ?? []
        guard !columns.isEmpty, !register.municipalities.isEmpty else {
            throw Refusal("rehearsal.nothing-to-draw", at: SourceLocation(file: codeBook.id))
        }
        let planner = RowPlanner(columns: columns, profile: profile)
        let problems = planner.problems(codeBook: codeBook.id)
        if !problems.isEmpty { throw Refusal(problems) }
        let kindColumn = columns.first { $0.role == .kind }
        let kindCodes = kindColumn?.codes.map(\.value) ?? []
        let general = planner.plan(kind: nil)
        self.columns = columns
        self.register = register
        self.profile = profile
        drawer = RowDrawer(seed: seed, plans: [general] + kindCodes.map { planner.plan(kind: $0) })
        placeDrawer = PlaceDrawer(
            seed: seed,
            register: register,
            profile: profile,
            window: window,
            kindColumn: kindColumn
        )
        cells = CellFaults(columns: columns, plan: general, shares: profile.shares)
        forms = MunicipalityForms(register: register)
        survey = try ResidentSurvey(codeBook: codeBook, register: register, profile: profile, seed: seed)
        kinds = Self.kinds(codeBook, columns, cells, forms)
    }

    /// Invents this many locations, one row each, and plants faults between and in them.
    ///
    /// From 150 locations on, every kind in `kinds` stands in the file at least once.
    ///
    /// - Parameters:
    ///   - file: Name of the file in the answer key.
    ///   - faults: Whether to plant any; without them every row is clean and the answer key is empty.
    public func export(locations: Int, file: String = "rehearsal.csv", faults: Bool = true) -> RehearsalExport {
        let places = placeDrawer.places(locations)
        let rows =
            faults
            ? RowList(
                places: places,
                kinds: kinds,
                drawer: drawer,
                placeDrawer: placeDrawer,
                cells: cells,
                forms: forms,
                columns: columns,
                register: register,
                revisits: profile.revisits
            ).rows : RowList.clean(places)
        return write(rows, file: file, used: places.count)
    }

    /// What residents of the same locations answer, where the code book has a table of respondents; without faults.
    ///
    /// The locations, and how many live there, are those of `export(locations:)`.
    public func answers(locations: Int) -> [UInt8]? {
        guard let survey, let residents = columns.firstIndex(where: { $0.role == .residents }) else { return nil }
        var draft = DrawnRow(values: [], missing: [])
        return survey.csv(
            placeDrawer.places(locations).map { place in
                drawer.draw(place, visit: 0, into: &draft)
                return (place, Amount(millionths: draft.values[residents]))
            }
        )
    }

    private func write(_ rows: [PlannedRow], file: String, used: Int) -> RehearsalExport {
        let writer = RowWriter(register: register)
        let faulty = FaultyRows(columns: columns, writer: writer)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(rows.count * columns.count * 6)
        var answerKey: [PlantedFault] = []
        var draft = DrawnRow(values: [], missing: [])
        var evidence = DecimalEvidence(columns)
        var ambiguous: [Int: [UInt8]] = [:]
        writer.appendHeader(columns, to: &bytes)
        var line = 2
        for row in rows {
            let plan = drawer.plan(for: row.place)
            drawer.draw(row.place, visit: row.visit == 1 ? 1 : 0, into: &draft)
            if row.fault?.breaksRow != true { evidence.add(draft, plan, replaced: row.cell) }
            if let fault = row.fault {
                if fault == .ambiguousNumber { ambiguous[answerKey.count] = row.cell?.bytes }
                answerKey.append(faulty.entry(fault, row, file: file, line: line))
                faulty.append(row, fault, draft, plan, to: &bytes)
                line += row.cell?.bytes.count { $0 == UInt8(ascii: "\n") } ?? 0
            } else {
                writer.append(draft, of: row.place, visit: row.visit, plan: plan, replaced: nil, to: &bytes)
            }
            bytes += RowWriter.lineEnd
            line += 1
        }
        for (index, cell) in ambiguous { answerKey[index].effect = evidence.effect(of: answerKey[index], bytes: cell) }
        let columns = Set(ambiguous.keys.compactMap { answerKey[$0].column.map { $0 - 1 } })
        return RehearsalExport(
            csv: bytes,
            answerKey: answerKey,
            columnRemarks: evidence.remarks(ambiguous: columns),
            rowCount: rows.count,
            usedRowCount: used
        )
    }

    private static func kinds(
        _ codeBook: CodeBook,
        _ columns: [ColumnDefinition],
        _ cells: CellFaults,
        _ forms: MunicipalityForms
    ) -> [FaultKind] {
        let hasMunicipality = columns.contains { $0.role == .municipality }
        let hasLocation = columns.contains { $0.role == .locationID }
        let hasRegister = codeBook.register != nil && hasMunicipality
        let followsVisits = codeBook.assessments == .newest && hasLocation && columns.contains { $0.role == .visitDate }
        return FaultKind.allCases.filter { kind in
            switch kind {
            case .rowCutShort, .rowTooLong, .strayQuote, .textAfterQuote, .quoteLeftOpen, .emptyRow: columns.count > 2
            case .municipalityTypo, .municipalityMissing: hasRegister
            case .municipalityAmbiguous: hasRegister && !forms.ambiguous.isEmpty
            case .locationMissing: hasLocation
            case .sameDate, .olderVisit: followsVisits
            case _ where kind.isMunicipalityForm: hasRegister && forms.accepted[kind] != nil
            default: cells.canPlant(kind)
            }
        }
    }
}
