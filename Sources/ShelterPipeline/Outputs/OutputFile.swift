internal import Foundation
internal import ShelterModel

/// A file being written through a buffer; every failure is a `Refusal` that names the file and the reason.
struct OutputFile: ~Copyable {
    private let descriptor: Int32
    /// As messages name it.
    private let name: String
    private var buffer: [UInt8] = []
    private var hash = BlockHash()
    private let isHashed: Bool
    private static let flushSize = 256 * 1024

    /// Creates the file; it must not exist.
    ///
    /// - Parameters:
    ///   - name: Name for messages; without it the last component of the path.
    ///   - isHashed: Whether somebody wants the hash that `finish` gives.
    ///   - isPrivate: Readable for the owner alone, also while it is being written.
    init(
        _ path: String,
        name: String? = nil,
        isHashed: Bool = true,
        isPrivate: Bool = false
    ) throws(Refusal) {
        let name = name ?? path.lastPathName
        self.name = name
        self.isHashed = isHashed
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isPrivate ? 0o600 : 0o644)
        guard descriptor >= 0 else { throw Self.failure(name) }
        buffer.reserveCapacity(Self.flushSize + 4096)
    }

    deinit { close(descriptor) }

    mutating func write(_ text: String) throws(Refusal) {
        buffer.append(contentsOf: text.utf8)
        try flushIfFull()
    }

    mutating func write(_ bytes: [UInt8]) throws(Refusal) {
        if bytes.count >= Self.flushSize {
            // Large enough to go past the buffer.
            try flush()
            try flush(bytes)
            return
        }
        buffer.append(contentsOf: bytes)
        try flushIfFull()
    }

    private mutating func flushIfFull() throws(Refusal) {
        if buffer.count >= Self.flushSize { try flush() }
    }

    /// Writes what is left; call it last, because only then is it known that everything arrived.
    ///
    /// - Returns: The hash of everything that was written.
    mutating func finish() throws(Refusal) -> String {
        try flush()
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw Self.failure(name) }
        return hash.hex
    }

    private mutating func flush() throws(Refusal) {
        try flush(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    private mutating func flush(_ buffer: [UInt8]) throws(Refusal) {
        if isHashed { buffer.withUnsafeBytes { hash.update($0) } }
        var done = 0
        while done < buffer.count {
            let written = buffer.withUnsafeBytes { bytes in
                Foundation.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            }
            if written < 0 {
                if errno == EINTR { continue }
                throw Self.failure(name)
            }
            done += written
        }
    }

    private static func failure(_ name: String) -> Refusal {
        let reason = String(cString: strerror(errno))
        return Refusal(
            errno == ENOSPC || errno == EFBIG || errno == EDQUOT ? "output.disk-full" : "output.cannot-write",
            ["path": .text(name), "reason": .text(reason)]
        )
    }
}
