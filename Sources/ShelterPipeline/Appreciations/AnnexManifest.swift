internal import ShelterModel

/// What an annex was made from; it stands outside of what is public, since names of files may tell something.
struct AnnexManifest: Hashable, Sendable, Codable {
    static let formatName = "maatstaf/annex/1"

    struct Input: Hashable, Sendable, Codable {
        var file: String
        var hash: String
    }

    var format = formatName
    var program: String
    var inputs: [Input]
    var state: String
    var date: CalendarDate
    var language: Language
    /// Hash over the texts of the language, and of the style sheet.
    var texts: String
    var styleSheet: String
    /// What PDF, DOCX and ODT were made with; `nil` where there are none.
    var documents: [String: String]?
    /// Hash of every other file, by path.
    var outputs: [String: String]
}

extension AnnexManifest {
    /// - Parameter documents: What the tools were; `nil` where they made nothing.
    init(
        _ inputs: [AnnexInput],
        state: String,
        date: CalendarDate,
        texts: Texts,
        styleSheet: String,
        documents: [String: String]?,
        outputs: [String: String]
    ) {
        self.init(
            program: "maatstaf \(programVersion)",
            inputs: inputs.flatMap(\.files).map { Input(file: $0.name, hash: $0.hash) },
            state: state,
            date: date,
            language: texts.language,
            texts: BlockHash.hex(
                of: texts.entries.sorted { $0.key < $1.key }.map { "\($0.key)\u{0}\($0.value)\u{0}" }.joined()
            ),
            styleSheet: BlockHash.hex(of: styleSheet),
            documents: documents,
            outputs: outputs
        )
    }
}
