import ShelterModel

/// Which items of repeating sections are one question, where every instance gives its items ids of their own.
///
/// Where instances of one audit share ids, the ids say it, and nothing is done here. Otherwise items of the same section
/// are one question if category, type and text are the same. What that does not settle keeps a column for each id: a text
/// that stands twice in one instance, and instances of which nobody says that they belong to the same section and whose
/// texts do not fit into each other.
struct SectionAlignment {
    /// By the number of an item that shares a column: the item that stands for it.
    private(set) var first: [Int: Int] = [:]
    /// Name of the column, by the number of the item that stands for it.
    private(set) var names: [Int: String] = [:]
    private var linedUp: [Int] = []
    private var notLinedUp: Set<String> = []
    private var uneven: Set<String> = []

    private struct Section: Hashable {
        var template: String
        var id: String
        /// Whether the export names the section; otherwise `id` is the category of its first item.
        var isNamed: Bool
    }

    init(_ pivot: AuditPivot) {
        guard pivot.part == .sections else { return }
        var sections: [Section: [Int]] = [:]
        var itemsOfRows: [[Int]] = []
        for (row, instance) in pivot.instances.enumerated() {
            let items = Set(pivot.rows[row].cells.map { pivot.used[Int($0.column)].item }).sorted()
            itemsOfRows.append(items)
            guard let first = items.first else { continue }
            let named = pivot.section(of: instance)
            let section = Section(
                template: pivot.items[first].template,
                id: named ?? pivot.wordings[first].category,
                isNamed: named != nil
            )
            sections[section, default: []].append(row)
        }
        for (section, rows) in sections { lineUp(rows, itemsOfRows, isNamed: section.isNamed, pivot) }
        linedUp.sort()
        name(pivot)
    }

    private mutating func lineUp(_ rows: [Int], _ itemsOfRows: [[Int]], isNamed: Bool, _ pivot: AuditPivot) {
        var audits: [Int: Set<String>] = [:]
        var ids: [AuditPivot.Wording: Set<Int>] = [:]
        var times: [AuditPivot.Wording: Int] = [:]
        var mostInOne: [AuditPivot.Wording: Int] = [:]
        var widest = 0
        for row in rows {
            var seen: [AuditPivot.Wording: Int] = [:]
            for item in itemsOfRows[row] {
                // Instances of one audit share the id.
                guard audits[item, default: []].insert(pivot.instances[row].audit).inserted else { return }
                let wording = pivot.wordings[item]
                ids[wording, default: []].insert(item)
                seen[wording, default: 0] += 1
            }
            for (wording, count) in seen {
                times[wording, default: 0] += 1
                mostInOne[wording] = max(mostInOne[wording] ?? 0, count)
            }
            widest = max(widest, seen.count)
        }
        // The same text for other ids in another instance, and not only within one.
        guard ids.contains(where: { $0.value.count > mostInOne[$0.key] ?? 0 }) else { return }
        guard isNamed || widest == ids.count else {
            notLinedUp.formUnion(ids.keys.map(\.label))
            return
        }
        for (wording, items) in ids {
            guard mostInOne[wording] == 1, !wording.label.isEmpty, let least = items.min() else {
                notLinedUp.insert(wording.label)
                continue
            }
            for item in items { first[item] = least }
            linedUp.append(least)
        }
        let partial = times.filter { $0.value < rows.count && mostInOne[$0.key] == 1 }
        if partial.count > 1 { uneven.formUnion(partial.keys.map(\.label)) }
    }

    /// The text; with the category where two questions have the same one, and a number where that is not enough.
    private mutating func name(_ pivot: AuditPivot) {
        var uses: [String: Int] = [:]
        for item in linedUp { uses[HeaderMatch.normal(pivot.wordings[item].label), default: 0] += 1 }
        var taken = Set(pivot.fieldPlaces.map { HeaderMatch.normal(pivot.sourceHeader[$0]) })
        taken.formUnion(pivot.items.map { HeaderMatch.normal($0.id) })
        for item in linedUp {
            let wording = pivot.wordings[item]
            let isShared = (uses[HeaderMatch.normal(wording.label)] ?? 0) > 1 && !wording.category.isEmpty
            let plain = isShared ? "\(wording.category)/\(wording.label)" : wording.label
            var name = plain
            var number = 2
            while !taken.insert(HeaderMatch.normal(name)).inserted {
                name = "\(plain) (\(number))"
                number += 1
            }
            names[item] = name
        }
    }

    /// What a person should know of how the sections were brought together.
    func diagnostics(_ file: String) -> [Diagnostic] {
        let place = SourceLocation(file: file)
        var found: [Diagnostic] = []
        if !linedUp.isEmpty {
            let shown = TableMapper.shown(linedUp.compactMap { names[$0] })
            let arguments: [String: Diagnostic.Argument] = ["count": .integer(linedUp.count), "items": .list(shown)]
            found.append(Diagnostic(.note, "tools.sections-lined-up", at: place, arguments))
        }
        if !uneven.isEmpty {
            let items = Diagnostic.Argument.list(TableMapper.shown(uneven.sorted()))
            found.append(Diagnostic(.warning, "tools.sections-uneven", at: place, ["items": items]))
        }
        if !notLinedUp.isEmpty {
            let items = Diagnostic.Argument.list(TableMapper.shown(notLinedUp.sorted()))
            found.append(Diagnostic(.warning, "tools.sections-not-lined-up", at: place, ["items": items]))
        }
        return found
    }
}
