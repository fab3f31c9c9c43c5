internal import DocumentTools
internal import Foundation
public import ShelterAppreciation
public import ShelterModel
internal import ShelterParsers

/// Merges documents that came back into a register: field by field, nobody's words over somebody else's.
public struct ReplyRun {
    /// One document that came back.
    struct Reply: Decodable {
        struct Table: Decodable {
            var heading: String
            var rows: [[String]]
        }

        struct Tracked: Decodable {
            var kind: String
            var by: String
            var on: String
            var text: String
        }

        var tables: [Table]
        var tracked: [Tracked]
        /// Who saved it last, and when, as the file says.
        var by: String
        var on: String
    }

    /// What a reply changed, with who, when and from which document.
    public struct Entry: Sendable {
        public var change: AnswerForm.Change
        public var file: String
        public var by: String
        public var on: String
    }

    public private(set) var entries: [Entry] = []
    /// Changes that the word processors of the replies had tracked; they were taken as accepted.
    public private(set) var tracked: [(file: String, kind: String, by: String, on: String, text: String)] = []
    public private(set) var register: AppreciationRegister

    /// - Parameters:
    ///   - sent: The register as it was sent.
    ///   - replies: Paths of DOCX or ODT documents.
    /// - Throws: `Refusal` when a document is not one that was sent, or what came back makes no register.
    public init(
        _ input: AnnexInput,
        file: String,
        sent: AnnexInput,
        replies: [String],
        data: DataFolder
    ) throws(Refusal) {
        let names = CSVReader.displayNames(for: replies)
        let read = try Self.read(replies, names, data)
        let known = Set(input.register.recommendations.map(\.number))
        var answers: [[RecommendationNumber: [String: String]]] = []
        for (reply, name) in zip(read, names) { answers.append(try Self.answers(reply, name, known)) }
        let changes = AnswerForm.changes(
            sent: try RegisterForm.answers(sent.register),
            current: try RegisterForm.answers(input.register),
            replies: answers
        )
        entries = changes.map { change in
            Entry(change: change, file: names[change.reply], by: read[change.reply].by, on: read[change.reply].on)
        }
        for (reply, name) in zip(read, names) {
            tracked += reply.tracked.map { (name, $0.kind, $0.by, $0.on, $0.text) }
        }
        register = try RegisterForm.register(
            input.register,
            changing: changes.filter { $0.outcome == .changed },
            file: file
        )
    }

    /// Changes that no person has to decide about, and those that one has to.
    public var taken: [Entry] { entries.filter { $0.change.outcome == .changed } }
    public var conflicts: [Entry] { entries.filter { $0.change.outcome != .changed } }

    /// Conflicts as messages: what the register says and what the reply says, each at its document.
    public var diagnostics: [Diagnostic] {
        conflicts.map { entry in
            Diagnostic(
                .warning,
                "annex.conflict",
                at: SourceLocation(file: entry.file, field: "\(entry.change.number.text) \(entry.change.field)"),
                ["number": .text(entry.change.number.text), "field": .text(entry.change.field)]
            )
        }
    }

    /// Writes the merged register and beside it what was changed: `<name>.changes.csv`.
    public func write(to path: String, inputs: [String], replacing: Bool) throws(Refusal) {
        let changesPath = path.withoutPathExtension + ".changes.csv"
        let file = try PendingFile(path, inputs: inputs, mayReplace: replacing)
        let changes = try PendingFile(changesPath, inputs: inputs, mayReplace: replacing)
        try file.write(Array(try AppreciationRegisterWriter.yaml(register).utf8))
        var line = CSVLine(
            ["recommendation", "field", "outcome", "from", "to", "other", "file", "by", "on"],
            isForEditing: true
        )
        for entry in entries {
            line.add(entry.change.number.text)
            line.add(foreign: entry.change.field)
            if case .conflict(let other) = entry.change.outcome {
                line.add("conflict")
                line.add(foreign: entry.change.from)
                line.add(foreign: entry.change.to)
                line.add(foreign: other)
            } else {
                line.add("changed")
                line.add(foreign: entry.change.from)
                line.add(foreign: entry.change.to)
                line.add("")
            }
            for text in [entry.file, entry.by, entry.on] { line.add(foreign: text) }
            line.end()
        }
        for item in tracked {
            line.add("")
            line.add("")
            line.add("tracked-\(item.kind)")
            line.add(foreign: item.kind == "deletion" ? item.text : "")
            line.add(foreign: item.kind == "deletion" ? "" : item.text)
            line.add("")
            for text in [item.file, item.by, item.on] { line.add(foreign: text) }
            line.end()
        }
        try changes.write(line.bytes)
        try PendingFile.finish([file, changes])
    }

    // MARK: - Reading

    private static func read(
        _ replies: [String],
        _ names: [String],
        _ data: DataFolder
    ) throws(Refusal) -> [Reply] {
        let tools = try data.documentTools()
        let folder = try OutputFolder(replacing: NSTemporaryDirectory() + "maatstaf-replies-\(getpid())")
        var jobs: [DocumentJob] = []
        for (index, path) in replies.enumerated() {
            guard [".docx", ".odt"].contains(where: path.lowercased().hasSuffix) else {
                throw Refusal("annex.reply-format", at: SourceLocation(file: names[index]))
            }
            guard FileManager.default.fileExists(atPath: path) else {
                throw Refusal("file.not-found", at: SourceLocation(file: names[index]), ["path": .text(path)])
            }
            jobs.append(
                DocumentJob(
                    kind: .answers,
                    input: DocumentMaker.absolute(path),
                    output: folder.workPath + "/\(index).json",
                    date: "2000-01-01"
                )
            )
        }
        let failures = tools.make(jobs)
        guard failures.isEmpty else {
            throw Refusal(
                failures.map { failure in
                    let index = jobs.firstIndex(of: failure.job) ?? 0
                    return Diagnostic(
                        .error,
                        "annex.reply-not-readable",
                        at: SourceLocation(file: names[index]),
                        ["reason": .text(failure.reason)]
                    )
                }
            )
        }
        var result: [Reply] = []
        for (index, job) in jobs.enumerated() {
            let bytes = try DataFolder.bytes(at: job.output, most: 256 << 20)
            guard let reply = try? JSONDecoder().decode(Reply.self, from: Data(bytes)) else {
                throw Refusal(
                    "annex.reply-not-readable",
                    at: SourceLocation(file: names[index]),
                    ["reason": "JSON"]
                )
            }
            result.append(reply)
        }
        return result
    }

    /// The fields of a reply: the last line of a first cell names its field, the last word of a heading the recommendation.
    private static func answers(
        _ reply: Reply,
        _ name: String,
        _ known: Set<RecommendationNumber>
    ) throws(Refusal) -> [RecommendationNumber: [String: String]] {
        var fields = Set(AnswerForm.answerFields)
        for action in 1...99 { fields.formUnion(AnswerForm.actionFields.map { AnswerForm.field($0, action: action) }) }
        var result: [RecommendationNumber: [String: String]] = [:]
        var problems: [Diagnostic] = []
        for table in reply.tables {
            let own = table.rows.compactMap { row -> (String, String)? in
                guard row.count > 1 else { return nil }
                let field = row[0].split(separator: "\n").last.map(String.init) ?? ""
                return fields.contains(field) ? (field, row[1]) : nil
            }
            guard !own.isEmpty else { continue }
            let word = table.heading.split(whereSeparator: \.isWhitespace).last ?? ""
            guard let number = RecommendationNumber(word), known.contains(number) else {
                problems.append(
                    Diagnostic(
                        .error,
                        "annex.reply-number",
                        at: SourceLocation(file: name),
                        ["value": .text(String(table.heading.prefix(60)))]
                    )
                )
                continue
            }
            result[number, default: [:]].merge(own) { first, _ in first }
        }
        if result.isEmpty, problems.isEmpty {
            problems = [Diagnostic(.error, "annex.reply-without-questions", at: SourceLocation(file: name))]
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        return result
    }
}
