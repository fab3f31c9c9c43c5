/// Where something stands in a file.
public struct SourceLocation: Hashable, Sendable, Codable {
    /// Name of the file as outputs print it.
    public var file: String
    /// Line in the file, counted from 1.
    public var line: Int?
    /// In a table the number of the cell in its row (column A is 1); elsewhere the character in its line. From 1.
    public var column: Int?
    /// Header of the cell's column, or path of the key.
    public var field: String?

    public init(file: String, line: Int? = nil, column: Int? = nil, field: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.field = field
    }

    /// `file:line:column`, as terminals and editors know it.
    public var description: String {
        ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
    }
}
