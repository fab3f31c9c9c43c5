internal import CReadStat
internal import Foundation

/// Owns the writer of libreadstat, and gathers the many small pieces in which it writes.
final class SAVOutput {
    let writer: UnsafeMutablePointer<readstat_writer_t>
    private static let size = 1 << 16
    private var buffer: [UInt8] = []
    private var texts: [UnsafeMutablePointer<CChar>] = []
    private let write: ([UInt8]) -> Void

    init?(_ write: @escaping ([UInt8]) -> Void) {
        guard let writer = readstat_writer_init() else { return nil }
        self.writer = writer
        self.write = write
        buffer.reserveCapacity(Self.size * 2)
    }

    deinit {
        readstat_writer_free(writer)
        for text in texts { free(text) }
    }

    /// A text that stays where it is as long as the writer, for what libreadstat does not copy.
    func keep(_ text: String) -> UnsafePointer<CChar>? {
        guard let copy = strdup(text) else { return nil }
        texts.append(copy)
        return UnsafePointer(copy)
    }

    func take(_ bytes: UnsafeRawBufferPointer) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.size { flush() }
    }

    func flush() {
        if !buffer.isEmpty { write(buffer) }
        buffer.removeAll(keepingCapacity: true)
    }
}
