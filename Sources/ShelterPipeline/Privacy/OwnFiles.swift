internal import Foundation
internal import ShelterModel

/// Recognises what Maatstaf wrote, by its marks.
enum OwnFiles {
    enum Kind: String {
        /// A folder of results, with its manifest.
        case results
        case quarantine
        case release
        case codes
        case cleaningLog = "cleaning-log"
        /// Not ours; named as a raw file by the user.
        case raw
    }

    private static let headers: [(line: [String], kind: Kind)] = [
        (Quarantine.header, .quarantine), (Release.header, .release), (Release.codesHeader, .codes),
        (
            [
                "uuid", "line", "variable", "old_value", "new_value", "action", "reason", "check", "decided_by",
            ], .cleaningLog
        ),
    ]

    /// What a path holds; `nil` if we did not make it.
    static func kind(of path: String) -> Kind? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        if status.st_mode & S_IFMT == S_IFDIR { return OutputFolder.isOurs(path) ? .results : nil }
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        // Excel writes its own delimiter, and quotes where it likes.
        let line = firstLine(of: path).replacing("\"", with: "").replacing(";", with: ",").replacing("\t", with: ",")
        return headers.first { $0.line.joined(separator: ",") == line }?.kind
    }

    /// The first line of a text file, without its end; at most 4 KiB.
    static func firstLine(of path: String) -> String {
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: 4096) else {
            return ""
        }
        var bytes = [UInt8](data)[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        return String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    }
}
