extension CodeBook {
    /// The code book under which an export with the mapping's header is read.
    ///
    /// Only what is certain or confirmed counts. Tables, columns and their order stay as they are, so that a table that is
    /// read under the result fits this code book too; only the headers of the mapping's table change: a bound header belongs
    /// to its variable alone, and a variable that is bound has no other header.
    public func applying(_ mapping: ColumnMapping) -> CodeBook {
        guard let number = tables.firstIndex(where: { $0.name == mapping.table }) else { return self }
        var result = self
        let bound = mapping.bound
        let settled = Set(mapping.columns.filter(\.status.isUsed).map { Self.foldedHeader($0.header) })
        for index in tables[number].columns.indices {
            let column = tables[number].columns[index]
            if let header = bound[column.variable] {
                result.tables[number].columns[index].headers = [header]
            } else {
                let headers = column.headers.filter { !settled.contains(Self.foldedHeader($0)) }
                // A column needs a name for messages, even if no export has it.
                result.tables[number].columns[index].headers = headers.isEmpty ? ["(\(column.variable))"] : headers
            }
        }
        return result
    }

    /// How headers are compared: without regard to case, outer blanks, and the difference between blank, hyphen and underscore.
    public static func foldedHeader(_ header: String) -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" || character == "\u{A0}" }
        var text = header.lowercased()[...]
        while let first = text.first, isBlank(first) { text = text.dropFirst() }
        while let last = text.last, isBlank(last) { text = text.dropLast() }
        return String(
            text.map { character in
                if isBlank(character) || character == "-" || character == "_" { return "_" }
                // Word processors make apostrophes curly.
                return character == "\u{2019}" || character == "\u{2018}" ? "'" : character
            }
        )
    }
}
