/// Who is asked about which recommendations.
public struct Recipient: Hashable, Sendable {
    /// As the register names an owner, or the word for an addressee.
    public var name: String
    /// `nil` for an owner of actions.
    public var addressee: StudyRecommendation.Addressee?
    /// In their order.
    public var numbers: [RecommendationNumber]
}

extension AppreciationRegister {
    /// Owners of actions with what they own, then addressees of what nobody owns yet.
    ///
    /// - Parameter name: The word for an addressee.
    public func recipients(_ name: (StudyRecommendation) -> [(StudyRecommendation.Addressee, String)]) -> [Recipient] {
        var owners: [String: Set<RecommendationNumber>] = [:]
        var owned: Set<RecommendationNumber> = []
        for answer in appreciations {
            for owner in answer.actions.compactMap(\.owner) {
                owners[owner, default: []].formUnion(answer.recommendations)
                owned.formUnion(answer.recommendations)
            }
        }
        var result = owners.keys.sorted().map { owner in
            Recipient(name: owner, addressee: nil, numbers: (owners[owner] ?? []).sorted())
        }
        var others: [String: (StudyRecommendation.Addressee, Set<RecommendationNumber>)] = [:]
        for recommendation in recommendations where !owned.contains(recommendation.number) {
            for (addressee, word) in name(recommendation) {
                others[word, default: (addressee, [])].1.insert(recommendation.number)
            }
        }
        result += others.keys.sorted().map { word in
            Recipient(name: word, addressee: others[word]?.0, numbers: (others[word]?.1 ?? []).sorted())
        }
        return result
    }
}
