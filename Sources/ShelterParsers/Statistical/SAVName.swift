/// A variable of an SPSS file that could not have the name of its column.
public struct SAVRename: Hashable, Sendable {
    /// As it stands in the header.
    public var column: String
    /// As SPSS shows it.
    public var variable: String
}

/// Makes names that SPSS accepts.
///
/// Source: IBM SPSS Statistics Command Syntax Reference, "Variable Names": at most 64 bytes; first a letter, then also
/// digits, full stops and the marks `@`, `#`, `$`, `_`; no full stop at the end; no word of the command language; upper and
/// lower case are the same.
enum SAVName {
    private static let longest = 64
    private static let reserved: Set<String> = [
        "all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with",
    ]

    /// One name for each column; those that are fine stay as they are.
    static func names(for columns: [String]) -> [String] {
        let legal = columns.map(legalName)
        // A name that is fine goes before one that is made up.
        var taken: Set<String> = []
        var names = [String?](repeating: nil, count: columns.count)
        for index in columns.indices where legal[index] == columns[index] {
            if taken.insert(legal[index].lowercased()).inserted { names[index] = legal[index] }
        }
        var numbers: [String: Int] = [:]
        for index in columns.indices where names[index] == nil {
            var name = legal[index]
            while !taken.insert(name.lowercased()).inserted {
                let number = numbers[legal[index].lowercased(), default: 1] + 1
                numbers[legal[index].lowercased()] = number
                name = cut(legal[index], to: longest - 1 - String(number).utf8.count) + "_\(number)"
            }
            names[index] = name
        }
        return names.map { $0 ?? "" }
    }

    private static func legalName(_ text: String) -> String {
        var name = ""
        for character in text {
            let isPlain = character.isASCII
            let isAllowed =
                isPlain
                ? character.isLetter || character.isNumber || "._@#$".contains(character)
                : character.unicodeScalars.allSatisfy {
                    $0.properties.isAlphabetic || $0.properties.numericType == .decimal
                }
            if isAllowed {
                name.append(character)
            } else if !name.hasSuffix("_") {
                name.append("_")
            }
        }
        if name.isEmpty { return "v" }
        if name.first?.isLetter != true { name = "v" + (name.hasPrefix("_") ? "" : "_") + name }
        if reserved.contains(name.lowercased()) { name += "_" }
        name = cut(name, to: longest)
        while name.hasSuffix(".") || name.hasSuffix("_") && text.last != "_" && name.utf8.count > 2 {
            name.removeLast()
        }
        return reserved.contains(name.lowercased()) ? name + "_" : name
    }

    /// The longest start of a text that takes at most so many bytes as UTF-8.
    static func cut(_ text: String, to bytes: Int) -> String {
        if text.utf8.count <= bytes { return text }
        var result = ""
        var count = 0
        for character in text {
            count += character.utf8.count
            if count > bytes { break }
            result.append(character)
        }
        return result
    }
}
