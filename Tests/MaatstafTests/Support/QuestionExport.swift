/// An invented code book and framework with two guarded themes and a basic requirement, for questions about locations.
enum QuestionExport {
    static let header = "id;naam;groep;soort;datum;bewoners;douches;m2;slot;keuken;melder\n"

    /// A1 owes an alarm; B1 and C1 are better, D1 is unknown in much.
    static let rows = """
        A1;Haven;A;hotel;1-2-2026;40;4;120;nee;nee;nee
        A2;Kade;A;schip;1-2-2026;30;5;150;ja;nee;ja
        B1;Bos;B;hotel;2-2-2026;20;4;120;ja;ja;ja
        C1;Weide;C;hotel;3-2-2026;20;2;90;ja;ja;ja
        D1;Duin;D;hotel;4-2-2026;10;2;60;ja;;ja
        D2;Zand;D;;5-2-2026;10;2;;;;

        """

    static let codeBook = """
        format: maatstaf/codebook/1
        id: questions
        version: "1"
        label: { nl: Vragen, en: Questions }
        source: "Invented"
        assessments: newest
        register: none
        decimal: either
        booleans: { "yes": [ja], "no": [nee] }
        missing: { not-asked: [NA] }
        tables:
          - name: locations
            grain: location
            columns:
              - { column: id, role: location-id, type: text }
              - { column: naam, role: location-name, type: text }
              - { column: groep, role: municipality, type: text }
              - column: soort
                variable: kind
                role: kind
                type: choice
                codes:
                  - { value: hotel, forms: [hotel], label: { nl: Hotel, en: Hotel } }
                  - { value: schip, forms: [schip], label: { nl: Schip, en: Ship } }
              - { column: datum, role: visit-date, type: date }
              - { column: bewoners, variable: residents, role: residents, type: integer }
              - { column: douches, variable: showers, type: integer }
              - { column: m2, variable: area, type: number, unit: m2 }
              - { column: slot, variable: lock, type: boolean }
              - { column: keuken, variable: own_cooking, type: boolean }
              - { column: melder, variable: alarm, type: boolean }
        """

    static func framework(
        version: String = "1",
        showers: String = "<= 8",
        weight: String = "1",
        lock: String = "indicator: lock, standard: \"is yes\"",
        more: String = ""
    ) -> String {
        """
        format: maatstaf/framework/1
        id: questions
        version: "\(version)"
        label: { nl: Vragen, en: Questions }
        source: "Invented"
        codeBook: questions.codebook.yaml
        coverageFloor: 0.5
        cap: low
        bands:
          - { id: low, from: 0, label: { nl: laag, en: low } }
          - { id: mid, from: 0.5, label: { nl: midden, en: medium } }
          - { id: high, from: 0.9, label: { nl: hoog, en: high } }
        themes:
          - id: privacy
            label: { nl: Privacy, en: Privacy }
            criteria:
        \(criterion("P1", lock, "own"))
        \(criterion("P2", "indicator: area / residents, standard: \">= 4\", graded: { zero: 0, one: 5 }", "guidance"))
          - id: living
            label: { nl: Leven, en: Living }
            criteria:
        \(criterion("L1", "indicator: residents / showers, standard: \"\(showers)\", weight: \(weight)", "guidance"))
        \(criterion("L2", "indicator: own_cooking, standard: \"is yes\"", "own"))
        \(criterion("S1", "indicator: alarm, standard: \"is yes\", basicRequirement: true", "norm", tag: "S"))
        \(more)
        """
    }

    static func criterion(_ id: String, _ rule: String, _ status: String, tag: String = "D") -> String {
        "      - { id: \(id), shortName: \(id.lowercased()), label: { nl: Nl\(id), en: En\(id) }, \(rule), "
            + "status: \(status), source: Invented, verified: { tag: \(tag) }, advice: { nl: Doe iets, en: Do something } }"
    }

    /// Writes code book, framework and export into a folder, and gives the arguments that read them.
    static func write(
        to folder: TemporaryFolder,
        export: String = header + rows,
        framework: String = framework()
    ) throws -> [String] {
        try folder.write("questions.codebook.yaml", codeBook)
        try folder.write("questions.framework.yaml", framework)
        try folder.write("export.csv", export)
        return ["export.csv", "--framework", "questions.framework.yaml"]
    }
}
