/// The cells of one row, gathered in any order.
struct SheetRow {
    /// Counted from 1, as the spreadsheet shows it.
    var number = 0
    /// UTF-8 of all cells; what is no cell yet stands at the end.
    var bytes: [UInt8] = []
    /// Columns up to the last one that holds text.
    private(set) var width = 0
    private var starts: [Int] = []
    private var ends: [Int] = []
    /// Columns whose cell the workbook holds as a number.
    private var numbers = CellMarks()
    private var isInOrder = true

    mutating func begin(number: Int) {
        self.number = number
        bytes.removeAll(keepingCapacity: true)
        for column in 0..<width {
            starts[column] = 0
            ends[column] = 0
        }
        width = 0
        isInOrder = true
        numbers = CellMarks()
    }

    var isEmpty: Bool { width == 0 }

    /// Makes the bytes from `start` on the text of a column, counted from 0.
    mutating func set(_ column: Int, from start: Int, isNumber: Bool = false) {
        guard start < bytes.count else { return }
        if isNumber { numbers.insert(column) }
        while column >= starts.count {
            starts.append(0)
            ends.append(0)
        }
        if column < width { isInOrder = false }
        starts[column] = start
        ends[column] = bytes.count
        width = max(width, column + 1)
    }

    func isNumber(_ column: Int) -> Bool { numbers.contains(column) }

    func range(of column: Int) -> Range<Int> {
        column < width ? starts[column]..<ends[column] : 0..<0
    }

    /// Makes it a copy of another row, in the memory that it has.
    mutating func assign(_ other: SheetRow) {
        begin(number: other.number)
        for column in 0..<other.width {
            let start = bytes.count
            bytes.append(contentsOf: other.bytes[other.range(of: column)])
            set(column, from: start, isNumber: other.isNumber(column))
        }
    }

    /// Cells that hold text.
    var filled: Int { (0..<width).count { !range(of: $0).isEmpty } }

    var texts: [String] {
        (0..<width).map { String(decoding: bytes[range(of: $0)], as: UTF8.self) }
    }

    /// Adds the row as a record of so many fields; there must not be more cells than that.
    func append(to batch: inout RecordBatch, columns: Int) {
        let base = batch.bytes.count
        if !numbers.isEmpty {
            let first = batch.fieldEnds.count
            for column in 0..<width where numbers.contains(column) { batch.numberCells.insert(first + column) }
        }
        if isInOrder {
            batch.bytes.append(contentsOf: bytes)
            var end = base
            for column in 0..<width {
                if ends[column] > 0 { end = base + ends[column] }
                batch.fieldEnds.append(end)
            }
        } else {
            for column in 0..<width {
                batch.bytes.append(contentsOf: bytes[starts[column]..<ends[column]])
                batch.fieldEnds.append(batch.bytes.count)
            }
        }
        let end = batch.bytes.count
        for _ in width..<max(width, columns) { batch.fieldEnds.append(end) }
        batch.lines.append(number)
        batch.recordEnds.append(batch.fieldEnds.count)
    }
}
