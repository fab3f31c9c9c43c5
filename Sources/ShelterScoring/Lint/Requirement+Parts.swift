import ShelterModel

extension Requirement {
    /// The key that says it, below the criterion or part.
    func place(in path: FrameworkPath) -> FrameworkPath {
        switch self {
        case .all: path / "all"
        case .any: path / "any"
        case .atLeast: path / "atLeast"
        case .cases: path / "cases"
        case .test, .levels, .report: path / "standard"
        case .graded: path / "graded"
        case .pending: path / "pending"
        case .move: path / "move"
        }
    }

    var isGraded: Bool {
        var found = false
        forEachTest { _, _, posts in found = found || posts != nil }
        return found
    }

    /// Calls `body` with the requirement as it is without one of its parts, for each part of each combination.
    ///
    /// - Parameter body: the changed requirement, the place of the part that was left out, and whether that part is graded.
    func forEachRemoval(at path: FrameworkPath, _ body: (Requirement, FrameworkPath, Bool) -> Void) {
        switch self {
        case .all(let parts):
            Self.removals(from: parts, at: path / "all", rebuild: Requirement.all, body)
        case .any(let parts):
            Self.removals(from: parts, at: path / "any", rebuild: Requirement.any, body)
        case .atLeast(let count, let parts):
            for (index, part) in parts.enumerated() {
                part.forEachRemoval(at: path / "atLeast" / "of" / index) { changed, place, isGraded in
                    body(.atLeast(count, parts.replacing(index, by: changed)), place, isGraded)
                }
            }
        case .cases(let cases):
            for (index, one) in cases.enumerated() {
                let place = path / "cases" / index
                // A case that no location comes to.
                if cases.count > 1 {
                    var fewer = cases
                    fewer.remove(at: index)
                    if index > 0 || fewer.isEmpty { body(.cases(fewer), place, one.then.isGraded) }
                }
                one.then.forEachRemoval(at: place) { changed, place, isGraded in
                    var other = cases
                    other[index].then = changed
                    body(.cases(other), place, isGraded)
                }
                one.when.forEachRemoval(at: place / "when") { changed, place, isGraded in
                    var other = cases
                    other[index].when = changed
                    body(.cases(other), place, isGraded)
                }
            }
        case .test, .levels, .graded, .report, .pending, .move: break
        }
    }

    private static func removals(
        from parts: [Requirement],
        at path: FrameworkPath,
        rebuild: ([Requirement]) -> Requirement,
        _ body: (Requirement, FrameworkPath, Bool) -> Void
    ) {
        for (index, part) in parts.enumerated() {
            if parts.count > 1 {
                var fewer = parts
                fewer.remove(at: index)
                body(rebuild(fewer), path / index, part.isGraded)
            }
            part.forEachRemoval(at: path / index) { changed, place, isGraded in
                body(rebuild(parts.replacing(index, by: changed)), place, isGraded)
            }
        }
    }

    /// Calls `body` with each list of cases and its place.
    func forEachCaseList(at path: FrameworkPath, _ body: ([Case], FrameworkPath) -> Void) {
        switch self {
        case .all(let parts):
            for (index, part) in parts.enumerated() { part.forEachCaseList(at: path / "all" / index, body) }
        case .any(let parts):
            for (index, part) in parts.enumerated() { part.forEachCaseList(at: path / "any" / index, body) }
        case .atLeast(_, let parts):
            for (index, part) in parts.enumerated() {
                part.forEachCaseList(at: path / "atLeast" / "of" / index, body)
            }
        case .cases(let cases):
            body(cases, path / "cases")
            for (index, one) in cases.enumerated() { one.then.forEachCaseList(at: path / "cases" / index, body) }
        case .test, .levels, .graded, .report, .pending, .move: break
        }
    }
}

extension [Requirement] {
    fileprivate func replacing(_ index: Int, by part: Requirement) -> [Requirement] {
        var result = self
        result[index] = part
        return result
    }
}
