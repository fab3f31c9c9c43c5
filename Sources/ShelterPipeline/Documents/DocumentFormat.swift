internal import DocumentTools
internal import ShelterModel

/// Formats in which documents are written.
public enum DocumentFormat: String, CaseIterable, Hashable, Sendable, Codable {
    case html, pdf, docx, odt

    /// What the tools are asked for; `nil` where no tool is needed.
    var job: DocumentJob.Kind? {
        switch self {
        case .html: nil
        case .pdf: .pdf
        case .docx: .docx
        case .odt: .odt
        }
    }
}

/// The formats of a run, and what they are made with.
public struct DocumentChoice: Hashable, Sendable {
    public var formats: [DocumentFormat] = [.html]
    /// Documents of the user, `.docx` or `.odt`, whose styles are taken over in place of ours.
    public var references: [String] = []

    public init() {}

    /// - Throws: `Refusal` when a reference document is not there or belongs to no format.
    func check() throws(Refusal) {
        for path in references {
            let isKnown = [DocumentFormat.docx, .odt].contains { path.lowercased().hasSuffix(".\($0.rawValue)") }
            guard isKnown else { throw Refusal("documents.reference-format", ["path": .text(path)]) }
            guard FileIdentity(path)?.isPlain == true else {
                throw Refusal("file.not-found", at: SourceLocation(file: path.lastPathName), ["path": .text(path)])
            }
        }
    }

    func reference(for format: DocumentFormat) -> String? {
        references.last { $0.lowercased().hasSuffix(".\(format.rawValue)") }
    }
}
