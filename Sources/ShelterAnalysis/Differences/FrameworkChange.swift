public import ShelterModel

/// One thing in which two versions of a framework differ.
public struct FrameworkChange: Hashable, Sendable, Codable {
    public enum Aspect: String, Hashable, Sendable, Codable, CaseIterable {
        /// Of the framework as a whole.
        case version, codeBook = "code-book", coverageFloor = "coverage-floor", overallCutoff = "overall-cutoff", cap,
            bands, aggregation, limiters, derived, absent, overallCoverageFloor = "overall-coverage-floor"
        /// Of a theme.
        case themeAdded = "theme-added", themeRemoved = "theme-removed", themeWeight = "theme-weight", cutoff,
            themeCoverageFloor = "theme-coverage-floor"
        /// Of a criterion.
        case added, removed, theme, requirement, condition, unit, weight, status, verification, source, validity
        case basicRequirement = "basic-requirement", appliesTo = "applies-to", grain, residents, core
        case knownBy = "known-by"
        /// Wording: label, advice, remark.
        case wording
        /// Anything else.
        case other
    }

    public var aspect: Aspect
    /// Id of the criterion or theme; empty for the framework as a whole.
    public var subject: String
    /// As it was and as it is, in the words of the file; empty where there is nothing.
    public var before: String
    public var after: String

    /// Whether it can make an outcome, a score or a band come out otherwise.
    public var canChangeResults: Bool {
        switch aspect {
        case .version, .codeBook, .source, .wording, .cutoff, .overallCutoff, .absent, .grain, .residents, .core,
            .knownBy:
            false
        default: true
        }
    }
}

/// What differs between two versions of a framework, as changes that can be made one by one.
public struct FrameworkDifference: Sendable {
    public let before: Framework
    public let after: Framework
    public let changes: [FrameworkChange]

    public init(from before: Framework, to after: Framework) {
        self.before = before
        self.after = after
        changes =
            Self.ofWhole(before, after) + Self.ofThemes(before, after) + Self.ofCriteria(before, after)
            // Made last, when its criteria are gone.
            + before.themes.filter { theme in !after.themes.contains { $0.id == theme.id } }.map {
                FrameworkChange(aspect: .themeRemoved, subject: $0.id, before: $0.id, after: "")
            }
    }

    // MARK: What differs

    private static func ofWhole(_ before: Framework, _ after: Framework) -> [FrameworkChange] {
        func text(_ bands: [Band]) -> String { bands.map { "\($0.id) ≥ \(plain($0.from))" }.joined(separator: ", ") }
        func text(_ aggregation: Aggregation) -> String {
            "\(aggregation.criteria.rawValue), \(aggregation.themes.rawValue)"
        }
        func text(_ limiters: [Limiter]) -> String {
            limiters.map { limiter in
                let scopes = limiter.scopes.isEmpty ? "" : " (\(limiter.scopes.joined(separator: ", ")))"
                return "\(limiter.criteria.joined(separator: ", ")) ≤ \(limiter.band)\(scopes)"
            }.joined(separator: "; ")
        }
        func text(_ derived: [DerivedIndicator]) -> String {
            derived.map { "\($0.variable) = \($0.indicator.text)\($0.unit.map { " [\($0)]" } ?? "")" }
                .joined(separator: "; ")
        }
        func text(_ absent: [AbsentStandard]) -> String {
            absent.map { "\($0.id) (\($0.source))" }.joined(separator: "; ")
        }
        return [
            (.version, before.version, after.version),
            (.codeBook, before.codeBook ?? "", after.codeBook ?? ""),
            (.coverageFloor, plain(before.coverageFloor), plain(after.coverageFloor)),
            (.overallCutoff, before.overallCutoff.map(plain) ?? "", after.overallCutoff.map(plain) ?? ""),
            (.cap, before.cap ?? "", after.cap ?? ""),
            (.bands, text(before.bands), text(after.bands)),
            (
                .overallCoverageFloor, before.overallCoverageFloor.map(plain) ?? "",
                after.overallCoverageFloor.map(plain) ?? ""
            ),
            (.aggregation, text(before.aggregation), text(after.aggregation)),
            (.limiters, text(before.limiters), text(after.limiters)),
            (.derived, text(before.derived), text(after.derived)),
            (.absent, text(before.absent), text(after.absent)),
        ].compactMap { (aspect: FrameworkChange.Aspect, old: String, new: String) in
            old == new ? nil : FrameworkChange(aspect: aspect, subject: "", before: old, after: new)
        }
    }

    private static func ofThemes(_ before: Framework, _ after: Framework) -> [FrameworkChange] {
        var changes: [FrameworkChange] = []
        for theme in after.themes {
            guard let old = before.themes.first(where: { $0.id == theme.id }) else {
                changes.append(FrameworkChange(aspect: .themeAdded, subject: theme.id, before: "", after: theme.id))
                continue
            }
            for (aspect, first, second) in [
                (FrameworkChange.Aspect.themeWeight, plain(old.weight), plain(theme.weight)),
                (.cutoff, old.cutoff.map(plain) ?? "", theme.cutoff.map(plain) ?? ""),
                (
                    .themeCoverageFloor, old.coverageFloor.map(plain) ?? "", theme.coverageFloor.map(plain) ?? ""
                ),
            ] where first != second {
                changes.append(FrameworkChange(aspect: aspect, subject: theme.id, before: first, after: second))
            }
        }
        return changes
    }

    private static func ofCriteria(_ before: Framework, _ after: Framework) -> [FrameworkChange] {
        let old = placed(before)
        let new = placed(after)
        var changes: [FrameworkChange] = []
        for criterion in before.criteria where new[criterion.id] == nil {
            changes.append(
                FrameworkChange(
                    aspect: .removed,
                    subject: criterion.id,
                    before: criterion.requirement.fullText,
                    after: ""
                )
            )
        }
        for criterion in after.criteria {
            guard let first = old[criterion.id], let second = new[criterion.id] else {
                changes.append(
                    FrameworkChange(
                        aspect: .added,
                        subject: criterion.id,
                        before: "",
                        after: criterion.requirement.fullText
                    )
                )
                continue
            }
            if first.theme != second.theme {
                changes.append(
                    FrameworkChange(aspect: .theme, subject: criterion.id, before: first.theme, after: second.theme)
                )
            }
            var rest = first.criterion
            for aspect in aspects where differs(aspect, rest, second.criterion) {
                changes.append(
                    FrameworkChange(
                        aspect: aspect,
                        subject: criterion.id,
                        before: text(aspect, of: rest),
                        after: text(aspect, of: second.criterion)
                    )
                )
                copy(aspect, from: second.criterion, to: &rest)
            }
            rest.location = second.criterion.location
            if rest != second.criterion {
                changes.append(FrameworkChange(aspect: .other, subject: criterion.id, before: "", after: ""))
            }
        }
        return changes
    }

    private static func placed(_ framework: Framework) -> [String: (theme: String, criterion: Criterion)] {
        var result: [String: (theme: String, criterion: Criterion)] = [:]
        for theme in framework.themes {
            for criterion in theme.criteria { result[criterion.id] = (theme.id, criterion) }
        }
        return result
    }

    // MARK: Aspects of a criterion

    private static let aspects: [FrameworkChange.Aspect] = [
        .requirement, .condition, .unit, .weight, .status, .verification, .source, .validity, .basicRequirement,
        .appliesTo, .grain, .residents, .core, .knownBy, .wording,
    ]

    private static func differs(_ aspect: FrameworkChange.Aspect, _ first: Criterion, _ second: Criterion) -> Bool {
        var changed = first
        copy(aspect, from: second, to: &changed)
        return changed != first
    }

    private static func copy(_ aspect: FrameworkChange.Aspect, from source: Criterion, to target: inout Criterion) {
        switch aspect {
        case .requirement: target.requirement = source.requirement
        case .condition: target.condition = source.condition
        case .unit: target.unit = source.unit
        case .weight: target.weight = source.weight
        case .status: target.provenance.status = source.provenance.status
        case .verification:
            target.provenance.verification = source.provenance.verification
            target.provenance.verificationReference = source.provenance.verificationReference
            target.provenance.verifiedBy = source.provenance.verifiedBy
            target.provenance.verifiedOn = source.provenance.verifiedOn
            target.provenance.verifiedUntil = source.provenance.verifiedUntil
            target.provenance.verifiedArticle = source.provenance.verifiedArticle
            target.provenance.verifiedVersion = source.provenance.verifiedVersion
        case .source:
            target.provenance.source = source.provenance.source
            target.provenance.sourceVersion = source.provenance.sourceVersion
        case .validity:
            target.validFrom = source.validFrom
            target.validTo = source.validTo
        case .basicRequirement: target.isBasicRequirement = source.isBasicRequirement
        case .appliesTo: target.appliesTo = source.appliesTo
        case .grain: target.grain = source.grain
        case .residents: target.residents = source.residents
        case .core: target.isCore = source.isCore
        case .knownBy: target.knownBy = source.knownBy
        case .wording:
            target.shortName = source.shortName
            target.label = source.label
            target.advice = source.advice
            target.provenance.remark = source.provenance.remark
        default: break
        }
    }

    private static func text(_ aspect: FrameworkChange.Aspect, of criterion: Criterion) -> String {
        let provenance = criterion.provenance
        return switch aspect {
        case .requirement: criterion.requirement.fullText
        case .condition: criterion.condition?.fullText ?? ""
        case .unit: criterion.unit ?? ""
        case .weight: plain(criterion.weight)
        case .status: provenance.status.rawValue
        case .verification:
            [
                provenance.verification.rawValue, provenance.verificationReference, provenance.verifiedBy,
                provenance.verifiedOn?.iso, provenance.verifiedArticle, provenance.verifiedVersion,
                provenance.verifiedUntil.map { "until \($0.iso)" },
            ].compactMap(\.self).joined(separator: ", ")
        case .source: [provenance.source, provenance.sourceVersion].compactMap(\.self).joined(separator: ", ")
        case .validity: "\(criterion.validFrom?.iso ?? "") – \(criterion.validTo?.iso ?? "")"
        case .basicRequirement: criterion.isBasicRequirement ? "yes" : "no"
        case .appliesTo: criterion.appliesTo?.text ?? ""
        case .grain: criterion.grain?.rawValue ?? ""
        case .residents:
            criterion.residents.map { "\($0.variable) \($0.standard.text) (n >= \($0.minimum))" } ?? ""
        case .core: criterion.isCore ? "yes" : "no"
        case .knownBy: criterion.knownBy?.rawValue ?? ""
        default: ""
        }
    }

    private static func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
    }

    // MARK: Making changes

    /// A framework in which one of these changes was made.
    public func making(_ change: FrameworkChange, in framework: Framework) -> Framework {
        apply(change, from: after, to: framework)
    }

    /// A framework in which one of these changes was taken back.
    public func undoing(_ change: FrameworkChange, in framework: Framework) -> Framework {
        var back = change
        switch change.aspect {
        case .added: back.aspect = .removed
        case .removed: back.aspect = .added
        case .themeAdded: back.aspect = .themeRemoved
        case .themeRemoved: back.aspect = .themeAdded
        default: break
        }
        return apply(back, from: before, to: framework)
    }

    private func apply(_ change: FrameworkChange, from source: Framework, to framework: Framework) -> Framework {
        var result = framework
        let subject = change.subject
        let theme = result.themes.firstIndex { $0.id == subject }
        let sourceTheme = source.themes.first { $0.id == subject }
        switch change.aspect {
        case .version: result.version = source.version
        case .codeBook: result.codeBook = source.codeBook
        case .coverageFloor: result.coverageFloor = source.coverageFloor
        case .overallCutoff: result.overallCutoff = source.overallCutoff
        case .cap: result.cap = source.cap
        case .bands: result.bands = source.bands
        case .overallCoverageFloor: result.overallCoverageFloor = source.overallCoverageFloor
        case .aggregation: result.aggregation = source.aggregation
        case .limiters: result.limiters = source.limiters
        case .derived: result.derived = source.derived
        case .absent: result.absent = source.absent
        case .themeCoverageFloor:
            if let theme, let sourceTheme { result.themes[theme].coverageFloor = sourceTheme.coverageFloor }
        case .themeAdded:
            if theme == nil, var added = sourceTheme {
                // Its criteria are changes of their own.
                added.criteria = []
                result.themes.append(added)
            }
        case .themeRemoved:
            if let theme, result.themes[theme].criteria.isEmpty { result.themes.remove(at: theme) }
        case .themeWeight:
            if let theme, let sourceTheme { result.themes[theme].weight = sourceTheme.weight }
        case .cutoff:
            if let theme, let sourceTheme { result.themes[theme].cutoff = sourceTheme.cutoff }
        case .removed:
            for index in result.themes.indices { result.themes[index].criteria.removeAll { $0.id == subject } }
        case .added:
            if let (place, criterion) = Self.placed(source)[subject] {
                Self.put(criterion, in: place, of: source, &result)
            }
        case .theme:
            guard let (place, _) = Self.placed(source)[subject],
                let (_, own) = Self.placed(result)[subject]
            else { break }
            for index in result.themes.indices { result.themes[index].criteria.removeAll { $0.id == subject } }
            Self.put(own, in: place, of: source, &result)
        default:
            guard let (_, criterion) = Self.placed(source)[subject] else { break }
            for index in result.themes.indices {
                for number in result.themes[index].criteria.indices
                where result.themes[index].criteria[number].id == subject {
                    if change.aspect == .other {
                        result.themes[index].criteria[number] = criterion
                    } else {
                        Self.copy(change.aspect, from: criterion, to: &result.themes[index].criteria[number])
                    }
                }
            }
        }
        return result
    }

    private static func put(_ criterion: Criterion, in theme: String, of source: Framework, _ result: inout Framework) {
        if let index = result.themes.firstIndex(where: { $0.id == theme }) {
            result.themes[index].criteria.append(criterion)
        } else if var added = source.themes.first(where: { $0.id == theme }) {
            added.criteria = [criterion]
            result.themes.append(added)
        }
    }
}
