public import ShelterModel

extension ColumnSurvey {
    /// What is decided for every column, and what a person should know about it.
    ///
    /// - Parameter line: Line of the header.
    public func decided(line: Int) -> (mapper: TableMapper, diagnostics: [Diagnostic]) {
        var mapper = mapper
        var diagnostics: [Diagnostic] = []
        for (index, evidence) in evidence.sorted(by: { $0.key < $1.key }) {
            var remark: Remark?
            switch evidence {
            case .decimals(let decimals): remark = decide(decimals, &mapper.decisions[index])
            case .dates(let dates):
                if let remark = decideSerials(dates, &mapper.decisions[index]) {
                    diagnostics.append(diagnostic(remark, index, line))
                }
                remark = decide(dates, &mapper.decisions[index])
            case .digits(let digits):
                guard digits.zero.count > 0, digits.two.count > 0 else { continue }
                mapper.decisions[index].refusesDigits = true
                mapper.forms[index].refuseDigits()
                remark = Remark(
                    .error,
                    "column.mixed-booleans",
                    [
                        "zeros": .integer(digits.zero.count), "zeroLine": .integer(digits.zero.line),
                        "twos": .integer(digits.two.count), "twoLine": .integer(digits.two.line),
                        "count": .integer(digits.all.count),
                    ]
                )
            case .option(let hasNo): mapper.decisions[index].emptyMeansNo = !hasNo
            }
            if let remark { diagnostics.append(diagnostic(remark, index, line)) }
        }
        return (mapper, diagnostics)
    }

    private struct Remark {
        var severity: Diagnostic.Severity
        var code: String
        var arguments: [String: Diagnostic.Argument]

        init(_ severity: Diagnostic.Severity, _ code: String, _ arguments: [String: Diagnostic.Argument]) {
            self.severity = severity
            self.code = code
            self.arguments = arguments
        }
    }

    private func diagnostic(_ remark: Remark, _ index: Int, _ line: Int) -> Diagnostic {
        var arguments = remark.arguments
        // An answer of a resident never stands in a message.
        if mapper.definition.grain == .respondent, arguments["value"] != nil { arguments["value"] = "…" }
        return Diagnostic(remark.severity, remark.code, at: mapper.place(of: index, line: line), arguments)
    }

    // MARK: Numbers

    private func decide(_ decimals: Decimals, _ decision: inout ColumnDecision) -> Remark? {
        var arguments: [String: Diagnostic.Argument] = [
            "count": .integer(decimals.ambiguous.count), "value": .text(Self.shortened(decimals.ambiguous.text)),
            "line": .integer(decimals.ambiguous.line),
        ]
        if decimals.comma.count > 0, decimals.point.count > 0 {
            arguments["value"] = nil
            arguments["line"] = nil
            arguments["commas"] = .integer(decimals.comma.count)
            arguments["commaLine"] = .integer(decimals.comma.line)
            arguments["points"] = .integer(decimals.point.count)
            arguments["pointLine"] = .integer(decimals.point.line)
            return Remark(.warning, "column.mixed-decimals", arguments)
        }
        var (comma, point) = (decimals.comma, decimals.point)
        if comma.count + point.count == 0, decimals.ambiguous.count > 0 {
            // 1.000 beside 1.250 in a column of whole numbers.
            if decimals.wholeWithPoint.count == 0 { comma = decimals.wholeWithComma }
            if decimals.wholeWithComma.count == 0 { point = decimals.wholeWithPoint }
        }
        if comma.count > 0 || point.count > 0 {
            let isComma = comma.count > 0
            decision.decimal = isComma ? .comma : .point
            guard decimals.ambiguous.count > 0 else { return nil }
            arguments["evidence"] = .integer(isComma ? comma.count : point.count)
            arguments["evidenceLine"] = .integer(isComma ? comma.line : point.line)
            return Remark(.note, isComma ? "column.decided-comma" : "column.decided-point", arguments)
        }
        return decimals.ambiguous.count > 0 ? Remark(.warning, "column.ambiguous-decimals", arguments) : nil
    }

    // MARK: Dates

    private func decideSerials(_ dates: Dates, _ decision: inout ColumnDecision) -> Remark? {
        guard dates.serial.count > 0 else { return nil }
        var arguments: [String: Diagnostic.Argument] = [
            "count": .integer(dates.serial.count), "line": .integer(dates.serial.line),
        ]
        if dates.other.count == 0 {
            decision.readsSerials = true
            return Remark(.note, "column.date-serials", arguments)
        }
        arguments["others"] = .integer(dates.other.count)
        arguments["otherLine"] = .integer(dates.other.line)
        return Remark(.warning, "column.mixed-serials", arguments)
    }

    private func decide(_ dates: Dates, _ decision: inout ColumnDecision) -> Remark? {
        // AM and PM are of American dates, unless the column itself shows that they are not.
        let americans = dates.americanDayFirst.count == 0 ? dates.american.count : 0
        let open = dates.slash.count + dates.american.count
        let example = dates.slash.count > 0 ? dates.slash : open > 0 ? dates.american : dates.hyphen
        var arguments: [String: Diagnostic.Argument] = [
            "count": .integer(open + dates.hyphen.count), "value": .text(Self.shortened(example.text)),
            "line": .integer(example.line),
        ]
        let monthFirst = dates.monthFirst.count + americans
        let monthFirstLine =
            [dates.monthFirst.line, americans > 0 ? dates.american.line : 0].filter { $0 > 0 }.min() ?? 0
        // The Dutch way of writing is no proof, but enough not to turn it into American dates in silence.
        let isDutch = dates.hyphen.count > 0 && dates.hyphenMonthFirst.count == 0
        if monthFirst > 0, dates.dayFirst.count > 0 || isDutch {
            decision.dates = .uncertain
            let dayFirst = dates.dayFirst.count > 0 ? dates.dayFirst : dates.hyphen
            arguments["dayFirst"] = .integer(dayFirst.count)
            arguments["dayLine"] = .integer(dayFirst.line)
            arguments["monthFirst"] = .integer(monthFirst)
            arguments["monthLine"] = .integer(monthFirstLine)
            arguments["value"] = nil
            arguments["line"] = nil
            return Remark(.warning, "column.mixed-dates", arguments)
        }
        if monthFirst > 0 {
            decision.dates = .monthDayYear
            arguments["evidence"] = .integer(monthFirst)
            arguments["evidenceLine"] = .integer(monthFirstLine)
            return Remark(.note, "column.decided-month-first", arguments)
        }
        if dates.dayFirst.count > 0 {
            decision.dates = .dayMonthYear
            guard open > 0 else { return nil }
            arguments["count"] = .integer(open)
            arguments["evidence"] = .integer(dates.dayFirst.count)
            arguments["evidenceLine"] = .integer(dates.dayFirst.line)
            return Remark(.note, "column.decided-day-first", arguments)
        }
        guard open > 0 else { return nil }
        arguments["count"] = .integer(open)
        return Remark(.warning, "column.ambiguous-dates", arguments)
    }

    private static func shortened(_ text: String) -> String {
        text.count > 40 ? String(text.prefix(39)) + "…" : text
    }
}

extension TableMapper {
    /// The mapper for this file, with everything decided that its cells decide, and what is to be told about its columns.
    ///
    /// Reads the file once from front to back, but only if the code book leaves something to find out.
    ///
    /// - Parameter line: Line of the header.
    public func surveyed(
        path: String,
        options: ExportOptions,
        line: Int
    ) throws(Refusal) -> (mapper: TableMapper, diagnostics: [Diagnostic]) {
        let contradictions = contradictions(line: line)
        guard var survey = ColumnSurvey(self) else { return (self, contradictions) }
        var reader = try ExportReader(path: path, displayName: file, options: options)
        while let batch = try reader.next() { survey.add(batch) }
        let (mapper, diagnostics) = survey.decided(line: line)
        return (mapper, contradictions + diagnostics)
    }

    /// Columns in which the export gives codes another meaning than the code book.
    func contradictions(line: Int) -> [Diagnostic] {
        definition.columns.indices.compactMap { index in
            let values = forms[index].contradicted
            guard match.fields[index] != nil, !values.isEmpty else { return nil }
            return Diagnostic(
                .error,
                "column.labels-disagree",
                at: place(of: index, line: line),
                ["values": .list(Self.shown(values))]
            )
        }
    }
}
