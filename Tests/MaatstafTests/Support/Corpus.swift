import Foundation

/// Folders of the checkout, and data that stands beside it.
enum Corpus {
    /// The package's root.
    static let root: String = {
        var path = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { path.deleteLastPathComponent() }
        return path.path
    }()

    static let data = root + "/Data"

    /// Shared data: `$MAATSTAF_SHARED`, or `shared` beside the checkout.
    static let shared = ProcessInfo.processInfo.environment["MAATSTAF_SHARED"] ?? root + "/../shared"

    static let unhcr = shared + "/real/unhcr-wash/unhcrwash.csv"

    static let hasUNHCR = isThere(unhcr, for: "the tests on UNHCR's table")
    static let python = find("python3", for: "the count in Python")

    /// Whether a long test was asked for.
    static let runsLongTests = ProcessInfo.processInfo.environment["MAATSTAF_LONG_TESTS"] != nil

    private static func isThere(_ path: String, for use: String) -> Bool {
        let isThere = FileManager.default.fileExists(atPath: path)
        if !isThere { print("skipped: \(use); there is no \(path), see MAATSTAF_SHARED") }
        return isThere
    }

    private static func find(_ program: String, for use: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        let place = folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        if place == nil { print("skipped: \(use); there is no \(program)") }
        return place
    }
}
