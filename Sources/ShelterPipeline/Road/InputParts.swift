internal import ShelterCleaning
internal import ShelterModel
internal import ShelterParsers

/// The parts of one export: its sheets, or the audits and the repeating sections of SafetyCulture.
struct InputParts {
    let path: String
    let name: String
    let options: ExportOptions
    let mappings: MappingFolder?
    let marks: PersonalDataMarks

    /// Every part that fits a table of the code book is read as that table; the others are named in a note.
    ///
    /// What is wrong with a file of one part, or with the part that somebody chose, is told as it is.
    func recognise(in codeBook: CodeBook) throws(Refusal) -> [InputFile] {
        let sheets = options.sheet == nil ? try ExportReader.sheets(path: path, displayName: name) : []
        let visible = sheets.filter { !$0.isHidden }.compactMap(\.name)
        var found: [InputFile] = []
        var unread: [String] = []
        var problems: [Diagnostic] = []
        for sheet in visible.count > 1 ? visible.map(Optional.some) : [options.sheet] {
            var first = try reader(sheet, shownAs: sheet.map { "\(name)#\($0)" } ?? name)
            let parts = first.parts
            let isOnly = visible.count <= 1 && parts.count == 1
            for part in parts {
                let isFirst = parts.count == 1
                let partName = isFirst ? sheet : part.name
                let shown = isOnly ? name : partName.map { "\(name)#\($0)" } ?? name
                var options = options
                options.sheet = partName
                do throws(Refusal) {
                    if isFirst {
                        let file = try InputFile.recognise(
                            &first,
                            path: path,
                            name: shown,
                            options: options,
                            mappings: mappings,
                            marks: marks,
                            in: codeBook
                        )
                        found.append(file)
                    } else {
                        var other = try reader(partName, shownAs: shown)
                        let file = try InputFile.recognise(
                            &other,
                            path: path,
                            name: shown,
                            options: options,
                            mappings: mappings,
                            marks: marks,
                            in: codeBook
                        )
                        found.append(file)
                    }
                } catch {
                    if isOnly { throw error }
                    unread.append(partName ?? name)
                    problems += error.diagnostics
                }
            }
            if isOnly { return found }
        }
        guard !found.isEmpty else { throw refusal(unread, problems) }
        if !unread.isEmpty {
            found[0].notes.append(
                Diagnostic(
                    .note,
                    "tools.parts-unread",
                    at: SourceLocation(file: name),
                    ["count": .integer(unread.count), "parts": .list(unread), "codeBook": .text(codeBook.id)]
                )
            )
        }
        return found
    }

    private func reader(_ sheet: String?, shownAs shown: String) throws(Refusal) -> ExportReader {
        var options = options
        options.sheet = sheet
        return try ExportReader(path: path, displayName: shown, options: options)
    }

    /// Parts that come near a table are told from those that have nothing to do with the code book.
    private func refusal(_ parts: [String], _ problems: [Diagnostic]) -> Refusal {
        let near = problems.filter { $0.code != "table.not-recognised" }
        if !near.isEmpty { return Refusal(near) }
        return Refusal("sheet.several", at: SourceLocation(file: name), ["sheets": .list(parts)])
    }
}
