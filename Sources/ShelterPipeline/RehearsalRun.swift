internal import Foundation
public import ShelterModel
internal import ShelterRehearsal

/// Makes invented inspection data with an answer key.
public struct RehearsalRun {
    /// Where the two files went, and how many rows the export has.
    public struct Result: Sendable, Codable {
        public var file: String
        public var answerKey: String
        public var rows: Int
        public var used: Int
        public var faults: Int
        /// Where the answers of residents went; `nil` where none were asked for.
        public var residents: String?
    }

    /// Writes `path` and beside it `<name>.answers.csv`; neither may exist yet unless `replacing`.
    ///
    /// - Parameters:
    ///   - faults: Whether to plant faults; without them there is no answer key to write.
    ///   - residents: File for what residents of the same locations answer; `nil` makes none.
    public static func write(
        locations: Int,
        seed: UInt64,
        codeBook reference: String,
        faults: Bool,
        replacing: Bool,
        residents: String? = nil,
        to path: String,
        data: DataFolder
    ) throws(Refusal) -> Result {
        let codeBook = try data.codeBook(reference).value
        let profile =
            data.ids(of: .rehearsal).contains(codeBook.id)
            ? try data.rehearsalProfile(codeBook.id) : RehearsalProfile()
        let register = try data.register(codeBook.register ?? data.ids(of: .register).first ?? "").value
        let rehearsal = try Rehearsal(codeBook: codeBook, register: register, profile: profile, seed: seed)
        let name = path.lastPathName
        let export = rehearsal.export(locations: locations, file: name, faults: faults)
        let keyPath = path.withoutPathExtension + ".answers.csv"
        var files = [(path: path, bytes: export.csv)]
        if faults { files.append((keyPath, export.answerKeyCSV)) }
        if let residents {
            guard let answers = rehearsal.answers(locations: locations) else {
                throw Refusal("rehearsal.no-respondents", ["codeBook": .text(codeBook.id)])
            }
            files.append((residents, answers))
        }
        try PendingFile.write(files) { _ in replacing }
        return Result(
            file: path,
            answerKey: faults ? keyPath : "",
            rows: export.rowCount,
            used: export.usedRowCount,
            faults: export.answerKey.count,
            residents: residents
        )
    }
}
