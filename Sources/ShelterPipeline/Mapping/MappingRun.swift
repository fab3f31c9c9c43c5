internal import Foundation
public import ShelterModel
public import ShelterParsers

/// What `map` is asked to do with an export.
public struct MappingSettings: Sendable {
    public var file: String
    public var framework: String
    /// Id or path; `nil` takes the framework's own.
    public var codeBook: String?
    /// Name of the table that the file holds; `nil`: the one with the assessments.
    public var table: String?
    public var options = ExportOptions()
    /// Folder with confirmed mappings.
    public var mappings: String?
    /// Code book to write.
    public var output: String?
    public var replacing = false
    public var language = Language.dutch

    public init(file: String, framework: String) {
        self.file = file
        self.framework = framework
    }
}

/// Proposes a mapping for an export, and writes what became of it.
public struct MappingRun {
    public let settings: MappingSettings
    public let texts: Texts
    public let codeBook: CodeBook
    /// What each column probably answers; a person may change it before it is written.
    public private(set) var mapping: ColumnMapping
    /// What was found out about each column, in their order.
    public let proposals: [ColumnProposal]
    /// Where the mapping is written; `nil`: nowhere.
    public let mappingPath: String?

    /// What was written.
    public struct Result: Hashable, Sendable, Codable {
        public var file: String
        public var mapping: String?
        public var codeBook: String?
        public var certain: Int
        public var confirmed: Int
        /// Columns that a person has to look at.
        public var doubtful: Int
        /// Columns that nothing was found for.
        public var withoutVariable: Int
        /// Variables that no column answers yet.
        public var unanswered: [String]
        /// Variables among them without which the export cannot be scored.
        public var needed: [String]
    }

    /// - Throws: `Refusal` when the export, the code book or an earlier mapping cannot be used.
    public init(_ settings: MappingSettings, data: DataFolder) throws(Refusal) {
        self.settings = settings
        texts = try data.texts(settings.language)
        let framework = try data.framework(settings.framework).value
        guard let reference = settings.codeBook ?? framework.codeBook else {
            throw Refusal("run.no-code-book", ["framework": .text(framework.id)])
        }
        codeBook = try data.codeBook(reference).value
        let name = settings.table ?? codeBook.tables.first?.name ?? ""
        guard let table = codeBook.tables.first(where: { $0.name == name }) else {
            throw Refusal("mapping.no-table", ["value": .text(name), "known": .list(codeBook.tables.map(\.name))])
        }
        let display = settings.file.lastPathName
        // The names of the code book are no clue to the delimiter: in a header of sentences they stand between blanks.
        let sample = try MappingSample(path: settings.file, displayName: display, options: settings.options)
        let proposer = MappingProposer(
            table,
            framework: framework,
            words: try data.matchingWords(),
            language: settings.language
        )
        proposals = proposer.proposals(for: sample)
        let fingerprint = MappingFolder.fingerprint(sample.header)
        var earlier: ColumnMapping?
        if let folder = settings.mappings {
            let folder = folder.withoutEndSlashes
            mappingPath = "\(folder)/\(MappingFolder.name(fingerprint))"
        } else {
            mappingPath = settings.output.map { $0.withoutPathExtension + ".mapping.yaml" }
        }
        if let mappingPath, FileManager.default.fileExists(atPath: mappingPath) {
            let (value, file) = try MappingFolder.mapping(at: mappingPath, fingerprint: fingerprint)
            try MappingFolder.check(value, codeBook, file: file.name)
            earlier = value.table == table.name ? value : nil
        }
        mapping = ColumnMapping(
            codeBook: codeBook.id,
            table: table.name,
            fingerprint: fingerprint,
            file: display,
            columns: []
        )
        mapping.columns = entries(confirmedIn: earlier)
        if let output = settings.output {
            try PendingFile.check(output, inputs: [settings.file], mayReplace: settings.replacing)
        }
        if let mappingPath { try PendingFile.check(mappingPath, inputs: [settings.file]) }
    }

    // MARK: Entries

    /// What a person has confirmed comes first; the proposals fill what is left.
    private func entries(confirmedIn earlier: ColumnMapping?) -> [ColumnMapping.Entry] {
        var confirmed: [Int: ColumnMapping.Entry] = [:]
        if let earlier, earlier.columns.count == proposals.count {
            for (number, entry) in earlier.columns.enumerated() where entry.status == .confirmed {
                confirmed[number] = entry
            }
        }
        let taken = Set(confirmed.values.compactMap(\.variable))
        return proposals.enumerated().map { number, proposal in
            if let entry = confirmed[number] { return entry }
            let free = proposal.choice.flatMap { taken.contains($0.variable) ? nil : $0 }
            let reasons = (free?.reasons ?? []) + proposal.remarks
            return ColumnMapping.Entry(
                header: proposal.header,
                variable: free?.variable,
                status: free != nil && proposal.isCertain ? .certain : .proposed,
                confidence: free?.confidence ?? 0,
                reasons: reasons.map(words),
                alternatives: proposal.alternatives.filter { !taken.contains($0.variable) }
                    .map { ColumnMapping.Alternative(variable: $0.variable, confidence: $0.confidence) }
            )
        }
    }

    /// A reason as a sentence.
    public func words(_ reason: ColumnProposal.Reason) -> String {
        texts("mapping.reason.\(reason.code)", reason.arguments)
    }

    /// What a variable is called in the language of the run.
    public func label(_ variable: String) -> String {
        let column = codeBook.tables.flatMap(\.columns).first { $0.variable == variable }
        let label = column?.label[settings.language] ?? ""
        return label.isEmpty ? variable : label
    }

    /// Numbers of the columns that a person has to look at.
    public var doubtful: [Int] {
        mapping.columns.indices.filter { number in
            let entry = mapping.columns[number]
            return entry.status == .proposed && (entry.variable != nil || !entry.alternatives.isEmpty)
        }
    }

    /// A person says what a column answers; `nil`: nothing that the code book knows.
    ///
    /// The variable is then no column's proposal any more.
    public mutating func confirm(_ variable: String?, for column: Int) {
        guard mapping.columns.indices.contains(column) else { return }
        if let variable {
            for other in mapping.columns.indices where other != column {
                mapping.columns[other].alternatives.removeAll { $0.variable == variable }
                if mapping.columns[other].variable == variable {
                    mapping.columns[other].variable = nil
                    mapping.columns[other].status = .proposed
                    mapping.columns[other].confidence = 0
                    mapping.columns[other].reasons = []
                }
            }
        }
        mapping.columns[column].variable = variable
        mapping.columns[column].status = .confirmed
        mapping.columns[column].confidence = 1
    }

    // MARK: Results

    /// The mapping as the text of its file.
    public func mappingText() throws(Refusal) -> String {
        try ColumnMappingFile.yaml(mapping, remarks: [texts("mapping.file-remark")])
    }

    /// The code book with the bound columns, as the text of its file.
    public func codeBookText() throws(Refusal) -> String {
        try CodeBookWriter.yaml(
            codeBook.applying(mapping),
            remarks: [texts("mapping.code-book-remark", ["file": mapping.file])]
        )
    }

    /// Writes the mapping and, if asked for, the code book.
    public func write() throws(Refusal) -> Result {
        if let mappingPath {
            if settings.mappings != nil { MappingFolder.make(for: mappingPath) }
            var contents = [(path: mappingPath, bytes: Array(try mappingText().utf8))]
            if let output = settings.output { contents.append((output, Array(try codeBookText().utf8))) }
            try PendingFile.write(contents, inputs: [settings.file])
        }
        return result
    }

    public var result: Result {
        let table = codeBook.tables.first { $0.name == mapping.table }
        let bound = mapping.bound
        let unanswered = (table?.columns ?? []).filter { bound[$0.variable] == nil }
        let needed: Set<ColumnRole> = [.locationID, .municipality]
        return Result(
            file: settings.file,
            mapping: mappingPath,
            codeBook: settings.output,
            certain: mapping.columns.count { $0.status == .certain },
            confirmed: mapping.columns.count { $0.status == .confirmed },
            doubtful: doubtful.count,
            withoutVariable: mapping.columns.count {
                $0.status == .proposed && $0.variable == nil && $0.alternatives.isEmpty
            },
            unanswered: unanswered.map(\.variable),
            needed: unanswered.filter { $0.role.map(needed.contains) ?? false }.map(\.variable)
        )
    }
}
