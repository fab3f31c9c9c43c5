/// What one column of an export probably answers.
public struct ColumnProposal: Hashable, Sendable {
    /// Why a variable was proposed or not; its sentence stands at `mapping.reason.<code>`.
    public struct Reason: Hashable, Sendable {
        public var code: String
        public var arguments: [String: String]

        public init(_ code: String, _ arguments: [String: String] = [:]) {
            self.code = code
            self.arguments = arguments
        }
    }

    /// A variable that fits.
    public struct Candidate: Hashable, Sendable {
        public var variable: String
        /// 0…1, in hundredths.
        public var confidence: Double
        public var reasons: [Reason]
    }

    public var header: String
    /// Number of the column, from 0.
    public var field: Int
    /// `nil`: nothing fits, or two fit equally well.
    public var choice: Candidate?
    /// Whether the choice needs no person.
    public var isCertain: Bool
    /// What a person should know besides the reasons of the choice.
    public var remarks: [Reason]
    /// Other variables that fit, the best first.
    public var alternatives: [Candidate]
}
