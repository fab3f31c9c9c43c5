internal import ShelterModel
internal import ShelterParsers

/// A small table of any format, in memory: cells as text, each row with its line.
struct PlainTable {
    let name: String
    let hash: String
    let bytes: Int
    let header: [String]
    let headerLine: Int
    private(set) var rows: [(line: Int, cells: [String])] = []
    /// Cells that the file itself holds as numbers, counted through the table row by row.
    private var certain = CellMarks()
    private(set) var setAside: [Diagnostic] = []
    private(set) var notices: [Diagnostic] = []

    /// More than this is no table of units or weights.
    static let cellLimit = 20_000_000

    init(path: String, name: String, options: ExportOptions) throws(Refusal) {
        var hash = BlockHash()
        var reader = try ExportReader(path: path, displayName: name, options: options) { hash.update($0) }
        self.name = name
        header = reader.header
        headerLine = reader.headerLine
        while let batch = try reader.next() {
            setAside += batch.setAside.map(\.diagnostic)
            notices += batch.notes
            for record in 0..<batch.recordCount {
                for column in header.indices where batch.isNumber(column, of: record) {
                    certain.insert(rows.count * header.count + column)
                }
                rows.append((batch.lines[record], batch.fields(of: record).map { batch.text(of: $0) }))
            }
            guard rows.count * max(1, header.count) <= Self.cellLimit else {
                throw Refusal(
                    "table.too-large",
                    at: SourceLocation(file: name),
                    ["limit": .integer(Self.cellLimit)]
                )
            }
        }
        notices += reader.diagnostics
        self.hash = hash.hex
        bytes = hash.byteCount
    }

    /// Number of the column with one of these names, whatever their case; `nil` if there is none.
    ///
    /// - Throws: `Refusal` if there are several.
    func column(_ names: String...) throws(Refusal) -> Int? {
        let wanted = Set(names.map { CodeBook.foldedHeader($0) })
        let found = header.indices.filter { wanted.contains(CodeBook.foldedHeader(header[$0])) }
        guard found.count < 2 else {
            throw Refusal(
                "table.duplicate-column",
                at: SourceLocation(file: name, line: headerLine),
                ["column": .text(names[0]), "places": .list(found.map { String($0 + 1) })]
            )
        }
        return found.first
    }

    /// The text of a cell without spaces around it; `nil` if nothing stands there.
    func text(_ row: Int, _ column: Int?) -> String? {
        guard let column, rows[row].cells.indices.contains(column) else { return nil }
        let text = rows[row].cells[column].trimmingSpaces
        return Self.missing.contains(text.lowercased()) ? nil : text
    }

    /// How a missing number is written, beside an empty cell.
    private static let missing: Set<String> = ["", "na", "n/a", "nan", "null", "#n/a"]

    /// The numbers of a column; what is no number goes to `problems`.
    ///
    /// The column decides its decimal mark; one that could be a thousands mark in every cell is a problem.
    func numbers(_ column: Int, decimal: DecimalMark?, problems: inout [Diagnostic]) -> [Double?] {
        let texts = rows.indices.map { text($0, column) }
        let isCertain = { (row: Int) in certain.contains(row * header.count + column) }
        let marked = texts.enumerated().compactMap { isCertain($0) ? nil : $1 }.filter {
            $0.contains(",") || $0.contains(".")
        }
        var isComma = decimal == .comma
        if decimal == nil {
            let commas = marked.count { $0.contains(",") }
            isComma = commas > 0
            let isMixed = commas > 0 && marked.contains { $0.contains(".") }
            if isMixed || (!marked.isEmpty && marked.allSatisfy(Self.couldBeThousands)) {
                problems.append(
                    Diagnostic(
                        .error,
                        "table.decimal-unclear",
                        at: SourceLocation(file: name, line: headerLine, column: column + 1, field: header[column])
                    )
                )
                return texts.map { _ in nil }
            }
        }
        return texts.enumerated().map { row, text in
            guard let text else { return nil }
            if let number = Self.number(text, isComma: isComma && !isCertain(row)) { return number }
            problems.append(
                Diagnostic(
                    .error,
                    "table.not-a-number",
                    at: SourceLocation(
                        file: name,
                        line: rows[row].line,
                        column: column + 1,
                        field: header[column]
                    )
                )
            )
            return nil
        }
    }

    /// One to three digits, a mark, and exactly three digits.
    private static func couldBeThousands(_ text: String) -> Bool {
        let parts = text.split(whereSeparator: { $0 == "," || $0 == "." })
        guard parts.count == 2, parts[1].count == 3, let first = parts.first else { return false }
        return first.drop(while: { $0 == "-" }).count <= 3 && first.drop(while: { $0 == "-" }) != "0"
    }

    static func number(_ text: String, isComma: Bool) -> Double? {
        guard !text.contains(isComma ? "." : ",") else { return nil }
        let plain = isComma ? text.replacing(",", with: ".") : text
        guard plain.utf8.allSatisfy({ "+-.eE0123456789".utf8.contains($0) }), let number = Double(plain),
            number.isFinite
        else { return nil }
        return number
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
