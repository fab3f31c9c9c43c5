import ShelterModel

/// Writes rows as a Dutch spreadsheet exports them: semicolons, decimal commas, CRLF.
struct RowWriter {
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    static let delimiter = UInt8(ascii: ";")
    static let lineEnd: [UInt8] = [UInt8(ascii: "\r"), UInt8(ascii: "\n")]

    /// Encoded name per municipality.
    private let municipalities: [[UInt8]]

    init(register: MunicipalityRegister) {
        municipalities = register.municipalities.map { CSVText.cell($0.name) }
    }

    func appendHeader(_ columns: [ColumnDefinition], to bytes: inout [UInt8]) {
        bytes += Self.byteOrderMark
        for (index, column) in columns.enumerated() {
            if index > 0 { bytes.append(Self.delimiter) }
            bytes += CSVText.cell(column.exportHeader)
        }
        bytes += Self.lineEnd
    }

    /// - Parameter replaced: A cell that stands otherwise in the file than it was drawn.
    func append(
        _ row: DrawnRow,
        of place: Place,
        visit: Int,
        plan: RowPlan,
        replaced: PlantedCell?,
        to bytes: inout [UInt8]
    ) {
        for index in plan.columns.indices {
            if index > 0 { bytes.append(Self.delimiter) }
            if let replaced, replaced.column == index {
                bytes += replaced.bytes
            } else {
                appendCell(plan.columns[index], row.values[index], row.missing[index], place, visit, to: &bytes)
            }
        }
    }

    private func appendCell(
        _ column: ColumnPlan,
        _ value: Int,
        _ missing: Int,
        _ place: Place,
        _ visit: Int,
        to bytes: inout [UInt8]
    ) {
        guard missing < 0 else {
            bytes += column.missingForms[missing]
            return
        }
        switch (column.role, column.type) {
        case (.locationID, .text): bytes += PlaceKey.text(place.serial).utf8
        case (.locationID, _): CSVText.append(place.serial, to: &bytes)
        case (.assessmentID, .number), (.assessmentID, .integer): CSVText.append(place.serial * 10 + visit, to: &bytes)
        case (.assessmentID, _): bytes += PlaceKey.visit(place.serial, visit).utf8
        case (.locationName, _): bytes += CSVText.cell(place.name)
        case (.municipality, _): bytes += municipalities[place.municipality]
        case (_, .number), (_, .integer):
            CSVText.append(Amount(millionths: value), mark: column.decimalMark, to: &bytes)
        case (_, .boolean), (_, .choice):
            if column.answers.indices.contains(value) { bytes += column.answers[value] }
        case (_, .date): CSVText.append(CalendarDate(daysSince1970: value), order: column.dateOrder, to: &bytes)
        case (_, .text), (_, .freeText):
            if case .words(let words) = column.shape, words.indices.contains(value) { bytes += words[value] }
        }
    }
}
