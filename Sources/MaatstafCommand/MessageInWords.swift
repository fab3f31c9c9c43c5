internal import ShelterModel

/// A diagnostic with its sentence and hint, as `--json` prints it.
struct MessageInWords: Encodable {
    var severity: Diagnostic.Severity
    var code: String
    var location: SourceLocation?
    var message: String
    var hint: String?

    init(_ diagnostic: Diagnostic, _ texts: Texts) {
        severity = diagnostic.severity
        code = diagnostic.code
        location = diagnostic.location
        message = texts.sentence(for: diagnostic)
        hint = texts.hint(for: diagnostic)
    }
}
