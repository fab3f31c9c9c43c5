/// The element and attribute names that the readers of workbooks know; all others are `other`.
enum XMLName: String, CaseIterable {
    case other = ""

    // Office Open XML: packages, workbooks, styles, shared strings, sheets
    case relationship = "Relationship"
    case relationshipID = "Id"
    case relationshipType = "Type"
    case target = "Target"
    case workbook, workbookPr, date1904, sheets, sheet, state, id
    case numFmts, numFmt, numFmtId, formatCode, cellXfs, xf
    case sst, si, rPh
    case worksheet, sheetData, row, f, v, t, r
    case inlineString = "is"
    case mergeCells, mergeCell, ref

    // OpenDocument: styles, tables, cells, text
    case style, family, display
    case tableProperties = "table-properties"
    case styleName = "style-name"
    case body, spreadsheet, table
    case tableRow = "table-row"
    case rowGroup = "table-row-group"
    case headerRows = "table-header-rows"
    case rowsOfTable = "table-rows"
    case rowsRepeated = "number-rows-repeated"
    case tableCell = "table-cell"
    case coveredCell = "covered-table-cell"
    case columnsRepeated = "number-columns-repeated"
    case rowsSpanned = "number-rows-spanned"
    case columnsSpanned = "number-columns-spanned"
    case valueType = "value-type"
    case value, formula
    case dateValue = "date-value"
    case timeValue = "time-value"
    case booleanValue = "boolean-value"
    case stringValue = "string-value"
    case automaticStyles = "automatic-styles"
    case documentContent = "document-content"
    case paragraph = "p"
    case tab
    case lineBreak = "line-break"
    case annotation, note
    case rubyText = "ruby-text"
    case encryptionData = "encryption-data"
    /// `value-type` in LibreOffice's own namespace, which alone tells errors.
    case ownValueType = "calcext:value-type"

    // Both: a cell and a count of blanks; a style and a blank; a name
    case c, s, name

    private static let byText = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
    private static let namespaces: Set<String> = [
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
        "http://schemas.openxmlformats.org/package/2006/relationships",
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    ]
    private static let calcExtension = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"

    /// - Parameter namespace: `nil` for names without one.
    init(local: String, namespace: String?) {
        if let namespace, !Self.namespaces.contains(namespace) {
            self = namespace == Self.calcExtension && local == "value-type" ? .ownValueType : .other
        } else {
            self = Self.byText[local] ?? .other
        }
    }
}
