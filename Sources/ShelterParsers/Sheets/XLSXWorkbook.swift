import ShelterModel

/// What the number formats of a workbook say, and from which day it counts.
struct XLSXStyles {
    /// By the number of the style, as cells name it.
    private var kinds: [SheetDate.Kind] = []
    var is1904 = false

    init() {}

    init(_ events: inout XMLEvents) throws(Refusal) {
        var codes: [Int: String] = [:]
        var ids: [Int] = []
        var isInCellFormats = false
        reading: while true {
            let event = try events.next()
            switch (event.kind, event.name) {
            case (.finished, _): break reading
            case (.start, .cellXfs): isInCellFormats = true
            case (.end, .cellXfs): isInCellFormats = false
            case (.start, .numFmt):
                if let id = events.attribute(.numFmtId).flatMap(XLSXRows.integer) {
                    codes[id] = events.attributeText(.formatCode)
                }
            case (.start, .xf) where isInCellFormats:
                ids.append(events.attribute(.numFmtId).flatMap(XLSXRows.integer) ?? 0)
            default: break
            }
        }
        kinds = ids.map { SheetDate.kind(formatID: $0, code: codes[$0]) }
    }

    @inline(__always)
    func kind(of style: Int) -> SheetDate.Kind {
        style < kinds.count ? kinds[style] : .number
    }
}

/// The parts of an XLSX workbook, as its relationships tell.
struct XLSXWorkbook {
    struct Sheet {
        var name: String
        var isHidden: Bool
        /// Path of the part; `nil` if there are no cells, as with a chart.
        var part: String?
    }

    private struct Relationship {
        /// The last word of its type, such as `worksheet`.
        var type: Substring
        var part: String
    }

    private(set) var sheets: [Sheet] = []
    private(set) var is1904 = false
    private let relationships: [String: Relationship]

    /// - Throws: If the archive is no workbook.
    init(_ archive: borrowing ZipArchive, chunkSize: Int) throws(Refusal) {
        let noWorkbook = Refusal("sheet.not-a-workbook", at: SourceLocation(file: archive.displayName))
        let top = try Self.relationships(of: "", archive, chunkSize)
        let main = top.values.filter { $0.type == "officeDocument" }.map(\.part).min() ?? "xl/workbook.xml"
        if main.hasSuffix(".bin") {
            throw Refusal("sheet.is-xlsb", at: SourceLocation(file: archive.displayName))
        }
        guard let entry = try archive.entry(main, limit: archive.limits.other) else { throw noWorkbook }
        relationships = try Self.relationships(of: main, archive, chunkSize)
        var events = try XMLEvents(entry, chunkSize: chunkSize)
        var isWorkbook = false
        while true {
            let event = try events.next()
            switch (event.kind, event.name) {
            case (.finished, _): return
            case (.start, .workbook): isWorkbook = true
            case (.start, _) where !isWorkbook: throw noWorkbook
            case (.start, .workbookPr):
                is1904 = ["1", "true", "on"].contains(events.attributeText(.date1904) ?? "")
            case (.start, .sheet):
                let relationship = events.attributeText(.id).flatMap { relationships[$0] }
                sheets.append(
                    Sheet(
                        name: events.attributeText(.name) ?? "",
                        isHidden: ["hidden", "veryHidden"].contains(events.attributeText(.state) ?? ""),
                        part: relationship?.type == "worksheet" ? relationship?.part : nil
                    )
                )
            default: break
            }
        }
    }

    /// Path of the part of this type, such as `styles`.
    func part(_ type: String) -> String? {
        relationships.values.filter { $0.type == type }.map(\.part).min()
    }

    private static func relationships(
        of part: String,
        _ archive: borrowing ZipArchive,
        _ chunkSize: Int
    ) throws(Refusal) -> [String: Relationship] {
        let folder = part.split(separator: "/").dropLast().map(String.init)
        let file = part.split(separator: "/").last ?? ""
        let path = (folder + ["_rels", "\(file).rels"]).joined(separator: "/")
        guard let entry = try archive.entry(path, limit: archive.limits.other) else { return [:] }
        var events = try XMLEvents(entry, chunkSize: chunkSize)
        var found: [String: Relationship] = [:]
        while true {
            let event = try events.next()
            if event.kind == .finished { return found }
            guard event.kind == .start, event.name == .relationship, let id = events.attributeText(.relationshipID),
                let target = events.attributeText(.target), let type = events.attributeText(.relationshipType)
            else { continue }
            found[id] = Relationship(
                type: Substring(type.split(separator: "/").last ?? ""),
                part: resolve(target, in: folder)
            )
        }
    }

    /// The path in the archive of a target, which counts from the folder or, with a slash before it, from the top.
    private static func resolve(_ target: String, in folder: [String]) -> String {
        var parts = target.hasPrefix("/") ? [] : folder
        for step in target.split(whereSeparator: { $0 == "/" || $0 == "\\" }) where step != "." {
            if step == ".." { _ = parts.popLast() } else { parts.append(String(step)) }
        }
        return parts.joined(separator: "/")
    }
}
