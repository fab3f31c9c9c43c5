import ShelterCleaning
import ShelterModel
import ShelterParsers
import Testing

/// An invented code book, checks in YAML, and rows to put them to.
struct Sample {
    static let codeBook = """
        format: maatstaf/codebook/1
        id: sample
        version: "1"
        label: { nl: Voorbeeld, en: Sample }
        source: "Invented"
        assessments: each
        register: none
        decimal: point
        booleans: { "yes": [ja], "no": [nee] }
        missing: { not-asked: [NA], dont-know: ["?"] }
        tables:
          - name: visits
            grain: location
            columns:
              - { column: id, role: location-id, type: text }
              - { column: groep, role: municipality, type: text, variable: group }
              - { column: bewoners, variable: residents, role: residents, type: integer }
              - { column: plaatsen, variable: capacity, role: capacity, type: integer }
              - { column: mannen, variable: men, type: number }
              - { column: vrouwen, variable: women, type: number }
              - { column: slot, variable: lock, type: boolean }
              - { column: van, variable: from, type: date }
              - { column: tot, variable: to, type: date }
              - { column: begin, variable: start, type: text }
              - { column: einde, variable: end, type: text }
              - { column: inspecteur, variable: inspector, type: text }
              - { column: anders, variable: other, type: text }
              - column: soort
                variable: kind
                type: choice
                codes:
                  - { value: hotel, forms: [H, hotel], label: { nl: Hotel of pension, en: Hotel } }
                  - { value: ship, forms: [S, schip, "café-boot"], label: { nl: Schip, en: Ship } }
                  - { value: other, forms: [A, anders] }
              - { column: v1, type: choice, codes: [{ value: "1" }, { value: "2" }, { value: "3" }] }
              - { column: v2, type: choice, codes: [{ value: "1" }, { value: "2" }, { value: "3" }] }
              - { column: v3, type: choice, codes: [{ value: "1" }, { value: "2" }, { value: "3" }] }
        """

    static func checks(_ items: String) -> String {
        let indented = items.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
        return """
            format: maatstaf/checks/1
            id: sample
            label: { nl: Controles, en: Checks }
            code_book: sample
            checks:
              - id: x
                label: { nl: Let op, en: Look }
                why: { nl: Daarom, en: Because }
                source: Invented
                status: own
            \(indented)
            """
    }

    /// What the check finds in rows of the columns named.
    static func result(
        _ check: String,
        columns: [String],
        rows: [[String]],
        file: String = "f.csv"
    ) throws -> CheckResult {
        let codeBook = try CodeBookFile.codeBook(yaml: Self.codeBook, file: "c.yaml")
        let set = try ChecksFile.checks(yaml: checks(check), file: "k.yaml")
        let bound = try BoundChecks(set, codeBook: codeBook)
        let table = try self.table(codeBook.tables[0], columns, rows)
        var input = CheckInput(table: table)
        for number in bound.tables[0].neededTexts {
            if case .text(let cells) = table.columns[number] { input.texts[number] = cells }
        }
        return try #require(bound.tables[0].run(input).first)
    }

    static func table(_ definition: TableDefinition, _ columns: [String], _ rows: [[String]]) throws -> Table {
        var batch = RecordBatch()
        for (number, row) in rows.enumerated() {
            for cell in row {
                batch.bytes += Array(cell.utf8)
                batch.fieldEnds.append(batch.bytes.count)
            }
            batch.recordEnds.append(batch.fieldEnds.count)
            batch.lines.append(number + 2)
        }
        let match = try HeaderMatch(definition, header: columns, line: 1, file: "f.csv")
        var diagnostics: [Diagnostic] = []
        return TableMapper(definition, match: match, file: "f.csv").table(from: batch, diagnostics: &diagnostics)
    }
}

extension CheckResult {
    /// Rows of the hits, from 0.
    var rows: [Int] { hits.compactMap(\.row) }
}
