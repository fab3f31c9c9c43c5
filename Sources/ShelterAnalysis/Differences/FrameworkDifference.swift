public import ShelterModel

/// What differs between two versions of a framework, as changes that can be made one by one.
///
/// Nothing that stands in the file is left out: what no part knows is a change of aspect `other`. Places in the file are no part of
/// the framework.
public struct FrameworkDifference: Sendable {
    public let before: Framework
    public let after: Framework
    public let changes: [FrameworkChange]

    public init(from before: Framework, to after: Framework) {
        self.before = before
        self.after = after
        let old = Content(before)
        let new = Content(after)
        changes =
            Self.ofWhole(old, new) + Self.ofThemes(old, new) + Self.ofCriteria(old, new)
            // Made last, when its criteria are gone.
            + old.framework.themes.filter { new.themes[$0.id] == nil }.map {
                FrameworkChange(aspect: .themeRemoved, subject: $0.id, before: $0.id, after: "")
            }
            + Self.ofOrder(old, new)
    }

    /// A framework without places, with its parts by id.
    struct Content {
        let framework: Framework
        let themes: [String: Int]
        let criteria: [String: (theme: String, criterion: Criterion)]

        init(_ framework: Framework) {
            var plain = framework
            for index in plain.derived.indices { plain.derived[index].location = nil }
            for theme in plain.themes.indices {
                for index in plain.themes[theme].criteria.indices {
                    plain.themes[theme].criteria[index].location = nil
                }
            }
            self.framework = plain
            themes = Dictionary(plain.themes.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
            criteria = Self.placed(plain)
        }

        static func placed(_ framework: Framework) -> [String: (theme: String, criterion: Criterion)] {
            var result: [String: (theme: String, criterion: Criterion)] = [:]
            for theme in framework.themes {
                for criterion in theme.criteria { result[criterion.id] = (theme.id, criterion) }
            }
            return result
        }
    }

    // MARK: What differs

    /// The changes of one thing, and a last one if there is more to it than its parts.
    private static func changes<Whole: Equatable>(
        _ parts: [Part<Whole>],
        of subject: String,
        from before: Whole,
        to after: Whole
    ) -> [FrameworkChange] {
        guard before != after else { return [] }
        var changes: [FrameworkChange] = []
        var rest = before
        for part in parts {
            var changed = rest
            part.copy(after, &changed)
            guard changed != rest else { continue }
            let texts = part.texts(rest, after)
            changes.append(
                FrameworkChange(aspect: part.aspect, subject: subject, before: texts.before, after: texts.after)
            )
            rest = changed
        }
        if rest != after {
            changes.append(FrameworkChange(aspect: .other, subject: subject, before: "", after: ""))
        }
        return changes
    }

    private static func ofWhole(_ old: Content, _ new: Content) -> [FrameworkChange] {
        var before = old.framework
        // Themes are compared one by one.
        before.themes = new.framework.themes
        return changes(Part.ofFramework, of: "", from: before, to: new.framework)
    }

    private static func ofThemes(_ old: Content, _ new: Content) -> [FrameworkChange] {
        let parts = Part.ofTheme
        return new.framework.themes.flatMap { theme -> [FrameworkChange] in
            guard let number = old.themes[theme.id] else {
                return [FrameworkChange(aspect: .themeAdded, subject: theme.id, before: "", after: theme.id)]
            }
            var before = old.framework.themes[number]
            before.criteria = theme.criteria
            return changes(parts, of: theme.id, from: before, to: theme)
        }
    }

    private static func ofCriteria(_ old: Content, _ new: Content) -> [FrameworkChange] {
        let parts = Part.ofCriterion
        var result: [FrameworkChange] = []
        for criterion in old.framework.criteria where new.criteria[criterion.id] == nil {
            result.append(
                FrameworkChange(
                    aspect: .removed,
                    subject: criterion.id,
                    before: criterion.requirement.textOfAll,
                    after: ""
                )
            )
        }
        for criterion in new.framework.criteria {
            guard let first = old.criteria[criterion.id], let second = new.criteria[criterion.id] else {
                result.append(
                    FrameworkChange(
                        aspect: .added,
                        subject: criterion.id,
                        before: "",
                        after: criterion.requirement.textOfAll
                    )
                )
                continue
            }
            if first.theme != second.theme {
                result.append(
                    FrameworkChange(aspect: .theme, subject: criterion.id, before: first.theme, after: second.theme)
                )
            }
            result += changes(parts, of: criterion.id, from: first.criterion, to: second.criterion)
        }
        return result
    }

    /// The order of what stands in both decides no score, but it is that of the pages, and settles ties.
    private static func ofOrder(_ old: Content, _ new: Content) -> [FrameworkChange] {
        func change(
            _ aspect: FrameworkChange.Aspect,
            _ subject: String,
            _ before: [String],
            _ after: [String]
        ) -> [FrameworkChange] {
            let common = Set(before).intersection(after)
            let first = before.filter(common.contains)
            let second = after.filter(common.contains)
            guard first != second else { return [] }
            return [
                FrameworkChange(
                    aspect: aspect,
                    subject: subject,
                    before: first.joined(separator: ", "),
                    after: second.joined(separator: ", ")
                )
            ]
        }
        return change(.themeOrder, "", old.framework.themes.map(\.id), new.framework.themes.map(\.id))
            + new.framework.themes.flatMap { theme in
                old.themes[theme.id].map { number in
                    change(
                        .criterionOrder,
                        theme.id,
                        old.framework.themes[number].criteria.map(\.id),
                        theme.criteria.map(\.id)
                    )
                } ?? []
            }
    }
}
