internal import ShelterModel

/// Interviews that were too short or took too long.
struct DurationCheck {
    let rule: DurationRule

    init(_ rule: DurationRule) {
        self.rule = rule
    }

    /// - Parameter minutes: Of every row; `nil` if it is not known.
    func run(_ minutes: [Double?], column: Int?, into result: inout CheckResult) {
        let known = minutes.compactMap(\.self).filter { $0 >= 0 }.sorted()
        let isEnough = known.count >= rule.atLeast
        let median = OutlierCheck.quantile(known, 0.5)
        let floor = isEnough ? rule.shareOfMedian.map { $0 * median } : nil
        for (row, duration) in minutes.enumerated() {
            guard let duration else {
                result.unknown += 1
                continue
            }
            var arguments: [String: Diagnostic.Argument] = ["minutes": .number(duration.short)]
            if duration < 0 {
                result.hit(row, column, "check.duration-negative", arguments)
            } else if let shortest = rule.shortest, duration < shortest {
                arguments["limit"] = .number(shortest)
                result.hit(row, column, "check.duration-short", arguments)
            } else if let longest = rule.longest, duration > longest {
                arguments["limit"] = .number(longest)
                result.hit(row, column, "check.duration-long", arguments)
            } else if let floor, duration < floor {
                arguments["limit"] = .number(floor.short)
                arguments["median"] = .number(median.short)
                result.hit(row, column, "check.duration-share", arguments)
            } else if rule.shareOfMedian != nil, !isEnough, rule.shortest == nil, rule.longest == nil {
                result.unknown += 1
            }
        }
    }
}

extension TableChecks {
    /// Minutes of every row; `nil` if they are not known.
    func durations(_ rule: DurationRule, _ input: CheckInput) -> [Double?] {
        let rows = 0..<input.table.rowCount
        switch rule.source {
        case .variable(let name, let minutesPerUnit):
            guard let column = columns[name] else { return [] }
            return rows.map { input.table.number(column, $0).map { $0 * minutesPerUnit } }
        case .interval(let start, let end):
            guard let first = columns[start], let last = columns[end], let starts = input.texts[first],
                let ends = input.texts[last]
            else { return rows.map { _ in nil } }
            let orders = (definition.columns[first].dateOrder, definition.columns[last].dateOrder)
            return rows.map { row in
                guard let start = starts[row].flatMap({ Moment($0, order: orders.0) }),
                    let end = ends[row].flatMap({ Moment($0, order: orders.1) })
                else { return nil }
                return Moment.minutes(from: start, to: end)
            }
        }
    }
}
