internal import Foundation
internal import ShelterAnalysis
internal import ShelterModel

/// Reads what an earlier run published: its `openbaar` folder, or the folder that this stands in.
enum EarlierFolder {
    /// - Throws: `Refusal` if there is no publication, or a file of it cannot be read.
    static func publication(_ path: String) throws(Refusal) -> EarlierPublication {
        let place = try place(of: path)
        struct Head: Decodable {
            var format: String
            var framework: String
        }
        guard let data = FileManager.default.contents(atPath: place + "/report.json"),
            let head = try? JSONDecoder().decode(Head.self, from: data), head.format == PublicReport.currentFormat
        else { throw damaged("report.json") }
        var lines: [EarlierPublication.Key: EarlierPublication.Line] = [:]
        for name in ["areas.csv", "themes.csv", "criteria.csv", "residents.csv"] {
            guard let data = FileManager.default.contents(atPath: place + "/" + name) else {
                if name == "residents.csv" { continue }
                throw damaged(name)
            }
            guard let table = PlainCSV(Array(data)) else { throw damaged(name) }
            for row in table.rows {
                for line in published(name, table, row) { lines[line.key] = line.line }
            }
        }
        return EarlierPublication(framework: head.framework, lines: lines)
    }

    /// The folder with the data files of a publication.
    static func place(of path: String) throws(Refusal) -> String {
        let trimmed = path.withoutEndSlashes
        let places = [trimmed + "/data", trimmed + "/" + PublicTables.folder.withoutEndSlashes]
        guard
            let place = places.first(where: {
                FileManager.default.fileExists(atPath: $0 + "/report.json")
                    && FileManager.default.fileExists(atPath: $0 + "/criteria.csv")
            })
        else { throw Refusal("disclosure.not-a-publication", ["path": .text(path)]) }
        return place
    }

    private static func damaged(_ name: String) -> Refusal {
        Refusal("disclosure.publication-damaged", at: SourceLocation(file: name))
    }

    /// The lines that a row of a data file says something of.
    private static func published(
        _ name: String,
        _ table: PlainCSV,
        _ row: [Substring]
    ) -> [(key: EarlierPublication.Key, line: EarlierPublication.Line)] {
        let area = String(table(row, "code"))
        func line(
            _ kind: PublishableTable.Kind,
            _ subject: String,
            total: String,
            _ columns: [String]
        ) -> (EarlierPublication.Key, EarlierPublication.Line)? {
            guard let total = Int(table(row, total)) else { return nil }
            let values = columns.map { Double(table(row, $0)) }
            guard values.contains(where: { $0 != nil }) else { return nil }
            return (
                EarlierPublication.Key(kind: kind, subject: subject, area: area),
                EarlierPublication.Line(total: total, values: values)
            )
        }
        let found: [(EarlierPublication.Key, EarlierPublication.Line)?]
        switch name {
        case "areas.csv":
            found = [
                line(.residents, ThemeFigures.overall, total: "residents_known_of", ["residents"]),
                line(.capped, ThemeFigures.overall, total: "locations", ["capped"]),
            ]
        case "themes.csv":
            let theme = String(table(row, "theme"))
            found = [
                line(.score, theme, total: "scored", ["mean"]),
                line(.coverage, theme, total: "applicable", ["coverage"]),
                line(.below, theme, total: "scored", ["below_cutoff"]),
            ]
        case "criteria.csv":
            found = [
                line(
                    .criterion,
                    String(table(row, "criterion")),
                    total: "locations",
                    ["met", "not_met", "unknown", "not_applicable"]
                )
            ]
        default:
            found = [line(.answers, String(table(row, "criterion")), total: "answers", ["share"])]
        }
        return found.compactMap(\.self).map { (key: $0.0, line: $0.1) }
    }
}
