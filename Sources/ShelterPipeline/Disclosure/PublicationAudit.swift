internal import Foundation
internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterReporter
internal import SurveyStatistics

/// Reads back what was written for others, byte by byte, and tries to recompute from it every cell that the plan hides.
///
/// It takes no value from the plan, only which cells are hidden and how many locations are in each line: what a reader knows is
/// what stands in the files, pages included. A municipality knows its own figures besides.
struct PublicationAudit {
    private let plan: DisclosurePlan
    private let texts: Texts
    private let isCore: Bool
    private var knowledge: [GroupedKnowledge]
    private let places: [String: [String: GroupedTable.Place]]
    /// Hidden cells that a file shows all the same: with the first file that does.
    private var shown: [(file: String, figure: String)] = []
    private var files = 0
    /// Figures that were found in the files, hidden ones not counted.
    private var found = 0

    init(_ plan: DisclosurePlan, texts: Texts, isCore: Bool) {
        self.plan = plan
        self.texts = texts
        self.isCore = isCore
        knowledge = plan.tables.indices.map(plan.startingKnowledge)
        func numbered(_ areas: [PublishableAreas.Area], _ place: (Int) -> GroupedTable.Place) -> [String: GroupedTable
            .Place]
        {
            Dictionary(areas.enumerated().map { ($1.code, place($0)) }, uniquingKeysWith: { first, _ in first })
        }
        places = [
            "country": [plan.areas.country.code: .all],
            "region": numbered(plan.areas.regions) { .group($0) },
            "municipality": numbered(plan.areas.municipalities) { .row($0) },
        ]
    }

    // MARK: - Reading

    /// Reads one file that leaves the house; `path` is relative to the output folder.
    mutating func read(_ path: String, _ bytes: [UInt8]) throws(Refusal) {
        files += 1
        let name = path.lastPathName
        if path.hasSuffix(".html") {
            try readPage(path, bytes)
        } else if path.hasPrefix("gemeente/") {
            try checkOwn(path, bytes)
        } else if name == "report.json" {
            guard let report = try? JSONDecoder().decode(PublicReport.self, from: Data(bytes)) else {
                throw outside(path, name)
            }
            for (name, bytes) in try PublicTables.files(report) where name.hasSuffix(".csv") {
                try readTable(path, name, bytes)
            }
        } else if name.hasSuffix(".csv"), !["disclosure.csv", "codebook.csv"].contains(name) {
            try readTable(path, name, bytes)
        }
    }

    private func outside(_ file: String, _ figure: String) -> Refusal {
        Refusal("disclosure.outside-plan", ["file": .text(file), "figure": .text(figure)])
    }

    private mutating func readTable(_ path: String, _ name: String, _ bytes: [UInt8]) throws(Refusal) {
        guard let table = PlainCSV(bytes) else { throw outside(path, name) }
        for row in table.rows {
            guard let place = places[String(table(row, "level"))]?[String(table(row, "code"))] else {
                throw outside(path, "\(table(row, "level")) \(table(row, "code"))")
            }
            let subject = String(table(row, name == "themes.csv" ? "theme" : "criterion"))
            let overall = ThemeFigures.overall
            // Column, table and part.
            let columns: [(String, PublishableTable.Kind, String, Int)]
            switch name {
            case "areas.csv":
                columns = [("residents", .residents, overall, 0), ("capped", .capped, overall, 0)]
            case "themes.csv":
                columns = [
                    ("mean", .score, subject, 0), ("coverage", .coverage, subject, 0),
                    ("below_cutoff", .below, subject, 0),
                ]
                if !table(row, "share_below_cutoff").isEmpty, table(row, "below_cutoff").isEmpty {
                    throw outside(path, "share_below_cutoff \(subject)")
                }
            case "criteria.csv":
                columns = [
                    ("met", .criterion, subject, 0), ("not_met", .criterion, subject, 1),
                    ("unknown", .criterion, subject, 2), ("not_applicable", .criterion, subject, 3),
                ]
                if !table(row, "share_not_met").isEmpty, table(row, "met").isEmpty || table(row, "not_met").isEmpty {
                    throw outside(path, "share_not_met \(subject)")
                }
            case "residents.csv": columns = [("share", .answers, subject, 0)]
            default: throw outside(path, name)
            }
            for (column, kind, subject, part) in columns {
                let cell = table(row, column)
                guard !cell.isEmpty else { continue }
                guard let value = Double(cell) else { throw outside(path, "\(column) \(subject)") }
                try learn(
                    path,
                    kind,
                    subject,
                    place,
                    part,
                    value,
                    rounding: kind.isMean ? plan.rules[.meanRounding] : 0
                )
            }
        }
    }

    /// What a municipality receives in data files is its own.
    private func checkOwn(_ path: String, _ bytes: [UInt8]) throws(Refusal) {
        let name = String(path.split(separator: "/")[1])
        let end = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
        guard String(decoding: bytes[..<end], as: UTF8.self).contains("municipality_code") else { return }
        let isForEditing = bytes.starts(with: LogFile.start)
        let plain = isForEditing ? Array(bytes.dropFirst(LogFile.start.count)) : bytes
        guard let table = PlainCSV(plain, delimiter: isForEditing ? LogFile.delimiter : UInt8(ascii: ",")) else {
            throw outside(path, path.lastPathName)
        }
        let codes = Set(table.rows.map { table($0, "municipality_code") })
        guard codes.count <= 1 else { throw outside(path, "\(name): \(codes.sorted().joined(separator: ", "))") }
    }

    /// Numbers with the id of a figure; of a page for a municipality those of others.
    private mutating func readPage(_ path: String, _ bytes: [UInt8]) throws(Refusal) {
        let mark = Array("data-figure=\"".utf8)
        let own = path.hasPrefix("gemeente/") ? String(path.split(separator: "/")[1]) : nil
        var ownCode: String?
        var index = 0
        while index + mark.count < bytes.count {
            guard bytes[index] == mark[0], bytes[index..<index + mark.count].elementsEqual(mark) else {
                index += 1
                continue
            }
            let start = index + mark.count
            guard let quote = bytes[start...].firstIndex(of: 0x22),
                let open = bytes[quote...].firstIndex(of: 0x3E),
                let close = bytes[open...].firstIndex(of: 0x3C)
            else { throw outside(path, "data-figure") }
            index = close
            let id = String(decoding: bytes[start..<quote], as: UTF8.self)
            if own != nil {
                // The first figure of a page is of its own municipality; then it is known how its code is written.
                if ownCode == nil { ownCode = municipality(ofFirst: id) }
                if let ownCode, id.hasPrefix(ownCode + ".") { continue }
            }
            try read(id, String(decoding: bytes[(open + 1)..<close], as: UTF8.self), path)
        }
    }

    private func municipality(ofFirst id: String) -> String? {
        plan.areas.municipalities.map(\.code).filter { id.hasPrefix(HTMLRenderer.escaped($0) + ".") }
            .max { $0.count < $1.count }.map(HTMLRenderer.escaped)
    }

    private mutating func read(_ id: String, _ text: String, _ path: String) throws(Refusal) {
        let parts = id.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3, let code = parts.first, var measure = parts.last,
            let place = places["country"]?[code] ?? places["region"]?[code] ?? places["municipality"]?[code]
        else { throw outside(path, id) }
        if isCore, measure.hasPrefix(FigureSet.corePrefix) { measure.removeFirst(FigureSet.corePrefix.count) }
        let subject = parts[1..<(parts.count - 1)].joined(separator: ".")
        // How many locations, municipalities and answers there are, is no secret of where it is shown.
        if ["locations", "municipalities", "scored", "residents-answers"].contains(measure) { return }
        let kinds: [PublishableTable.Kind] = [.score, .coverage, .below, .capped, .criterion, .residents, .answers]
        guard let kind = kinds.first(where: { $0.measures.contains(measure) }),
            let part = kind.measures.firstIndex(of: measure)
        else { throw outside(path, id) }
        guard let (value, width) = number(text, kind) else { return }
        try learn(path, kind, subject, place, part, value, rounding: width)
    }

    /// A printed number and what it may be off by; `nil` for words.
    private func number(_ text: String, _ kind: PublishableTable.Kind) -> (value: Double, width: Double)? {
        guard text.contains(where: \.isNumber) else { return nil }
        let marks: (decimal: Character, thousands: Character) = texts.language == .dutch ? (",", ".") : (".", ",")
        let plain = text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        let digits = plain.filter { $0.isNumber || $0 == marks.decimal }
            .replacing(String(marks.decimal), with: ".")
        guard let value = Double(digits) else { return nil }
        guard kind.isMean else { return (value, 0) }
        if plain.hasPrefix("<") { return (0.005, 0.01) }
        if plain.hasPrefix(">") { return (0.995, 0.01) }
        let decimals = digits.split(separator: ".").dropFirst().first?.count ?? 0
        var unit = 0.01
        for _ in 0..<decimals { unit /= 10 }
        // What is printed was rounded from a rounded mean.
        return (value / 100, unit + plan.rules[.meanRounding])
    }

    private mutating func learn(
        _ file: String,
        _ kind: PublishableTable.Kind,
        _ subject: String,
        _ place: GroupedTable.Place,
        _ part: Int,
        _ value: Double,
        rounding: Double
    ) throws(Refusal) {
        let figure = "\(plan.areas.area(place).code).\(subject).\(kind.measures[part])"
        guard let index = plan.index(kind, subject) else { throw outside(file, figure) }
        let cell = GroupedTable.Cell(place, part)
        if plan.isHidden(index, cell) { shown.append((file, figure)) }
        found += 1
        let line = plan.tables[index].table.line(place)
        let total = kind.isMean ? line.total ?? 1 : 1
        knowledge[index].learn(cell, value: value * total, rounding: rounding * total)
        if line.parts.count == 2, let all = line.total {
            let other = GroupedTable.Cell(place, 1)
            knowledge[index].learn(other, value: all - value * total, rounding: rounding * total)
        }
    }

    // MARK: - Attack

    /// What the attack was, and that it failed.
    struct Statement: Codable {
        static let currentFormat = "maatstaf/disclosure-audit/1"

        var format = Self.currentFormat
        var rules: String
        /// Files that were read back.
        var files: Int
        var tables: Int
        /// Cells that are shown in some file, and that are hidden.
        var shown: Int
        var hidden: Int
        /// Cells that earlier publications gave away.
        var givenAway: Int
        /// Hidden cells, once for everybody and once for every municipality that knows its own.
        var attempts: Int
        var recomputed: Int
        /// In words.
        var proves: String
        var doesNotProve: [String]
    }

    /// Tries to recompute every hidden cell.
    ///
    /// - Throws: `Refusal` that names the first cell of each table that can be told, or that a file shows.
    func attack() throws(Refusal) -> Statement {
        var problems: [Diagnostic] = []
        var attempts = 0
        for (index, table) in plan.tables.enumerated() {
            let attack = plan.attack(index, with: knowledge[index])
            attempts += attack.attempts
            if attack.isContradictory {
                problems += Refusal("disclosure.contradiction", ["figure": .text(table.id)]).diagnostics
            }
            guard let first = attack.exposed.first else { continue }
            let code = plan.areas.area(first.cell.place).code
            let measures = table.kind.measures
            let attacker =
                first.insider.map {
                    texts("disclosure.insider", ["name": plan.areas.municipalities[$0].name])
                } ?? texts("disclosure.outsider")
            problems +=
                Refusal(
                    "disclosure.exposed",
                    [
                        "figure": .text(
                            "\(code).\(table.subject).\(measures[min(first.cell.part, measures.count - 1)])"
                        ),
                        "low": .number(first.low), "high": .number(first.high), "attacker": .text(attacker),
                    ]
                ).diagnostics
        }
        if problems.isEmpty, let first = shown.first {
            throw Refusal("disclosure.hidden-shown", ["file": .text(first.file), "figure": .text(first.figure)])
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        let hidden = plan.plans.reduce(0) { $0 + $1.hidden.count }
        return Statement(
            rules: "\(plan.rules.id) \(plan.rules.version)",
            files: files,
            tables: plan.tables.count,
            shown: plan.plans.indices.reduce(0) { sum, table in
                sum + plan.tables[table].table.places.count * plan.tables[table].table.partCount
            } - hidden,
            hidden: hidden,
            givenAway: plan.givenAway.values.reduce(0) { $0 + $1.count },
            attempts: attempts,
            recomputed: 0,
            proves: texts("disclosure.audit.proves"),
            doesNotProve: ["relaxation", "rounding", "links", "outside", "together"].map {
                texts("disclosure.audit.\($0)")
            }
        )
    }
}
