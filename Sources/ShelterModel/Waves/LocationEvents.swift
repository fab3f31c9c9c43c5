/// What happened to locations between two waves, as people wrote it down.
public struct LocationEvents: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case opened, closed
        /// Became part of another location.
        case merged
        /// Goes on under another id.
        case renamed
    }

    public struct Event: Hashable, Sendable, Codable {
        public var kind: Kind
        public var date: CalendarDate
        /// Id of the location; of one that was merged or renamed the old one.
        public var location: String
        /// Id that it was merged into or renamed to.
        public var into: String?
        /// Code of the municipality; `nil` where the id is enough.
        public var municipality: String?
        public var source: SourceLocation

        public init(
            kind: Kind,
            date: CalendarDate,
            location: String,
            into: String? = nil,
            municipality: String? = nil,
            source: SourceLocation
        ) {
            self.kind = kind
            self.date = date
            self.location = location
            self.into = into
            self.municipality = municipality
            self.source = source
        }
    }

    public var events: [Event]

    public init(_ events: [Event]) {
        self.events = events
    }
}
