/// Rows of a sheet that are held back, the first one first.
struct RowTail {
    private var slots = [SheetRow](repeating: SheetRow(), count: SheetLayout.tailRows + 1)
    private var first = 0
    private(set) var count = 0
    private var byteCount = 0

    var isFull: Bool { count == slots.count || byteCount >= SheetLayout.byteLimit }
    var rows: [SheetRow] { (0..<count).map { slots[(first + $0) % slots.count] } }

    /// Adds a copy of a row; there must be room for it.
    mutating func append(_ row: SheetRow) {
        let slot = (first + count) % slots.count
        slots[slot].assign(row)
        byteCount += slots[slot].bytes.count
        count += 1
    }

    /// Number of the slot of the first row, which no longer counts as held; it stays as it is until a row is added.
    mutating func removeFirst() -> Int? {
        guard count > 0 else { return nil }
        let slot = first
        byteCount -= slots[slot].bytes.count
        first = (first + 1) % slots.count
        count -= 1
        return slot
    }

    subscript(slot: Int) -> SheetRow { slots[slot] }
}
