import ShelterModel

/// The tables of an ODS workbook, as a first pass over its content tells.
struct ODSWorkbook {
    static let content = "content.xml"

    struct Sheet {
        var name: String
        var isHidden: Bool
        var hasData = false
    }

    private(set) var sheets: [Sheet] = []

    /// - Throws: If the workbook is locked with a password or its content is no spreadsheet.
    init(_ archive: borrowing ZipArchive, options: SheetOptions) throws(Refusal) {
        let place = SourceLocation(file: archive.displayName)
        if try Self.isEncrypted(archive, options.chunkSize) { throw Refusal("sheet.encrypted", at: place) }
        guard let entry = try archive.entry(Self.content, limit: options.limits.cells) else {
            throw Refusal("sheet.not-a-workbook", at: place)
        }
        var events = try XMLEvents(entry, chunkSize: options.chunkSize)
        var hiddenStyles: Set<String> = []
        var isSpreadsheet = false
        while true {
            let event = try events.next()
            switch (event.kind, event.name) {
            case (.finished, _):
                if isSpreadsheet { return }
                throw Refusal("sheet.not-a-workbook", at: place)
            case (.start, .documentContent), (.start, .automaticStyles), (.start, .body): break
            case (.start, .spreadsheet): isSpreadsheet = true
            case (.start, .style):
                let name = events.attributeText(.name) ?? ""
                if try Self.hidesTable(&events) { hiddenStyles.insert(name) }
            case (.start, .table) where isSpreadsheet:
                let style = events.attributeText(.styleName) ?? ""
                sheets.append(
                    Sheet(name: events.attributeText(.name) ?? "", isHidden: hiddenStyles.contains(style))
                )
                sheets[sheets.count - 1].hasData = try Self.hasData(&events)
            case (.start, _): try events.skipElement()
            default: break
            }
        }
    }

    private static func isEncrypted(_ archive: borrowing ZipArchive, _ chunkSize: Int) throws(Refusal) -> Bool {
        guard let entry = try archive.entry("META-INF/manifest.xml", limit: archive.limits.other) else { return false }
        var events = try XMLEvents(entry, chunkSize: chunkSize)
        while true {
            let event = try events.next()
            if event.kind == .finished { return false }
            if event.kind == .start, event.name == .encryptionData { return true }
        }
    }

    private static func hidesTable(_ events: inout XMLEvents) throws(Refusal) -> Bool {
        var isHidden = false
        var depth = 1
        while depth > 0 {
            let event = try events.next()
            switch event.kind {
            case .start:
                depth += 1
                if event.name == .tableProperties, events.attributeText(.display) == "false" { isHidden = true }
            case .end: depth -= 1
            case .text: break
            case .finished: return isHidden
            }
        }
        return isHidden
    }

    /// Whether a cell of the table that has just begun has a value or text; reads it to its end.
    private static func hasData(_ events: inout XMLEvents) throws(Refusal) -> Bool {
        var found = false
        var depth = 1
        while depth > 0 {
            let event = try events.next()
            switch event.kind {
            case .start where event.name == .tableCell || event.name == .coveredCell:
                depth += 1
                if !found, events.attribute(.valueType) != nil { found = true }
            case .start where event.name == .paragraph:
                depth += 1
                found = true
            case .start where event.name == .annotation || event.name == .other: try events.skipElement()
            case .start: depth += 1
            case .end: depth -= 1
            case .text: break
            case .finished: return found
            }
        }
        return found
    }
}
