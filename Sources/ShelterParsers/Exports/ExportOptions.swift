/// Whose export a file is taken for.
public enum ToolChoice: Hashable, Sendable {
    /// Found out by the marks of the file.
    case detect
    /// Nobody's: the table comes out as it stands.
    case plain
    /// This program's, whatever the marks say.
    case named(ExportTool)

    /// As an option of a command writes it: the name of a tool, or `none`; `nil` for any other text.
    public init?(argument: String) {
        if argument == "none" {
            self = .plain
        } else if let tool = ExportTool(rawValue: argument) {
            self = .named(tool)
        } else {
            return nil
        }
    }
}

/// What readers of exports are told.
public struct ExportOptions: Hashable, Sendable {
    public var csv = CSVOptions()
    /// Name of the part to read, as `ExportReader.parts` gives it: a sheet of a workbook, or `audits` or `sections` of an
    /// export of SafetyCulture (in a workbook behind its sheet: `Sheet1#sections`).
    ///
    /// `nil`: the only sheet with data; the audits. Text files of other tools have no parts.
    public var sheet: String?
    public var tool = ToolChoice.detect
    /// Names that are read as the ids of the locations that they mean; for columns that the export does not have nothing.
    public var values: [ValueMatches] = []
    /// Gives every cell of a merged range the text of its first one; otherwise only the first one has it.
    public var fillMerged = false
    /// Most bytes that are held of an export in which the items of an audit stand in rows of their own.
    public var pivotLimit = 512 << 20

    public init() {}
}
