extension RecordScanner {
    /// Whether the quotes of the row make no sense as they were read.
    func mayRepair(_ step: Step) -> Bool {
        guard repairsQuotes, expectedCells > 0 else { return false }
        switch step {
        case .record: return strayQuotes > 0 && (sink.cells != expectedCells || second != nil)
        case .setAside: return isAbandoned
        case .end: return false
        }
    }

    /// Divides the first line of the record alone into the expected number of cells.
    ///
    /// If the record went on, the line after it must be a row of its own as well: a quote was left open then, and is no
    /// cell of several lines.
    mutating func divide(_ first: LineWindow.Line) -> Bool {
        guard let repair else { return false }
        if let second, rewritten(second, repair, isLenient: false) == nil { return false }
        // A row that cannot be read otherwise is kept, even if it has too few cells or too many.
        guard let count = rewritten(first, repair, isLenient: false) ?? rewritten(first, repair, isLenient: isAbandoned)
        else { return false }
        window.rewind(to: first.end)
        lastLine = line
        parser.reset()
        sink.dropRecord()
        sink.beginRecord()
        sink.reserve(count)
        let fault = scratch.withUnsafeMutableBufferPointer { scratch in
            scratch.baseAddress.map { parser.parse($0, count: count, into: &sink) } ?? nil
        }
        guard fault == nil, sink.recordEnded else {
            parser.reset()
            sink.dropRecord()
            return false
        }
        if !lineOffsets.isEmpty { lineOffsets.removeAll() }
        strayQuotes = 1
        if first.isTerminated { note(first) }
        return true
    }

    /// The length of the repaired line in `scratch`.
    private mutating func rewritten(_ line: LineWindow.Line, _ repair: QuoteRepair, isLenient: Bool) -> Int? {
        let bytes = UnsafeBufferPointer(start: window.record + line.start, count: line.textEnd - line.start)
        let needed = QuoteRepair.capacity(for: bytes.count)
        if scratch.count < needed { scratch = [UInt8](repeating: 0, count: needed) }
        return scratch.withUnsafeMutableBufferPointer { scratch in
            scratch.baseAddress.flatMap { repair.rewrite(bytes, cells: expectedCells, isLenient: isLenient, to: $0) }
        }
    }
}
