extension Framework {
    /// Themes in which a move may not take residents backward, as the criteria that ask for it name them.
    public var moveThemes: [String] {
        var seen: Set<String> = []
        return criteria.flatMap { criterion -> [String] in
            guard case .move(let themes) = criterion.requirement else { return [] }
            return themes
        }.filter { seen.insert($0).inserted }
    }
}
