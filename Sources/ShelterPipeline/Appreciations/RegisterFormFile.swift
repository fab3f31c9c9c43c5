internal import DocumentTools
internal import Foundation
public import ShelterAppreciation
public import ShelterModel
internal import ShelterParsers
internal import ShelterReporter

/// The register as a form in a workbook: XLSX or ODS.
public enum RegisterFormFile {
    /// Whether a register is read as a form, by its ending.
    static func isForm(_ path: String) -> Bool {
        ["xlsx", "ods", "csv"].contains(path.lowercased().split(separator: ".").last.map(String.init) ?? "")
    }

    static func register(
        _ path: String,
        name: String
    ) throws(Refusal) -> (register: AppreciationRegister, places: RegisterForm.Places) {
        var options = ExportOptions()
        options.csv.expectedHeaders = RegisterForm.columns
        var reader = try ExportReader(path: path, displayName: name, options: options)
        let header = reader.header
        let unknown = header.filter { !$0.isEmpty && !RegisterForm.columns.contains($0) }
        guard header.contains(RegisterForm.columns[0]), unknown.isEmpty else {
            throw Refusal(
                "annex.form-header",
                at: SourceLocation(file: name, line: reader.headerLine),
                ["unknown": .list(Array(unknown.prefix(12))), "known": .list(RegisterForm.columns)]
            )
        }
        var rows: [RegisterForm.Row] = []
        var problems: [Diagnostic] = []
        while let batch = try reader.next() {
            // A row that cannot be read would be an answer that is lost.
            problems += batch.setAside.map(\.diagnostic).filter { $0.code != "csv.empty-row" }
            for record in 0..<batch.recordCount {
                let texts = batch.fields(of: record).map { batch.text(of: $0) }
                rows.append(
                    RegisterForm.Row(
                        line: batch.lines[record],
                        cells: Dictionary(zip(header, texts), uniquingKeysWith: { first, _ in first })
                    )
                )
            }
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        return try RegisterForm.register(rows, file: name)
    }

    /// Writes a register as a form, or back as YAML, by the ending of `path`.
    ///
    /// - Throws: `Refusal` for another ending, a file that is there and may not be replaced, or one that cannot be written.
    public static func write(
        _ register: AppreciationRegister,
        to path: String,
        inputs: [String],
        replacing: Bool,
        data: DataFolder
    ) throws(Refusal) {
        let known = ["xlsx", "ods", "yaml"]
        let format = path.lowercased().split(separator: ".").last.map(String.init) ?? ""
        guard path.contains("."), known.contains(format) else {
            throw Refusal("piece.unknown-format", ["path": .text(path), "known": .list(known)])
        }
        let file = try PendingFile(path, inputs: inputs, mayReplace: replacing)
        let rows = try RegisterForm.rows(register)
        switch format {
        case "xlsx":
            try TextWorkbook.write(RegisterForm.columns, rows, to: file.pathAside, name: path.lastPathName)
        case "ods":
            try writeOpen(rows, register, to: file.pathAside, data: data)
        default: try file.write(Array(try AppreciationRegisterWriter.yaml(register).utf8))
        }
        try PendingFile.finish([file])
    }

    private static func writeOpen(
        _ rows: [[String]],
        _ register: AppreciationRegister,
        to path: String,
        data: DataFolder
    ) throws(Refusal) {
        func cell(_ text: String) -> JSONNode { ["text": .text(text)] }
        let sheet: JSONNode = [
            "name": .text(XLSXWriter.dataSheet), "language": "nl",
            "header": .list(RegisterForm.columns.map(cell)), "rows": .list(rows.map { .list($0.map(cell)) }),
        ]
        let tools = try data.documentTools()
        var folder = try OutputFolder(replacing: NSTemporaryDirectory() + "maatstaf-form-\(getpid())")
        try folder.write(try OfficeInput.bytes(sheet), to: "input")
        let job = DocumentJob(
            kind: .ods,
            input: folder.workPath + "/input",
            output: DocumentMaker.absolute(path),
            // A form has no date of its own: the same register gives the same file.
            date: register.study.date?.iso ?? "2000-01-01"
        )
        if let failure = tools.make([job]).first {
            throw Refusal("documents.not-made", at: SourceLocation(file: path), ["reason": .text(failure.reason)])
        }
    }
}
