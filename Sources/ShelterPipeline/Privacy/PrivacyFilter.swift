public import ShelterCleaning
internal import ShelterModel
public import ShelterParsers

/// Takes columns with personal data out of records, for commands that show what was read.
public struct PrivacyFilter: Sendable {
    /// Numbers of the columns that are taken out.
    public let dropped: [Int]
    /// Numbers of the columns whose values become pseudonyms.
    public let pseudonymised: [Int]
    private let key: PseudonymKey?
    private let replaced: Set<Int>
    private let removed: Set<Int>

    /// - Parameters:
    ///   - key: With one, columns that identify (names, e-mail, telephone, service and account numbers) become pseudonyms
    ///     instead of being dropped.
    public init(_ verdicts: [PersonalDataVerdict], key: PseudonymKey?) {
        let identifying: Set<PersonalDataKind> = [.name, .email, .phone, .bsn, .iban]
        pseudonymised = key == nil ? [] : verdicts.filter { identifying.contains($0.kind) }.map(\.column)
        replaced = Set(pseudonymised)
        removed = Set(verdicts.map(\.column)).subtracting(replaced)
        dropped = removed.sorted()
        self.key = key
    }

    /// Whether nothing is taken out or replaced.
    public var isEmpty: Bool { removed.isEmpty && replaced.isEmpty }

    /// Values of the columns that are left, such as the header.
    public func kept<Element>(_ values: [Element]) -> [Element] {
        values.enumerated().filter { !removed.contains($0.offset) }.map(\.element)
    }

    /// The records without what may not be shown.
    public func filter(_ batch: RecordBatch) -> RecordBatch {
        guard !isEmpty else { return batch }
        var result = RecordBatch()
        result.lines = batch.lines
        result.setAside = batch.setAside
        result.notes = batch.notes.filter { note in
            guard let column = note.location?.column else { return true }
            return !removed.contains(column - 1) && !replaced.contains(column - 1)
        }
        var quoted = batch.quotedEmpty[...]
        for record in 0..<batch.recordCount {
            let fields = batch.fields(of: record)
            for (column, field) in zip(0..., fields) {
                let isQuoted = quoted.first == field
                if isQuoted { quoted.removeFirst() }
                if removed.contains(column) { continue }
                let range = batch.range(of: field)
                if replaced.contains(column), let key, !range.isEmpty {
                    batch.bytes.withUnsafeBufferPointer { bytes in
                        let value = UnsafeBufferPointer(rebasing: bytes[range])
                        result.bytes.append(contentsOf: key.pseudonym(value).utf8)
                    }
                } else {
                    result.takeMark(of: field, in: batch)
                    result.bytes.append(contentsOf: batch.bytes[range])
                }
                if isQuoted { result.quotedEmpty.append(result.fieldEnds.count) }
                result.fieldEnds.append(result.bytes.count)
            }
            result.recordEnds.append(result.fieldEnds.count)
            if let offsets = batch.lineOffsets[record] { result.lineOffsets[record] = kept(offsets) }
        }
        return result
    }
}
