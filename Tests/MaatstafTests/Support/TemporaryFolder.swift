import Foundation

/// A folder of a test's own that is gone with the test.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/maatstaf-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of something inside.
    subscript(name: String) -> String { path + "/" + name }

    /// Writes a file, with the folders above it.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try write(name, Array(text.utf8))
    }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let place = URL(fileURLWithPath: self[name])
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: place)
        return place.path
    }

    func exists(_ name: String) -> Bool {
        var status = stat()
        return lstat(self[name], &status) == 0
    }

    /// Everything in the folder, hidden things too.
    var content: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// Bytes of every file below `name`, by its path from there.
    func files(below name: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        guard let found = FileManager.default.enumerator(atPath: self[name]) else { return files }
        for case let relative as String in found
        where found.fileAttributes?[.type] as? FileAttributeType == .typeRegular {
            files[relative] = try bytes(at: self[name] + "/" + relative)
        }
        return files
    }
}
