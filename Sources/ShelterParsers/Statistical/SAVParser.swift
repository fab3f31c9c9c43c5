internal import CReadStat
import ShelterModel

/// Runs libreadstat over one file and makes batches of what it calls back with.
final class SAVParser {
    private var bytes: SAVBytes
    private let dictionary: SAVDictionary
    private let repairs: [SAVDictionary.Repair]
    private let options: SAVOptions
    private let emit: (SAVThread.Event) -> Bool
    private let place: SourceLocation
    private var description: SAVDescription
    private var hasEmittedColumns = false
    private var isCancelled = false
    private var fault: Refusal?
    private var batch = RecordBatch()
    /// Bytes of text so far, and 8 for each field.
    private var work = 0

    /// - Parameter emit: Takes what was read; tells whether more is wanted.
    init(
        _ bytes: consuming SAVBytes,
        dictionary: SAVDictionary,
        options: SAVOptions,
        emit: @escaping (SAVThread.Event) -> Bool
    ) {
        place = SourceLocation(file: bytes.displayName)
        self.bytes = bytes
        self.dictionary = dictionary
        repairs = dictionary.repairs
        self.options = options
        self.emit = emit
        description = SAVDescription(dictionary)
    }

    func run() {
        bytes.seek(to: 0)
        let code = parse()
        if isCancelled { return }
        if fault == nil { fault = refusal(code) }
        if fault == nil {
            emitColumns()
            flush()
            do throws(Refusal) { try bytes.checkUnchanged() } catch { fault = error }
        }
        if let fault, !isCancelled { _ = emit(.failed(fault)) }
    }

    private func parse() -> readstat_error_t {
        guard let parser = readstat_parser_init() else { return READSTAT_ERROR_MALLOC }
        defer { readstat_parser_free(parser) }
        let context = Unmanaged.passUnretained(self).toOpaque()
        setInput(parser, context)
        readstat_set_variable_handler(parser) { _, variable, labels, context in
            guard let parser = SAVParser.of(context), let variable else { return Int32(READSTAT_HANDLER_ABORT) }
            parser.description.add(variable, labels: labels)
            return Int32(READSTAT_HANDLER_OK)
        }
        readstat_set_value_label_handler(parser) { set, value, label, context in
            guard let parser = SAVParser.of(context) else { return Int32(READSTAT_HANDLER_ABORT) }
            parser.description.addLabel(set: set, value: value, label: label)
            return Int32(READSTAT_HANDLER_OK)
        }
        readstat_set_value_handler(parser) { row, variable, value, context in
            guard let parser = SAVParser.of(context), let variable,
                parser.take(value, row: Int(row), column: Int(variable.pointee.index))
            else { return Int32(READSTAT_HANDLER_ABORT) }
            return Int32(READSTAT_HANDLER_OK)
        }
        return withExtendedLifetime(self) {
            guard let encoding = options.encoding else { return readstat_parse_sav(parser, "", context) }
            // libreadstat keeps the pointer, not the name.
            return encoding.rawValue.withCString { name in
                readstat_set_file_character_encoding(parser, name)
                return readstat_parse_sav(parser, "", context)
            }
        }
    }

    private func setInput(_ parser: UnsafeMutablePointer<readstat_parser_t>, _ context: UnsafeMutableRawPointer) {
        readstat_set_open_handler(parser) { _, _ in 0 }
        readstat_set_close_handler(parser) { _ in 0 }
        readstat_set_update_handler(parser) { _, _, _, _ in READSTAT_OK }
        readstat_set_seek_handler(parser) { offset, whence, context in
            SAVParser.of(context)?.seek(Int(offset), whence) ?? -1
        }
        readstat_set_read_handler(parser) { target, count, context in
            guard let parser = SAVParser.of(context), let target else { return -1 }
            return parser.read(into: target, count: count)
        }
        readstat_set_io_ctx(parser, context)
    }

    @inline(__always)
    private static func of(_ context: UnsafeMutableRawPointer?) -> SAVParser? {
        context.map { Unmanaged<SAVParser>.fromOpaque($0).takeUnretainedValue() }
    }

    private func seek(_ offset: Int, _ whence: readstat_io_flags_t) -> readstat_off_t {
        let base =
            switch whence {
            case READSTAT_SEEK_SET: 0
            case READSTAT_SEEK_CUR: bytes.position
            default: bytes.size
            }
        let (target, overflow) = base.addingReportingOverflow(offset)
        guard !overflow, target >= 0 else { return -1 }
        bytes.seek(to: target)
        return readstat_off_t(target)
    }

    private func read(into target: UnsafeMutableRawPointer, count: Int) -> Int {
        let start = bytes.position
        do throws(Refusal) {
            let got = try bytes.read(into: target, count: count)
            if start < dictionary.dataStart { repair(target, start, got) }
            return got
        } catch {
            fault = error
            return -1
        }
    }

    private func repair(_ target: UnsafeMutableRawPointer, _ start: Int, _ count: Int) {
        for repair in repairs {
            for (index, byte) in repair.bytes.enumerated() {
                let offset = repair.offset + index - start
                if (0..<count).contains(offset) { target.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self) }
            }
        }
    }

    /// - Returns: Whether to go on.
    @inline(__always)
    private func take(_ value: readstat_value_t, row: Int, column: Int) -> Bool {
        if !hasEmittedColumns { emitColumns() }
        if value.type == READSTAT_TYPE_STRING {
            description.append(value.v.string_value, to: &batch.bytes)
        } else if readstat_value_is_system_missing(value) == 0 {
            let kind = description.kinds[column]
            if kind == .number { batch.numberCells.insert(batch.fieldEnds.count) }
            SAVCell.append(value.v.double_value, kind, to: &batch.bytes)
        }
        batch.fieldEnds.append(batch.bytes.count)
        return column < description.kinds.count - 1 || endRecord(row)
    }

    private func endRecord(_ row: Int) -> Bool {
        batch.recordEnds.append(batch.fieldEnds.count)
        // The header counts as line 1.
        batch.lines.append(row + 2)
        guard
            batch.lines.count >= max(1, options.batchRows) || batch.bytes.count >= options.batchBytes
                || batch.fieldEnds.count >= options.batchBytes
        else { return true }
        flush()
        if work > options.limits.text {
            fault = Refusal("sav.too-much-text", at: place, ["limit": .integer(options.limits.text)])
        }
        return fault == nil && !isCancelled
    }

    private func flush() {
        if batch.lines.isEmpty { return }
        work += batch.bytes.count + 8 * batch.fieldEnds.count
        var full = RecordBatch()
        swap(&full, &batch)
        batch.bytes.reserveCapacity(full.bytes.count + full.bytes.count / 8)
        batch.fieldEnds.reserveCapacity(full.fieldEnds.count)
        if !emit(.batch(full)) { isCancelled = true }
    }

    private func emitColumns() {
        if hasEmittedColumns { return }
        hasEmittedColumns = true
        if !emit(.columns(description.finish())) { isCancelled = true }
    }

    private func refusal(_ code: readstat_error_t) -> Refusal? {
        switch code {
        case READSTAT_OK: return nil
        case READSTAT_ERROR_UNSUPPORTED_CHARSET:
            return Refusal("sav.unknown-encoding", at: place, ["page": .integer(dictionary.characterCode ?? 0)])
        case READSTAT_ERROR_CONVERT_BAD_STRING, READSTAT_ERROR_CONVERT:
            var place = place
            if hasEmittedColumns { place.line = (batch.lines.last ?? 1) + 1 }
            return Refusal("sav.bad-text", at: place)
        case READSTAT_ERROR_ROW_COUNT_MISMATCH where dictionary.cases == -1: return nil
        case READSTAT_ERROR_ROW_COUNT_MISMATCH, READSTAT_ERROR_READ:
            return Refusal("sav.truncated", at: place, ["cases": .integer(max(0, dictionary.cases))])
        default:
            let reason = readstat_error_message(code).map { String(cString: $0) } ?? ""
            return Refusal("sav.not-read", at: place, ["reason": .text(reason)])
        }
    }
}
