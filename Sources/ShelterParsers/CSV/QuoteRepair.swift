/// Divides a line that its quotes do not divide into the cells that the table has columns for.
///
/// Every quote that begins a cell may be one around it or a character of it, and every quote before a delimiter may be
/// the end of its cell. Of all ways that give the right number of cells, the one wins that explains most quotes.
struct QuoteRepair {
    private static let doubleQuote = UInt8(ascii: "\"")
    /// Quote marks of a line beyond which nothing is tried.
    private static let quoteLimit = 256
    /// Bytes of a line beyond which nothing is tried.
    private static let lengthLimit = 1 << 16
    /// Steps beyond which nothing is tried, lest a hostile line takes forever.
    private static let workLimit = 1 << 20

    let delimiter: [UInt8]
    let quote: UInt8
    /// `nil`: quotes are doubled.
    let escape: UInt8?
    let skipsBlanks: Bool
    /// The delimiter of what is written.
    let written: UInt8

    /// How a cell ends, and what that costs.
    private struct Step {
        var cost = Int32.max
        /// Where the cell began, as a number of a delimiter; -1 for none.
        var from: Int32 = -1
        /// Where its text ends, if it is in quotes; -1 if it is not.
        var close: Int32 = -1
    }

    /// Most bytes that a line of `count` bytes can become.
    static func capacity(for count: Int) -> Int { count * 4 + 16 }

    /// Writes the line with delimiters of one byte and doubled quotes.
    ///
    /// - Parameters:
    ///   - line: The text of one line, without its line end.
    ///   - isLenient: Whether another number of cells will do, if no way gives the right one.
    /// - Returns: The number of bytes written; `nil` if there is no way.
    func rewrite(
        _ line: UnsafeBufferPointer<UInt8>,
        cells: Int,
        isLenient: Bool,
        to target: UnsafeMutablePointer<UInt8>
    ) -> Int? {
        guard !delimiter.isEmpty else {
            return cells == 1 || isLenient
                ? write(line, [Cell(start: 0, end: line.count, isQuoted: false)], to: target) : nil
        }
        guard cells > 1 else { return nil }
        // The cells begin at the begin and after some of the delimiters; the end counts as one.
        var marks: [Int] = []
        var quotes = 0
        for index in line.indices {
            if isDelimiter(line, index) { marks.append(index) }
            if line[index] == quote { quotes += 1 }
        }
        marks.append(line.count)
        let most = isLenient ? max(cells, marks.count) : cells
        guard isLenient || marks.count >= cells, quotes <= Self.quoteLimit, line.count <= Self.lengthLimit,
            marks.count * most * (quotes + 1) <= Self.workLimit
        else { return nil }
        guard let path = cheapest(line, marks, cells, most: most) else { return nil }
        return write(line, path, to: target)
    }

    private func isDelimiter(_ line: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        guard index + delimiter.count <= line.count, line[index] == delimiter[0] else { return false }
        for step in 1..<max(1, delimiter.count) where line[index + step] != delimiter[step] { return false }
        return true
    }

    /// Whether a delimiter or the end of the line follows.
    private func isBeforeEnd(_ line: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        let after = afterBlanks(line, index + 1)
        return after == line.count || isDelimiter(line, after)
    }

    private func afterBlanks(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var index = start
        if skipsBlanks, delimiter != [0x20] { while index < line.count, line[index] == 0x20 { index += 1 } }
        return index
    }

    private struct Cell {
        var start: Int
        var end: Int
        var isQuoted: Bool
    }

    /// The cells of the cheapest way from the begin of the line to its end.
    private func cheapest(
        _ line: UnsafeBufferPointer<UInt8>,
        _ marks: [Int],
        _ cells: Int,
        most: Int
    ) -> [Cell]? {
        // steps[mark * width + count]: the cheapest way to end `count` cells at a delimiter.
        let width = most + 1
        var steps = [Step](repeating: Step(), count: marks.count * width)
        for from in -1..<(marks.count - 1) {
            let reached = (0..<most).filter { from < 0 ? $0 == 0 : steps[from * width + $0].cost < .max }
            guard !reached.isEmpty else { continue }
            let start = from < 0 ? 0 : marks[from] + delimiter.count
            func reach(_ mark: Int, _ cost: Int32, close: Int) {
                for count in reached {
                    let sum = (from < 0 ? 0 : steps[from * width + count].cost) + cost
                    if sum < steps[mark * width + count + 1].cost {
                        steps[mark * width + count + 1] = Step(cost: sum, from: Int32(from), close: Int32(close))
                    }
                }
            }
            guard let next = marks[(from + 1)...].firstIndex(where: { $0 >= start }) else { continue }
            let open = afterBlanks(line, start)
            if open < line.count, line[open] == quote {
                forEachClose(line, after: open) { close, inner in
                    guard let mark = marks.firstIndex(of: afterBlanks(line, close + 1)) else { return }
                    reach(mark, inner * 2, close: close)
                }
            }
            let quotes = Int32((start..<marks[next]).count { line[$0] == quote && !isApostrophe(line, $0) })
            // A quote at the begin that is none costs more than one in the middle.
            reach(next, quotes * 2 + (open < marks[next] && line[open] == quote ? 1 : 0), close: -1)
        }
        var mark = marks.count - 1
        func cost(_ count: Int) -> Int32 { steps[mark * width + count].cost }
        var count = cells
        if cost(count) == .max {
            guard most > cells || marks.count < cells,
                let best = (1...most).min(by: { (cost($0), abs($0 - cells)) < (cost($1), abs($1 - cells)) })
            else { return nil }
            count = best
        }
        guard cost(count) < .max else { return nil }
        var found: [Cell] = []
        while mark >= 0 {
            let step = steps[mark * width + count]
            let from = Int(step.from)
            let start = from < 0 ? 0 : marks[from] + delimiter.count
            found.append(
                step.close < 0
                    ? Cell(start: start, end: marks[mark], isQuoted: false)
                    : Cell(start: afterBlanks(line, start) + 1, end: Int(step.close), isQuoted: true)
            )
            mark = from
            count -= 1
        }
        return found.reversed()
    }

    /// Gives every quote that may end the cell which opens at `open`, and how many quotes before it stay unexplained.
    private func forEachClose(
        _ line: UnsafeBufferPointer<UInt8>,
        after open: Int,
        _ body: (_ close: Int, _ inner: Int32) -> Void
    ) {
        var inner: Int32 = 0
        var index = open + 1
        while index < line.count {
            let next = index + 1
            if let escape, line[index] == escape {
                if next < line.count, line[next] == quote, isBeforeEnd(line, next) { body(next, inner + 1) }
                index += 2
            } else if line[index] != quote {
                index += 1
            } else if escape == nil, next < line.count, line[next] == quote {
                if isBeforeEnd(line, next) { body(next, inner + 1) }
                index += 2
            } else {
                if isBeforeEnd(line, index) { body(index, inner) }
                if !isApostrophe(line, index) { inner += 1 }
                index += 1
            }
        }
    }

    private func isApostrophe(_ line: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        quote == 0x27 && index > 0 && index + 1 < line.count && CellShape.isLetter(line[index - 1])
            && CellShape.isLetter(line[index + 1])
    }

    private func write(
        _ line: UnsafeBufferPointer<UInt8>,
        _ cells: [Cell],
        to target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var out = 0
        func put(_ byte: UInt8) {
            target[out] = byte
            out += 1
        }
        for (number, cell) in cells.enumerated() {
            if number > 0 { put(written) }
            put(Self.doubleQuote)
            var index = cell.start
            while index < cell.end {
                if cell.isQuoted, index + 1 < cell.end {
                    let isEscape = escape.map { line[index] == $0 } ?? (line[index] == quote)
                    if isEscape, line[index + 1] == quote || line[index + 1] == escape { index += 1 }
                }
                if line[index] == Self.doubleQuote { put(Self.doubleQuote) }
                put(line[index])
                index += 1
            }
            put(Self.doubleQuote)
        }
        put(0x0A)
        return out
    }
}
