extension CSVReader {
    /// A name for each path, for messages: its last component, or as many as tell equal names apart.
    ///
    /// Two equal paths get equal names.
    public static func displayNames(for paths: [String]) -> [String] {
        let components = paths.map { path in
            path.split(separator: "/").map(String.init).filter { $0 != "." }
        }
        let distinct = Set(components)
        var names = [String?](repeating: nil, count: paths.count)
        let deepest = components.map(\.count).max() ?? 0
        var depth = 1
        while depth <= deepest, names.contains(nil) {
            let uses = Dictionary(distinct.map { ($0.suffix(depth), 1) }, uniquingKeysWith: +)
            for (index, parts) in components.enumerated() where names[index] == nil {
                let suffix = parts.suffix(depth)
                if uses[suffix] == 1 { names[index] = suffix.joined(separator: "/") }
            }
            depth += 1
        }
        return zip(names, paths).map { $0 ?? $1 }
    }
}
