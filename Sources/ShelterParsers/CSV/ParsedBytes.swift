/// How many bytes of records each of the two CSV parsers read; blank lines are counted with the first one or not at all.
public struct ParsedBytes: Hashable, Sendable, Codable {
    /// By `FastParser`.
    public var fast = 0
    /// By libcsv, the reference.
    public var reference = 0

    public init(fast: Int = 0, reference: Int = 0) {
        self.fast = fast
        self.reference = reference
    }
}
