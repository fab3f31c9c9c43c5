/// The header of an export of KoboToolbox, in which a column is a path: groups, question and, of a split column, option.
///
/// Canonical is the whole path. Whether a column came apart from a question with several answers is not told: a cell that
/// is empty in it stays empty, and only `0` or `False` says that the option was not chosen.
enum KoboHeader {
    static func isMarked(_ names: HeaderNames) -> Bool {
        if names.containsAll(["_uuid", "_submission_time"]) { return true }
        if names.containsAll(["_parent_index", "_parent_table_name"]) { return true }
        return names.containsAll(["_id", "_uuid", "_index"])
    }

    static func read(_ sample: ExportSample, mayTakeRecords: Bool) -> ToolHeader {
        let separator = pathSeparator(of: sample.header)
        var header = ToolHeader(columns: sample.header.map { column($0, separator) })
        let names = Set(sample.header)
        for (index, name) in sample.header.enumerated() where !name.hasPrefix("_") {
            // Split off from the column that holds all chosen options.
            let isSplit = name.lastRange(of: separator).map { names.contains(String(name[..<$0.lowerBound])) } ?? false
            if !isSplit { header.columns[index].separator = ExportTool.koboToolbox.separator }
        }
        if mayTakeRecords { header.recordsTaken = sample.records.prefix(4).prefix(while: isTags).count }
        return header
    }

    /// A row of tags such as `#adm1+name`, as humanitarian exchange has it.
    private static func isTags(_ row: [String]) -> Bool {
        let filled = row.map { $0.trimmingBlanks() }.filter { !$0.isEmpty }
        return !filled.isEmpty
            && filled.allSatisfy { tag in
                guard tag.hasPrefix("#"), let letter = tag.dropFirst().first else { return false }
                return letter.isASCII && letter.isLetter && tag.contains { $0.isLowercase }
            }
    }

    private static func column(_ name: String, _ separator: String) -> ExportColumn {
        var column = ExportColumn(name: name)
        let parts = name.components(separatedBy: separator)
        if parts.count > 1, parts.allSatisfy(isName) { column.shortName = parts.last }
        column.writesNo = true
        return column
    }

    /// Names of a form have no blanks; texts of questions, which may stand in the header too, mostly do.
    private static func isName(_ part: String) -> Bool {
        !part.isEmpty
            && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == ".") }
    }

    /// A slash, unless the columns of every form show another one.
    private static func pathSeparator(of header: [String]) -> String {
        for (first, last) in [("meta", "instanceID"), ("formhub", "uuid")] {
            for name in header where name.hasPrefix(first) && name.hasSuffix(last) {
                let middle = name.dropFirst(first.count).dropLast(last.count)
                if middle.count == 1, name.count == first.count + last.count + 1 { return String(middle) }
            }
        }
        return "/"
    }
}

extension String {
    fileprivate func lastRange(of separator: String) -> Range<String.Index>? {
        ranges(of: separator).last
    }

    fileprivate func components(separatedBy separator: String) -> [String] {
        var parts: [String] = []
        var start = startIndex
        for range in ranges(of: separator) {
            parts.append(String(self[start..<range.lowerBound]))
            start = range.upperBound
        }
        return parts + [String(self[start...])]
    }
}
