import ShelterModel

/// Holds what a dictionary says about the cases against the bytes that are there.
enum SAVCases {
    /// How many cases there can be.
    ///
    /// - Throws: If there is no room for as many as announced, or the blocks of a zsav file are not what they should be.
    static func room(
        _ dictionary: SAVDictionary,
        _ bytes: inout SAVBytes,
        limits: SAVLimits
    ) throws(Refusal) -> Int {
        let packed = bytes.size - dictionary.dataStart
        // In packed rows one byte may stand for 8.
        let elements =
            switch dictionary.compression {
            case .none: packed / 8
            case .rows: packed
            case .blocks: try unpackedSize(dictionary, &bytes, limits: limits)
            }
        let room = elements / dictionary.elements
        let isCutOff = dictionary.compression == .none && packed % (8 * dictionary.elements) > 0
        if dictionary.cases > room || dictionary.cases == -1 && isCutOff {
            throw Refusal(
                "sav.truncated",
                at: SourceLocation(file: bytes.displayName),
                ["cases": .integer(max(dictionary.cases, room + 1))]
            )
        }
        return room
    }

    /// Adds up the blocks, which must lie one after the other.
    private static func unpackedSize(
        _ dictionary: SAVDictionary,
        _ bytes: inout SAVBytes,
        limits: SAVLimits
    ) throws(Refusal) -> Int {
        let place = SourceLocation(file: bytes.displayName)
        let start = dictionary.dataStart
        func damaged(_ offset: Int) -> Refusal {
            Refusal("sav.damaged", at: place, ["offset": .integer(offset)])
        }
        func integer(_ record: [UInt8], _ offset: Int) -> Int {
            let value = record.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Int64.self) }
            return Int(dictionary.isBigEndian ? Int64(bigEndian: value) : Int64(littleEndian: value))
        }
        func short(_ record: [UInt8], _ offset: Int) -> Int {
            let value = record.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Int32.self) }
            return Int(dictionary.isBigEndian ? Int32(bigEndian: value) : Int32(littleEndian: value))
        }
        let header = try bytes.take(24, orElse: damaged(start))
        let (trailer, length) = (integer(header, 8), integer(header, 16))
        guard integer(header, 0) == start, trailer >= start + 24, length >= 24, length % 24 == 0,
            trailer <= bytes.size, length <= bytes.size - trailer
        else { throw damaged(start) }
        bytes.seek(to: trailer)
        let summary = try bytes.take(24, orElse: damaged(trailer))
        let count = length / 24 - 1
        guard short(summary, 20) == count else { throw damaged(trailer) }
        var next = start + 24
        var unpacked = 0
        for _ in 0..<count {
            let offset = bytes.position
            let entry = try bytes.take(24, orElse: damaged(offset))
            let (whole, packed) = (short(entry, 16), short(entry, 20))
            guard integer(entry, 8) == next, (0...limits.block).contains(whole), packed >= 0, packed <= trailer - next
            else { throw damaged(offset) }
            next += packed
            unpacked += whole
        }
        if unpacked > limits.ratioFrom, unpacked / max(1, next - start) > limits.ratio {
            throw Refusal("sav.zip-bomb", at: place)
        }
        return unpacked
    }
}

extension SAVBytes {
    /// The next bytes, as many as asked for.
    mutating func take(_ count: Int, orElse refusal: @autoclosure () -> Refusal) throws(Refusal) -> [UInt8] {
        guard count <= size - position else { throw refusal() }
        var bytes = [UInt8](repeating: 0, count: count)
        var fault: Refusal?
        var got = 0
        bytes.withUnsafeMutableBytes { buffer in
            guard let target = buffer.baseAddress else { return }
            do throws(Refusal) {
                got = try read(into: target, count: count)
            } catch {
                fault = error
            }
        }
        if let fault { throw fault }
        guard got == count else { throw refusal() }
        return bytes
    }
}
