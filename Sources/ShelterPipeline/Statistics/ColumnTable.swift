internal import Foundation
internal import ShelterModel
internal import ShelterParsers

/// Columns of a whole file as text, for statistics; missing answers are `nil`.
struct ColumnTable {
    let file: String
    let header: [String]
    let headerLine: Int
    private(set) var lines: [Int] = []
    private(set) var setAside: [Diagnostic] = []
    private var cells: [Int: [String?]] = [:]
    /// By column, the rows in which the file itself holds a number.
    private var certain: [Int: CellMarks] = [:]
    private var labels: [Int: [String: String]] = [:]
    private var decimal: DecimalMark?

    /// How files write that there is no answer, besides an empty cell: R, spreadsheets, SPSS.
    private static let missing: Set<String> = ["NA", "NaN", "N/A", "#N/A", "#N/B", "."]

    /// - Parameter needed: The columns to keep, found in the header.
    init(
        path: String,
        options: ExportOptions,
        decimal: DecimalMark?,
        onBytes: ((UnsafeRawBufferPointer) -> Void)?,
        needed: ([String], String) throws(Refusal) -> Set<Int>
    ) throws(Refusal) {
        file = CSVReader.displayNames(for: [path])[0]
        var reader = try ExportReader(path: path, displayName: file, options: options, onBytes: onBytes)
        header = reader.header
        headerLine = reader.headerLine
        let columns = try needed(reader.header, file).sorted()
        let declared = columns.map { reader.columns[$0].missing }
        for column in columns {
            cells[column] = []
            labels[column] = Dictionary(
                reader.columns[column].valueLabels.map { ($0.label, $0.value) },
                uniquingKeysWith: { first, _ in first }
            )
        }
        // A comma that divides cells leaves the point for decimals.
        let hasPoint = reader.dialect?.delimiter == ","
        var marks = PlainNumbers()
        var lists = columns.map { _ in [String?]() }
        var certain = columns.map { _ in CellMarks() }
        while let batch = try reader.next() {
            setAside += batch.setAside.map(\.diagnostic).filter { $0.severity != .note }
            for record in 0..<batch.recordCount {
                lines.append(batch.lines[record])
                let fields = batch.fields(of: record)
                for (place, column) in columns.enumerated() {
                    let text = column < fields.count ? batch.text(of: fields.lowerBound + column) : ""
                    if batch.isNumber(column, of: record) { certain[place].insert(lists[place].count) }
                    lists[place].append(Self.answer(text, declared[place]))
                }
                batch.bytes.withUnsafeBufferPointer { bytes in
                    for field in fields where !batch.numberCells.contains(field) {
                        marks.add(UnsafeBufferPointer(rebasing: bytes[batch.range(of: field)]))
                    }
                }
            }
        }
        for (place, column) in columns.enumerated() {
            cells[column] = lists[place]
            self.certain[column] = certain[place]
        }
        self.decimal = decimal ?? marks.decimal ?? (hasPoint ? .point : nil)
        guard !lines.isEmpty else {
            throw Refusal("statistics.no-rows", at: SourceLocation(file: file, line: headerLine))
        }
    }

    private static func answer(_ text: String, _ declared: [ExportColumn.Missing]) -> String? {
        let text = text.trimmingCharacters(in: .whitespaces)
        if text.isEmpty || missing.contains(text) { return nil }
        for rule in declared {
            switch rule {
            case .value(let value): if value == text { return nil }
            case .range(let low, let high): if let number = Double(text), (low...high).contains(number) { return nil }
            }
        }
        return text
    }

    var rowCount: Int { lines.count }

    /// The column with a name; names are compared as they stand, and then without blanks around them.
    static func column(_ name: String, in header: [String], file: String) throws(Refusal) -> Int {
        for wanted in [name, name.trimmingCharacters(in: .whitespaces)] {
            let found = header.indices.filter {
                header[$0] == wanted || header[$0].trimmingCharacters(in: .whitespaces) == wanted
            }
            if found.count == 1 { return found[0] }
            if found.count > 1 {
                throw Refusal("statistics.column-twice", at: SourceLocation(file: file), ["column": .text(name)])
            }
        }
        let near = header.prefix(30).map { String($0.prefix(40)) }
        throw Refusal(
            "statistics.column-unknown",
            at: SourceLocation(file: file),
            ["column": .text(name), "found": .list(Array(near))]
        )
    }

    func texts(_ name: String) throws(Refusal) -> [String?] {
        cells[try Self.column(name, in: header, file: file)] ?? []
    }

    /// The numbers of a column, NaN where there is no answer.
    func numbers(_ name: String) throws(Refusal) -> [Double] {
        let column = try Self.column(name, in: header, file: file)
        do throws(PlainNumbers.Problem) {
            return try PlainNumbers.numbers(
                cells[column] ?? [],
                certain: certain[column] ?? CellMarks(),
                decimal: decimal
            )
        } catch {
            switch error {
            case .notANumber(let row): throw Refusal("statistics.no-number", at: place(row, name))
            case .ambiguous(let row): throw Refusal("statistics.number-ambiguous", at: place(row, name))
            }
        }
    }

    /// Whether each row has a value; NaN where there is no answer.
    func indicator(_ name: String, _ value: String) throws(Refusal) -> [Double] {
        let wanted = try matching(name, value)
        return try texts(name).map { cell in cell.map { wanted.contains($0) ? 1 : 0 } ?? .nan }
    }

    /// The spellings of a value that occur: as given, else the same number, else the code of a label.
    func matching(_ name: String, _ value: String) throws(Refusal) -> Set<String> {
        let column = try Self.column(name, in: header, file: file)
        let found = Set((cells[column] ?? []).compactMap { $0 })
        if found.contains(value) { return [value] }
        if let number = Double(value) {
            let same = found.filter { Double($0.replacing(",", with: ".")) == number }
            if !same.isEmpty { return same }
        }
        if let code = labels[column]?[value], found.contains(code) { return [code] }
        return [value]
    }

    func place(_ row: Int, _ name: String? = nil) -> SourceLocation {
        SourceLocation(file: file, line: lines[row], field: name)
    }

    /// Names of groups in the order of their numbers if all are numbers, else by their letters.
    static func sorted(_ names: some Sequence<String>) -> [String] {
        let names = Array(names)
        let numbers = names.map { Double($0) }
        if numbers.allSatisfy({ $0 != nil }) {
            return names.indices.sorted { (numbers[$0] ?? 0, names[$0]) < (numbers[$1] ?? 0, names[$1]) }.map {
                names[$0]
            }
        }
        return names.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    }
}
