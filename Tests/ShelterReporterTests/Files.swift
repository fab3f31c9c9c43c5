import Foundation
import ShelterModel
import ShelterReporter

/// The files of the checkout that the tests read and write.
enum Files {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func styleSheet() throws -> String { try text("Reports/Templates/report.css") }

    static func texts(_ language: Language) throws -> Texts {
        var all: [String: String] = [:]
        for part in [
            "report", "report-estimates", "disclosure", "memo", "accountability", "corrections", "waves", "geography",
            "national",
        ] {
            all.merge(try entries(text("Data/Texts/\(part).\(language.rawValue).yaml"))) { first, _ in first }
        }
        return Texts(language: language, entries: all)
    }

    struct NotPlain: Error { var line: String }

    /// Reads the plain form in which these files are written: two blanks per level, every text in double quotes.
    static func entries(_ yaml: String) throws -> [String: String] {
        var result: [String: String] = [:]
        var path: [String] = []
        for line in yaml.split(separator: "\n") {
            let content = line.drop { $0 == " " }
            if content.hasPrefix("#") { continue }
            let level = (line.count - content.count) / 2
            guard let colon = content.firstIndex(of: ":"), level <= path.count else {
                throw NotPlain(line: String(line))
            }
            path = path.prefix(level) + [String(content[..<colon])]
            let value = content[content.index(after: colon)...].drop { $0 == " " }
            if value.isEmpty { continue }
            guard value.count > 1, value.first == "\"", value.last == "\"", !value.contains("\\") else {
                throw NotPlain(line: String(line))
            }
            result[path.joined(separator: ".")] = String(value.dropFirst().dropLast())
            path.removeLast()
        }
        return result
    }
}
