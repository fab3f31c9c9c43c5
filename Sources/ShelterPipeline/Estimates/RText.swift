/// Values as R writes them.
enum RText {
    static func text(_ value: String?) -> String {
        guard let value else { return "NA" }
        var result = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value == 0: break
            case _ where scalar.value < 32 || scalar.value == 127: result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    static func number(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "NA" }
        return "\(value)"
    }

    static func logical(_ value: Bool?) -> String { value.map { $0 ? "TRUE" : "FALSE" } ?? "NA" }

    static func texts(_ values: [String]) -> String {
        values.isEmpty ? "character(0)" : "c(" + values.map { text($0) }.joined(separator: ", ") + ")"
    }

    /// A list with names; a value of `nil` is left out.
    static func list(_ items: [(String, String?)]) -> String {
        "list(" + items.compactMap { name, value in value.map { "\(text(name)) = \($0)" } }.joined(separator: ", ")
            + ")"
    }

    static func list(_ items: [String]) -> String { "list(" + items.joined(separator: ",\n  ") + ")" }
}
