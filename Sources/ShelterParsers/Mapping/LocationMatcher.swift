/// A location of the list that typed names are matched with.
public struct KnownLocation: Hashable, Sendable {
    public var id: String
    public var name: String
    /// Municipality or place it lies in; empty if the list does not say.
    public var place: String

    public init(id: String, name: String, place: String = "") {
        self.id = id
        self.name = name
        self.place = place
    }
}

/// What a typed name probably means.
public struct LocationProposal: Hashable, Sendable {
    public struct Candidate: Hashable, Sendable {
        public var location: KnownLocation
        /// 0…1, in hundredths.
        public var confidence: Double
        /// Sentences at `mapping.value-reason.<code>`.
        public var reasons: [ColumnProposal.Reason]
    }

    /// As it was typed.
    public var value: String
    /// `nil`: nothing fits, or two fit equally well.
    public var choice: Candidate?
    /// Whether the choice needs no person.
    public var isCertain: Bool
    public var alternatives: [Candidate]

    /// The rows of a typed name that nobody has decided yet.
    public var isOpen: Bool { !isCertain }
}

/// Matches typed names of locations with a list of locations.
///
/// Case, accents, script, small words and the kind of location (hotel, отель) do not count; the place is evidence of its
/// own. What is not clearly one location is left for a person.
public struct LocationMatcher {
    /// From here on a match needs no person, if no other location is near.
    public static let certainFrom = 0.9
    /// How far the next location must be.
    public static let clearMargin = 0.12
    /// What is less alike is not worth proposing.
    public static let least = 0.55

    private let words: MatchingWords
    private let locations: [(location: KnownLocation, name: LocationName, place: [String], id: String)]
    private let places: [[String]]

    public init(_ locations: [KnownLocation], words: MatchingWords) {
        self.words = words
        let places = Set(locations.map { words.words(of: $0.place) }).filter { !$0.isEmpty }
            .sorted { ($1.count, $0.joined(separator: " ")) < ($0.count, $1.joined(separator: " ")) }
        self.places = places
        self.locations = locations.map { location in
            (
                location, LocationName(location.name, words: words, places: places),
                words.words(of: location.place), words.folded(location.id)
            )
        }
    }

    /// - Parameter place: Municipality of the rows with this name, if the export says so.
    public func proposal(for value: String, place: String = "") -> LocationProposal {
        let name = LocationName(value, words: words, places: places)
        let rowPlace = words.words(of: place)
        // An id is short; a longer text is none.
        let folded = value.utf8.count <= 200 ? words.folded(value) : ""
        let isOtherScript = value.unicodeScalars.contains { (0x400...0x52F).contains($0.value) }
        var candidates: [LocationProposal.Candidate] = []
        for entry in locations {
            let candidate = score(name, folded, isOtherScript, rowPlace, entry)
            if candidate.confidence >= Self.least { candidates.append(candidate) }
        }
        // Sorting is stable: equal ones stay in the order of the list.
        candidates.sort { $0.confidence > $1.confidence }
        guard let first = candidates.first else {
            return LocationProposal(value: value, choice: nil, isCertain: false, alternatives: [])
        }
        let next = candidates.count > 1 ? candidates[1].confidence : 0
        let isAlone = first.confidence - next >= Self.clearMargin - 1e-9
        return LocationProposal(
            value: value,
            choice: isAlone ? first : nil,
            isCertain: isAlone && first.confidence >= Self.certainFrom,
            alternatives: Array((isAlone ? candidates.dropFirst() : candidates[...]).prefix(4))
        )
    }

    private func score(
        _ name: LocationName,
        _ folded: String,
        _ isOtherScript: Bool,
        _ rowPlace: [String],
        _ entry: (location: KnownLocation, name: LocationName, place: [String], id: String)
    ) -> LocationProposal.Candidate {
        var reasons: [ColumnProposal.Reason] = []
        var confidence: Double
        if !name.words.isEmpty, folded == entry.id {
            return LocationProposal.Candidate(
                location: entry.location,
                confidence: 1,
                reasons: [ColumnProposal.Reason("is-id")]
            )
        }
        if name.words.isEmpty {
            confidence = 0
        } else if name.words == entry.name.words {
            confidence = 1
            reasons.append(ColumnProposal.Reason("same-name"))
        } else if name.core.count == entry.name.core.count, name.core.sorted() == entry.name.core.sorted() {
            confidence = 0.95
            reasons.append(ColumnProposal.Reason("same-words"))
        } else {
            let likeness = name.likeness(entry.name)
            confidence = likeness * 0.9
            let percent = String(Int((likeness * 100).rounded(.down)))
            reasons.append(ColumnProposal.Reason("alike", ["percent": percent]))
        }
        // The script says nothing: a name is written as it sounds.
        if isOtherScript { reasons.append(ColumnProposal.Reason("other-script")) }
        if !name.kinds.isEmpty, !entry.name.kinds.isEmpty, name.kinds.isDisjoint(with: entry.name.kinds) {
            confidence -= 0.25
            reasons.append(ColumnProposal.Reason("other-kind"))
        }
        let named = name.places.union(rowPlace.isEmpty ? [] : [rowPlace])
        if !entry.place.isEmpty, !named.isEmpty {
            if named.contains(entry.place) {
                confidence += 0.08
                reasons.append(ColumnProposal.Reason("same-place", ["place": entry.location.place]))
            } else {
                confidence -= 0.35
                reasons.append(ColumnProposal.Reason("other-place", ["place": entry.location.place]))
            }
        }
        confidence = (max(0, min(1, confidence)) * 100).rounded() / 100
        return LocationProposal.Candidate(location: entry.location, confidence: confidence, reasons: reasons)
    }
}
