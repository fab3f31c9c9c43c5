import ShelterModel
import ShelterRehearsal
import Testing

@Suite struct PlantedFaultTests {
    static let export = Result { try Sample.rehearsal().export(locations: 150, file: "oefen.csv") }

    let export: RehearsalExport
    let reader: ExportReader

    init() throws {
        export = try Self.export.get()
        reader = ExportReader(export.csv)
    }

    @Test("Every kind of fault stands among 150 locations", arguments: FaultKind.allCases)
    func everyKind(kind: FaultKind) {
        #expect(export.answerKey.contains { $0.kind == kind })
    }

    @Test("A row carries at most one fault, and the key follows the file")
    func oneFaultPerRow() {
        let lines = export.answerKey.map(\.line)
        #expect(Set(lines).count == lines.count)
        #expect(lines == lines.sorted())
        #expect(export.answerKey.allSatisfy { $0.file == "oefen.csv" })
    }

    @Test("The key points at the text that was planted", arguments: FaultKind.allCases)
    func pointsAtText(kind: FaultKind) throws {
        let header = reader.row(line: 1).cells
        for fault in export.answerKey where fault.kind == kind {
            let cells = reader.row(line: fault.line).cells
            let raw = reader.raw(line: fault.line)
            let cell = fault.column.map { $0 <= cells.count ? cells[$0 - 1] : "" } ?? ""
            if let column = fault.column { #expect(fault.field == header[column - 1]) }
            #expect(isPlanted(fault, cell, cells, raw), "\(kind.rawValue) on line \(fault.line): \(raw)")
        }
    }

    @Test("As many rows are left to use as locations were asked for")
    func usedRows() {
        let unused = export.answerKey.filter { $0.effect == .rowSetAside || $0.effect == .superseded }
        #expect(export.usedRowCount == 150)
        #expect(export.rowCount == 150 + unused.count)
        #expect(reader.rows.count == export.rowCount)
    }

    @Test("A copy stands above the row that counts, an older visit is older than the one that counts")
    func repeatedVisits() throws {
        var ids: [String: [(line: Int, cells: [String])]] = [:]
        for row in reader.rows { ids[row.cells[0], default: []].append(row) }
        for fault in export.answerKey where [.sameDate, .olderVisit].contains(fault.kind) {
            let row = reader.row(line: fault.line).cells
            let other = try #require(ids[row[0]]?.first { $0.line != fault.line })
            if fault.kind == .sameDate {
                #expect(other.cells == row)
                #expect(other.line > fault.line)
            } else {
                #expect(try #require(date(row[3])) < #require(date(other.cells[3])))
                #expect(row[1...2] == other.cells[1...2])
            }
        }
    }

    @Test("Without faults the same locations stand in the file, and nothing is planted")
    func clean() throws {
        let clean = try Sample.rehearsal().export(locations: 150, faults: false)
        let rows = ExportReader(clean.csv).rows
        #expect(clean.answerKey.isEmpty)
        #expect(rows.count == 150)
        #expect(Set(rows.map(\.cells[0])).count == 150)
        #expect(rows.allSatisfy { $0.cells.count == Sample.codeBook.tables[0].columns.count })
        let lines = Set(export.csv.split(separator: 10))
        let shared = clean.csv.split(separator: 10).count { lines.contains($0) }
        #expect(shared > 100)
    }

    @Test("The key as a file has a line per fault and quotes what needs it")
    func keyFile() throws {
        let text = String(decoding: export.answerKeyCSV, as: UTF8.self)
        #expect(text.hasPrefix("line,column,field,kind,effect,code,value\n"))
        let typo = try #require(export.answerKey.first { $0.kind == .municipalityTypo })
        #expect(text.contains("\n\(typo.line),3,gemeente,municipality-typo,row-set-aside,municipality.unknown,\n"))
        let former = try #require(export.answerKey.first { $0.kind == .formerMunicipality })
        #expect(text.contains("\n\(former.line),3,gemeente,former-municipality,accepted,municipality.former,GM0363\n"))
        let broken = try #require(export.answerKey.first { $0.kind == .lineBreakInName })
        #expect(text.contains("\n\(broken.line),2,naam,line-break-in-name,accepted,,\""))
    }

    @Test("A code book without a register or newest visits has no room for what they need")
    func roomForKinds() throws {
        var codeBook = Sample.codeBook
        codeBook.register = nil
        codeBook.assessments = .each
        let rehearsal = try Rehearsal(
            codeBook: codeBook,
            register: Sample.register,
            profile: RehearsalProfile(),
            seed: 1
        )
        let export = rehearsal.export(locations: 300)
        let absent: Set<FaultKind> = [
            .municipalityTypo, .municipalityAmbiguous, .formerMunicipality, .sameDate, .olderVisit, .impossibleShare,
        ]
        #expect(absent.isDisjoint(with: rehearsal.kinds))
        #expect(Set(export.answerKey.map(\.kind)) == Set(rehearsal.kinds))
    }

    private func date(_ text: String) -> CalendarDate? {
        if let date = CalendarDate(iso: text) { return date }
        let parts = text.prefix { $0 != " " }.split(separator: "-").compactMap { Int($0) }
        return parts.count == 3 ? CalendarDate(year: parts[2], month: parts[1], day: parts[0]) : nil
    }

    private func isPlanted(_ fault: PlantedFault, _ cell: String, _ cells: [String], _ raw: String) -> Bool {
        let width = Sample.codeBook.tables[0].columns.count
        let definition = fault.column.map { Sample.codeBook.tables[0].columns[$0 - 1] }
        let number = Double(cell.replacing(",", with: "."))
        switch fault.kind {
        case .outOfRange: return number.map { $0 > definition?.range?.upperBound ?? .infinity } == true
        case .negativeCount: return cell.hasPrefix("-") && definition?.type == .integer
        case .textForNumber:
            return number == nil && !cell.isEmpty && !definition!.missing.values.joined().contains(cell)
        case .ambiguousNumber:
            return cell.wholeMatch(of: /1\.\d{3}/) != nil && definition?.type == .number && isDecided(fault, cell)
        case .unitInCell: return cell.wholeMatch(of: /\d+ (m2|m)/) != nil && cell.hasSuffix(definition?.unit ?? "?")
        case .percentSign: return cell.wholeMatch(of: /\d\d%/) != nil
        case .spreadsheetError: return cell.hasPrefix("#") && cell != "#N/B"
        case .decimalForInteger: return cell.hasSuffix(",5") && definition?.type == .integer
        case .impossibleDate:
            return definition?.type == .date && date(cell) == nil && cell.wholeMatch(of: /\d+-\d+-\d{4}/) != nil
        case .twoDigitYear: return cell.wholeMatch(of: /\d{1,2}-\d{1,2}-\d\d/) != nil
        case .unknownAnswer, .unknownCode: return !cell.isEmpty && !definition!.codes.flatMap(\.forms).contains(cell)
        case .impossibleShare: return Int(cell).flatMap { part in Int(cells[7]).map { part > $0 } } == true
        case .rowCutShort: return cells.count < width && cells.count > 1
        case .rowTooLong: return cells.count == width + 1 && cells[width] != ""
        case .strayQuote:
            return !raw.split(separator: ";")[1].hasPrefix("\"") && raw.split(separator: ";")[1].contains("\"")
        case .textAfterQuote:
            return raw.split(separator: ";")[1].hasPrefix("\"") && !raw.split(separator: ";")[1].hasSuffix("\"")
        case .quoteLeftOpen: return raw.count { $0 == "\"" } % 2 == 1 && fault.line == reader.lineCount
        case .emptyRow: return raw == String(repeating: ";", count: width - 1)
        case .municipalityTypo:
            return cells.count == width
                && !Sample.register.municipalities.contains { $0.name == cell || $0.code == cell }
        case .municipalityMissing: return cells.count == width && cell.isEmpty && fault.column == 3
        case .municipalityAmbiguous: return cell == "Bergen"
        case .locationMissing: return cells.count == width && cell.isEmpty && fault.column == 1
        case .sameDate, .olderVisit: return cells.count == width && fault.column == nil
        case .formerMunicipality: return cell == "Weesp" && fault.effect == .accepted("GM0363")
        case .municipalityCode: return fault.effect == .accepted(cell) && cell.hasPrefix("GM")
        case .bareMunicipalityCode:
            guard let code = Int(cell), case .accepted(let value) = fault.effect else { return false }
            return !cell.hasPrefix("0") && Int(value.dropFirst(2)) == code
        case .municipalityWithoutAccents: return cell == "Sudwest-Fryslan" && fault.effect == .accepted("GM1900")
        case .municipalityAlias: return ["Den Haag", "Zuidwest-Friesland"].contains(cell)
        case .blanksAround: return cell.hasPrefix(" ") && cell.hasSuffix("  ") && !isMissing(fault)
        case .nonBreakingSpaces: return cell.hasPrefix("\u{A0}") && cell.hasSuffix("\u{A0}") && !isMissing(fault)
        case .spreadsheetAnswer:
            return fault.effect == .accepted(cell == "WAAR" ? "yes" : "no") && cell.hasSuffix("WAAR")
        case .capitalAnswer:
            return fault.effect == .accepted(cell == "JA" ? "yes" : "no") && ["JA", "NEE"].contains(cell)
        case .lineBreakInName: return cell.contains("\n") && fault.effect == .accepted(cell)
        case .delimiterInName: return cell.contains(";") && fault.effect == .accepted(cell)
        case .quotesInName: return cell.contains("\"") && fault.effect == .accepted(cell)
        case .decimalPoint: return cell.wholeMatch(of: /\d+\.\d{1,2}/) != nil && fault.effect == .accepted(cell)
        case .thousandsMark:
            return cell.wholeMatch(of: /1\.\d{3},5/) != nil
                && fault.effect == .accepted(cell.replacing(".", with: "").replacing(",", with: "."))
        case .isoDate: return CalendarDate(iso: cell) != nil && fault.effect == .accepted(cell)
        case .writtenDate: return cell.wholeMatch(of: /\d{1,2} [a-z]+ \d{4}/) != nil
        case .dateWithTime:
            return cell.hasSuffix(" 0:00") && date(cell).map { fault.effect == .accepted($0.iso) } == true
        }
    }

    /// A number with two readings means what the other cells of its column say, and the key tells it of the column.
    private func isDecided(_ fault: PlantedFault, _ cell: String) -> Bool {
        let others = reader.rows.compactMap {
            $0.cells.count == Sample.codeBook.tables[0].columns.count ? $0.cells[(fault.column ?? 1) - 1] : nil
        }
        let hasComma = others.contains { $0.wholeMatch(of: /-?[\d.]+,\d{1,2}/) != nil }
        let hasPoint = others.contains { $0.wholeMatch(of: /-?\d+\.\d{1,2}/) != nil }
        let code = export.columnRemarks.first { $0.column == fault.column }?.expectedCode
        switch (hasComma, hasPoint) {
        case (true, false):
            return fault.effect == .accepted(cell.filter { $0 != "." }) && code == "column.decided-comma"
        case (true, true): return fault.effect == .cellRefused && code == "column.mixed-decimals"
        default: return false
        }
    }

    private func isMissing(_ fault: PlantedFault) -> Bool {
        if case .accepted(let value) = fault.effect { return value.isEmpty }
        return true
    }
}
