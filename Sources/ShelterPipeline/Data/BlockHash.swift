internal import Crypto

/// SHA-256 over the SHA-256 of every block of 8 MiB, so that parts of a file can be hashed apart.
public struct BlockHash {
    private static let blockSize = 8 << 20
    private var outer = SHA256()
    private var block = SHA256()
    private var filled = 0
    public private(set) var byteCount = 0

    public init() {}

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        byteCount += bytes.count
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = rest.prefix(Self.blockSize - filled)
            block.update(bufferPointer: UnsafeRawBufferPointer(rebasing: part))
            filled += part.count
            rest = rest.dropFirst(part.count)
            if filled == Self.blockSize { closeBlock() }
        }
    }

    private mutating func closeBlock() {
        outer.update(data: Array(block.finalize()))
        block = SHA256()
        filled = 0
    }

    /// The hash in hex, of everything until now.
    public var hex: String {
        var copy = self
        if copy.filled > 0 { copy.closeBlock() }
        return copy.outer.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// The hash of a text.
    public static func hex(of text: String) -> String {
        var hash = BlockHash()
        var text = text
        text.withUTF8 { hash.update(UnsafeRawBufferPointer($0)) }
        return hash.hex
    }
}
