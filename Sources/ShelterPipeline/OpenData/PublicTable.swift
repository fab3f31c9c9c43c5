/// A table of `openbaar/data`, and what its columns hold; `CSVWMetadata` and `Catalogue` describe them from this.
struct PublicTable {
    /// Kind of value, as CSV on the Web names it.
    enum Kind: String {
        case text = "string"
        case count = "nonNegativeInteger"
        /// 0…1.
        case share = "number"
    }

    struct Column {
        var name: String
        var kind: Kind
    }

    var name: String
    var columns: [Column]
    /// Columns that tell rows apart.
    var key: [String]

    private init(_ name: String, _ columns: [String], key: [String]) {
        self.name = name
        self.key = key
        self.columns = columns.map { Column(name: $0, kind: Self.kinds[$0] ?? .text) }
    }

    private static let kinds: [String: Kind] = [
        "municipalities": .count, "locations": .count, "residents": .count, "residents_known_of": .count,
        "capped": .count, "scored": .count, "applicable": .count, "below_cutoff": .count, "met": .count,
        "not_met": .count, "unknown": .count, "not_applicable": .count, "answers": .count, "mean": .share,
        "coverage": .share, "share_below_cutoff": .share, "share_not_met": .share, "share": .share,
    ]

    /// - Parameter hasAnswers: Whether residents were asked something.
    static func all(hasAnswers: Bool) -> [PublicTable] {
        let area = ["level", "code"]
        return [
            PublicTable("areas.csv", PublicTables.areas, key: area),
            PublicTable("themes.csv", PublicTables.themes, key: area + ["theme"]),
            PublicTable("criteria.csv", PublicTables.criteria, key: area + ["criterion"]),
        ] + (hasAnswers ? [PublicTable("residents.csv", PublicTables.residents, key: area + ["criterion"])] : []) + [
            PublicTable("disclosure.csv", PublicTables.disclosure, key: area + ["table", "subject", "measure"]),
            PublicTable("codebook.csv", CodeList.columns, key: ["kind", "code"]),
        ]
    }
}
