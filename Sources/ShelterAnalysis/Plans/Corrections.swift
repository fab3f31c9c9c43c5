/// What people decided about odd cells of the exports before they were scored, by the location that it is about.
public struct Corrections: Hashable, Sendable {
    public enum Action: String, Hashable, Sendable, CaseIterable {
        case change, blank, delete, keep
    }

    /// One decision; values are not part of it, they stand in the log.
    public struct Entry: Hashable, Sendable {
        /// Id of the assessment or of the location; empty if the export has none.
        public var record: String
        /// Header of the column in the export; empty if it is about the whole row.
        public var column: String
        public var action: Action
        public var reason: String

        public init(record: String, column: String, action: Action, reason: String) {
            self.record = record
            self.column = column
            self.action = action
            self.reason = reason
        }
    }

    public struct Item: Hashable, Sendable {
        public var location: String
        public var locationName: String
        public var entry: Entry
    }

    /// By code of the municipality, in the order of its locations, then of the log.
    public private(set) var items: [String: [Item]] = [:]
    /// Decisions whose row is no assessment that counts, or that name no row by its id.
    public private(set) var others = 0
    public let count: Int

    /// An id that several assessments have ties a decision to none of them.
    public init(_ report: QualityReport, _ entries: [Entry]) {
        count = entries.count
        let byRecord = Dictionary(grouping: entries, by: \.record)
        var owners: [String: Int] = [:]
        for location in report.municipalities.flatMap(\.locations) {
            for id in Set([location.assessment, location.id]) { owners[id, default: 0] += 1 }
        }
        var tied = 0
        for municipality in report.municipalities {
            var own: [Item] = []
            for location in municipality.locations {
                for id in Set([location.assessment, location.id]).sorted() where owners[id] == 1 && !id.isEmpty {
                    own += (byRecord[id] ?? []).map {
                        Item(location: location.id, locationName: location.name, entry: $0)
                    }
                }
            }
            tied += own.count
            items[municipality.area.code] = own
        }
        others = count - tied
    }
}
