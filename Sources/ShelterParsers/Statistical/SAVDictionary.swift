import ShelterModel

/// What an SPSS file says about itself before its cases, read only as far as it takes to know that it can be trusted.
///
/// libreadstat takes the counts in a file at their word when it asks for memory. Here each of them is held against the
/// size of the file and against `SAVLimits` first.
///
/// Source: PSPP, "System File Format", https://www.gnu.org/software/pspp/pspp-dev/html_node/System-File-Format.html
struct SAVDictionary: Hashable {
    enum Compression: Int32 {
        case none, rows, blocks
    }

    static let headerSize = 176

    var isBigEndian = false
    var compression = Compression.none
    /// As the header says; -1 if it does not know.
    var cases = 0
    var variables = 0
    /// Length of a case in pieces of 8 bytes.
    var elements = 0
    /// Code page of the texts; `nil` if the file does not say.
    var characterCode: Int?
    /// Cases that the file has room for; exact if it is not packed.
    var room = 0
    /// Where the cases begin.
    var dataStart = 0
}
