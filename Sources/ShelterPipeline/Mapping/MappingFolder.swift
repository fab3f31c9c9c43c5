internal import Foundation
internal import ShelterModel
internal import ShelterParsers

/// The folder in which confirmed mappings are kept, one file per kind of header.
struct MappingFolder {
    let path: String

    /// - Parameter isMade: Whether a folder that is not there yet is made when something is kept in it.
    /// - Throws: `Refusal` when there is no such folder.
    init(_ path: String, isMade: Bool = false) throws(Refusal) {
        var isDirectory: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        guard isThere ? isDirectory.boolValue : isMade else {
            throw Refusal("mapping.no-folder", ["path": .text(path)])
        }
        self.path = path
    }

    /// Makes the folder of a file that is about to be kept; if that fails, writing says why.
    static func make(for file: String) {
        let folder = file.parentPath
        guard !folder.isEmpty else { return }
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// Hash of a header, which tells it from every other one; case, outer blanks and the difference between blank, hyphen and
    /// underscore do not count.
    static func fingerprint(_ header: [String]) -> String {
        BlockHash.hex(of: header.map(CodeBook.foldedHeader).joined(separator: "\u{1F}"))
    }

    /// Where the mapping of a header stands.
    static func name(_ fingerprint: String) -> String { "\(fingerprint.prefix(16)).yaml" }

    /// The mapping that is kept for a header, if there is one.
    ///
    /// - Throws: `Refusal` when the file cannot be used.
    func mapping(_ fingerprint: String) throws(Refusal) -> (value: ColumnMapping, file: DataFile)? {
        let place = path.withoutEndSlashes + "/" + Self.name(fingerprint)
        guard FileManager.default.fileExists(atPath: place) else { return nil }
        return try Self.mapping(at: place, fingerprint: fingerprint)
    }

    static func mapping(
        at place: String,
        fingerprint: String
    ) throws(Refusal) -> (value: ColumnMapping, file: DataFile) {
        let file = DataFile(name: place.lastPathName, text: try DataFolder.text(at: place))
        let mapping = try ColumnMappingFile.mapping(yaml: file.text, file: file.name)
        guard mapping.fingerprint == fingerprint else {
            throw Refusal("mapping.other-header", at: SourceLocation(file: file.name))
        }
        return (mapping, file)
    }

    // MARK: Names

    /// Where the confirmed names of a column stand.
    func place(ofNamesIn column: String) -> String {
        "\(path.withoutEndSlashes)/\(Self.fingerprint([column]).prefix(16)).values.yaml"
    }

    /// The confirmed names of every column of a header, if any are kept.
    ///
    /// - Throws: `Refusal` when a file cannot be used.
    func names(in header: [String]) throws(Refusal) -> [(value: ValueMatches, file: DataFile)] {
        var found: [(value: ValueMatches, file: DataFile)] = []
        var seen: Set<String> = []
        for column in header {
            let place = place(ofNamesIn: column)
            guard seen.insert(place).inserted, FileManager.default.fileExists(atPath: place) else { continue }
            let file = DataFile(name: place.lastPathName, text: try DataFolder.text(at: place))
            let matches = try ValueMatchesFile.matches(yaml: file.text, file: file.name)
            guard CodeBook.foldedHeader(matches.column) == CodeBook.foldedHeader(column) else {
                throw Refusal("mapping.other-header", at: SourceLocation(file: file.name))
            }
            found.append((matches, file))
        }
        return found
    }

    /// How an export is read under a confirmed mapping.
    struct Reading {
        var codeBook: CodeBook
        var file: DataFile
        var options: ExportOptions
    }

    /// The code book under which an export is read, and the mapping that makes the difference; `nil` if there is none.
    ///
    /// The header is found as it was when the mapping was made: without the names of the code book as a clue.
    func codeBook(
        _ codeBook: CodeBook,
        for path: String,
        _ name: String,
        _ options: ExportOptions
    ) throws(Refusal) -> Reading? {
        var plain = options
        plain.csv.expectedHeaders = []
        let header: [String]
        do throws(Refusal) {
            header = try ExportReader(path: path, displayName: name, options: plain).header
        } catch {
            // It cannot be read without the clue: so there is no mapping of it either.
            return nil
        }
        guard let (mapping, file) = try mapping(Self.fingerprint(header)) else { return nil }
        try Self.check(mapping, codeBook, file: file.name)
        return Reading(codeBook: codeBook.applying(mapping), file: file, options: plain)
    }

    /// - Throws: `Refusal` when the mapping is about another code book, or about variables that this one does not have.
    static func check(_ mapping: ColumnMapping, _ codeBook: CodeBook, file: String) throws(Refusal) {
        let place = SourceLocation(file: file)
        guard mapping.codeBook == codeBook.id else {
            throw Refusal(
                "mapping.other-code-book",
                at: place,
                ["value": .text(mapping.codeBook), "codeBook": .text(codeBook.id)]
            )
        }
        guard let table = codeBook.tables.first(where: { $0.name == mapping.table }) else {
            throw Refusal(
                "mapping.unknown-table",
                at: place,
                ["value": .text(mapping.table), "known": .list(codeBook.tables.map(\.name))]
            )
        }
        let known = table.columns.map(\.variable)
        var problems: [Diagnostic] = []
        for entry in mapping.columns where entry.status.isUsed {
            guard let variable = entry.variable, !known.contains(variable) else { continue }
            let nearest = NearestName.nearest(to: variable, in: known)
            problems.append(
                Diagnostic(
                    .error,
                    "mapping.unknown-variable",
                    at: SourceLocation(file: file, field: entry.header),
                    ["value": .text(variable), "known": .list(nearest.isEmpty ? Array(known.prefix(8)) : nearest)]
                )
            )
        }
        guard problems.isEmpty else { throw Refusal(problems) }
    }
}
