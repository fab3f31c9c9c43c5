/// Paths as text.
///
/// Foundation's `NSString` stops the program on a path of one character (Swift 6.3 on Linux).
extension String {
    /// The last component, without slashes; the path itself if it has none.
    var lastPathName: String {
        split(separator: "/").last.map(String.init) ?? self
    }

    /// What stands before the last component, without the slash; empty for a name alone, `/` at the top.
    var parentPath: String {
        let path = withoutEndSlashes
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[..<slash]).withoutEndSlashes.isEmpty ? "/" : String(path[..<slash]).withoutEndSlashes
    }

    /// Without slashes at the end, and without a `.` behind one.
    var withoutEndSlashes: String {
        var path = self[...]
        while path.count > 1 {
            if path.hasSuffix("/") {
                path = path.dropLast()
            } else if path.hasSuffix("/.") {
                path = path.dropLast(1)
            } else {
                break
            }
        }
        return String(path)
    }

    /// Without what follows the last full stop of the last component.
    var withoutPathExtension: String {
        let name = lastPathName
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return self }
        return String(dropLast(name.distance(from: dot, to: name.endIndex)))
    }
}
