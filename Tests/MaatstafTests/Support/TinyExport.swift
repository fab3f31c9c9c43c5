import Testing

/// A small invented code book and framework, for tests that bend them.
enum TinyExport {
    static let header = "id;naam;groep;datum;bewoners;douches;slot\n"
    static let row = "L1;Een;G;1-1-2025;30;3;ja\n"

    static func codeBook(assessments: String = "each", register: String = "none", tables: String = "") -> String {
        """
        format: maatstaf/codebook/1
        id: tiny
        version: "1"
        label: { nl: Klein, en: Tiny }
        source: "Invented"
        assessments: \(assessments)
        register: \(register)
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
              - { column: datum, role: visit-date, type: date }
              - { column: bewoners, variable: residents, role: residents, type: integer }
              - { column: douches, variable: showers, type: number }
              - { column: slot, variable: lock, type: boolean }
        \(tables)
        """
    }

    /// A second table, with the rooms of a location.
    static let rooms = """
          - name: rooms
            grain: room
            columns:
              - { column: id, variable: room_location, type: text }
              - { column: afsluitbaar, variable: room_lock, type: boolean }
              - { column: m2, variable: area, type: number, range: [0, 100] }
        joins:
          - table: rooms
            on: room_location
            derive:
              - { variable: lockable, rule: count, where: { variable: room_lock, equals: "yes" }, unit: rooms }
              - { variable: floor, rule: sum, of: area, unit: m2 }
        """

    /// What a test turns.
    struct Knobs: Sendable, CustomTestStringConvertible {
        var limit = "8"
        var weight = "1"
        var themeWeight = "1"
        var goalposts = "{ zero: 0, one: 4 }"
        var floor = "0"
        var bands = "bands: [{ id: low, from: 0, label: { nl: laag, en: low } }]"
        var more = ""

        var testDescription: String { "\(limit) \(weight) \(themeWeight) \(goalposts) \(floor) \(bands)" }
    }

    static func framework(_ knobs: Knobs = Knobs()) -> String {
        """
        format: maatstaf/framework/1
        id: tiny
        version: "1"
        label: { nl: Klein, en: Tiny }
        source: "Invented"
        codeBook: tiny.codebook.yaml
        coverageFloor: \(knobs.floor)
        \(knobs.bands)
        themes:
          - id: a
            label: { nl: A, en: A }
            weight: \(knobs.themeWeight)
            criteria:
        \(criterion("A1", "indicator: residents / showers, standard: \"<= \(knobs.limit)\", weight: \(knobs.weight)"))
        \(criterion("A2", "indicator: lock, standard: \"is yes\", weight: \(knobs.weight)"))
        \(criterion("A3", "indicator: showers, graded: \(knobs.goalposts), weight: \(knobs.weight)"))
        \(knobs.more)
        """
    }

    static func criterion(_ id: String, _ rule: String) -> String {
        "      - { id: \(id), shortName: \(id.lowercased()), label: { nl: \(id), en: \(id) }, \(rule), "
            + "status: own, source: Invented, verified: { tag: D }, advice: { nl: Doe iets, en: Do something } }"
    }

    /// Writes code book, framework and export into a folder, and gives the arguments that read them.
    static func write(
        to folder: TemporaryFolder,
        export: String = header + row,
        codeBook: String = codeBook(),
        framework: String = framework()
    ) throws -> [String] {
        try folder.write("tiny.codebook.yaml", codeBook)
        try folder.write("tiny.framework.yaml", framework)
        try folder.write("export.csv", export)
        return ["export.csv", "--framework", "tiny.framework.yaml"]
    }
}
