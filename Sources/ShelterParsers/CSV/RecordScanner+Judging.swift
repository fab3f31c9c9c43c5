import ShelterModel

extension RecordScanner {
    /// What becomes of a record that was read whole.
    mutating func judge(_ bytes: Int) -> Step {
        let cells = sink.cells
        if keepsRaggedRows { return judgeText(bytes) }
        if sink.byteCount == sink.recordStart, !sink.hasExtraText {
            return reject("csv.empty-row", cell: nil, [:], severity: .note)
        }
        if cells < required {
            let counts: [String: Diagnostic.Argument] = ["cells": .integer(cells), "columns": .integer(header.count)]
            return reject("csv.too-few-cells", cell: nil, counts)
        }
        if sink.hasExtraText {
            let counts: [String: Diagnostic.Argument] = ["cells": .integer(cells), "columns": .integer(sink.columns)]
            return reject("csv.too-many-cells", cell: nil, counts)
        }
        let step = judgeText(bytes)
        if case .record = step, cells < header.count { sink.padRecord() }
        return step
    }

    private mutating func judgeText(_ bytes: Int) -> Step {
        let kept = min(sink.cells, sink.columns)
        if bytes > limits.field, let cell = (0..<kept).first(where: { sink.field($0).count > limits.field }) {
            return reject("csv.field-too-long", cell: cell, ["limit": .integer(limits.field)])
        }
        // Text of one byte per character is good, whatever the encoding.
        if suspicion != .none, sink.recordIsPlain { return .record }
        switch suspicion {
        case .none:
            break
        case .invalidUTF8:
            if let cell = (0..<kept).first(where: { !TextBytes.isValidUTF8(sink.field($0)) }) {
                return reject("csv.invalid-utf8", cell: cell)
            }
        case .undefinedByte:
            if let cell = (0..<kept).first(where: { TextBytes.holdsUndefinedByte(sink.field($0)) }) {
                return reject("csv.undefined-byte", cell: cell)
            }
        }
        return .record
    }

    mutating func abandon(_ first: LineWindow.Line, _ fault: CSVParser.Fault) throws(Refusal) -> Step {
        switch fault {
        case .quoteInUnquotedField: return abandon(first, "csv.quote-in-unquoted-field")
        case .textAfterQuote: return abandon(first, "csv.text-after-quote")
        case .outOfMemory: throw Refusal("csv.out-of-memory", at: SourceLocation(file: displayName, line: line))
        }
    }

    /// Sets the row aside, and goes back to the line after its first one.
    mutating func abandon(
        _ first: LineWindow.Line,
        _ code: String,
        _ arguments: [String: Diagnostic.Argument] = [:]
    ) -> Step {
        let cell = sink.cells
        isAbandoned = true
        parser.reset()
        window.rewind(to: first.end)
        lastLine = line
        return reject(code, cell: cell, arguments)
    }

    /// - Parameter cell: Counted from 0; `nil` for the whole row.
    mutating func reject(
        _ code: String,
        cell: Int?,
        _ arguments: [String: Diagnostic.Argument] = [:],
        severity: Diagnostic.Severity = .error
    ) -> Step {
        var place = SourceLocation(file: displayName, line: line)
        if let cell {
            place.column = cell + 1
            if cell < header.count { place.field = header[cell] }
            if !lineOffsets.isEmpty { place.line = line + Int(lineOffsets[min(cell, lineOffsets.count - 1)]) }
        }
        sink.dropRecord()
        rejected = SetAsideRow(line: line, diagnostic: Diagnostic(severity, code, at: place, arguments))
        return .setAside
    }

    /// Notes how a line ends.
    mutating func note(_ last: LineWindow.Line) {
        if last.isCRLF {
            endings.crlf = true
        } else if window.record[last.textEnd] == 0x0D {
            endings.cr = true
        } else {
            endings.lf = true
        }
    }
}
