internal import ShelterModel
internal import ShelterParsers

/// Messages grouped by code, so that thousands of them stay readable.
struct MessageText {
    /// Examples of a code that are shown.
    private static let exampleLimit = 3

    private let texts: Texts

    init(_ texts: Texts) {
        self.texts = texts
    }

    /// - Parameter list: Where all of them stand.
    func lines(_ messages: DiagnosticTally, list: String? = nil) -> [String] {
        messages.groups.flatMap { lines($0, list) }
    }

    func say(_ messages: DiagnosticTally) {
        for line in lines(messages) { Console.say("  " + line) }
    }

    private func lines(_ group: DiagnosticTally.Group, _ list: String?) -> [String] {
        guard group.count > Self.exampleLimit else {
            return group.examples.flatMap { texts.message(for: $0).split(separator: "\n").map(String.init) }
        }
        let severity = texts("severity.\(group.severity.rawValue)")
        var lines = [
            texts("convert.group", ["severity": severity, "count": "\(group.count)", "code": group.code])
        ]
        for example in group.examples.prefix(Self.exampleLimit) {
            let place = [example.location?.description, example.location?.field].compactMap(\.self)
            lines.append("  " + (place + [texts.sentence(for: example)]).joined(separator: ": "))
        }
        let rest = group.count - Self.exampleLimit
        lines.append(
            "  "
                + (list.map { texts("convert.more-in", ["n": "\(rest)", "file": $0]) }
                    ?? texts("convert.more", ["n": "\(rest)"]))
        )
        if let hint = group.examples.first.flatMap({ texts.hint(for: $0) }) {
            lines.append("  \(texts("severity.hint")): \(hint)")
        }
        return lines
    }
}
