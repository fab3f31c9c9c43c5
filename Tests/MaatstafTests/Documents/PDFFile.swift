import Foundation
import Testing

/// A PDF as qpdf takes it apart: its objects as JSON, its streams unpacked.
struct PDFFile {
    struct NotReadable: Error { var path: String }

    private let objects: [String: Any]
    let root: [String: Any]

    init(_ path: String) throws {
        let json = try Tool.output(
            "qpdf",
            ["--json=2", "--json-stream-data=inline", "--decode-level=generalized", path]
        )
        guard let all = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any],
            let parts = all["qpdf"] as? [Any], let found = parts.last as? [String: Any]
        else { throw NotReadable(path: path) }
        objects = found
        let trailer = (found["trailer"] as? [String: Any])?["value"] as? [String: Any]
        root = Self.dictionary(trailer?["/Root"], found) ?? [:]
    }

    private static func dictionary(_ value: Any?, _ objects: [String: Any]) -> [String: Any]? {
        if let dictionary = value as? [String: Any] { return dictionary }
        guard let name = value as? String, let object = objects["obj:" + name] as? [String: Any] else { return nil }
        return object["value"] as? [String: Any] ?? (object["stream"] as? [String: Any])?["dict"] as? [String: Any]
    }

    func dictionary(_ value: Any?) -> [String: Any]? { Self.dictionary(value, objects) }

    func array(_ value: Any?) -> [Any] {
        if let array = value as? [Any] { return array }
        if let name = value as? String, let object = objects["obj:" + name] as? [String: Any],
            let array = object["value"] as? [Any]
        {
            return array
        }
        return value.map { [$0] } ?? []
    }

    /// Strings are written as `u:…`.
    func text(_ value: Any?) -> String? {
        guard let text = value as? String, text.hasPrefix("u:") else { return nil }
        return String(text.dropFirst(2))
    }

    func stream(_ value: Any?) -> [UInt8] {
        guard let name = value as? String, let object = objects["obj:" + name] as? [String: Any],
            let stream = object["stream"] as? [String: Any], let data = stream["data"] as? String
        else { return [] }
        return Data(base64Encoded: data).map { [UInt8]($0) } ?? []
    }

    var pages: [[String: Any]] {
        func leaves(_ value: Any?) -> [[String: Any]] {
            guard let node = dictionary(value) else { return [] }
            guard let kids = node["/Kids"] else { return [node] }
            return array(kids).flatMap(leaves)
        }
        return leaves(root["/Pages"])
    }

    /// An element of the structure tree.
    struct Element {
        var name: String
        var dictionary: [String: Any]
        var kids: [Element]

        func all(_ name: String) -> [Element] {
            (self.name == name ? [self] : []) + kids.flatMap { $0.all(name) }
        }

        var everything: [Element] { [self] + kids.flatMap(\.everything) }
    }

    var structure: Element {
        func element(_ value: Any?, _ name: String) -> Element {
            let node = dictionary(value) ?? [:]
            let kids = array(node["/K"]).compactMap { kid -> Element? in
                guard let child = dictionary(kid), let name = child["/S"] as? String else { return nil }
                return element(kid, String(name.dropFirst()))
            }
            return Element(name: name, dictionary: node, kids: kids)
        }
        return element(root["/StructTreeRoot"], "StructTreeRoot")
    }

    /// Attributes of an element, from all its owners.
    func attributes(_ element: Element) -> [String: Any] {
        array(element.dictionary["/A"]).compactMap { dictionary($0) }
            .reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }

    /// Operators of a page that paint outside of every tag and artifact.
    func untagged(_ page: [String: Any]) -> [String] {
        var scan = PDFContentScan()
        for part in array(page["/Contents"]) { scan.read(stream(part) + [0x0A]) }
        return scan.untagged
    }
}

/// Reads the operators of a page's content, as far as marked content goes.
struct PDFContentScan {
    private static let painting: Set = [
        "Tj", "TJ", "'", "\"", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "BI",
    ]
    private(set) var untagged: [String] = []
    private var depth = 0

    mutating func read(_ bytes: [UInt8]) {
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "("):
                var open = 1
                index += 1
                while index < bytes.count, open > 0 {
                    if bytes[index] == UInt8(ascii: "\\") {
                        index += 1
                    } else if bytes[index] == UInt8(ascii: "(") {
                        open += 1
                    } else if bytes[index] == UInt8(ascii: ")") {
                        open -= 1
                    }
                    index += 1
                }
            case UInt8(ascii: "<") where index + 1 < bytes.count && bytes[index + 1] != UInt8(ascii: "<"):
                while index < bytes.count, bytes[index] != UInt8(ascii: ">") { index += 1 }
                index += 1
            case UInt8(ascii: "/"):
                index += 1
                while index < bytes.count, !Self.isDelimiter(bytes[index]) { index += 1 }
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), 0x27, 0x22:
                let start = index
                while index < bytes.count, !Self.isDelimiter(bytes[index]) { index += 1 }
                note(String(decoding: bytes[start..<index], as: UTF8.self))
            default: index += 1
            }
        }
    }

    private mutating func note(_ word: String) {
        switch word {
        case "BDC", "BMC": depth += 1
        case "EMC": depth -= 1
        default: if depth == 0, Self.painting.contains(word) { untagged.append(word) }
        }
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        byte <= 0x20 || "()<>[]{}/%".utf8.contains(byte)
    }
}

/// Programs that are not ours, with which tests look at documents.
enum Tool {
    struct Failed: Error { var program: String }

    /// What a program prints on standard output.
    static func output(_ program: String, _ arguments: [String]) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return [UInt8](data)
    }

    static func has(_ program: String) -> Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }

    /// A part of a ZIP file.
    static func part(_ name: String, of path: String) throws -> String {
        String(decoding: try output("unzip", ["-p", path, name]), as: UTF8.self)
    }

    /// Whether typst and pandoc are there, with the programs that read what they make.
    static let hasDocuments: Bool = {
        let folder = ProcessInfo.processInfo.environment["MAATSTAF_TOOLS"] ?? Corpus.root + "/Reports/Tools/environment"
        let missing =
            (FileManager.default.fileExists(atPath: folder + "/ready") ? [] : ["typst and pandoc"])
            + ["qpdf", "pdfinfo", "unzip"].filter { !has($0) }
        if !missing.isEmpty { print("skipped: the tests on documents; missing: \(missing), see 'make setup'") }
        return missing.isEmpty
    }()

    static let hasLibreOffice: Bool = {
        let isThere = has("soffice")
        if !isThere { print("skipped: opening documents in LibreOffice, which is not there") }
        return isThere
    }()
}
