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
