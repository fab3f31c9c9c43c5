import Foundation
import ShelterModel
import Testing

@testable import ShelterParsers

/// `FastParser` and libcsv, its reference: which of them read a record cannot be told from what comes out.
@Suite struct TwoParsersTests {
    /// Everything that a reader gives, batch by batch.
    private struct Reading: Equatable {
        var batches: [RecordBatch] = []
        var lineEnding = LineEnding.lf
        var dialect: Dialect?
        var bytes: [UInt8] = []
        var refusal: [Diagnostic] = []

        static func == (one: Reading, other: Reading) -> Bool {
            one.lineEnding == other.lineEnding && one.dialect == other.dialect && one.bytes == other.bytes
                && one.refusal == other.refusal && one.batches.count == other.batches.count
                && zip(one.batches, other.batches).allSatisfy(isSame)
        }

        private static func isSame(_ one: RecordBatch, _ other: RecordBatch) -> Bool {
            one.bytes == other.bytes && one.fieldEnds == other.fieldEnds && one.recordEnds == other.recordEnds
                && one.lines == other.lines && one.quotedEmpty == other.quotedEmpty
                && one.lineOffsets == other.lineOffsets && one.setAside == other.setAside && one.notes == other.notes
        }
    }

    private static func read(
        _ path: String,
        _ options: CSVOptions,
        _ parsers: CSVOptions.Parsers
    ) -> (Reading, ParsedBytes) {
        var options = options
        options.parsers = parsers
        var reading = Reading()
        do throws(Refusal) {
            var bytes: [UInt8] = []
            var reader = try CSVReader(path: path, displayName: "file.csv", options: options) { bytes += $0 }
            reading.dialect = reader.dialect
            while let batch = try reader.next() { reading.batches.append(batch) }
            reading.lineEnding = reader.lineEnding
            reading.bytes = bytes
            return (reading, reader.parsedBytes)
        } catch {
            reading.refusal = error.diagnostics
            return (reading, ParsedBytes())
        }
    }

    /// Reads a file with both, and with libcsv alone.
    private static func compare(_ path: String, _ options: CSVOptions, _ what: String) -> ParsedBytes {
        let (both, parsed) = read(path, options, .both)
        let (reference, alone) = read(path, options, .reference)
        #expect(both == reference, "\(what)")
        #expect(alone.fast == 0)
        return parsed
    }

    private static var lenient: CSVOptions {
        .with {
            $0.keepsRaggedRows = true
            $0.keepsStrayQuotes = true
            $0.repairsQuotes = true
        }
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test(
        "Every file of the corpora and the samples reads alike",
        arguments: ["csv-spectrum/csvs", "csv-test-data/csv", "dialects/files", "Data/Samples"]
    )
    func files(folder: String) throws {
        let shared = ProcessInfo.processInfo.environment["MAATSTAF_SHARED"].map { URL(filePath: $0) }
        let corpora = (shared ?? Self.root.deletingLastPathComponent().appending(path: "shared"))
            .appending(path: "corpora")
        let place = folder == "Data/Samples" ? Self.root.appending(path: folder) : corpora.appending(path: folder)
        let files = try? FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
        guard let files, !files.isEmpty else {
            print("not tested: \(place.path) is not there")
            return
        }
        for file in files {
            let path = place.appending(path: file).path
            for options in [CSVOptions(), Self.lenient] {
                for size in [1 << 20, 4096] {
                    let options = options.with { $0.chunkSize = size }
                    _ = Self.compare(path, options, "\(folder)/\(file), \(size) bytes at once")
                }
            }
        }
    }

    @Test("A clean file never reaches libcsv, but for its header; a stray quote sends its record there, and no other")
    func paths() throws {
        let rows = (1...1000).map { "\($0);\"a;b\";x\r\n" }
        let clean = try TemporaryFile(Array(("a;b;c\r\n" + rows.joined()).utf8))
        let parsed = Self.compare(clean.path, .semicolon, "clean")
        #expect(parsed == ParsedBytes(fast: rows.joined().utf8.count, reference: 7))
        var odd = rows
        odd[500] = "1;x\"y;z\r\n"
        let broken = try TemporaryFile(Array(("a;b;c\r\n" + odd.joined()).utf8))
        #expect(Self.compare(broken.path, .semicolon, "stray quote").reference == 7 + odd[500].utf8.count)
    }

    @Test("A cell of several lines keeps the lines of the cells behind it")
    func lines() throws {
        let file = try TemporaryFile(Array("a;b;c\n1;\"x\ny\r\nz\";\"p\nq\"\n2;3;4\n".utf8))
        let (reading, parsed) = Self.read(file.path, .semicolon, .both)
        #expect(parsed.reference == 6)
        #expect(reading.batches.map(\.lines) == [[2, 6]])
        #expect(reading.batches.map(\.lineOffsets) == [[0: [0, 0, 2]]])
        _ = Self.compare(file.path, .semicolon, "several lines")
    }

    @Test("A quote that begins a further line of a cell is looked at within that line")
    func quoteAtLineBegin() throws {
        let file = try TemporaryFile(Array("a,b\n'x\n'y',2\n3,4\n".utf8))
        var options = CSVOptions()
        options.dialect.delimiter = ","
        options.dialect.quote = "'"
        _ = Self.compare(file.path, options, "quote at the begin of a line")
    }

    @Test("Generated files read alike, wherever a piece of the file ends", arguments: 1...4)
    func generated(seed: Int) throws {
        let rounds = ProcessInfo.processInfo.environment["MAATSTAF_LONG_TESTS"] == nil ? 60 : 600
        var random = SplitMix(state: UInt64(seed))
        var parsed = ParsedBytes()
        for round in 0..<rounds {
            let file = HostileFile(round: round, &random)
            let stored = try TemporaryFile(file.bytes)
            let sizes = round % 20 == 0 ? Array(1...max(1, min(130, file.bytes.count))) : [1, 7, 64, 1 << 20]
            for size in sizes {
                let options = file.options.with { $0.chunkSize = size }
                let text = String(decoding: file.bytes, as: UTF8.self).debugDescription
                let found = Self.compare(stored.path, options, "round \(round), \(size) at once, \(options): \(text)")
                parsed.fast += found.fast
                parsed.reference += found.reference
            }
        }
        // Both of them had something to do.
        #expect(parsed.fast > 1000)
        #expect(parsed.reference > 1000)
    }
}

extension CSVOptions {
    fileprivate func with(_ change: (inout CSVOptions) -> Void) -> CSVOptions {
        var options = self
        change(&options)
        return options
    }
}

/// A generated file, and how it is read: cells, line ends and blank lines of every kind, and more or less that is wrong.
private struct HostileFile {
    var bytes: [UInt8] = []
    var options = CSVOptions()

    private static let delimiters = Array(",;\t|: ^~*#&-_/!$%@=+\u{1}\u{1E}\u{1F}".utf8)

    init(round: Int, _ random: inout SplitMix) {
        let delimiter =
            Bool.random(using: &random)
            ? UInt8(ascii: ";") : Self.delimiters[Int.random(in: 0..<Self.delimiters.count, using: &random)]
        let quotes: [UInt8?] = [0x22, 0x22, 0x22, 0x27, nil]
        let quote = quotes[Int.random(in: 0..<quotes.count, using: &random)]
        let columns = Int.random(in: 2...6, using: &random)
        let kind = Int.random(in: 0..<3, using: &random)
        let hostility = [0, 0, 2, 10, 40][Int.random(in: 0..<5, using: &random)]
        func chance(_ one: Int, _ random: inout SplitMix) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
        func end(_ random: inout SplitMix) -> [UInt8] {
            kind == 0 || kind == 2 && chance(2, &random) ? [0x0A] : [0x0D, 0x0A]
        }
        if chance(6, &random) { bytes = [0xEF, 0xBB, 0xBF] }
        for column in 0..<columns { bytes += (column > 0 ? [delimiter] : []) + Array("h\(column)".utf8) }
        bytes += end(&random)
        let mark = quote ?? 0x22
        let pieces: [[UInt8]] = [
            [mark], [mark, mark], [mark, delimiter], [delimiter, mark], [0x0A], [0x0D, 0x0A], [0x0D], [delimiter],
            [0xC3], [0xE2, 0x82], [0xFF], Array("é".utf8), Array("€".utf8), Array("Київ".utf8), [0], [0, mark], [0x20],
            [0x09], [0x22],
        ]
        let inQuotes: [[UInt8]] = [[mark, mark], [delimiter], [0x0A], [0x0D, 0x0A], Array("a\nb\n".utf8)]
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            if chance(12, &random) { bytes += end(&random) }
            let cells = chance(10, &random) ? Int.random(in: 1...8, using: &random) : columns
            for cell in 0..<cells {
                if cell > 0 { bytes.append(delimiter) }
                let isQuoted = chance(3, &random)
                if isQuoted { bytes.append(mark) }
                switch Int.random(in: 0..<6, using: &random) {
                case 0: break
                case 1: bytes += [UInt8](repeating: 0x78, count: Int.random(in: 0...90, using: &random))
                case 2 where isQuoted: bytes += inQuotes[Int.random(in: 0..<inQuotes.count, using: &random)]
                default: bytes += Array("w\(Int.random(in: 0..<1000, using: &random))".utf8)
                }
                if Int.random(in: 0..<100, using: &random) < hostility {
                    bytes += pieces[Int.random(in: 0..<pieces.count, using: &random)]
                }
                if isQuoted { bytes.append(mark) }
            }
            bytes += end(&random)
        }
        // A field that no chunk of a test holds.
        if chance(40, &random) { bytes += [UInt8](repeating: 0x79, count: 9000) + end(&random) }
        if chance(3, &random), bytes.last == 0x0A { bytes.removeLast() }

        options.keepsRaggedRows = Bool.random(using: &random)
        options.keepsStrayQuotes = Bool.random(using: &random)
        options.repairsQuotes = Bool.random(using: &random)
        options.batchRows = [1, 2, 3, 4096][Int.random(in: 0..<4, using: &random)]
        options.batchBytes = [1, 40, 4 << 20][Int.random(in: 0..<3, using: &random)]
        if chance(5, &random) { options.fieldLimit = Int.random(in: 5...60, using: &random) }
        if chance(5, &random) { options.rowLimit = Int.random(in: 5...60, using: &random) }
        // Sometimes everything is left to be found out.
        if chance(6, &random) { return }
        options.dialect.delimiter = String(UnicodeScalar(delimiter))
        options.dialect.quote = quote.map { String(UnicodeScalar($0)) } ?? ""
        options.dialect.escape = Bool.random(using: &random) ? options.dialect.quote : nil
        options.dialect.headerRows = [1, 1, 0, 2, nil][Int.random(in: 0..<5, using: &random)]
        if Bool.random(using: &random) { options.dialect.preambleRows = 0 }
        if Bool.random(using: &random) { options.dialect.footerRows = Int.random(in: 0...2, using: &random) }
        if chance(6, &random) {
            options.dialect.encoding = [.windows1252, .iso8859part15, .utf8].randomElement(using: &random)
        }
    }
}
