internal import Foundation
internal import ShelterCleaning
internal import ShelterModel
internal import ShelterParsers

/// One export, recognised as one of the code book's tables.
struct InputFile {
    let path: String
    let name: String
    let table: Int
    let match: HeaderMatch
    let header: [String]
    let headerLine: Int
    /// What the export says about its columns.
    let columns: [ExportColumn]
    /// Forms with which the tool that made the export writes that there is no answer.
    let missingForms: [CellStatus: [String]]
    let options: ExportOptions
    /// The mapping by which its columns are found, if there is one, and those of typed names.
    let mappings: [DataFile]
    /// What the personal-data guard saw in the first rows.
    let scan: PersonalDataScan
    /// What a person should know of the choice of this part of its file.
    var notes: [Diagnostic] = []

    /// Opens every file once and finds out which table it is.
    ///
    /// - Parameter needsAssessments: Whether the first table must be among them.
    /// - Throws: `Refusal` with the problems of all files together.
    static func recognise(
        _ settings: RunSettings,
        _ codeBook: CodeBook,
        marks: PersonalDataMarks,
        needsAssessments: Bool = true
    ) throws(Refusal) -> [InputFile] {
        var options = ExportOptions()
        options.csv.dialect = settings.dialect
        options.csv.batchRows = settings.batchRows
        options.sheet = settings.sheet
        options.fillMerged = settings.fillMerged
        options.tool = settings.tool
        options.csv.expectedHeaders = codeBook.tables.flatMap(\.columns).flatMap(\.headers)
        let mappings: MappingFolder? = if let path = settings.mappings { try MappingFolder(path) } else { nil }
        var problems: [Diagnostic] = []
        var files: [InputFile] = []
        var seen: [String: String] = [:]
        for (path, name) in zip(settings.files, CSVReader.displayNames(for: settings.files)) {
            if let first = seen.updateValue(name, forKey: realPath(path)) {
                // Its rows would count twice.
                problems.append(
                    Diagnostic(.error, "run.file-twice", at: SourceLocation(file: name), ["first": .text(first)])
                )
                continue
            }
            do throws(Refusal) {
                files += try InputParts(path: path, name: name, options: options, mappings: mappings, marks: marks)
                    .recognise(in: codeBook)
            } catch {
                problems += error.diagnostics
            }
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        guard !needsAssessments || files.contains(where: { $0.table == 0 }) else {
            throw Refusal(
                "run.no-assessments",
                ["table": .text(codeBook.tables[0].name), "files": .list(files.map(\.name))]
            )
        }
        return files
    }

    /// Reads some columns as text, whatever the code book makes of them: a date keeps its time, and free text is there.
    func textMapper(_ columns: [Int], of definition: TableDefinition) -> TableMapper {
        let texts = columns.map { number in
            var column = definition.columns[number]
            column.type = .text
            column.codes = []
            return column
        }
        return TableMapper(
            TableDefinition(name: definition.name, grain: definition.grain, columns: texts),
            match: match.only(columns),
            file: name,
            columns: self.columns,
            missingForms: missingForms
        )
    }

    /// The path without links and detours, or as it is if there is no such file.
    private static func realPath(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Finds out which table a header is that of.
    static func recognise(
        _ reader: inout ExportReader,
        path: String,
        name: String,
        options: ExportOptions,
        mappings: MappingFolder?,
        marks: PersonalDataMarks,
        in codeBook: CodeBook
    ) throws(Refusal) -> InputFile {
        guard let mappings else { return try recognise(&reader, path, name, options, in: codeBook, [], marks) }
        let names = try mappings.names(in: reader.header)
        var options = options
        options.values = names.map(\.value)
        var (codeBook, files) = (codeBook, names.map(\.file))
        if let found = try mappings.codeBook(codeBook, for: path, name, options) {
            codeBook = found.codeBook
            options = found.options
            files.insert(found.file, at: 0)
        }
        guard !files.isEmpty else { return try recognise(&reader, path, name, options, in: codeBook, [], marks) }
        var mapped = try ExportReader(path: path, displayName: name, options: options)
        return try recognise(&mapped, path, name, options, in: codeBook, files, marks)
    }

    private static func recognise(
        _ reader: inout ExportReader,
        _ path: String,
        _ name: String,
        _ options: ExportOptions,
        in codeBook: CodeBook,
        _ mappings: [DataFile],
        _ marks: PersonalDataMarks
    ) throws(Refusal) -> InputFile {
        let (table, match) = try recognise(
            reader.header,
            reader.columns,
            line: reader.headerLine,
            file: name,
            in: codeBook,
            marks
        )
        // Opening a large file once more would cost more than the guard itself.
        let scan = try PrivacyPass.scan(&reader, definition: codeBook.tables[table], match: match, marks: marks)
        return InputFile(
            path: path,
            name: name,
            table: table,
            match: match,
            header: reader.header,
            headerLine: reader.headerLine,
            columns: reader.columns,
            missingForms: reader.tool?.missingForms ?? [:],
            options: options,
            mappings: mappings,
            scan: scan
        )
    }

    /// The table whose needed columns are all there and of which the most columns are there.
    private static func recognise(
        _ header: [String],
        _ columns: [ExportColumn],
        line: Int,
        file: String,
        in codeBook: CodeBook,
        _ marks: PersonalDataMarks
    ) throws(Refusal) -> (Int, HeaderMatch) {
        var best: (table: Int, match: HeaderMatch, absent: [String])?
        for (number, definition) in codeBook.tables.enumerated() {
            let match = try HeaderMatch(definition, header: header, columns: columns, line: line, file: file)
            let absent = neededColumns(number, in: codeBook).filter { match.fields[$0] == nil }
                .map { definition.columns[$0].headers[0] }
            // A table that can be read comes before one that cannot, then the one with the most columns there.
            let known = best.map { ($0.absent.isEmpty ? 1 : 0, $0.match.foundCount) } ?? (-1, -1)
            if (absent.isEmpty ? 1 : 0, match.foundCount) > known { best = (number, match, absent) }
        }
        if let best, best.absent.isEmpty { return (best.table, best.match) }
        let columns = best.map { $0.match.foundCount > 0 ? $0.absent : $0.match.headers } ?? []
        throw Refusal(
            best?.match.foundCount ?? 0 > 0 ? "table.columns-missing" : "table.not-recognised",
            at: SourceLocation(file: file, line: line),
            [
                "columns": .list(Array(columns.prefix(8))), "codeBook": .text(codeBook.id),
                "found": .list(PrivacyPass.shown(Array(header.prefix(8)), marks).map { String($0.prefix(40)) }),
            ]
        )
    }

    private static func neededColumns(_ number: Int, in codeBook: CodeBook) -> [Int] {
        let definition = codeBook.tables[number]
        if number == 0 {
            return [ColumnRole.locationID, .municipality].compactMap { definition.index(of: $0) }
        }
        let keys = codeBook.joins.filter { $0.table == definition.name }.map(\.on)
        return definition.columns.indices.filter { keys.contains(definition.columns[$0].variable) }
    }
}
