internal import Foundation
public import ShelterModel
internal import ShelterParsers

/// Makes a code book from a questionnaire.
public struct QuestionnaireRun {
    /// What was made of it.
    public struct Result: Hashable, Sendable, Codable {
        public var file: String
        public var codeBook: String?
        public var tables: Int
        public var columns: Int
        /// Variables that were given a role, by the role.
        public var roles: [String: String]
        /// Roles that a person must give before the code book can be used.
        public var missingRoles: [String]
    }

    public let result: Result
    public let diagnostics: [Diagnostic]
    /// The code book as the text of its file.
    public let text: String
    public let texts: Texts

    /// Whether a file is a workbook with the sheets of an XLSForm.
    public static func isQuestionnaire(_ path: String) -> Bool {
        guard let reader = try? SheetReader(path: path, displayName: path, options: SheetOptions(sheet: "survey"))
        else {
            return false
        }
        let header = Set(reader.header.map { $0.lowercased() })
        return XLSFormReader.isForm(sheets: reader.sheetNames) && header.isSuperset(of: ["type", "name"])
    }

    /// - Parameters:
    ///   - register: Id of the register of municipalities; `nil` for none.
    ///   - output: Where the code book goes; `nil`: nowhere.
    /// - Throws: everything that is wrong with the form.
    public init(
        file: String,
        register: String?,
        output: String?,
        replacing: Bool,
        language: Language,
        data: DataFolder
    ) throws(Refusal) {
        texts = try data.texts(language)
        let words = try data.matchingWords()
        let name = file.lastPathName
        if let output { try PendingFile.check(output, inputs: [file], mayReplace: replacing) }
        let (form, remarks) = try XLSFormReader.questionnaire(path: file, file: name, words: words)
        let made = try QuestionnaireCodeBook.codeBook(for: form, words: words, register: register, file: name)
        diagnostics =
            remarks + made.remarks
            + made.gaps.map { gap in
                let isNeeded = gap.role == .locationID || gap.role == .municipality
                return Diagnostic(
                    isNeeded ? .error : .warning,
                    gap.candidates.isEmpty ? "form.role-missing" : "form.role-doubtful",
                    at: SourceLocation(file: name),
                    ["role": .text(gap.role.rawValue), "candidates": .list(gap.candidates)]
                )
            }
        var lines = [texts("mapping.form-remark", ["file": name])]
        for (role, variable) in made.roles.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            lines.append(texts("mapping.form-role", ["role": role.rawValue, "variable": variable]))
        }
        for gap in made.gaps {
            let key = gap.candidates.isEmpty ? "mapping.form-gap" : "mapping.form-doubt"
            let arguments = ["role": gap.role.rawValue, "candidates": gap.candidates.joined(separator: ", ")]
            lines.append(texts(key, arguments))
        }
        text = try CodeBookWriter.yaml(made.codeBook, remarks: lines)
        if let output { try PendingFile.write(Array(text.utf8), to: output, inputs: [file]) }
        result = Result(
            file: file,
            codeBook: output,
            tables: made.codeBook.tables.count,
            columns: made.codeBook.tables.reduce(0) { $0 + $1.columns.count },
            roles: Dictionary(uniqueKeysWithValues: made.roles.map { ($0.key.rawValue, $0.value) }),
            missingRoles: made.gaps.map(\.role.rawValue).filter {
                [ColumnRole.locationID.rawValue, ColumnRole.municipality.rawValue].contains($0)
            }
        )
    }
}
