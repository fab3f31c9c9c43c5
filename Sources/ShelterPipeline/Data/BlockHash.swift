internal import Crypto
internal import Foundation
internal import ShelterModel

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

extension BlockHash {
    /// The hash of a file and its size.
    ///
    /// - Throws: `Refusal` if it cannot be read, or is a link.
    static func content(of path: String) throws(Refusal) -> (hash: String, bytes: Int) {
        let refusal = Refusal(
            "file.not-readable",
            at: SourceLocation(file: path.lastPathName),
            ["path": .text(path)]
        )
        // A link is not followed: what it leads to is not ours.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw refusal }
        defer { close(descriptor) }
        var hash = BlockHash()
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw refusal }
            if count == 0 { break }
            buffer.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
        return (hash.hex, hash.byteCount)
    }
}
