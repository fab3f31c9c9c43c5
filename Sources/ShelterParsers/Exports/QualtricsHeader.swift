/// The header of an export of Qualtrics: names, texts of the questions, and `{"ImportId":…}`; in old exports the first two.
enum QualtricsHeader {
    private static let mark = "{\"ImportId\":"

    /// Number of the row below the header in which import ids stand, counted from 0.
    private static func markedRow(_ sample: ExportSample) -> Int? {
        sample.rowsBelowHeader.prefix(3).firstIndex { row in
            let filled = row.filter { !$0.isEmpty }
            return !filled.isEmpty && filled.allSatisfy { $0.hasPrefix(mark) }
        }
    }

    /// Old exports: `V1`, `V2`, … above the names of the columns that every survey has.
    private static func isLegacy(_ sample: ExportSample) -> Bool {
        guard sample.header.starts(with: ["V1", "V2", "V3"]), let second = sample.rowsBelowHeader.first else {
            return false
        }
        return HeaderNames(second).containsAll(["responseid", "responseset"])
    }

    static func isMarked(_ sample: ExportSample, _ names: HeaderNames) -> Bool {
        if let row = markedRow(sample) {
            return row > 0 || names.count(["responseid", "recordeddate", "finished"]) > 0
        }
        return isLegacy(sample)
    }

    static func read(_ sample: ExportSample, mayTakeRecords: Bool) -> ToolHeader {
        let marked = markedRow(sample)
        let rows = marked.map { $0 + 1 } ?? (isLegacy(sample) ? 1 : 0)
        let labels = marked == 0 ? nil : sample.rowsBelowHeader.first
        let hasLabels = rows > 0 && (mayTakeRecords || !sample.extra.isEmpty)
        var columns = sample.header.enumerated().map { index, name in
            var column = ExportColumn(name: name)
            if hasLabels, let labels, index < labels.count {
                column.label = labels[index]
                column.isKnownByLabel = true
            }
            if !fixed.contains(name), !name.hasSuffix("_TEXT") { column.separator = ExportTool.qualtrics.separator }
            return column
        }
        var header = ToolHeader(columns: [])
        if mayTakeRecords { header.recordsTaken = max(0, rows - sample.extra.count) }
        let data = sample.records.dropFirst(header.recordsTaken)
        if columns.count > 1, columns.last?.name.isEmpty == true, columns.last?.label.isEmpty == true,
            data.allSatisfy({ $0.count < columns.count || $0[columns.count - 1].isEmpty })
        {
            columns.removeLast()
            header.dropsLastColumn = true
        }
        header.columns = columns
        return header
    }

    /// Columns of every survey, which hold one value each.
    private static let fixed: Set<String> = [
        "StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished", "RecordedDate",
        "ResponseId", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference",
        "LocationLatitude", "LocationLongitude", "DistributionChannel", "UserLanguage", "",
    ]
}
