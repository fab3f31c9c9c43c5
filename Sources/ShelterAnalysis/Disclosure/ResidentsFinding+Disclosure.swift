public import ShelterModel

extension ResidentsFinding {
    /// What a municipality may see of it: nothing where too few answered, nor where none or all said the same, since that tells
    /// what each of them said.
    public func disclosed(by rules: DisclosureRules) -> ResidentsFinding {
        let isUniform = rules[.zeroAndFull] > 0 && (observed == 0 || observed == 1)
        if let answers, answers >= rules.count(.respondentsMinimum), !isUniform { return self }
        var hidden = self
        hidden.outcome = .unknown
        hidden.observed = nil
        hidden.answers = nil
        hidden.unknown = nil
        hidden.disagreement = nil
        return hidden
    }
}
