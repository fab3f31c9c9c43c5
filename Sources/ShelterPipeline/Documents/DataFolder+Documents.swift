public import DocumentTools
internal import Foundation
public import ShelterModel

extension DataFolder {
    /// Where typst and pandoc stand: beside the data in an installed tree, under `Reports/` in a checkout; the environment
    /// itself where `$MAATSTAF_TOOLS` says.
    public func toolFolder() throws(Refusal) -> ToolFolder {
        try ToolFolder(
            places: [path, toolsOf].compactMap(\.self).flatMap { [$0 + "/Tools", $0 + "/../Reports/Tools"] },
            environment: ProcessInfo.processInfo.environment["MAATSTAF_TOOLS"]
        )
    }

    /// The typst template of documents, beside the style sheet.
    func template() throws(Refusal) -> String {
        let places = ["\(path)/Templates/report.typ", "\(path)/../Reports/Templates/report.typ"]
        guard let place = places.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
            throw Refusal("data.no-style-sheet", ["places": .list(places)])
        }
        return place
    }

    /// The tools, ready to work.
    ///
    /// - Throws: `Refusal` when they are not installed; it names the command that installs them.
    func documentTools() throws(Refusal) -> DocumentTools {
        try DocumentTools(try toolFolder(), template: try template())
    }

    /// What documents were made with, for the manifest: versions, and hashes of template and reference documents.
    func documentParts(_ choice: DocumentChoice) throws(Refusal) -> [String: String] {
        let tools = try toolFolder()
        var parts = tools.versions
        if choice.formats.contains(.pdf) { parts["report.typ"] = try BlockHash.content(of: try template()).hash }
        for format in choice.formats where format == .docx || format == .odt {
            let own = "\(tools.environment)/reference.\(format.rawValue)"
            parts["reference.\(format.rawValue)"] = try BlockHash.content(of: choice.reference(for: format) ?? own).hash
        }
        return parts
    }
}
