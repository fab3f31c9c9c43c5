/// Gives each variable to one column at most, the surest first, and never chooses between two that are equally good.
struct MappingAssignment {
    let header: [String]
    /// Candidates of every column, the best first.
    let scores: [[MappingProposer.Scored]]

    var proposals: [ColumnProposal] {
        var free = Set(header.indices)
        var open = Set(scores.joined().map(\.target))
        var chosen: [Int: MappingProposer.Scored] = [:]
        var tied: [Int: ColumnProposal.Reason] = [:]
        let ordered = scores.enumerated().flatMap { field, list in list.map { (field: field, scored: $0) } }
            .sorted { left, right in
                let (one, other) = (left.scored.candidate.confidence, right.scored.candidate.confidence)
                if one != other { return one > other }
                return (left.field, left.scored.target) < (right.field, right.scored.target)
            }
        for (field, scored) in ordered where free.contains(field) && open.contains(scored.target) {
            let rivals = rivals(of: scored, field: field, free: free)
            let others = otherTargets(of: scored, field: field, open: open)
            if !rivals.isEmpty {
                // Nobody can say which column is meant: all of them are left for a person.
                open.remove(scored.target)
                for column in [field] + rivals where tied[column] == nil {
                    let names = ([field] + rivals).filter { $0 != column }.prefix(4).map { header[$0] }
                    tied[column] = ColumnProposal.Reason(
                        "columns-tie",
                        ["variable": scored.candidate.variable, "columns": names.joined(separator: ", ")]
                    )
                    free.remove(column)
                }
            } else if !others.isEmpty {
                let names = ([scored] + others).prefix(4).map(\.candidate.variable).joined(separator: ", ")
                tied[field] = ColumnProposal.Reason("variables-tie", ["variables": names])
                free.remove(field)
            } else {
                chosen[field] = scored
                free.remove(field)
                open.remove(scored.target)
            }
        }
        return header.indices.map { proposal(for: $0, chosen[$0], tied[$0], chosen) }
    }

    /// Other columns that fit the same variable equally well.
    private func rivals(of scored: MappingProposer.Scored, field: Int, free: Set<Int>) -> [Int] {
        header.indices.filter { column in
            guard column != field, free.contains(column),
                let other = scores[column].first(where: { $0.target == scored.target })
            else { return false }
            return isTie(scored, other)
        }
    }

    /// Other variables that the same column fits equally well.
    private func otherTargets(
        of scored: MappingProposer.Scored,
        field: Int,
        open: Set<Int>
    ) -> [MappingProposer.Scored] {
        scores[field].filter { $0.target != scored.target && open.contains($0.target) && isTie(scored, $0) }
    }

    /// A code comes before every likeness, however great.
    private func isTie(_ one: MappingProposer.Scored, _ other: MappingProposer.Scored) -> Bool {
        guard one.isByCode == other.isByCode || one.isContradicted else { return false }
        return abs(one.candidate.confidence - other.candidate.confidence) < MappingProposer.tie
    }

    private func proposal(
        for field: Int,
        _ chosen: MappingProposer.Scored?,
        _ tie: ColumnProposal.Reason?,
        _ all: [Int: MappingProposer.Scored]
    ) -> ColumnProposal {
        let taken = Set(all.filter { $0.key != field }.values.map(\.target))
        let alternatives = scores[field].filter { $0.target != chosen?.target }
        let open = alternatives.filter { !taken.contains($0.target) }
        return ColumnProposal(
            header: header[field],
            field: field,
            choice: chosen?.candidate,
            isCertain: chosen.map { isCertain($0, field: field) } ?? false,
            remarks: tie.map { [$0] } ?? [],
            alternatives: (tie == nil ? open : alternatives).prefix(MappingProposer.mostAlternatives).map(\.candidate)
        )
    }

    /// Found by its code, or so likely and so far ahead of every rival that nobody needs to look.
    private func isCertain(_ scored: MappingProposer.Scored, field: Int) -> Bool {
        guard !scored.isContradicted else { return false }
        if scored.isByCode { return true }
        let confidence = scored.candidate.confidence
        guard confidence >= MappingProposer.certainFrom else { return false }
        let next = scores[field].filter { $0.target != scored.target }.map(\.candidate.confidence).max() ?? 0
        let rival =
            header.indices.filter { $0 != field }
            .compactMap { column in scores[column].first { $0.target == scored.target }?.candidate.confidence }.max()
            ?? 0
        return confidence - max(next, rival) >= MappingProposer.clearMargin - 1e-9
    }
}
