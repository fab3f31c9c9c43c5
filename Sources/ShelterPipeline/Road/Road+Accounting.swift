internal import ShelterModel

/// Every diagnostic and every row passes here, to be counted and told.
extension Road {
    func emit(
        _ diagnostics: [Diagnostic],
        _ ledger: [(line: Int, code: String?)],
        _ file: String,
        _ counts: inout RoadCounts,
        _ visitor: inout some RoadVisitor
    ) throws(Refusal) {
        // Sorting is stable: what was found first at a place is told first.
        let ordered = diagnostics.sorted { left, right in
            (left.location?.line ?? 0, left.location?.column ?? 0)
                < (right.location?.line ?? 0, right.location?.column ?? 0)
        }
        for diagnostic in ordered { try report(diagnostic, &counts, &visitor) }
        for entry in ledger.sorted(by: { $0.line < $1.line }) {
            try note(entry.line, entry.code, file, &counts, &visitor)
        }
    }

    func report(
        _ diagnostic: Diagnostic,
        _ counts: inout RoadCounts,
        _ visitor: inout some RoadVisitor
    ) throws(Refusal) {
        let diagnostic = privacy.shown(diagnostic)
        counts.add(diagnostic)
        try visitor.diagnostic(diagnostic)
    }

    func note(
        _ line: Int,
        _ code: String?,
        _ file: String,
        _ counts: inout RoadCounts,
        _ visitor: inout some RoadVisitor
    ) throws(Refusal) {
        counts.add(file: file, code: code)
        try visitor.row(file: file, line: line, setAside: code)
    }
}
