public import ShelterModel
internal import SurveyStatistics

/// Outcomes of several visits to the same location, held against each other criterion by criterion.
///
/// Which visit counts is decided elsewhere; here all of them are kept.
public struct VisitAgreement: Sendable {
    public struct Visit: Hashable, Sendable {
        public var date: CalendarDate
        public var file: String
        public var line: Int

        public init(date: CalendarDate, file: String, line: Int) {
            self.date = date
            self.file = file
            self.line = line
        }
    }

    /// What two visits that follow each other say of one criterion.
    public struct Pair: Hashable, Sendable {
        public var location: String
        public var earlier: Visit
        public var later: Visit
        public var first: Outcome
        public var second: Outcome
    }

    /// How often the pairs of one criterion say the same.
    public struct Summary: Hashable, Sendable, Codable {
        public var criterion: String
        /// Pairs of visits that follow each other, over all locations.
        public var pairs: Int
        /// Pairs of which both are met or not met; the rest says nothing about agreement.
        public var bothJudged: Int
        public var same: Int
        public var metThenNot: Int
        public var notThenMet: Int
        /// Beyond chance, earlier against later visits; `nil` where `noCoefficient` says why.
        public var cohenKappa: Double?
        /// Beyond chance, of any two inspectors.
        public var fleissKappa: Double?
        /// Over all visits of each location, also where one of them did not judge.
        public var krippendorffAlpha: Double?
        /// Why one of the three is missing, for example `one-category`.
        public var noCoefficient: String?
    }

    private struct Place: Hashable {
        var area: Int
        var location: String
    }

    private let criteria: [String]
    private var visits: [Place: [(visit: Visit, outcomes: [UInt8])]] = [:]
    /// Places in the order in which they were first seen.
    private var order: [Place] = []

    public init(criteria: [String]) {
        self.criteria = criteria
    }

    /// - Parameter outcomes: Raw `Outcome` of every criterion.
    public mutating func add(_ visit: Visit, outcomes: [UInt8], area: Int, location: String) {
        let place = Place(area: area, location: location)
        if visits[place] == nil { order.append(place) }
        visits[place, default: []].append((visit, outcomes))
    }

    /// The pairs of one criterion: locations in the order of the files, visits by date, then in the order of the files.
    public func pairs(of criterion: Int) -> [Pair] {
        order.flatMap { place -> [Pair] in
            // Sorting is stable.
            let own = (visits[place] ?? []).sorted { $0.visit.date < $1.visit.date }
            return zip(own, own.dropFirst()).map { earlier, later in
                Pair(
                    location: place.location,
                    earlier: earlier.visit,
                    later: later.visit,
                    first: Outcome(rawValue: earlier.outcomes[criterion]) ?? .unknown,
                    second: Outcome(rawValue: later.outcomes[criterion]) ?? .unknown
                )
            }
        }
    }

    /// One per criterion, in the framework's order.
    public var summary: [Summary] {
        criteria.enumerated().map { index, criterion in
            var summary = Summary(criterion: criterion, pairs: 0, bothJudged: 0, same: 0, metThenNot: 0, notThenMet: 0)
            let pairs = self.pairs(of: index)
            for pair in pairs {
                summary.pairs += 1
                switch (pair.first, pair.second) {
                case (.met, .met), (.notMet, .notMet): summary.same += 1
                case (.met, .notMet): summary.metThenNot += 1
                case (.notMet, .met): summary.notThenMet += 1
                default: continue
                }
                summary.bothJudged += 1
            }
            measure(pairs, of: index, into: &summary)
            return summary
        }
    }

    /// Met or not met is all that coefficients look at.
    private func measure(_ pairs: [Pair], of criterion: Int, into summary: inout Summary) {
        func rating(_ outcome: Outcome) -> Int? { outcome == .met ? 1 : outcome == .notMet ? 0 : nil }
        let ratings = pairs.map { (rating($0.first), rating($0.second)) }
        let both = ratings.compactMap { first, second in first.flatMap { one in second.map { (one, $0) } } }
        do throws(NoAgreement) {
            summary.cohenKappa = try CohenKappa(ratings.map(\.0), ratings.map(\.1), categories: 2).kappa
            summary.fleissKappa = try FleissKappa(both.map { [2 - $0 - $1, $0 + $1] }).kappa
        } catch {
            summary.noCoefficient = error.rawValue
        }
        let units = order.map { place in
            (visits[place] ?? []).sorted { $0.visit.date < $1.visit.date }.map { visit in
                rating(Outcome(rawValue: visit.outcomes[criterion]) ?? .unknown).map(Double.init)
            }
        }
        let most = units.map(\.count).max() ?? 0
        do throws(NoAgreement) {
            summary.krippendorffAlpha = try KrippendorffAlpha(
                (0..<most).map { number in units.map { $0.indices.contains(number) ? $0[number] : nil } },
                metric: .nominal
            ).alpha
        } catch {
            summary.noCoefficient = summary.noCoefficient ?? error.rawValue
        }
    }
}
