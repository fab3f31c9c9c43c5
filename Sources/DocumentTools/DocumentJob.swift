/// One file that the tools are asked to make.
public struct DocumentJob: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
        case pdf, docx, odt, png, ods
        /// Reads a DOCX or ODT back: its tables as JSON.
        case answers
    }

    public var kind: Kind
    /// File with the data of the document: JSON for `pdf`, JSON with tree and drawings for `docx` and `odt`, SVG for `png`, a table as JSON for `ods`.
    public var input: String
    /// Where the result is written.
    public var output: String
    /// `YYYY-MM-DD`: what the file says of when it was made.
    public var date: String
    /// Reference document of the user; `nil` takes ours.
    public var reference: String?

    public init(kind: Kind, input: String, output: String, date: String, reference: String? = nil) {
        self.kind = kind
        self.input = input
        self.output = output
        self.date = date
        self.reference = reference
    }
}
