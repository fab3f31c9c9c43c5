import Foundation
import SurveyStatistics

/// A random design of `Reference/designs.R` with the figures that R found.
struct ReferenceDesign {
    var seed: String
    var settings: [String]
    var columns: [[String]]
    /// By domain and name.
    var figures: [(domain: String, name: String, values: [Double?])]

    static func load(_ folder: URL) throws -> [ReferenceDesign] {
        func lines(_ name: String) throws -> [[String]] {
            try String(contentsOf: folder.appending(path: name), encoding: .utf8)
                .split(separator: "\n").map {
                    $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                }
        }
        var rows: [String: [[String]]] = [:]
        for line in try lines("designs.data.tsv") { rows[line[0], default: []].append(line) }
        var designs: [ReferenceDesign] = []
        for line in try lines("designs.figures.tsv") {
            if line[2] == "design" {
                let table = rows[line[0]] ?? []
                let columns = (1..<13).map { column in table.map { $0[column] } }
                designs.append(
                    ReferenceDesign(
                        seed: line[0],
                        settings: line[3].split(separator: ";", omittingEmptySubsequences: false).map(String.init),
                        columns: columns,
                        figures: []
                    )
                )
            } else {
                var values = line[3].split(separator: " ").map { Double($0) }
                while values.count < 4 { values.append(nil) }
                designs[designs.count - 1].figures.append((line[1], line[2], values))
            }
        }
        return designs
    }

    func numbers(_ column: Int) -> [Double] { columns[column].map { Double($0) ?? .nan } }

    /// Columns: s c1 c2 f1 f2 w y x b g h m.
    func design() throws -> SurveyDesign {
        let count = columns[0].count
        let shape = settings[0]
        var clusters: [Grouping] = []
        if shape != "rows" { clusters.append(Grouping(columns[1])) }
        if shape == "two" { clusters.append(Grouping(columns[2])) }
        var populations: [[Double]] = []
        if settings[3] != "none" {
            populations.append(numbers(3))
            if shape == "two" { populations.append(numbers(4)) }
        }
        var design = try SurveyDesign(
            rowCount: count,
            weights: settings[4] == "TRUE" ? nil : numbers(5),
            strata: settings[1] == "TRUE" ? [Grouping(columns[0])] : [],
            clusters: clusters,
            nest: settings[2] == "TRUE",
            populations: populations,
            lonePSU: LonePSUPolicy(rawValue: settings[5]) ?? .fail
        )
        func margin(_ variable: String, _ column: Int) -> Margin {
            var names: [String] = []
            var totals: [Double] = []
            for part in settings[7].split(separator: ",") where part.hasPrefix(variable + "=") {
                let pieces = part.dropFirst(2).split(separator: ":")
                names.append(String(pieces[0]))
                totals.append(Double(pieces[1]) ?? .nan)
            }
            let codes = columns[column].map { Int32(names.firstIndex(of: $0) ?? -1) }
            return Margin(categories: Grouping(codes: codes, count: names.count), totals: totals)
        }
        switch settings[6] {
        case "post": design = try design.postStratified(to: margin("g", 9)).0
        case "rake": design = try design.raked(to: [margin("g", 9), margin("m", 11)]).0
        case "linear", "logit":
            let totals = settings[7].split(separator: ",").map { Double($0.split(separator: ":")[1]) ?? .nan }
            design = try design.calibrated(
                [[Double](repeating: 1, count: count), numbers(7)],
                totals: totals,
                bounds: settings[6] == "logit" ? 0.4...2.5 : nil
            ).0
        default: break
        }
        return design
    }
}
