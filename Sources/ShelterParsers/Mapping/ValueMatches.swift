/// What a person confirmed that the typed names of one column mean.
public struct ValueMatches: Hashable, Sendable {
    /// A typed name, with the municipality of its row where the export says so.
    public struct Name: Hashable, Sendable {
        /// As it stands in the export.
        public var value: String
        /// Empty if the export has none.
        public var place: String

        public init(value: String, place: String) {
            self.value = value
            self.place = place
        }
    }

    /// Header of the column.
    public var column: String
    /// Header of the column with the municipality; `nil` if there is none.
    public var placeColumn: String?
    /// The list of locations that the ids come from.
    public var list: String
    /// Id of the location that each name means.
    public var confirmed: [Name: String]

    public init(column: String, placeColumn: String?, list: String, confirmed: [Name: String] = [:]) {
        self.column = column
        self.placeColumn = placeColumn
        self.list = list
        self.confirmed = confirmed
    }
}
