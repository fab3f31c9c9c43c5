import ShelterModel

/// Goes through the records of a dictionary without keeping them.
struct SAVDictionaryScan {
    private let limits: SAVLimits
    private let place: SourceLocation
    private(set) var dictionary = SAVDictionary()
    private var valueLabels = 0

    /// - Throws: If the file is not of SPSS, damaged, or larger than it may be.
    init(_ bytes: inout SAVBytes, limits: SAVLimits) throws(Refusal) {
        self.limits = limits
        place = SourceLocation(file: bytes.displayName)
        bytes.seek(to: 0)
        try readHeader(&bytes)
        try readRecords(&bytes)
        dictionary.dataStart = bytes.position
        if dictionary.variables == 0 { throw Refusal("sav.no-columns", at: place) }
        dictionary.room = try SAVCases.room(dictionary, &bytes, limits: limits)
    }

    private mutating func readHeader(_ bytes: inout SAVBytes) throws(Refusal) {
        if bytes.size == 0 { throw Refusal("file.empty", at: place) }
        let start = try bytes.take(min(bytes.size, SAVDictionary.headerSize), orElse: damaged(0))
        if start.starts(with: "ENCRYPTEDSAV".utf8) { throw Refusal("sav.encrypted", at: place) }
        if start.starts(with: "ASCII SPSS PORT FILE".utf8) { throw Refusal("sav.is-por", at: place) }
        let isZipped = start.starts(with: "$FL3".utf8)
        guard isZipped || start.starts(with: "$FL2".utf8) else { throw Refusal("sav.not-sav", at: place) }
        guard start.count == SAVDictionary.headerSize else { throw damaged(start.count) }
        // The layout code is 2 or 3, in the byte order of the file.
        switch (start[64], start[67]) {
        case (2...3, 0): dictionary.isBigEndian = false
        case (0, 2...3): dictionary.isBigEndian = true
        default: throw damaged(64)
        }
        let code = integer(start, 72)
        guard let compression = SAVDictionary.Compression(rawValue: Int32(truncatingIfNeeded: code)),
            (compression == .blocks) == isZipped
        else { throw damaged(72) }
        dictionary.compression = compression
        dictionary.cases = integer(start, 80)
        if dictionary.cases < -1 { throw damaged(80) }
    }

    private mutating func readRecords(_ bytes: inout SAVBytes) throws(Refusal) {
        while true {
            let start = bytes.position
            if start > limits.dictionary {
                throw Refusal("sav.too-much-description", at: place, ["limit": .integer(limits.dictionary)])
            }
            switch try integer(&bytes) {
            case 2: try readVariable(&bytes)
            case 3: try readValueLabels(&bytes)
            case 6:
                let lines = try integer(&bytes)
                if lines < 0 { throw damaged(start) }
                try skip(lines * 80, &bytes)
            case 7: try readExtension(&bytes)
            case 999:
                try skip(4, &bytes)
                return
            default: throw damaged(start)
            }
        }
    }

    private mutating func readVariable(_ bytes: inout SAVBytes) throws(Refusal) {
        let start = bytes.position
        let record = try bytes.take(28, orElse: damaged(start))
        let (width, hasLabel, missing) = (integer(record, 0), integer(record, 4), integer(record, 8))
        guard (-1...255).contains(width), (0...1).contains(hasLabel), (-3...3).contains(missing), missing != -1 else {
            throw damaged(start)
        }
        // A text of more than 8 bytes is followed by records without a name, one for each further 8.
        if width >= 0 { dictionary.variables += 1 } else if dictionary.elements == 0 { throw damaged(start) }
        dictionary.elements += 1
        if dictionary.variables > limits.columns {
            throw Refusal("sav.too-many-columns", at: place, ["limit": .integer(limits.columns)])
        }
        if dictionary.elements * 8 > limits.row {
            throw Refusal("sav.row-too-long", at: place, ["limit": .integer(limits.row)])
        }
        if hasLabel == 1 {
            let count = try integer(&bytes)
            guard (0...limits.string).contains(count) else { throw damaged(start) }
            try skip((count + 3) / 4 * 4, &bytes)
        }
        try skip(abs(missing) * 8, &bytes)
    }

    private mutating func readValueLabels(_ bytes: inout SAVBytes) throws(Refusal) {
        let start = bytes.position
        let count = try integer(&bytes)
        // Each takes 16 bytes or more.
        guard count >= 0, count <= (bytes.size - bytes.position) / 16 else { throw damaged(start) }
        valueLabels += count
        if valueLabels > limits.valueLabels {
            throw Refusal("sav.too-many-labels", at: place, ["limit": .integer(limits.valueLabels)])
        }
        for _ in 0..<count {
            let offset = bytes.position
            let label = try bytes.take(9, orElse: damaged(offset))
            try skip((Int(label[8]) + 8) / 8 * 8 - 1, &bytes)
        }
        guard try integer(&bytes) == 4 else { throw damaged(bytes.position) }
        let variables = try integer(&bytes)
        guard variables >= 0 else { throw damaged(bytes.position) }
        try skip(variables * 4, &bytes)
    }

    private mutating func readExtension(_ bytes: inout SAVBytes) throws(Refusal) {
        let start = bytes.position
        let subtype = try integer(&bytes)
        let size = try integer(&bytes)
        let count = try integer(&bytes)
        guard size >= 0, count >= 0, size * count <= min(limits.extensionRecord, bytes.size - bytes.position) else {
            throw damaged(start)
        }
        switch subtype {
        case 3:
            let record = try bytes.take(size * count, orElse: damaged(start))
            if record.count == 32 { dictionary.characterCode = integer(record, 28) }
        case 14:
            let record = try bytes.take(size * count, orElse: damaged(start))
            try readLongStrings(record, start, at: bytes.position - record.count)
        default: try skip(size * count, &bytes)
        }
    }

    /// Holds the lengths in `NAME=00300<NUL><TAB>…` against the limit.
    private mutating func readLongStrings(_ record: [UInt8], _ start: Int, at offset: Int) throws(Refusal) {
        var text: SAVDictionary.LongString?
        for (index, byte) in (record + [0]).enumerated() {
            if byte == UInt8(ascii: "=") {
                text = SAVDictionary.LongString(offset: offset + index + 1, digits: 0, length: 0)
            } else if let found = text, byte &- UInt8(ascii: "0") <= 9 {
                let length = found.length * 10 + Int(byte - UInt8(ascii: "0"))
                if length > limits.string { throw damaged(start) }
                text = SAVDictionary.LongString(offset: found.offset, digits: found.digits + 1, length: length)
            } else {
                if let text, text.length > 255 { dictionary.longStrings.append(text) }
                text = nil
            }
        }
    }

    private func damaged(_ offset: Int) -> Refusal {
        Refusal("sav.damaged", at: place, ["offset": .integer(offset)])
    }

    private func skip(_ count: Int, _ bytes: inout SAVBytes) throws(Refusal) {
        guard count <= bytes.size - bytes.position else { throw damaged(bytes.position) }
        bytes.seek(to: bytes.position + count)
    }

    private func integer(_ bytes: inout SAVBytes) throws(Refusal) -> Int {
        let offset = bytes.position
        return integer(try bytes.take(4, orElse: damaged(offset)), 0)
    }

    private func integer(_ bytes: [UInt8], _ offset: Int) -> Int {
        let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Int32.self) }
        return Int(dictionary.isBigEndian ? Int32(bigEndian: value) : Int32(littleEndian: value))
    }
}
