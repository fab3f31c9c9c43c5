/// What the columns of an export of SafetyCulture hold, in which every item of an audit has a row of its own.
struct AuditColumns {
    /// What is said of one item besides its response, in the order in which it stands behind it.
    static let extras: [(column: String, suffix: String)] = [
        ("comment", "comment"), ("mediahypertextreference", "media"), ("latitude", "latitude"),
        ("longitude", "longitude"), ("itemscore", "score"), ("itemmaxscore", "max-score"),
        ("itemscorepercentage", "score-percentage"), ("failedresponse", "failed"),
    ]
    /// What is said of an item, but tells nothing of the shelter.
    private static let structure: Set<String> = [
        "sortingindex", "itemtype", "label", "response", "mandatory", "inactive", "itemid", "responseid", "parentid",
        "itemcategory", "repeatingsectionparentid",
    ]
    /// Types of the items at the head of one instance of a repeating section.
    static let instanceTypes: Set<String> = ["element", "primeelement", "primelement"]
    /// Types of items that nobody answers.
    static let silentTypes: Set<String> = [
        "section", "category", "smartfield", "information", "dynamicfield", "element", "primeelement", "primelement",
    ]
    private static let needed = ["auditid", "itemid", "itemtype", "label", "response"]

    let audit: Int
    let item: Int
    let type: Int
    let label: Int
    let response: Int
    let template: Int?
    let section: Int?
    let parent: Int?
    let category: Int?
    let inactive: Int?
    /// Per extra.
    let extra: [Int?]
    /// The fields of the audit, that of its id first.
    let fields: [Int]

    static func isMarked(_ names: HeaderNames) -> Bool {
        names.containsAll(needed) && (names.contains("templateid") || names.contains("sortingindex"))
    }

    /// Names of the columns without which there is nothing to bring together; empty if all are there.
    static func missing(in header: [String]) -> [String] {
        let names = HeaderNames(header)
        let shown = ["AuditID", "ItemID", "ItemType", "Label", "Response"]
        return zip(needed, shown).filter { !names.contains($0.0) }.map(\.1)
    }

    /// `nil` if a needed column is missing.
    init?(_ header: [String]) {
        let names = HeaderNames(header)
        guard let audit = names["auditid"], let item = names["itemid"], let type = names["itemtype"],
            let label = names["label"], let response = names["response"]
        else { return nil }
        self.audit = audit
        self.item = item
        self.type = type
        self.label = label
        self.response = response
        template = names["templateid"]
        section = names["repeatingsectionparentid"]
        parent = names["parentid"]
        category = names["itemcategory"]
        inactive = names["inactive"]
        extra = Self.extras.map { names[$0.column] }
        let ofItems = Self.structure.union(Self.extras.map(\.column))
        fields = [audit] + header.indices.filter { $0 != audit && !ofItems.contains(HeaderMatch.normal(header[$0])) }
    }
}
