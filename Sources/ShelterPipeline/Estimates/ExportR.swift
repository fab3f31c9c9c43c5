internal import Foundation
internal import ShelterAnalysis
public import ShelterModel
internal import ShelterParsers

/// Writes an R script that recomputes the tables of a report from the clean files and compares.
public enum ExportR {
    /// - Parameters:
    ///   - report: The folder that `report` or `score` wrote, from the same files and settings.
    ///   - replacing: Whether a script that is there already gives way.
    /// - Throws: `Refusal` when the report was made from something else, or R could not read a file as it is.
    public static func write(
        _ settings: RunSettings,
        preparation: Preparation,
        data: DataFolder,
        report: String,
        replacing: Bool,
        to path: String
    ) throws(Refusal) {
        let manifest = try manifest(of: report)
        let made = try quality(of: report)
        try check(settings, preparation, manifest)
        let exports = try Exports(
            settings,
            codeBook: preparation.codeBook,
            marks: preparation.marks,
            key: preparation.pseudonymKey
        )
        var sources: [String] = []
        for join in preparation.codeBook.joins {
            guard let table = exports.tables.firstIndex(where: { $0.name == join.table }),
                exports.tables[table].grain == .respondent
            else { continue }
            let files = exports.files.filter { $0.table == table }
            guard !files.isEmpty else { continue }
            guard join.within == nil, join.to == nil else {
                throw Refusal("export-r.join", ["table": .text(join.table)])
            }
            sources.append(try source(join, exports.tables[table], files, preparation.sampling.residents))
        }
        let header = """
            # Recomputes a report of Maatstaf with R and package survey: Rscript \(path.lastPathName) [REPORT]
            # Made by maatstaf \(programVersion), framework \(preparation.framework.id) \(preparation.framework.version),
            # code book \(preparation.codeBook.id) \(preparation.codeBook.version), sampling plan \(preparation.sampling.id).
            settings <- \(self.settings(preparation, made, report, sources))

            """
        let body = try DataFolder.text(at: "\(data.path)/R/recompute.R")
        try PendingFile.write(Array((header + body).utf8), to: path, inputs: settings.files, mayReplace: replacing)
    }

    // MARK: - The report

    private static func bytes(_ report: String, _ name: String) throws(Refusal) -> Data {
        guard let bytes = FileManager.default.contents(atPath: "\(report)/\(name)") else {
            throw Refusal("export-r.not-a-report", ["path": .text(report)])
        }
        return bytes
    }

    private static func manifest(of report: String) throws(Refusal) -> Manifest {
        guard let manifest = try? JSONDecoder().decode(Manifest.self, from: try bytes(report, "manifest.json")) else {
            throw Refusal("export-r.not-a-report", ["path": .text(report)])
        }
        return manifest
    }

    private static func quality(of report: String) throws(Refusal) -> QualityReport {
        let bytes = try bytes(report, "intern/data/report.json")
        guard let quality = try? JSONDecoder().decode(QualityReport.self, from: bytes) else {
            throw Refusal("export-r.not-a-report", ["path": .text(report)])
        }
        return quality
    }

    /// Makes sure that the report was made from what was named.
    private static func check(
        _ settings: RunSettings,
        _ preparation: Preparation,
        _ manifest: Manifest
    ) throws(Refusal) {
        var hashes: Set<String> = []
        var other: [String] = []
        for path in settings.files {
            guard let file = FileHandle(forReadingAtPath: path) else {
                throw Refusal("file.not-found", at: SourceLocation(file: path.lastPathName), ["path": .text(path)])
            }
            var hash = BlockHash()
            while let part = try? file.read(upToCount: 1 << 20), !part.isEmpty {
                part.withUnsafeBytes { hash.update($0) }
            }
            hashes.insert(hash.hex)
            if !manifest.inputs.contains(where: { $0.hash == hash.hex }) { other.append(path.lastPathName) }
        }
        other += manifest.inputs.filter { !hashes.contains($0.hash) }.map(\.file)
        guard other.isEmpty else { throw Refusal("export-r.other-inputs", ["files": .list(other)]) }
        let parts = [
            ("framework", manifest.framework.hash == preparation.frameworkFile.hash),
            ("code-book", manifest.codeBook.hash == preparation.codeBookFile.hash),
            ("sampling", manifest.sampling?.hash == preparation.samplingFile.hash),
            ("core", (manifest.settings.core ?? false) == preparation.framework.isCore),
        ]
        if let part = parts.first(where: { !$0.1 }) {
            throw Refusal("export-r.other-settings", ["what": .text("--\(part.0)")])
        }
    }

    // MARK: - Settings

    private static func settings(
        _ preparation: Preparation,
        _ made: QualityReport,
        _ report: String,
        _ sources: [String]
    ) -> String {
        let framework = preparation.framework
        let plan = preparation.sampling
        let subjects = framework.themes.map(\.id) + [ThemeFigures.overall]
        let usesPopulation =
            plan.residents.weights == nil
            || (plan.residents.population != nil && plan.residents.strata == nil && plan.residents.clusters == nil)
        return RText.list([
            ("report", RText.text(report)),
            ("core", RText.text(framework.isCore ? FigureSet.corePrefix : "")),
            ("level", RText.number(plan.level)),
            ("sizeClasses", "c(" + plan.sizeClasses.map(String.init).joined(separator: ", ") + ")"),
            (
                "cutoffs",
                RText.list(subjects.map { ($0, RText.number(framework.cutoff(for: $0))) })
            ),
            (
                "regions",
                "c("
                    + made.municipalities.map { "\(RText.text($0.area.code)) = \(RText.text($0.region))" }
                    .joined(separator: ", ") + ")"
            ),
            ("inspections", plan.inspections.map { RText.list([("loneUnit", RText.text($0.loneUnit.rawValue))]) }),
            ("locations", RText.text(plan.residents.locations.rawValue)),
            ("loneUnit", RText.text(plan.residents.loneUnit.rawValue)),
            ("usesPopulation", RText.logical(usesPopulation)),
            ("subjects", RText.list(residentSubjects(preparation).map(subject))),
            ("respondents", RText.list(sources)),
        ])
    }

    private static func residentSubjects(_ preparation: Preparation) -> [EstimateSubject] {
        let answers = preparation.codeBook.joins.filter { join in
            preparation.codeBook.tables.contains { $0.name == join.table && $0.grain == .respondent }
        }
        let derivations = answers.flatMap(\.derivations).filter(\.keepsUnknownApart)
        return preparation.framework.criteria.flatMap { criterion in
            EstimateSubject.subjects(of: criterion) { name in
                derivations.first { $0.variable == name }.map { ($0.rule == .share, $0.minimum ?? 1) }
            }
        }
    }

    private static func subject(_ subject: EstimateSubject) -> String {
        RText.list([
            ("subject", RText.text(subject.criterion)), ("variable", RText.text(subject.variable)),
            ("measure", RText.text(subject.measure.rawValue)), ("minimum", "\(subject.minimum)"),
            ("isShare", RText.logical(subject.measure.isShare)), ("cutoff", RText.number(subject.cutoff)),
            ("moreIsBetter", RText.logical(subject.moreIsBetter)),
        ])
    }

    // MARK: - Files of respondents

    private static func source(
        _ join: Join,
        _ table: TableDefinition,
        _ files: [InputFile],
        _ plan: SamplingPlan.Residents
    ) throws(Refusal) -> String {
        var read: [String] = []
        for (number, file) in files.enumerated() { read.append(try self.file(file, number: number + 1)) }
        func column(_ name: String?) throws(Refusal) -> String? {
            guard let name else { return nil }
            guard let index = table.columns.firstIndex(where: { $0.variable == name }),
                table.columns[index].option.isEmpty
            else { throw Refusal("export-r.layout", ["what": .text(name)]) }
            return self.column(table.columns[index], fields: files.map { $0.match.fields[index] })
        }
        var variables: [String] = []
        for derivation in join.derivations where derivation.keepsUnknownApart {
            guard derivation.rule == .share || derivation.rule == .mean else { continue }
            variables.append(
                RText.list([
                    ("variable", RText.text(derivation.variable)), ("rule", RText.text(derivation.rule.rawValue)),
                    ("of", try column(derivation.of)), ("where", try column(derivation.filter?.variable)),
                    ("equals", derivation.filter.map { RText.text($0.equals) }),
                ])
            )
        }
        return RText.list([
            ("files", RText.list(read)), ("on", try column(join.on)), ("weights", try column(plan.weights)),
            ("strata", try column(plan.strata)), ("clusters", try column(plan.clusters)),
            ("variables", RText.list(variables)),
        ])
    }

    /// How R reads a file that is plain CSV; anything else is refused.
    private static func file(_ file: InputFile, number: Int) throws(Refusal) -> String {
        let place = SourceLocation(file: file.name)
        let reader = try ExportReader(path: file.path, displayName: file.name, options: file.options)
        guard reader.format == .csv, let dialect = reader.dialect else {
            throw Refusal("export-r.not-csv", at: place, ["format": .text(reader.format.rawValue)])
        }
        let encodings: [TextEncoding: String] = [
            .utf8: dialect.hasByteOrderMark ? "UTF-8-BOM" : "UTF-8", .windows1252: "windows-1252",
        ]
        let isPlain: [(String, Bool)] = [
            ("quotes", dialect.quote == nil || dialect.quote == "\""),
            ("escape", dialect.escape == nil || dialect.escape == dialect.quote),
            ("header", dialect.headerRows == 1 && reader.extraHeaderRows.isEmpty),
            ("footer", dialect.footerRows.isEmpty),
            ("tool", reader.tool == nil),
            ("encoding", encodings[dialect.encoding] != nil),
            ("mapping", file.mappings.isEmpty),
        ]
        if let reason = isPlain.first(where: { !$0.1 }) {
            throw Refusal("export-r.layout", at: place, ["what": .text(reason.0)])
        }
        return RText.list([
            ("number", "\(number)"), ("path", RText.text(file.path)),
            ("headerLine", "\(reader.headerLine)"), ("delimiter", RText.text(dialect.delimiter ?? ",")),
            ("encoding", RText.text(encodings[dialect.encoding])), ("width", "\(reader.header.count)"),
        ])
    }

    private static func column(_ column: ColumnDefinition, fields: [Int?]) -> String {
        let type: String =
            switch column.type {
            case .boolean: "boolean"
            case .choice: "choice"
            case .number, .integer: "number"
            default: "text"
            }
        return RText.list([
            ("header", RText.text(column.headers[0])), ("type", RText.text(type)),
            ("fields", "list(" + fields.map { $0.map { "\($0 + 1)" } ?? "NA" }.joined(separator: ", ") + ")"),
            (
                "codes",
                RText.list(column.codes.map { ($0.value, RText.texts($0.forms.map { $0.lowercased() })) })
            ),
            ("missing", RText.texts([""] + column.missing.values.joined().map { $0.lowercased() }.sorted())),
            ("range", column.range.map { "c(\($0.lowerBound), \($0.upperBound))" }),
        ])
    }
}
