internal import Crypto
internal import Foundation
public import ShelterModel

/// A secret key that turns identifiers into pseudonyms: the same value and the same key give the same pseudonym.
public struct PseudonymKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    private let key: SymmetricKey
    /// Says which key it was, without giving it away: the start of HMAC(key, "maatstaf key id"), 8 hex digits.
    public let id: String

    /// Fewest bytes of a key.
    public static let fewestBytes = 32
    private static let mostBytes = 64 * 1024

    /// Reads a key from a file that nobody else may read; a line end behind it does not count.
    ///
    /// - Throws: `Refusal` when the file is no plain file, is open to others, or is too short.
    public init(path: String) throws(Refusal) {
        let place = SourceLocation(file: path.lastPathName)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw Refusal(errno == ENOENT ? "file.not-found" : "file.not-readable", at: place, ["path": .text(path)])
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Refusal("privacy.key-not-a-file", at: place)
        }
        guard status.st_mode & 0o077 == 0 else { throw Refusal("privacy.key-open", at: place) }
        var bytes = [UInt8](repeating: 0, count: Self.mostBytes + 1)
        var count = 0
        while count < bytes.count {
            let read = bytes.withUnsafeMutableBytes { buffer in
                Foundation.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            if read < 0, errno == EINTR { continue }
            guard read > 0 else { break }
            count += read
        }
        while count > 0, bytes[count - 1] == 0x0A || bytes[count - 1] == 0x0D { count -= 1 }
        guard (Self.fewestBytes...Self.mostBytes).contains(count), Set(bytes[..<count]).count >= 8 else {
            throw Refusal("privacy.key-weak", at: place, ["bytes": .integer(Self.fewestBytes)])
        }
        self.init(bytes: bytes[..<count])
    }

    init(bytes: some Sequence<UInt8>) {
        key = SymmetricKey(data: Array(bytes))
        let mark = HMAC<SHA256>.authenticationCode(for: Array("maatstaf key id".utf8), using: key)
        id = mark.prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// 26 letters and digits: the first 16 bytes of HMAC-SHA-256 over the value, in base 32.
    public func pseudonym(_ value: UnsafeBufferPointer<UInt8>) -> String {
        var code = HMAC<SHA256>(key: key)
        code.update(data: UnsafeRawBufferPointer(value))
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        var text: [UInt8] = []
        var bits = 0
        var count = 0
        for byte in code.finalize().prefix(16) {
            bits = (bits << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= 5 {
                count -= 5
                text.append(alphabet[bits >> count & 31])
            }
        }
        text.append(alphabet[bits << (5 - count) & 31])
        return String(decoding: text, as: UTF8.self)
    }

    /// The pseudonym of a text.
    public func pseudonym(_ text: String) -> String {
        var text = text
        return text.withUTF8 { pseudonym($0) }
    }

    public var description: String { "key \(id)" }
    public var debugDescription: String { description }
}
