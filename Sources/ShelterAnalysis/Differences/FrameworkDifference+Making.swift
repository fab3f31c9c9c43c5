public import ShelterModel

extension FrameworkDifference {
    /// A framework in which these changes were made.
    public func making(_ changes: [FrameworkChange], in framework: Framework) -> Framework {
        changes.reduce(framework) { apply($1, from: after, to: $0) }
    }

    /// A framework in which these changes were taken back.
    public func undoing(_ changes: [FrameworkChange], in framework: Framework) -> Framework {
        changes.reversed().reduce(framework) { result, change in
            var back = change
            switch change.aspect {
            case .added: back.aspect = .removed
            case .removed: back.aspect = .added
            case .themeAdded: back.aspect = .themeRemoved
            case .themeRemoved: back.aspect = .themeAdded
            default: break
            }
            return apply(back, from: before, to: result)
        }
    }

    private func apply(_ change: FrameworkChange, from source: Framework, to framework: Framework) -> Framework {
        var result = framework
        let subject = change.subject
        let theme = result.themes.firstIndex { $0.id == subject }
        let sourceTheme = source.themes.first { $0.id == subject }
        switch change.aspect {
        case .themeAdded:
            if theme == nil, var added = sourceTheme {
                // Its criteria are changes of their own.
                added.criteria = []
                result.themes.append(added)
            }
        case .themeRemoved:
            if let theme, result.themes[theme].criteria.isEmpty { result.themes.remove(at: theme) }
        case .removed:
            for index in result.themes.indices { result.themes[index].criteria.removeAll { $0.id == subject } }
        case .added:
            if let (place, criterion) = Self.find(subject, source) {
                Self.put(criterion, in: place, of: source, &result)
            }
        case .theme:
            guard let (place, _) = Self.find(subject, source), let (_, own) = Self.find(subject, result) else { break }
            for index in result.themes.indices { result.themes[index].criteria.removeAll { $0.id == subject } }
            Self.put(own, in: place, of: source, &result)
        case .themeOrder: result.themes = Self.sorted(result.themes, as: source.themes)
        case .criterionOrder:
            if let theme, let sourceTheme {
                result.themes[theme].criteria = Self.sorted(result.themes[theme].criteria, as: sourceTheme.criteria)
            }
        default:
            if subject.isEmpty {
                for part in Part.ofFramework where part.aspect == change.aspect { part.copy(source, &result) }
            } else if !change.isOfCriterion {
                guard let theme, let sourceTheme else { break }
                for part in Part.ofTheme where part.aspect == change.aspect {
                    part.copy(sourceTheme, &result.themes[theme])
                }
            } else if let (_, criterion) = Self.find(subject, source) {
                let parts = Part.ofCriterion.filter { $0.aspect == change.aspect }
                for theme in result.themes.indices {
                    for number in result.themes[theme].criteria.indices
                    where result.themes[theme].criteria[number].id == subject {
                        for part in parts { part.copy(criterion, &result.themes[theme].criteria[number]) }
                    }
                }
            }
        }
        return result
    }

    private static func find(_ criterion: String, _ framework: Framework) -> (theme: String, criterion: Criterion)? {
        for theme in framework.themes {
            if let found = theme.criteria.last(where: { $0.id == criterion }) { return (theme.id, found) }
        }
        return nil
    }

    private static func put(_ criterion: Criterion, in theme: String, of source: Framework, _ result: inout Framework) {
        if let index = result.themes.firstIndex(where: { $0.id == theme }) {
            result.themes[index].criteria.append(criterion)
        } else if var added = source.themes.first(where: { $0.id == theme }) {
            added.criteria = [criterion]
            result.themes.append(added)
        }
    }

    /// What the other has too, in its order; the rest behind it.
    private static func sorted<Item: Identifiable>(_ items: [Item], as other: [Item]) -> [Item] {
        let places = Dictionary(other.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        return items.enumerated().sorted {
            (places[$0.element.id] ?? .max, $0.offset) < (places[$1.element.id] ?? .max, $1.offset)
        }.map(\.element)
    }
}
