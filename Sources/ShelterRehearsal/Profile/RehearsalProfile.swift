public import ShelterModel

/// How invented inspections look: a distribution per variable, kinds of location, and words for their names.
///
/// A profile is a YAML file of two levels, `Data/Rehearsal/<code book>.yaml`; every leaf is text,
/// and every section may be left out:
///
/// ```yaml
/// settings:                  # numbers have a decimal point and at most six decimals
///   missing: 0.07            # share of cells without a value
///   revisits: 0.05           # share of locations that were visited before
///   shares: rooms_lockable   # counts that a framework divides by a whole, for the fault `impossible-share`
/// kinds:                     # weight per code of the column with role `kind`
///   hotel: 30
/// municipalities:            # weight per code, for locations beyond one in each; `default` for the others
///   default: 1
///   GM0599: 12
/// words:                     # lists for names, separated by bars
///   bird: De Zwaan | De Reiger
/// names:                     # templates per kind; `default` for the others
///   hotel: Hotel {bird} | Pension {municipality}
/// variables:                 # see Distribution
///   toilets: per-resident 0.16 spread 0.3
/// only-hotel:                # replaces distributions for one kind
///   kitchens: fixed 0
/// ```
public struct RehearsalProfile: Hashable, Sendable {
    /// Share of cells without a value.
    public var missing = Amount(millionths: 70_000)
    /// Share of locations with an older visit in the same file; only where the newest visit counts.
    public var revisits = Amount(millionths: 50_000)
    /// Share of the residents of a location who answer, on average; for a table of respondents.
    public var response = Amount(millionths: 400_000)
    /// Variables that hold a part of the variable in their `share-of`, and that a framework judges as a share.
    public var shares: [String] = []
    public var kinds: [Distribution.Weighted] = []
    /// Weight per municipality code.
    public var municipalities: [String: Int] = [:]
    public var defaultMunicipalityWeight = 1
    public var words: [String: [String]] = [:]
    /// Templates of location names per kind; `default` for the others.
    public var names: [String: [String]] = [:]
    public var variables: [String: Distribution] = [:]
    /// Distributions of what one respondent answers.
    public var respondents: [String: Distribution] = [:]
    /// Distributions that replace those of `variables`, per kind.
    public var variablesOfKind: [String: [String: Distribution]] = [:]

    /// A profile without wishes: every column is drawn by its type.
    public init() {}

    /// Reads the two levels of a profile file.
    ///
    /// - Parameter file: Name that messages give the file.
    /// - Throws: A refusal with everything that cannot be read (`rehearsal.unknown-section`, `rehearsal.bad-setting`,
    ///   `rehearsal.bad-weight`, `rehearsal.bad-distribution`). Names of variables are checked by `Rehearsal`.
    public init(nodes: [String: [String: String]], file: String) throws(Refusal) {
        var reader = ProfileReader(file: file)
        for (section, entries) in nodes.sorted(by: { $0.key < $1.key }) {
            for (key, text) in entries.sorted(by: { $0.key < $1.key }) {
                reader.read(section: section, key: key, text: text, into: &self)
            }
        }
        if !reader.diagnostics.isEmpty { throw Refusal(reader.diagnostics) }
    }
}

private struct ProfileReader {
    var file: String
    var diagnostics: [Diagnostic] = []

    init(file: String) {
        self.file = file
    }

    mutating func read(section: String, key: String, text: String, into profile: inout RehearsalProfile) {
        switch section {
        case "settings": setting(key, text, into: &profile)
        case "kinds":
            if let weight = weight(section, key, text) {
                profile.kinds.append(Distribution.Weighted(value: key, weight: weight))
            }
        case "municipalities":
            if let weight = weight(section, key, text) {
                if key == "default" {
                    profile.defaultMunicipalityWeight = weight
                } else {
                    profile.municipalities[key] = weight
                }
            }
        case "words": profile.words[key] = list(text)
        case "names": profile.names[key] = list(text)
        case "variables": profile.variables[key] = distribution(section, key, text)
        case "respondents": profile.respondents[key] = distribution(section, key, text)
        case _ where section.hasPrefix("only-"):
            profile.variablesOfKind[String(section.dropFirst(5)), default: [:]][key] = distribution(section, key, text)
        default: report("rehearsal.unknown-section", section, key, section)
        }
    }

    private mutating func setting(_ key: String, _ text: String, into profile: inout RehearsalProfile) {
        switch (key, Amount(text)) {
        case ("missing", let share?) where (.zero...(.one)).contains(share): profile.missing = share
        case ("revisits", let share?) where (.zero...(.one)).contains(share): profile.revisits = share
        case ("response", let share?) where (.zero...(.one)).contains(share): profile.response = share
        case ("shares", _): profile.shares = text.split(whereSeparator: { " ,|".contains($0) }).map(String.init)
        default: report("rehearsal.bad-setting", "settings", key, text)
        }
    }

    private mutating func weight(_ section: String, _ key: String, _ text: String) -> Int? {
        guard let weight = Int(text), (0...1_000_000).contains(weight) else {
            report("rehearsal.bad-weight", section, key, text)
            return nil
        }
        return weight
    }

    private mutating func distribution(_ section: String, _ key: String, _ text: String) -> Distribution? {
        let distribution = Distribution(text)
        if distribution == nil { report("rehearsal.bad-distribution", section, key, text) }
        return distribution
    }

    private func list(_ text: String) -> [String] {
        text.split(whereSeparator: { $0 == "|" || $0 == "\n" })
            .map { $0.split(separator: " ").joined(separator: " ") }
            .filter { !$0.isEmpty }
    }

    private mutating func report(_ code: String, _ section: String, _ key: String, _ value: String) {
        let place = SourceLocation(file: file, field: "\(section).\(key)")
        diagnostics.append(Diagnostic(.error, code, at: place, ["value": .text(value)]))
    }
}
