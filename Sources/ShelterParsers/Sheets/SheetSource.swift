import ShelterModel

extension SheetReader {
    /// A sheet that has been chosen and opened.
    struct Source: ~Copyable {
        var sheetNames: [String]
        var sheet: String
        var events: XMLEvents
        var rows: any SheetRows

        consuming func takeEvents() -> XMLEvents { events }
    }

    static func open(
        _ archive: borrowing ZipArchive,
        options: SheetOptions,
        limit: SheetGuard
    ) throws(Refusal) -> Source {
        try isOpenDocument(archive)
            ? openODS(archive, options: options, limit: limit)
            : openXLSX(archive, options: options, limit: limit)
    }

    /// - Throws: If it is an OpenDocument of another kind.
    private static func isOpenDocument(_ archive: borrowing ZipArchive) throws(Refusal) -> Bool {
        guard var entry = try archive.entry("mimetype", limit: 1 << 10) else {
            return archive.contains(ODSWorkbook.content) && archive.contains("META-INF/manifest.xml")
        }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256, alignment: 1)
        defer { buffer.deallocate() }
        guard let memory = buffer.baseAddress else { return false }
        let count = try entry.read(into: memory, count: buffer.count)
        let type = String(decoding: buffer.prefix(count), as: UTF8.self)
        if type.hasPrefix("application/vnd.oasis.opendocument.spreadsheet") { return true }
        throw Refusal("sheet.not-a-workbook", at: SourceLocation(file: archive.displayName))
    }

    private static func openODS(
        _ archive: borrowing ZipArchive,
        options: SheetOptions,
        limit: SheetGuard
    ) throws(Refusal) -> Source {
        let workbook = try ODSWorkbook(archive, options: options)
        let names = workbook.sheets.map(\.name)
        let index: Int
        if let wanted = options.sheet {
            index = try chosen(wanted, among: names, limit.displayName)
        } else {
            let candidates = workbook.sheets.indices.filter {
                !workbook.sheets[$0].isHidden && workbook.sheets[$0].hasData
            }
            index = try onlyOne(candidates, among: names, limit.displayName)
        }
        guard let entry = try archive.entry(ODSWorkbook.content, limit: options.limits.cells) else {
            throw Refusal("sheet.not-a-workbook", at: SourceLocation(file: limit.displayName))
        }
        return Source(
            sheetNames: names,
            sheet: names[index],
            events: try XMLEvents(entry, chunkSize: options.chunkSize),
            rows: ODSRows(table: index, limit: limit)
        )
    }

    private static func openXLSX(
        _ archive: borrowing ZipArchive,
        options: SheetOptions,
        limit: SheetGuard
    ) throws(Refusal) -> Source {
        let workbook = try XLSXWorkbook(archive, chunkSize: options.chunkSize)
        let names = workbook.sheets.map(\.name)
        let index: Int
        if let wanted = options.sheet {
            index = try chosen(wanted, among: names, limit.displayName)
        } else {
            var candidates: [Int] = []
            for (index, sheet) in workbook.sheets.enumerated() where !sheet.isHidden {
                if try hasData(sheet, archive, options) { candidates.append(index) }
            }
            if candidates.count == 2, names[candidates[0]] == "data", names[candidates[1]] == ColumnSheet.name,
                try isColumnSheet(workbook.sheets[candidates[1]], archive, options)
            {
                candidates.removeLast()
            }
            index = try onlyOne(candidates, among: names, limit.displayName)
        }
        guard let part = workbook.sheets[index].part else {
            throw Refusal("sheet.no-data", at: SourceLocation(file: limit.displayName), ["sheet": .text(names[index])])
        }
        var styles = XLSXStyles()
        if let part = workbook.part("styles"), let entry = try archive.entry(part, limit: options.limits.other) {
            var events = try XMLEvents(entry, chunkSize: options.chunkSize)
            styles = try XLSXStyles(&events)
        }
        styles.is1904 = workbook.is1904
        var strings = SharedStrings()
        if let part = workbook.part("sharedStrings"),
            let entry = try archive.entry(part, limit: options.limits.sharedStrings)
        {
            var events = try XMLEvents(entry, chunkSize: options.chunkSize)
            strings = try SharedStrings(&events, options: options)
        }
        return Source(
            sheetNames: names,
            sheet: names[index],
            events: try worksheet(part, archive, options),
            rows: XLSXRows(
                strings: strings,
                styles: styles,
                merged: try options.fillMerged ? merged(part, archive, options) : nil,
                limit: limit
            )
        )
    }

    /// The merged ranges of a worksheet, which stand behind all of its cells.
    private static func merged(
        _ part: String,
        _ archive: borrowing ZipArchive,
        _ options: SheetOptions
    ) throws(Refusal) -> MergedRanges {
        var events = try worksheet(part, archive, options)
        var merged = MergedRanges()
        while true {
            let event = try events.next()
            switch (event.kind, event.name) {
            case (.finished, _): return merged
            case (.start, .worksheet), (.start, .mergeCells): break
            case (.start, .mergeCell):
                if let reference = events.attributeText(.ref) { merged.add(reference: reference) }
            case (.start, _): try events.skipElement()
            default: break
            }
        }
    }

    /// Names of the sheets that hold data, and whether each is hidden.
    static func sheetsWithData(
        path: String,
        displayName: String,
        options: SheetOptions = SheetOptions()
    ) throws(Refusal) -> [(name: String, isHidden: Bool)] {
        _ = try WorkbookFile(path: path, displayName: displayName, onBytes: nil)
        let archive = try ZipArchive(path: path, displayName: displayName, limits: options.limits)
        if try isOpenDocument(archive) {
            let workbook = try ODSWorkbook(archive, options: options)
            return workbook.sheets.filter(\.hasData).map { ($0.name, $0.isHidden) }
        }
        let workbook = try XLSXWorkbook(archive, chunkSize: options.chunkSize)
        var found: [(name: String, isHidden: Bool)] = []
        for sheet in workbook.sheets where try hasData(sheet, archive, options) {
            found.append((sheet.name, sheet.isHidden))
        }
        return found
    }

    private static func worksheet(
        _ part: String,
        _ archive: borrowing ZipArchive,
        _ options: SheetOptions
    ) throws(Refusal) -> XMLEvents {
        guard let entry = try archive.entry(part, limit: options.limits.cells) else {
            throw Refusal(
                "sheet.damaged",
                at: SourceLocation(file: archive.displayName),
                ["part": .text(part), "reason": "no such part"]
            )
        }
        return try XMLEvents(entry, chunkSize: options.chunkSize)
    }

    /// Whether some cell has a value; reads no further than the first.
    private static func hasData(
        _ sheet: XLSXWorkbook.Sheet,
        _ archive: borrowing ZipArchive,
        _ options: SheetOptions
    ) throws(Refusal) -> Bool {
        guard let part = sheet.part else { return false }
        var events = try worksheet(part, archive, options)
        var isInValue = false
        while true {
            let event = try events.next()
            switch event.kind {
            case .finished: return false
            case .start: isInValue = event.name == .v || event.name == .t
            case .end: isInValue = false
            case .text: if isInValue { return true }
            }
        }
    }

    /// Whether the sheet describes the columns of another, as `XLSXWriter` writes it: by its first texts.
    private static func isColumnSheet(
        _ sheet: XLSXWorkbook.Sheet,
        _ archive: borrowing ZipArchive,
        _ options: SheetOptions
    ) throws(Refusal) -> Bool {
        guard let part = sheet.part else { return false }
        var events = try worksheet(part, archive, options)
        var texts: [String] = []
        var isInText = false
        while texts.count < ColumnSheet.header.count || isInText {
            let event = try events.next()
            switch event.kind {
            case .finished: return false
            case .start:
                isInText = event.name == .t
                if isInText { texts.append("") }
            case .end: isInText = false
            case .text:
                if isInText { texts[texts.count - 1] += String(decoding: events.text, as: UTF8.self) }
            }
        }
        return texts == ColumnSheet.header
    }

    private static func chosen(_ wanted: String, among names: [String], _ file: String) throws(Refusal) -> Int {
        if let index = names.firstIndex(of: wanted) { return index }
        let similar = names.indices.filter { names[$0].lowercased() == wanted.lowercased() }
        if similar.count == 1 { return similar[0] }
        throw Refusal(
            "sheet.unknown",
            at: SourceLocation(file: file),
            ["sheet": .text(wanted), "sheets": .list(names)]
        )
    }

    private static func onlyOne(_ candidates: [Int], among names: [String], _ file: String) throws(Refusal) -> Int {
        if candidates.count == 1 { return candidates[0] }
        let place = SourceLocation(file: file)
        if candidates.isEmpty { throw Refusal("sheet.none-visible", at: place) }
        throw Refusal("sheet.several", at: place, ["sheets": .list(candidates.map { names[$0] })])
    }
}
