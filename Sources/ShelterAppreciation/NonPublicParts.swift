/// What belongs to an appreciation and may not be public; a file of its own, which no public output is made from.
public struct NonPublicParts: Hashable, Sendable {
    public struct Part: Hashable, Sendable {
        public var recommendation: RecommendationNumber
        /// Article of the Woo, as `5.2 lid 1`.
        public var ground: String?
        public var text: String

        public init(recommendation: RecommendationNumber, ground: String? = nil, text: String) {
            self.recommendation = recommendation
            self.ground = ground
            self.text = text
        }
    }

    /// Id of the register that they belong to.
    public var register: String
    public var parts: [Part]

    public init(register: String, parts: [Part]) {
        self.register = register
        self.parts = parts
    }
}
