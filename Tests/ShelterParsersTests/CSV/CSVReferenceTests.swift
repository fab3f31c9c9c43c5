import ShelterModel
import Testing

@testable import ShelterParsers

/// The reader against a reading of the rules that is slow and plain.
@Suite struct CSVReferenceTests {
    struct Row: Equatable, CustomStringConvertible {
        var line: Int
        /// `nil` for a row that is set aside.
        var cells: [String?]?
        var description: String { "\(line): \(cells.map { "\($0)" } ?? "set aside")" }
    }

    /// Reads with one state per byte; a quote may open only at the start of a field.
    static func rows(_ text: [UInt8], columns: Int) -> [Row] {
        let lines = physicalLines(text)
        var rows: [Row] = []
        var index = 0
        while index < lines.count {
            let first = index
            if lines[first].text.isEmpty {
                index += 1
                continue
            }
            var cells: [String?] = []
            var state = State.start
            var cell: [UInt8] = []
            var isQuoted = false
            func close() {
                cells.append(cell.isEmpty && !isQuoted ? nil : String(decoding: cell, as: UTF8.self))
                cell = []
                isQuoted = false
                state = .start
            }
            reading: while index < lines.count {
                for byte in lines[index].text {
                    switch (state, byte) {
                    case (.start, UInt8(ascii: "\"")):
                        state = .quoted
                        isQuoted = true
                    case (.start, UInt8(ascii: ";")), (.plain, UInt8(ascii: ";")), (.closed, UInt8(ascii: ";")):
                        close()
                    case (.quoted, UInt8(ascii: "\"")): state = .closed
                    case (.closed, UInt8(ascii: "\"")):
                        cell.append(byte)
                        state = .quoted
                    case (.plain, UInt8(ascii: "\"")), (.closed, _):
                        state = .broken
                        break reading
                    case (.quoted, _): cell.append(byte)
                    default:
                        cell.append(byte)
                        state = .plain
                    }
                }
                if state != .quoted { break }
                cell += lines[index].end
                index += 1
            }
            if state == .quoted || state == .broken {
                rows.append(Row(line: first + 1))
                index = first + 1
                continue
            }
            close()
            index += 1
            let isEmpty = cells.allSatisfy { $0?.isEmpty ?? true }
            let extra = cells.dropFirst(columns).contains { $0?.isEmpty == false }
            let isGood = !isEmpty && cells.count >= columns && !extra
            rows.append(Row(line: first + 1, cells: isGood ? Array(cells.prefix(columns)) : nil))
        }
        return rows
    }

    private enum State { case start, plain, quoted, closed, broken }

    private static func physicalLines(_ text: [UInt8]) -> [(text: [UInt8], end: [UInt8])] {
        var lines: [(text: [UInt8], end: [UInt8])] = []
        var line: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index] == 0x0D, index + 1 < text.count, text[index + 1] == 0x0A {
                lines.append((line, [0x0D, 0x0A]))
                line = []
                index += 2
            } else if text[index] == 0x0A || text[index] == 0x0D {
                lines.append((line, [text[index]]))
                line = []
                index += 1
            } else {
                line.append(text[index])
                index += 1
            }
        }
        if !line.isEmpty { lines.append((line, [])) }
        return lines
    }

    @Test("Random files of hostile bytes read as the plain rules say", arguments: [1, 2, 3, 7, 1 << 20])
    func random(chunkSize: Int) throws {
        var generator = SplitMix(state: UInt64(chunkSize))
        let alphabet = Array("ab  \t;;;\"\"\"\n\n\r".utf8) + Array("é".utf8)
        let header = Array("x;y;z\n".utf8)
        for _ in 0..<600 {
            var text = header
            for _ in 0..<Int.random(in: 0...60, using: &generator) {
                let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
                // Half a character would be set aside for another reason.
                text += byte < 0x80 ? [byte] : Array("é".utf8)
            }
            let options = CSVOptions.semicolon {
                $0.chunkSize = chunkSize
                $0.batchRows = 1 + Int.random(in: 0..<4, using: &generator)
            }
            let reading = try CSVReading(text, options)
            var rows = reading.rows.map { Row(line: $0.line, cells: $0.cells) }
            rows += reading.setAside.map { Row(line: $0.line) }
            rows.sort { $0.line < $1.line }
            #expect(
                rows == Self.rows(text, columns: 3).dropFirst().map { $0 },
                "\(String(decoding: text, as: UTF8.self).debugDescription)"
            )
            #expect(reading.bytesSeen == text)
        }
    }
}

/// A small generator with a fixed seed (Steele, Lea and Flood, 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
