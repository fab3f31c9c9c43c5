public import ShelterAppreciation
public import ShelterModel
internal import Yams

/// A register as one table, for whoever fills it in with a spreadsheet: a row per part, columns for what parts hold.
///
/// `part` says what a row is; `answer` ties actions and links to their answer, so that rows may be sorted. Every text comes back
/// as it is, character by character.
public enum RegisterForm {
    private static let partColumn = "part"
    private static let answerColumn = "answer"

    /// Parts with the keys that they hold; a key of a mapping within stands behind a full stop.
    private static let parts: [(name: String, keys: [String])] = [
        ("register", ["id", "remark"]),
        ("study", ["title", "author", "date", "number"]),
        ("letter", ["title", "date", "number"]),
        ("minister", ["id", "title"]),
        ("recommendation", ["number", "level", "theme", "text", "page", "addressees", "otherAddressee"]),
        (
            "appreciation",
            [
                "recommendations", "position", "minister", "jointly", "reasoning", "partNotAdopted", "answerBy",
                "cover",
                "legalBasis", "intention", "commitment.text", "commitment.reference", "commitment.date",
                "execution.status", "execution.date", "execution.evidence",
            ]
        ),
        (
            "action",
            [
                "text", "owner", "planning.words", "planning.from", "planning.until", "execution.status",
                "execution.date", "execution.evidence",
            ]
        ),
        ("link", ["kind", "number", "title"]),
        ("override", ["code", "recommendation", "by", "date", "reason"]),
    ]
    /// Keys with several values, which stand in one cell with semicolons between them.
    private static let lists: Set<String> = ["addressees", "recommendations", "jointly"]

    /// Headers of the table.
    public static let columns: [String] = {
        var seen: Set<String> = []
        return ([partColumn, answerColumn] + parts.flatMap(\.keys)).filter { seen.insert($0).inserted }
    }()

    // MARK: - To a table

    /// The rows of a register, a cell per column.
    ///
    /// - Throws: Only if a text cannot be written at all.
    public static func rows(_ register: AppreciationRegister) throws(Refusal) -> [[String]] {
        let yaml = try AppreciationRegisterWriter.yaml(register)
        let root = try YAMLDocument.root(of: yaml, file: register.id).node
        var rows: [[String]] = []
        func add(_ part: String, _ node: Node?, answer: Int? = nil) {
            var cells: [String: String] = [partColumn: part]
            if let answer { cells[answerColumn] = String(answer) }
            if let node { flatten(node, below: "", into: &cells) }
            rows.append(columns.map { cells[$0] ?? "" })
        }
        add("register", root)
        for part in ["study", "letter"] {
            if let node = value(part, of: root) { add(part, node) }
        }
        for (part, key) in [("minister", "ministers"), ("recommendation", "recommendations")] {
            for node in items(key, of: root) { add(part, node) }
        }
        for (index, node) in items("appreciations", of: root).enumerated() {
            add("appreciation", node, answer: index + 1)
            for action in items("actions", of: node) { add("action", action, answer: index + 1) }
            for link in items("links", of: node) { add("link", link, answer: index + 1) }
        }
        for node in items("overrides", of: root) { add("override", node) }
        return rows
    }

    private static func value(_ key: String, of node: Node) -> Node? {
        node.mapping?.first { $0.key.scalar?.string == key }?.value
    }

    private static func items(_ key: String, of node: Node) -> [Node] {
        value(key, of: node)?.sequence.map(Array.init) ?? []
    }

    /// Single values, and lists of them; lists of mappings are rows of their own.
    private static func flatten(_ node: Node, below path: String, into cells: inout [String: String]) {
        for (key, value) in node.mapping ?? Node.Mapping([]) {
            guard let name = key.scalar?.string else { continue }
            let column = path.isEmpty ? name : "\(path).\(name)"
            if let scalar = value.scalar {
                cells[column] = scalar.string
            } else if lists.contains(column) {
                cells[column] = (value.sequence ?? []).compactMap { $0.scalar?.string }.joined(separator: "; ")
            } else if value.mapping != nil, path.isEmpty, !["study", "letter"].contains(name) {
                flatten(value, below: name, into: &cells)
            }
        }
    }

    // MARK: - From a table

    public struct Row: Sendable {
        public var line: Int
        /// By header.
        public var cells: [String: String]

        public init(line: Int, cells: [String: String]) {
            self.line = line
            self.cells = cells
        }
    }

    /// Where the parts of a register stand in the table.
    public struct Places: Sendable {
        fileprivate let file: String
        /// Line by path, as `appreciations[2].actions[1]`; items count from 1.
        fileprivate var lines: [String: Int] = [:]

        /// The row of the deepest part on the way, and the column behind it.
        public func place(of steps: [AnnexFinding.Step]) -> SourceLocation {
            var path = ""
            for step in steps {
                switch step {
                case .key(let key): path += path.isEmpty ? key : ".\(key)"
                case .item(let index): path += "[\(index + 1)]"
                }
            }
            return place(of: path)
        }

        fileprivate func place(of field: String) -> SourceLocation {
            var path = field[...]
            while true {
                if let line = lines[String(path)] {
                    let rest = field.dropFirst(path.count).drop { $0 == "." }
                    return SourceLocation(file: file, line: line, field: rest.isEmpty ? nil : String(rest))
                }
                guard let cut = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { break }
                path = path[..<cut]
            }
            return SourceLocation(file: file, field: field.isEmpty ? nil : field)
        }
    }

    /// - Throws: Everything that is wrong with the table, each at its row and column.
    public static func register(
        _ rows: [Row],
        file: String
    ) throws(Refusal) -> (register: AppreciationRegister, places: Places) {
        var problems: [Diagnostic] = []
        var places = Places(file: file)
        var groups: [String: [Row]] = [:]
        for row in rows where row.cells.values.contains(where: { !$0.isEmpty }) {
            let part = row.cells[partColumn] ?? ""
            guard let keys = parts.first(where: { $0.name == part })?.keys else {
                problems.append(
                    Diagnostic(
                        .error,
                        "annex.form-part",
                        at: SourceLocation(file: file, line: row.line, field: partColumn),
                        ["value": .text(String(part.prefix(40))), "known": .list(parts.map(\.name))]
                    )
                )
                continue
            }
            let foreign = row.cells.filter { !$0.value.isEmpty && !keys.contains($0.key) }.keys
                .filter { ![partColumn, answerColumn].contains($0) }.sorted()
            for column in foreign {
                problems.append(
                    Diagnostic(
                        .error,
                        "annex.form-cell",
                        at: SourceLocation(file: file, line: row.line, field: column),
                        ["part": .text(part), "known": .list(keys)]
                    )
                )
            }
            groups[part, default: []].append(row)
        }
        for part in ["register", "study", "letter"] {
            for row in (groups[part] ?? []).dropFirst() {
                problems.append(
                    Diagnostic(
                        .error,
                        "annex.form-twice",
                        at: SourceLocation(file: file, line: row.line, field: partColumn),
                        ["part": .text(part)]
                    )
                )
            }
        }
        let root = try node(groups, &places, &problems)
        guard problems.isEmpty else { throw Refusal(problems) }
        let yaml = try YAMLWriter.text(root)
        do {
            return (try AppreciationRegisterFile.register(yaml: yaml, file: file), places)
        } catch {
            throw Refusal(
                error.diagnostics.map { diagnostic in
                    var diagnostic = diagnostic
                    diagnostic.location = places.place(of: diagnostic.location?.field ?? "")
                    return diagnostic
                }
            )
        }
    }

    /// The same as a file of a register, without its actions and links tied to nothing.
    private static func node(
        _ groups: [String: [Row]],
        _ places: inout Places,
        _ problems: inout [Diagnostic]
    ) throws(Refusal) -> Node {
        func nodes(_ part: String, _ path: String, _ rows: [Row], _ more: (Int) -> [(String, Node?)]) -> Node? {
            guard !rows.isEmpty else { return nil }
            return YAMLWriter.list(
                rows.enumerated().map { index, row in
                    places.lines["\(path)[\(index + 1)]"] = row.line
                    return mapping(part, row, more(index))
                }
            )
        }
        func single(_ part: String) -> Node? {
            guard let row = groups[part]?.first else { return nil }
            places.lines[part] = row.line
            return mapping(part, row, [])
        }
        let answers = groups["appreciation"] ?? []
        let keys = answers.map { $0.cells[answerColumn] ?? "" }
        for part in ["appreciation", "action", "link"] {
            var seen: Set<String> = []
            for row in groups[part] ?? [] {
                let key = row.cells[answerColumn] ?? ""
                let isKnown =
                    part == "appreciation"
                    ? !key.isEmpty && seen.insert(key).inserted : keys.contains(key) && !key.isEmpty
                if isKnown { continue }
                problems.append(
                    Diagnostic(
                        .error,
                        part == "appreciation" ? "annex.form-answer" : "annex.form-no-answer",
                        at: SourceLocation(file: places.file, line: row.line, field: answerColumn),
                        ["value": .text(String(key.prefix(40)))]
                    )
                )
            }
        }
        func own(_ part: String, _ index: Int) -> [Row] {
            (groups[part] ?? []).filter { $0.cells[answerColumn] == keys[index] }
        }
        let register = groups["register"]?.first
        if let register { places.lines[""] = register.line }
        func cell(_ key: String) -> Node? {
            register?.cells[key].flatMap { $0.isEmpty ? nil : YAMLWriter.scalar($0) }
        }
        return YAMLWriter.mapping([
            ("format", YAMLWriter.scalar("maatstaf/appreciations/\(AppreciationRegisterFile.newestFormat)")),
            ("id", cell("id")), ("remark", cell("remark")),
            ("study", single("study")), ("letter", single("letter")),
            ("ministers", nodes("minister", "ministers", groups["minister"] ?? []) { _ in [] }),
            ("recommendations", nodes("recommendation", "recommendations", groups["recommendation"] ?? []) { _ in [] }),
            (
                "appreciations",
                nodes("appreciation", "appreciations", answers) { index in
                    let path = "appreciations[\(index + 1)]"
                    return [
                        ("actions", nodes("action", "\(path).actions", own("action", index)) { _ in [] }),
                        ("links", nodes("link", "\(path).links", own("link", index)) { _ in [] }),
                    ]
                }
            ),
            ("overrides", nodes("override", "overrides", groups["override"] ?? []) { _ in [] }),
        ])
    }

    private static func mapping(_ part: String, _ row: Row, _ more: [(String, Node?)]) -> Node {
        let keys = parts.first { $0.name == part }?.keys ?? []
        var pairs: [(String, Node?)] = []
        for key in keys {
            let path = key.split(separator: ".").map(String.init)
            if path.count == 2 {
                // The first key of a mapping brings all of it.
                guard !pairs.contains(where: { $0.0 == path[0] }) else { continue }
                let inner = keys.filter { $0.hasPrefix(path[0] + ".") }.map { inner -> (String, Node?) in
                    (String(inner.dropFirst(path[0].count + 1)), scalar(row.cells[inner]))
                }
                pairs.append((path[0], inner.contains { $0.1 != nil } ? YAMLWriter.mapping(inner) : nil))
            } else if lists.contains(key) {
                let values = (row.cells[key] ?? "").split(separator: ";").map(trimmed).filter { !$0.isEmpty }
                pairs.append((key, values.isEmpty ? nil : YAMLWriter.list(values.map { YAMLWriter.scalar($0) })))
            } else {
                pairs.append((key, scalar(row.cells[key])))
            }
        }
        return YAMLWriter.mapping(pairs + more)
    }

    private static func scalar(_ text: String?) -> Node? {
        text.flatMap { $0.isEmpty ? nil : YAMLWriter.scalar($0) }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
