import ShelterModel

/// What is done to the records of an export whose tool is known, and what is counted in them.
///
/// Batches of tools that leave the records alone pass through untouched.
struct RecordChanges {
    private let tool: ExportTool
    private let displayName: String
    private let dropsLastColumn: Bool
    /// Columns of the file, before the last one is dropped.
    private let width: Int
    private let columns: [ExportColumn]
    private let status: Int?
    private let submitDate: Int?
    private var incomplete = Count()
    private var standIns = Count()
    private var guarded = Count()

    private struct Count {
        var count = 0
        var line: Int?

        mutating func add(_ line: Int) {
            count += 1
            if self.line == nil { self.line = line }
        }
    }

    /// `nil` if the records are left alone.
    init?(_ tool: ExportTool, _ header: ToolHeader, displayName: String) {
        guard [.limeSurvey, .qualtrics].contains(tool) else { return nil }
        self.tool = tool
        self.displayName = displayName
        dropsLastColumn = header.dropsLastColumn
        columns = header.columns
        width = header.columns.count + (header.dropsLastColumn ? 1 : 0)
        let names = HeaderNames(header.columns.map(\.name))
        status = tool == .qualtrics ? names["status"] : nil
        submitDate = tool == .limeSurvey ? names["submitdate"] : nil
    }

    mutating func apply(to batch: inout RecordBatch) {
        switch tool {
        case .limeSurvey:
            removeGuards(&batch)
            countSubmitDates(batch)
        case .qualtrics:
            notePreviews(&batch)
            if dropsLastColumn { dropLastColumn(&batch) }
        default: break
        }
    }

    /// What a person should know about the file as a whole; complete after the last batch.
    var diagnostics: [Diagnostic] {
        let counts = [
            ("tools.incomplete-responses", Diagnostic.Severity.warning, incomplete),
            ("tools.submit-date-hidden", .note, standIns),
            ("tools.formula-guard-removed", .note, guarded),
        ]
        return counts.filter { $0.2.count > 0 }.map { code, severity, count in
            let place = SourceLocation(file: displayName, line: count.line)
            return Diagnostic(severity, code, at: place, ["count": .integer(count.count)])
        }
    }

    // MARK: - LimeSurvey

    /// Takes away the apostrophe that keeps a spreadsheet from computing a text with `=` before it.
    private mutating func removeGuards(_ batch: inout RecordBatch) {
        let apostrophe = UInt8(ascii: "'")
        let equals = UInt8(ascii: "=")
        guard batch.bytes.contains(apostrophe) else { return }
        var removed: [Int] = []
        for record in 0..<batch.recordCount {
            for field in batch.fields(of: record) {
                let range = batch.range(of: field)
                guard range.count > 1, batch.bytes[range.lowerBound] == apostrophe,
                    batch.bytes[range.lowerBound + 1] == equals
                else { continue }
                removed.append(field)
                guarded.add(batch.lines[record])
            }
        }
        guard !removed.isEmpty else { return }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(batch.bytes.count)
        var ends = batch.fieldEnds
        var next = removed[...]
        for field in ends.indices {
            let isGuarded = next.first == field
            if isGuarded { next.removeFirst() }
            bytes.append(contentsOf: batch.bytes[batch.range(of: field).dropFirst(isGuarded ? 1 : 0)])
            ends[field] = bytes.count
        }
        batch.bytes = bytes
        batch.fieldEnds = ends
    }

    private mutating func countSubmitDates(_ batch: RecordBatch) {
        guard let submitDate else { return }
        for record in 0..<batch.recordCount {
            let fields = batch.fields(of: record)
            guard submitDate < fields.count else { continue }
            let text = batch.bytes[batch.range(of: fields.lowerBound + submitDate)]
            if text.isEmpty || text.elementsEqual("N/A".utf8) { incomplete.add(batch.lines[record]) }
            if text.starts(with: "1980-01-01".utf8) { standIns.add(batch.lines[record]) }
        }
    }

    // MARK: - Qualtrics

    private static let previews = Set(["survey preview", "survey test", "1", "2"])

    /// A response of somebody who only tried the questionnaire is no answer, but who takes it out must know that.
    private func notePreviews(_ batch: inout RecordBatch) {
        guard let status else { return }
        for record in 0..<batch.recordCount {
            let fields = batch.fields(of: record)
            guard status < fields.count else { continue }
            let range = batch.range(of: fields.lowerBound + status)
            guard range.count <= 14, Self.previews.contains(batch.text(of: fields.lowerBound + status).lowercased())
            else { continue }
            var place = SourceLocation(file: displayName, line: batch.lines[record], column: status + 1)
            place.field = columns[status].name
            batch.notes.append(Diagnostic(.warning, "tools.preview-response", at: place))
        }
    }

    /// Leaves out the column behind the last delimiter; a row with text in it is set aside.
    private func dropLastColumn(_ batch: inout RecordBatch) {
        var changed = RecordBatch()
        changed.setAside = batch.setAside
        changed.notes = batch.notes
        var isEmpty = batch.quotedEmpty[...]
        for record in 0..<batch.recordCount {
            var fields = batch.fields(of: record)
            if fields.count == width {
                if !batch.range(of: fields.upperBound - 1).isEmpty {
                    let line = batch.lines[record]
                    let place = SourceLocation(file: displayName, line: line, column: width)
                    let counts: [String: Diagnostic.Argument] = [
                        "cells": .integer(width), "columns": .integer(width - 1),
                    ]
                    let reason = Diagnostic(.error, "csv.too-many-cells", at: place, counts)
                    changed.setAside.append(SetAsideRow(line: line, diagnostic: reason))
                    continue
                }
                fields = fields.dropLast()
            }
            changed.append(record, of: batch, fields: fields, quotedEmpty: &isEmpty)
        }
        changed.setAside.sort { $0.line < $1.line }
        batch = changed
    }
}

extension RecordBatch {
    /// Adds some fields of a record of another batch.
    ///
    /// - Parameter quotedEmpty: Those of the other batch that have not been passed yet.
    mutating func append(
        _ record: Int,
        of other: RecordBatch,
        fields: Range<Int>,
        quotedEmpty: inout ArraySlice<Int>
    ) {
        for field in fields {
            while let first = quotedEmpty.first, first < field { quotedEmpty.removeFirst() }
            if quotedEmpty.first == field { self.quotedEmpty.append(fieldEnds.count) }
            takeMark(of: field, in: other)
            bytes.append(contentsOf: other.bytes[other.range(of: field)])
            fieldEnds.append(bytes.count)
        }
        if let offsets = other.lineOffsets[record] { lineOffsets[lines.count] = Array(offsets.prefix(fields.count)) }
        lines.append(other.lines[record])
        recordEnds.append(fieldEnds.count)
    }

    /// Takes away the first records, as rows that are no data.
    mutating func takeRows(_ count: Int) -> [Dialect.SideRow] {
        let taken = min(count, recordCount)
        let rows = (0..<taken).map { Dialect.SideRow(line: lines[$0], cells: fields(of: $0).map(text(of:))) }
        var rest = RecordBatch()
        rest.setAside = setAside
        rest.notes = notes.filter { note in
            !rows.contains { $0.line == note.location?.line }
        }
        var empty = quotedEmpty[...]
        for record in taken..<recordCount {
            rest.append(record, of: self, fields: fields(of: record), quotedEmpty: &empty)
        }
        self = rest
        return rows
    }
}
