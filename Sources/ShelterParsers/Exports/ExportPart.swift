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
        if let sheet = options.sheet {
            let parts = try sections(path, displayName, options, sheet: sheet)
            return parts.isEmpty ? [ExportPart(name: sheet)] : parts
        }
        switch ExportFormat(path: path) {
        case .csv, .sav:
            let parts = try sections(path, displayName, options, sheet: nil)
            return parts.isEmpty ? [ExportPart(name: nil)] : parts
        case .xlsx, .ods:
            let sheets = try SheetReader.sheetsWithData(path: path, displayName: displayName)
            let visible = sheets.filter { !$0.isHidden }
            if visible.count == 1 {
                let parts = try sections(path, displayName, options, sheet: visible[0].name)
                if !parts.isEmpty { return parts }
            }
            return sheets.map { ExportPart(name: $0.name, isHidden: $0.isHidden) }
        }
    }

    /// The two parts of an export of SafetyCulture with repeating sections; empty for every other one.
    private static func sections(
        _ path: String,
        _ displayName: String,
        _ options: ExportOptions,
        sheet: String?
    ) throws(Refusal) -> [ExportPart] {
        var options = options
        options.sheet = sheet
        // Who names a part wants that one.
        if AuditPivot.Part.allCases.contains(where: {
            sheet == $0.rawValue || sheet?.hasSuffix("#\($0.rawValue)") == true
        }) {
            return []
        }
        let reader = try ExportReader(path: path, displayName: displayName, options: options)
        guard reader.tool == .safetyCulture, reader.sectionRows > 0 else { return [] }
        return AuditPivot.Part.allCases.map { part in
            ExportPart(name: reader.sheet.map { "\($0)#\(part.rawValue)" } ?? part.rawValue)
        }
    }
}
