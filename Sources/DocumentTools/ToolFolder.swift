internal import Foundation
public import ShelterModel

/// The folder with the driver of typst and pandoc, and the environment of the project's own in which they stand.
///
/// Versions are pinned in `requirements.txt` beside the driver; the user's own Python is never touched.
public struct ToolFolder: Hashable, Sendable {
    /// Holds the driver and `install.sh`.
    public var path: String
    /// Holds Python with typst and pandoc, the fonts, and the reference documents.
    public var environment: String

    /// - Parameters:
    ///   - places: Where to look for the driver, the first that has it.
    ///   - environment: A place of the environment other than beside the driver, as `$MAATSTAF_TOOLS` names it.
    /// - Throws: `Refusal` when no place has the driver.
    public init(places: [String], environment: String? = nil) throws(Refusal) {
        guard let place = places.first(where: { FileManager.default.fileExists(atPath: "\($0)/documents.py") }) else {
            throw Refusal("documents.no-driver", ["places": .list(places)])
        }
        path = place
        self.environment = environment.flatMap { $0.isEmpty ? nil : $0 } ?? "\(place)/environment"
    }

    var python: String { environment + "/bin/python" }
    var driver: String { path + "/documents.py" }

    /// What to type so that the tools are there.
    public var command: String {
        environment == "\(path)/environment" ? "sh \(path)/install.sh" : "sh \(path)/install.sh \(environment)"
    }

    /// Whether `install.sh` has come to its end there, with the versions that are pinned now.
    public var isReady: Bool {
        guard let pins = try? String(contentsOfFile: path + "/requirements.txt", encoding: .utf8) else { return false }
        return (try? String(contentsOfFile: environment + "/ready", encoding: .utf8)) == pins
            && FileManager.default.isExecutableFile(atPath: python)
    }

    /// The pinned versions by name.
    public var versions: [String: String] {
        let pins = (try? String(contentsOfFile: path + "/requirements.txt", encoding: .utf8)) ?? ""
        var result: [String: String] = [:]
        for line in pins.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: "=", omittingEmptySubsequences: true)
            if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
        }
        return result
    }
}
