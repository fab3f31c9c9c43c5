internal import Foundation
public import ShelterCleaning
public import ShelterModel
internal import ShelterParsers

/// Lets redacted text and coded answers out of quarantine.
public struct Release {
    /// What was released, and what was not.
    public struct Result: Sendable {
        public var released: Int
        public var codes: Int
        /// Rows that nobody has decided on, or that stay where they are.
        public var kept: Int
        /// Rows that were to be released and are not, each with the reason.
        public var diagnostics: [Diagnostic]

        public var hasFindings: Bool { diagnostics.contains { $0.severity == .error } }
    }

    static let header = ["key", "variable", "text"]
    static let codesHeader = ["key", "variable", "code"]
    private static let yes: Set<String> = ["ja", "j", "yes", "y", "1", "x", "true", "waar", "так"]

    private struct Row {
        var key = ""
        var variable = ""
        var redacted = ""
        var release = ""
        var code = ""
        var decidedBy = ""
        var line = 0
    }

    /// Writes what may go: rows with `release` yes, a name in `decided_by`, and redacted text in which nothing is found.
    ///
    /// - Parameter codes: File for coded answers: one row per code of a row that somebody decided on.
    public static func write(
        _ path: String,
        to output: String,
        codes codesPath: String?,
        marks: PersonalDataMarks
    ) throws(Refusal) -> Result {
        let outputs = [output] + (codesPath.map { [$0] } ?? [])
        try PendingFile.checkDistinct(outputs)
        for place in outputs { try PendingFile.check(place, inputs: [path], mayReplace: isOurs(place)) }
        var check = RedactionCheck(marks)
        var result = Result(released: 0, codes: 0, kept: 0, diagnostics: [])
        var released = CSVLine(header)
        var coded = CSVLine(codesHeader)
        let name = path.lastPathName
        for row in try rows(path, name, &result.diagnostics) {
            let isDecided = !row.decidedBy.isEmpty
            if !row.code.isEmpty {
                let codes = row.code.split(separator: ";").map { String($0).trimmed }.filter { !$0.isEmpty }
                if !isDecided {
                    result.diagnostics.append(problem("release.nobody", name, row, "code"))
                } else if let wrong = codes.first(where: { !isCode($0) }) {
                    result.diagnostics.append(
                        problem("release.bad-code", name, row, "code", ["length": .integer(wrong.count)])
                    )
                } else {
                    let kinds = PersonalDataKind.allCases.filter { kind in
                        codes.contains { check.kinds(inCode: $0).contains(kind) }
                    }
                    result.diagnostics += kinds.map {
                        problem("release.still-personal", name, row, "code", ["kind": .text(PrivacyPass.term($0))])
                    }
                    for code in kinds.isEmpty ? codes : [] {
                        for text in [row.key, row.variable, code] { coded.add(foreign: text) }
                        coded.end()
                        result.codes += 1
                    }
                }
            }
            guard yes.contains(row.release.lowercased()) else {
                result.kept += 1
                continue
            }
            guard isDecided else {
                result.diagnostics.append(problem("release.nobody", name, row, "decided_by"))
                continue
            }
            guard !row.redacted.isEmpty else {
                result.diagnostics.append(problem("release.not-redacted", name, row, "redacted"))
                continue
            }
            let kinds = check.kinds(in: row.redacted)
            guard kinds.isEmpty else {
                result.diagnostics += kinds.map {
                    problem("release.still-personal", name, row, "redacted", ["kind": .text(PrivacyPass.term($0))])
                }
                continue
            }
            for text in [row.key, row.variable, row.redacted] { released.add(foreign: text) }
            released.end()
            result.released += 1
        }
        var contents = [(path: output, bytes: released.bytes)]
        if let codesPath { contents.append((codesPath, coded.bytes)) }
        try PendingFile.write(contents, inputs: [path]) { isOurs($0) }
        return result
    }

    private static func problem(
        _ code: String,
        _ file: String,
        _ row: Row,
        _ field: String,
        _ arguments: [String: Diagnostic.Argument] = [:]
    ) -> Diagnostic {
        let column = Quarantine.header.firstIndex(of: field).map { $0 + 1 }
        return Diagnostic(
            .error,
            code,
            at: SourceLocation(file: file, line: row.line, column: column, field: field),
            arguments
        )
    }

    /// Short, and of letters, digits, hyphen and underscore: text cannot leave through this door.
    private static func isCode(_ text: String) -> Bool {
        text.count <= 40 && text.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    }

    /// The rows of a quarantine file, as Excel gave it back.
    private static func rows(_ path: String, _ name: String, _ diagnostics: inout [Diagnostic]) throws(Refusal) -> [Row]
    {
        var options = ExportOptions()
        options.csv.expectedHeaders = Quarantine.header
        var reader = try ExportReader(path: path, displayName: name, options: options)
        let header = reader.header.map { $0.trimmed.lowercased() }
        let absent = Quarantine.header.filter { !header.contains($0) && $0 != "text" }
        guard absent.isEmpty else {
            throw Refusal(
                "release.not-a-quarantine",
                at: SourceLocation(file: name, line: reader.headerLine),
                ["columns": .list(absent)]
            )
        }
        var rows: [Row] = []
        while let batch = try reader.next() {
            diagnostics += batch.setAside.map(\.diagnostic)
            for record in 0..<batch.recordCount {
                let fields = batch.fields(of: record)
                func text(_ column: String) -> String {
                    guard let index = header.firstIndex(of: column), fields.lowerBound + index < fields.upperBound
                    else {
                        return ""
                    }
                    return batch.text(of: fields.lowerBound + index).trimmed.withoutApostrophe
                }
                rows.append(
                    Row(
                        key: text("key"),
                        variable: text("variable"),
                        redacted: text("redacted"),
                        release: text("release"),
                        code: text("code"),
                        decidedBy: text("decided_by"),
                        line: batch.lines[record]
                    )
                )
            }
        }
        return rows
    }

    /// Only what an earlier release wrote may be replaced.
    private static func isOurs(_ path: String) -> Bool {
        let start = OwnFiles.firstLine(of: path)
        return start == header.joined(separator: ",") || start == codesHeader.joined(separator: ",")
    }
}

extension String {
    /// Without the apostrophe that was put before a cell that looks like a formula.
    fileprivate var withoutApostrophe: String {
        guard hasPrefix("'"), let second = dropFirst().first, "=+-@".contains(second) else { return self }
        return String(dropFirst())
    }
}
