internal import ShelterModel

/// The written forms that a column knows, found by their bytes.
struct FormList {
    enum Meaning: Equatable {
        case code(UInt16)
        case missing(CellStatus)
    }

    private struct Short {
        var packed: UInt64
        var count: Int
        var meaning: Meaning
    }

    /// Forms of up to eight bytes, packed into one word.
    private var short: [Short] = []
    private var all: [String: Meaning] = [:]

    init(_ column: ColumnDefinition) {
        for (index, code) in column.codes.enumerated() {
            for form in code.forms { add(form, .code(UInt16(index))) }
        }
        for status in CellStatus.allCases {
            for form in column.missing[status] ?? [] { add(form, .missing(status)) }
        }
    }

    private mutating func add(_ form: String, _ meaning: Meaning) {
        let folded = form.trimmingBlanks().lowercased()
        guard all[folded] == nil else { return }
        all[folded] = meaning
        let bytes = Array(folded.utf8)
        guard bytes.count <= 8, bytes.allSatisfy({ $0 < 0x80 }) else { return }
        short.append(Short(packed: bytes.withUnsafeBufferPointer(Self.pack), count: bytes.count, meaning: meaning))
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
