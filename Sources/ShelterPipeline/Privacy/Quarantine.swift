internal import Foundation
public import ShelterCleaning
public import ShelterModel
internal import ShelterParsers

/// The file in which free text waits until somebody has redacted it.
public struct Quarantine {
    /// What was taken out.
    public struct Result: Sendable, Codable {
        public var file: String
        public var texts: Int
        /// Columns with free text that were found, as `file: header`.
        public var columns: [String]
        public var diagnostics: [Diagnostic]
    }

    static let header = ["key", "variable", "text", "redacted", "release", "code", "decided_by"]

    /// Takes every answer in free text out of the exports.
    ///
    /// A row is known by its assessment id, or by `file:line` where there is none. Coded answers can be joined back by the id.
    ///
    /// - Parameter forbidden: Folders in which the file may not stand, such as that of the results.
    public static func write(
        _ settings: RunSettings,
        preparation: (codeBook: CodeBook, marks: PersonalDataMarks, key: PseudonymKey?),
        to path: String,
        outside forbidden: [String] = []
    ) throws(Refusal) -> Result {
        try check(path, settings, preparation.codeBook, outside: forbidden)
        let exports = try Exports(
            settings,
            codeBook: preparation.codeBook,
            marks: preparation.marks,
            key: preparation.key,
            needsAssessments: false
        )
        // What there is to tell about columns of other answers, a run that reads these tells.
        let mappers = try exports.mappers { _, _ in }
        let pass = exports.privacy
        var line = CSVLine(header, isForEditing: true)
        var count = 0
        var columns: [String] = []
        var diagnostics: [Diagnostic] = []
        for (number, file) in exports.files.enumerated() {
            let definition = exports.tables[file.table]
            let free = definition.columns.indices.filter {
                definition.columns[$0].type == .freeText && file.match.fields[$0] != nil
            }
            guard !free.isEmpty else { continue }
            columns += free.map { "\(file.name): \(file.match.headers[$0])" }
            let id = definition.index(of: .assessmentID)
            let isShown = id.map { id in
                !pass.plans[number].entries.contains { $0.column == id && $0.action == .withheld }
            }
            if isShown != true {
                diagnostics.append(
                    Diagnostic(.note, "quarantine.no-id", at: SourceLocation(file: file.name, line: file.headerLine))
                )
            }
            let textMapper = file.textMapper(free, of: definition)
            var reader = try ExportReader(path: file.path, displayName: file.name, options: file.options)
            while let batch = try reader.next() {
                diagnostics += batch.setAside.map(\.diagnostic)
                var ignored: [Diagnostic] = []
                var table = mappers[number].table(
                    from: batch,
                    only: Set([id].compactMap(\.self)),
                    diagnostics: &ignored
                )
                let texts = textMapper.table(from: batch, diagnostics: &ignored)
                let answers = free.enumerated().map { place, column in
                    (column: column, field: file.match.fields[column], status: texts.columns[place].status)
                }
                _ = pass.apply(to: &table, file: number)
                for row in 0..<batch.recordCount {
                    let fields = batch.fields(of: row)
                    for (column, field, status) in answers where status[row] == .present {
                        guard let field, fields.lowerBound + field < fields.upperBound else { continue }
                        let text = batch.text(of: fields.lowerBound + field)
                        line.add(foreign: key(table, row, id))
                        line.add(definition.columns[column].variable)
                        line.add(foreign: text)
                        for _ in 0..<4 { line.add("") }
                        line.end()
                        count += 1
                    }
                }
            }
        }
        try PendingFile.write(line.bytes, to: path, inputs: settings.files, mayReplace: false, isPrivate: true)
        return Result(
            file: path,
            texts: count,
            columns: columns,
            diagnostics: diagnostics
        )
    }

    private static func key(_ table: Table, _ row: Int, _ id: Int?) -> String {
        if let id, case .text(let cells) = table.columns[id], let text = cells[row] { return text }
        return "\(table.file):\(table.lines[row])"
    }

    /// - Throws: when the file cannot be written there, or would stand among the results.
    static func check(
        _ path: String,
        _ settings: RunSettings,
        _ codeBook: CodeBook,
        outside forbidden: [String]
    ) throws(Refusal) {
        guard codeBook.tables.contains(where: { $0.columns.contains { $0.type == .freeText } }) else {
            throw Refusal("quarantine.no-free-text", ["codeBook": .text(codeBook.id)])
        }
        try PendingFile.check(path, inputs: settings.files, mayReplace: false)
        let parent = path.parentPath.isEmpty ? "." : path.parentPath
        let place = whole(parent) + "/"
        for folder in forbidden where place.hasPrefix(whole(folder) + "/") {
            throw Refusal("quarantine.inside-output", ["path": .text(path), "folder": .text(folder)])
        }
    }

    /// The path from the root, without links as far as it exists.
    private static func whole(_ path: String) -> String {
        var rest: [String] = []
        var folder =
            path.hasPrefix("/") ? path.withoutEndSlashes : FileManager.default.currentDirectoryPath + "/" + path
        while folder.count > 1 {
            if let resolved = realpath(folder, nil) {
                defer { free(resolved) }
                return ([String(cString: resolved)] + rest.reversed()).joined(separator: "/")
            }
            rest.append(folder.lastPathName)
            folder = folder.parentPath
        }
        return "/" + rest.reversed().joined(separator: "/")
    }

    /// Whether a file begins as one of ours.
    static func isQuarantine(_ header: [String]) -> Bool { header == Self.header }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
