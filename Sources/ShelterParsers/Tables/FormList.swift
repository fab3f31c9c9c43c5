internal import ShelterModel

/// The written forms that a column knows, found by their bytes.
struct FormList {
    enum Meaning: Equatable {
        case code(UInt16)
        case missing(CellStatus)
        /// Two meanings are equally good.
        case ambiguous
    }

    private struct Short {
        var packed: UInt64
        var count: Int
        var meaning: Meaning
    }

    /// Forms of up to eight bytes, packed into one word.
    private var short: [Short] = []
    private var all: [String: Meaning] = [:]
    /// Values that the export's own label gives another meaning than the code book.
    private(set) var contradicted: [String] = []

    /// - Parameters:
    ///   - export: What the export says about the column: a value that the code book does not know means what its label
    ///     means; one that the export declares to be no answer, and of which nothing else is known, is as good as empty.
    ///   - missing: Forms with which the tool that made the export writes that there is no answer.
    init(_ column: ColumnDefinition, export: ExportColumn? = nil, missing: [CellStatus: [String]] = [:]) {
        for (index, code) in column.codes.enumerated() {
            for form in code.forms { add(form, .code(UInt16(index))) }
        }
        add(column.missing)
        add(missing)
        guard let export else { return }
        for label in export.valueLabels {
            guard let meant = meaning(of: label.label) else { continue }
            if let known = meaning(of: label.value) {
                guard known != meant else { continue }
                replace(label.value, by: .ambiguous)
                contradicted.append(label.value)
            } else {
                add(label.value, meant)
            }
        }
        for case .value(let value) in export.missing { add(value, .missing(.empty)) }
    }

    private mutating func add(_ missing: [CellStatus: [String]]) {
        for status in CellStatus.allCases {
            for form in missing[status] ?? [] { add(form, .missing(status)) }
        }
    }

    private mutating func add(_ form: String, _ meaning: Meaning) {
        let folded = form.trimmingBlanks().lowercased()
        guard !folded.isEmpty, all[folded] == nil else { return }
        all[folded] = meaning
        let bytes = Array(folded.utf8)
        guard bytes.count <= 8, bytes.allSatisfy({ $0 < 0x80 }) else { return }
        short.append(Short(packed: bytes.withUnsafeBufferPointer(Self.pack), count: bytes.count, meaning: meaning))
    }

    private mutating func replace(_ form: String, by meaning: Meaning) {
        let folded = form.trimmingBlanks().lowercased()
        guard all.removeValue(forKey: folded) != nil else { return }
        let bytes = Array(folded.utf8)
        if bytes.count <= 8 {
            let packed = bytes.withUnsafeBufferPointer(Self.pack)
            short.removeAll { $0.packed == packed && $0.count == bytes.count }
        }
        add(form, meaning)
    }

    /// From now on every form that is a number can be read two ways.
    mutating func refuseDigits() {
        for (form, meaning) in all where form.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            if case .code = meaning { replace(form, by: .ambiguous) }
        }
    }

    /// Whether a missing answer may look like a date.
    var hasMissingDigits: Bool {
        all.contains { form, meaning in
            if case .missing = meaning { form.utf8.first.map { (0x30...0x39).contains($0) } ?? false } else { false }
        }
    }

    /// The meaning of a cell, without allocating; `nil` if `meaning(of:)` must look closer.
    @inline(__always)
    func quick(_ bytes: UnsafeBufferPointer<UInt8>) -> Meaning? {
        guard bytes.count <= 8 else { return nil }
        let packed = Self.pack(bytes)
        for form in short where form.packed == packed && form.count == bytes.count { return form.meaning }
        return nil
    }

    func meaning(of text: String) -> Meaning? {
        all[text.trimmingBlanks().lowercased()]
    }

    /// The meaning of a cell, by its bytes or by its text.
    func meaning(of bytes: UnsafeBufferPointer<UInt8>) -> Meaning? {
        quick(bytes) ?? meaning(of: String(decoding: bytes, as: UTF8.self))
    }

    /// Up to eight bytes as one word, capital letters A-Z made small.
    @inline(__always)
    private static func pack(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var word: UInt64 = 0
        for byte in bytes {
            let isCapital = byte &- UInt8(ascii: "A") < 26
            word = word << 8 | UInt64(isCapital ? byte | 0x20 : byte)
        }
        return word
    }
}
