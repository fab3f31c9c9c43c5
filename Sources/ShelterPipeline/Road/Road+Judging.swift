internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterScoring

/// Which rows count, and what shows to be wrong with them.
extension Road {
    func sharedID(_ id: String, _ first: Area, _ second: Area, _ table: Table, row: Int) -> Diagnostic {
        Diagnostic(
            .warning,
            "location.two-municipalities",
            at: roles[.locationID].map { table.location(row: row, column: $0) },
            ["location": .text(id), "first": .text(first.name), "second": .text(second.name)]
        )
    }

    /// The area of a row, or the code under which it is set aside; and the area of its visit, also where a newer one counts.
    func judge(
        _ table: Table,
        row: Int,
        file: Int,
        location: String?,
        _ newest: NewestVisits?,
        _ gate: inout RowGate,
        _ diagnostics: inout [Diagnostic]
    ) -> (area: Int?, code: String?, visited: Int?) {
        let (verdict, column) = gate.verdict(table, row: row)
        let area: Int
        switch verdict {
        case .aside(let code, let arguments):
            diagnostics.append(Diagnostic(.error, code, at: table.location(row: row, column: column), arguments))
            return (nil, code, nil)
        case .noted(let number, let code, let arguments):
            diagnostics.append(Diagnostic(.note, code, at: table.location(row: row, column: column), arguments))
            area = number
        case .area(let number):
            area = number
        }
        guard let newest, let location else { return (area, nil, area) }
        let date = roles.number(.visitDate, table, row).map { Int($0) }
        guard
            let code = newest.codeSettingAside(
                NewestVisits.Location(area: area, id: location),
                date: date,
                file: file,
                line: table.lines[row]
            )
        else { return (area, nil, area) }
        let place = roles[.visitDate].map { table.location(row: row, column: $0) }
        diagnostics.append(
            Diagnostic(
                code == "assessment.superseded" ? .note : .warning,
                code,
                at: place,
                ["location": .text(location)]
            )
        )
        return (nil, code, date == nil ? nil : area)
    }

    /// Values that only show to be impossible when two cells are held together.
    func impossibleFindings(_ rows: inout ScoredRows) -> [Diagnostic] {
        var found: [Diagnostic] = []
        var places: Set<SourceLocation> = []
        for criterion in preparation.compiled.criteria.indices {
            for (row, reason) in rows.batch.reasons[criterion].enumerated() {
                let code: String
                switch reason {
                case OutcomeReason.impossibleShare.rawValue: code = "share.impossible"
                case OutcomeReason.afterVisit.rawValue: code = "date.after-visit"
                case OutcomeReason.divisionByZero.rawValue: code = "indicator.division-by-zero"
                case OutcomeReason.notFinite.rawValue: code = "indicator.too-large"
                default: continue
                }
                guard rows.areas[row] != nil else { continue }
                let observation = rows.observer.observation(
                    criterion: criterion,
                    leaf: Int(rows.batch.leaves[criterion][row]),
                    row: row
                )
                guard places.insert(observation.source).inserted else { continue }
                found.append(
                    Diagnostic(
                        .error,
                        code,
                        at: observation.source,
                        ["indicator": .text(observation.leaf?.indicator.text ?? "")]
                    )
                )
            }
        }
        return found
    }
}
