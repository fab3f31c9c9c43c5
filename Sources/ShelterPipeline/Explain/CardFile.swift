public import ShelterModel
public import ShelterReporter

/// Writes a card as one page.
public enum CardFile {
    /// - Throws: `Refusal` when the file is one that was read, is there already, or cannot be written.
    public static func write(
        _ document: Document,
        to path: String,
        inputs: [String],
        replacing: Bool,
        data: DataFolder
    ) throws(Refusal) {
        try PendingFile.write(
            HTMLRenderer(styleSheet: try data.styleSheet()).render(document),
            to: path,
            inputs: inputs,
            mayReplace: replacing
        )
    }
}
