internal import ShelterModel

extension FrameworkDifference {
    /// A part that can be taken over from one version by itself.
    struct Part<Whole> {
        let aspect: FrameworkChange.Aspect
        let copy: (Whole, inout Whole) -> Void
        /// As it was and as it is, in words.
        let texts: (Whole, Whole) -> (before: String, after: String)

        init<Value>(
            _ aspect: FrameworkChange.Aspect,
            _ path: WritableKeyPath<Whole, Value>,
            _ text: @escaping (Value) -> String
        ) {
            self.aspect = aspect
            copy = { $1[keyPath: path] = $0[keyPath: path] }
            texts = { (text($0[keyPath: path]), text($1[keyPath: path])) }
        }

        /// Of a text only the languages that differ are shown.
        init(_ aspect: FrameworkChange.Aspect, _ path: WritableKeyPath<Whole, LocalizedText>) {
            self.aspect = aspect
            copy = { $1[keyPath: path] = $0[keyPath: path] }
            texts = { first, second in
                let (old, new) = (first[keyPath: path].texts, second[keyPath: path].texts)
                let languages = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
                func text(_ texts: [String: String]) -> String {
                    languages.compactMap { language in texts[language].map { "\(language): \($0)" } }
                        .joined(separator: "; ")
                }
                return (text(old), text(new))
            }
        }

        /// Several fields that make one change.
        init(
            _ aspect: FrameworkChange.Aspect,
            copy: @escaping (Whole, inout Whole) -> Void,
            _ text: @escaping (Whole) -> String
        ) {
            self.aspect = aspect
            self.copy = copy
            texts = { (text($0), text($1)) }
        }
    }
}

extension FrameworkDifference.Part<Framework> {
    static var ofFramework: [Self] {
        [
            Self(.id, \.id) { $0 },
            Self(.version, \.version) { $0 },
            Self(.name, \.label),
            Self(.origin, \.source) { $0 },
            Self(.notes, \.remark),
            Self(.codeBook, \.codeBook) { $0 ?? "" },
            Self(.coverageFloor, \.coverageFloor, plain),
            Self(.overallCutoff, \.overallCutoff, plain),
            Self(.cap, \.cap) { $0 ?? "" },
            Self(.bands, \.bands) { bands in
                bands.map { "\($0.id) ≥ \(plain($0.from)) (\($0.label.words))" }.joined(separator: ", ")
            },
            Self(.overallCoverageFloor, \.overallCoverageFloor, plain),
            Self(.aggregation, \.aggregation) { "\($0.criteria.rawValue), \($0.themes.rawValue)" },
            Self(.limiters, \.limiters) { limiters in
                limiters.map { limiter in
                    let scopes = limiter.scopes.isEmpty ? "" : " (\(limiter.scopes.joined(separator: ", ")))"
                    return "\(limiter.criteria.joined(separator: ", ")) ≤ \(limiter.band)\(scopes)"
                }.joined(separator: "; ")
            },
            Self(.derived, \.derived) { derived in
                derived.map { one in
                    let label = one.label.isEmpty ? "" : " (\(one.label.words))"
                    return "\(one.variable) = \(one.indicator.text)\(one.unit.map { " [\($0)]" } ?? "")\(label)"
                }.joined(separator: "; ")
            },
            Self(.absent, \.absent) { absent in
                absent.map { "\($0.id) (\($0.label.words); \($0.missing.words); \($0.source))" }
                    .joined(separator: "; ")
            },
        ]
    }
}

extension FrameworkDifference.Part<Theme> {
    static var ofTheme: [Self] {
        [
            Self(.themeLabel, \.label),
            Self(.themeWeight, \.weight, plain),
            Self(.cutoff, \.cutoff, plain),
            Self(.themeCoverageFloor, \.coverageFloor, plain),
        ]
    }
}

extension FrameworkDifference.Part<Criterion> {
    static var ofCriterion: [Self] {
        [
            Self(.requirement, \.requirement, \.textOfAll),
            Self(.condition, \.condition) { $0?.textOfAll ?? "" },
            Self(.unit, \.unit) { $0 ?? "" },
            Self(.weight, \.weight, plain),
            Self(.status, \.provenance.status, \.rawValue),
            Self(.verification, copy: copyVerification, verification),
            Self(
                .source,
                copy: {
                    $1.provenance.source = $0.provenance.source
                    $1.provenance.sourceVersion = $0.provenance.sourceVersion
                },
                { [$0.provenance.source, $0.provenance.sourceVersion].compactMap(\.self).joined(separator: ", ") }
            ),
            Self(
                .validity,
                copy: {
                    $1.validFrom = $0.validFrom
                    $1.validTo = $0.validTo
                },
                { "\($0.validFrom?.iso ?? "") – \($0.validTo?.iso ?? "")" }
            ),
            Self(.basicRequirement, \.isBasicRequirement, yesOrNo),
            Self(.appliesTo, \.appliesTo) { rule in
                let groups = (rule?.groups ?? []).map { group in
                    (group.kind.map { $0.rawValue + ": " } ?? "") + group.names.joined(separator: " or ")
                }
                return (groups + (rule?.daysInUse.map { ["days in use \($0.text)"] } ?? [])).joined(separator: "; ")
            },
            Self(.grain, \.grain) { $0?.rawValue ?? "" },
            Self(.residents, \.residents) { view in
                view.map { "\($0.variable) \($0.standard.text) (n >= \($0.minimum); \($0.label.words))" } ?? ""
            },
            Self(.core, \.isCore, yesOrNo),
            Self(.knownBy, \.knownBy) { $0?.rawValue ?? "" },
            Self(.shortName, \.shortName) { $0 },
            Self(.label, \.label),
            Self(.advice, \.advice),
            Self(.remark, \.provenance.remark),
        ]
    }

    private static func copyVerification(_ source: Criterion, _ target: inout Criterion) {
        target.provenance.verification = source.provenance.verification
        target.provenance.verificationReference = source.provenance.verificationReference
        target.provenance.verifiedBy = source.provenance.verifiedBy
        target.provenance.verifiedOn = source.provenance.verifiedOn
        target.provenance.verifiedUntil = source.provenance.verifiedUntil
        target.provenance.verifiedArticle = source.provenance.verifiedArticle
        target.provenance.verifiedVersion = source.provenance.verifiedVersion
    }

    private static func verification(_ criterion: Criterion) -> String {
        let provenance = criterion.provenance
        let fields = [
            ("ref", provenance.verificationReference), ("by", provenance.verifiedBy),
            ("on", provenance.verifiedOn?.iso), ("article", provenance.verifiedArticle),
            ("version", provenance.verifiedVersion), ("until", provenance.verifiedUntil?.iso),
        ]
        return ([provenance.verification.rawValue] + fields.compactMap { name, value in value.map { "\(name) \($0)" } })
            .joined(separator: ", ")
    }
}

private func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
}

private func plain(_ number: Double?) -> String { number.map { plain($0) } ?? "" }

private func yesOrNo(_ value: Bool) -> String { value ? "yes" : "no" }

extension LocalizedText {
    /// In every language.
    fileprivate var words: String {
        texts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "; ")
    }
}

extension Requirement {
    /// With every indicator, standard, target and goalpost, so that two that differ read differently.
    var textOfAll: String {
        switch self {
        case .test(_, _, let posts), .levels(_, _, _, let posts):
            fullText + (posts.map { " (0 at \(plain($0.zero)), 1 at \(plain($0.one)))" } ?? "")
        case .graded, .report, .move: fullText
        case .pending(let reason): "pending \(reason)"
        case .all(let parts): "all of (\(Self.list(parts)))"
        case .any(let parts): "any of (\(Self.list(parts)))"
        case .atLeast(let count, let parts): "at least \(count) of (\(Self.list(parts)))"
        case .cases(let cases):
            cases.map { "\($0.then.textOfAll) when \($0.when.textOfAll)" }.joined(separator: "; ")
        }
    }

    private static func list(_ parts: [Requirement]) -> String { parts.map(\.textOfAll).joined(separator: "; ") }
}
