import ShelterModel

/// Finds out which byte separates the cells, by reading the start of the file with each candidate.
///
/// Rules, in this order:
/// 1. A first line `sep=;` says it (Excel writes it).
/// 2. The delimiter under which most of the expected headers are found.
/// 3. Candidates that give a header of several cells and at least half of the records just as many. Is there more than
///    one, the one with at least twice as many columns as every other; but a comma never wins so, since it is also the
///    decimal mark.
/// 4. If the cells fit under no candidate, but only one occurs at all, that one.
/// 5. If none fits, and the first row cannot be read with one that occurs in it: that one, so that reading the header
///    tells what is wrong with it.
/// 6. If none occurs, the file has one column, and the comma is as good as any.
struct DelimiterDetection {
    /// What the start of the file looks like under one delimiter.
    struct Reading {
        var delimiter: UInt8
        var header: [String]
        /// Records after the header, good or not.
        var records = 0
        /// Those with as many cells as the header.
        var fitting = 0
        /// Most cells in one record.
        var widest: Int

        var columns: Int { header.count }

        var fits: Bool { columns > 1 && fitting * 2 >= records }
    }

    static let candidates = [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: "|")]
    private static let sampleRecords = 100

    let displayName: String
    let expectedHeaders: [String]
    private let readings: [Reading]
    /// Of the candidates with which the first row cannot be read, the one that occurs most in the first line.
    private let spoilt: UInt8?

    /// - Parameter head: Start of the file; all of it if `isWhole`.
    init(
        _ head: UnsafeBufferPointer<UInt8>,
        isWhole: Bool,
        encoding: TextEncoding,
        displayName: String,
        expectedHeaders: [String]
    ) throws(Refusal) {
        self.displayName = displayName
        self.expectedHeaders = expectedHeaders
        var readings: [Reading] = []
        for candidate in Self.candidates {
            if let reading = try Self.read(head, isWhole, candidate, encoding) { readings.append(reading) }
        }
        self.readings = readings
        let read = Set(readings.map(\.delimiter))
        let isLineEnd: (UInt8) -> Bool = { $0 == 0x0A || $0 == 0x0D }
        let firstLine = head.drop(while: isLineEnd).prefix { !isLineEnd($0) }
        let uses = Self.candidates.filter { !read.contains($0) }.map { candidate in
            (delimiter: candidate, count: firstLine.count { $0 == candidate })
        }
        spoilt = uses.filter { $0.count > 0 }.max { $0.count < $1.count }?.delimiter
    }

    /// - Throws: `csv.delimiter-ambiguous` or `csv.delimiter-unknown`.
    func delimiter() throws(Refusal) -> UInt8 {
        if let hoped = byExpectedHeaders() { return hoped }
        let fitting = readings.filter(\.fits).sorted { $0.columns > $1.columns }
        if let first = fitting.first {
            guard fitting.count > 1 else { return first.delimiter }
            let second = fitting[1]
            if first.columns >= second.columns * 2, first.delimiter != UInt8(ascii: ",") { return first.delimiter }
            throw refusal("csv.delimiter-ambiguous", [first, second])
        }
        let occurring = readings.filter { $0.widest > 1 }
        if occurring.count == 1, occurring[0].columns > 1 { return occurring[0].delimiter }
        if let spoilt { return spoilt }
        if occurring.isEmpty { return UInt8(ascii: ",") }
        throw refusal("csv.delimiter-unknown", occurring)
    }

    /// The delimiter of a first line `sep=;`.
    static func declared(in head: some Collection<UInt8>) -> UInt8? {
        let bytes = Array(head.prefix(6))
        guard bytes.count >= 5, bytes.starts(with: Array("sep=".utf8)) || bytes.starts(with: Array("SEP=".utf8)),
            bytes.count == 5 || bytes[5] == 0x0A || bytes[5] == 0x0D,
            ![0x0A, 0x0D, 0x22].contains(bytes[4]), bytes[4] < 0x80
        else { return nil }
        return bytes[4]
    }

    private func byExpectedHeaders() -> UInt8? {
        guard !expectedHeaders.isEmpty else { return nil }
        let expected = Set(expectedHeaders)
        let found = readings.map { reading in
            (delimiter: reading.delimiter, count: Set(reading.header).intersection(expected).count)
        }
        guard let most = found.map(\.count).max(), most > 0 else { return nil }
        let best = found.filter { $0.count == most }
        return best.count == 1 ? best[0].delimiter : nil
    }

    private func refusal(_ code: String, _ readings: [Reading]) -> Refusal {
        let names = readings.map { Self.name(of: $0.delimiter) }
        return Refusal(
            code,
            at: SourceLocation(file: displayName),
            [
                "delimiters": .list(names),
                "readings": .list(zip(names, readings).map { "\($0): \($1.columns)" }),
            ]
        )
    }

    private static func name(of delimiter: UInt8) -> String {
        delimiter == UInt8(ascii: "\t") ? "tab" : "'\(Character(Unicode.Scalar(delimiter)))'"
    }

    /// `nil` if the first row cannot be read with this delimiter.
    private static func read(
        _ head: UnsafeBufferPointer<UInt8>,
        _ isWhole: Bool,
        _ delimiter: UInt8,
        _ encoding: TextEncoding
    ) throws(Refusal) -> Reading? {
        var scanner = RecordScanner(
            window: LineWindow(bytes: head, displayName: ""),
            displayName: "",
            delimiter: delimiter,
            encoding: encoding,
            suspicion: .none,
            limits: RecordScanner.Limits(field: .max, row: .max),
            columns: CSVReader.columnLimit
        )
        guard case .record = try scanner.next() else { return nil }
        var header = scanner.sink.recordTexts()
        // Nameless cells at the end come from a delimiter too many.
        while header.last?.isEmpty == true { header.removeLast() }
        var reading = Reading(delimiter: delimiter, header: header, widest: scanner.sink.cells)
        while reading.records < sampleRecords {
            scanner.sink.dropRecord()
            let step = try scanner.next()
            // Cut off by the end of the sample, not by the file.
            if case .end = step { break }
            if !isWhole, scanner.window.isExhausted { break }
            switch step {
            case .record:
                reading.records += 1
                let cells = scanner.sink.cellsUpToText
                reading.widest = max(reading.widest, scanner.sink.cells)
                if cells <= header.count, scanner.sink.cells >= header.count { reading.fitting += 1 }
            case .setAside where scanner.rejected?.diagnostic.severity == .error:
                reading.records += 1
            case .setAside, .end:
                break
            }
        }
        return reading
    }
}
