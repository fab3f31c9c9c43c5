public import ShelterModel

/// A table of a file that can be read by itself: a sheet, or what an export of SafetyCulture holds besides the audits.
public struct ExportPart: Hashable, Sendable {
    /// For `ExportOptions.sheet`; `nil` if the file has only this part, and needs no name for it.
    public var name: String?
    /// Hidden sheets are read only when somebody names them.
    public var isHidden: Bool

    public init(name: String?, isHidden: Bool = false) {
        self.name = name
        self.isHidden = isHidden
    }
}

extension ExportReader {
    /// The parts of a file that hold data, in its order; those that `options.sheet` leaves, if it names one.
    ///
    /// - Throws: `Refusal` when the file cannot be read as what it is.
    public static func parts(
        path: String,
        displayName: String,
        options: ExportOptions = ExportOptions()
    ) throws(Refusal) -> [ExportPart] {
        let sheets = options.sheet == nil ? try sheets(path: path, displayName: displayName) : []
        let visible = sheets.filter { !$0.isHidden }
        if visible.count > 1 { return sheets }
        let reader = try ExportReader(path: path, displayName: displayName, options: options)
        let parts = reader.parts
        return parts.count > 1 ? parts : sheets.isEmpty ? parts : sheets
    }

    /// The sheets with data of a workbook; empty for every other file, which is not opened then.
    ///
    /// - Throws: `Refusal` when the file is no workbook that can be read.
    public static func sheets(path: String, displayName: String) throws(Refusal) -> [ExportPart] {
        switch ExportFormat(path: path) {
        case .csv, .sav: return []
        case .xlsx, .ods:
            return try SheetReader.sheetsWithData(path: path, displayName: displayName)
                .map { ExportPart(name: $0.name, isHidden: $0.isHidden) }
        }
    }

    /// The two parts of an export of SafetyCulture with repeating sections, unless one of them was asked for; otherwise
    /// the one that is read.
    public var parts: [ExportPart] {
        guard sectionRows > 0 else { return [ExportPart(name: sheet)] }
        return AuditPivot.Part.allCases.map { part in
            ExportPart(name: sheet.map { "\($0)#\(part.rawValue)" } ?? part.rawValue)
        }
    }
}
