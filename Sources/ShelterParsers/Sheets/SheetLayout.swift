/// Which of the first rows of a sheet are titles, header and data, and which of its last ones are totals or notes.
///
/// The same reasoning as for text files: see `SampleLayout`.
struct SheetLayout {
    /// Rows that are looked at before the header is settled.
    static let aheadRows = 60
    /// Rows that are held back, since they may stand below the data.
    static let tailRows = 20
    /// Most text that is held for either.
    static let byteLimit = 1 << 20

    /// What cannot stand in a cell once it has been written for `SampleTable`.
    private static let delimiter: UInt8 = 0x1F

    private(set) var preamble = 0
    /// 0 if the first row is data.
    private(set) var header = 1

    init(_ rows: [SheetRow], _ options: SheetOptions) {
        guard options.findsLayout, !rows.isEmpty else { return }
        var known = options.preambleRows
        if known == nil, options.headerRows != 0 { known = Self.expected(rows, options.expectedHeaders) }
        let named = options.headerRows.map { max(0, $0) }
        let found = Self.layout(rows, preamble: known.map { max(0, $0) }, header: named)
        preamble = found.preambleCount
        header = found.headerCount
        if known == nil, preamble > 0, !Self.isHeader(rows[preamble]) {
            let whole = Self.layout(rows, preamble: 0, header: named)
            preamble = 0
            header = whole.headerCount
        }
    }

    /// How many of the last rows are no data, and the place of the one before them if it begins as a total.
    static func end(_ rows: [SheetRow], _ options: SheetOptions) -> (footers: Int, total: Int?) {
        let found = layout(rows, preamble: 0, header: 0, footer: options.footerRows.map { max(0, $0) })
        return (found.footerCount, found.lastTotal)
    }

    private static func layout(
        _ rows: [SheetRow],
        preamble: Int?,
        header: Int?,
        footer: Int? = nil
    ) -> SampleLayout {
        // Cells that are empty at the end of a row do not stand in the sheet.
        let width = rows.map(\.width).max() ?? 0
        var bytes: [UInt8] = []
        var next = rows.first?.number ?? 0
        for row in rows {
            // Rows without text do not come along, but what stands below them stands apart.
            if row.number > next { bytes.append(0x0A) }
            next = row.number + 1
            let cells = row.filled > max(1, width / 3) ? width : row.width
            for column in 0..<cells {
                if column > 0 { bytes.append(Self.delimiter) }
                for byte in row.bytes[row.range(of: column)].prefix(1 << 12) {
                    bytes.append(byte == 0x0A || byte == 0x0D || byte == Self.delimiter ? 0x20 : byte)
                }
            }
            bytes.append(0x0A)
        }
        return bytes.withUnsafeBufferPointer { bytes in
            let table = SampleTable(bytes, Reading(delimiter: [Self.delimiter]), isWhole: true)
            return SampleLayout(
                table,
                bytes,
                quote: nil,
                preamble: preamble,
                header: header,
                footer: footer,
                isSheet: true
            )
        }
    }

    /// The row with most of the headers that somebody hopes for.
    private static func expected(_ rows: [SheetRow], _ headers: [String]) -> Int? {
        guard headers.count > 1 else { return nil }
        let wanted = Set(headers.map(HeaderMatch.normal))
        let counts = rows.prefix(31).map { Set($0.texts.map(HeaderMatch.normal)).intersection(wanted).count }
        guard let most = counts.max(), most > 1 else { return nil }
        return counts.firstIndex(of: most)
    }

    /// At least two names, none of them twice.
    private static func isHeader(_ row: SheetRow) -> Bool {
        let names = row.texts.filter { !$0.isEmpty }
        return names.count > 1 && Set(names).count == names.count
    }
}
