internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterParsers

extension RunSettings {
    /// `maatstaf explain` with everything by which this run reads: typed where the run was made, it reads the same.
    ///
    /// What is asked for (`--figure ID`) comes behind it.
    public var explainCommand: String {
        explainAs
            ?? (["maatstaf", "explain"] + files.map(Self.path) + options).map(\.shellWord).joined(separator: " ")
    }

    /// What stands behind `maatstaf report` for the same run, but for the place of its output.
    public var reportArguments: [String] {
        var values: [(String, String?)] = [
            ("date", date?.iso), ("state", state.rawValue),
            ("publisher", publisher.map(Self.path)),
            ("formats", documents.formats.map(\.rawValue).joined(separator: ",")),
        ]
        if !residentLanguages.isEmpty { values.append(("residents", residentLanguages.joined(separator: ","))) }
        values += documents.references.map { ("reference-doc", Self.path($0)) }
        values += plans.map { ("plan", Self.path($0)) }
        values += corrections.map { ("corrections", Self.path($0)) }
        values += [
            ("map", map.map(Self.path)), ("waves", waves.map(Self.path)), ("robustness", robustness.map(Self.path)),
        ]
        values += earlier.map { ("earlier", Self.path($0)) }
        return files.map(Self.path) + options + Self.words(values)
    }

    private var options: [String] {
        let options = Self.words([
            ("framework", Self.reference(framework)), ("code-book", codeBook.map(Self.reference)),
            ("register", register.map(Self.reference)), ("delimiter", dialect.delimiter.map(Self.delimiter)),
            ("quote", dialect.quote.map(Self.orNone)), ("escape", dialect.escape),
            ("encoding", dialect.encoding?.rawValue), ("header-rows", dialect.headerRows.map(String.init)),
            ("preamble-rows", dialect.preambleRows.map(String.init)),
            ("footer-rows", dialect.footerRows.map(String.init)), ("sheet", sheet), ("tool", tool.argument),
            ("decimal", decimal?.rawValue), ("date-order", dateOrder?.rawValue), ("mappings", mappings.map(Self.path)),
            ("crosswalk", crosswalk.map(Self.reference)), ("sampling", sampling.map(Self.reference)),
            ("pseudonym-key", pseudonymKey.map(Self.path)),
            ("data", dataFolder.map(Self.path)), ("language", language == .dutch ? nil : language.rawValue),
        ])
        return options + (fillMerged ? ["--fill-merged"] : []) + (core ? ["--core"] : [])
    }

    private static func words(_ values: [(String, String?)]) -> [String] {
        values.flatMap { name, value in
            // Behind an equals sign nothing is taken for an option of its own.
            value.map { $0.hasPrefix("-") ? ["--\(name)=\($0)"] : ["--\(name)", $0] } ?? []
        }
    }

    /// Written alike however it was typed; never like an option.
    private static func path(_ path: String) -> String {
        var path = Substring(path)
        while path.hasPrefix("./"), path.count > 2 { path = path.dropFirst(2).drop { $0 == "/" } }
        return path.hasPrefix("-") ? "./" + path : String(path)
    }

    /// The path of a file, or an id as it is.
    private static func reference(_ reference: String) -> String {
        let path = path(reference)
        // What was a path by its slash alone must stay one.
        return DataFolder.isPath(reference) && !DataFolder.isPath(path) ? "./" + path : path
    }

    private static func delimiter(_ text: String) -> String {
        switch text {
        case "": "none"
        case "\t": "tab"
        case " ": "space"
        default: text
        }
    }

    private static func orNone(_ text: String) -> String { text.isEmpty ? "none" : text }
}

extension ToolChoice {
    /// As an option of a command writes it; `nil` if it is found out.
    fileprivate var argument: String? {
        switch self {
        case .detect: nil
        case .plain: "none"
        case .named(let tool): tool.rawValue
        }
    }
}
