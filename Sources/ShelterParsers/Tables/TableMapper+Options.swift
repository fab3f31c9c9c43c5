internal import ShelterModel

/// Questions with several answers: each option is a yes/no column, wherever the export keeps it.
extension TableMapper {
    private enum Reading: Equatable {
        case answer(Bool)
        case none(CellStatus)
    }

    func options(_ index: Int, _ batch: RecordBatch, _ findings: inout CellFindings) -> NumberColumn {
        var result = NumberColumn()
        guard let place = match.options[index] else { return result }
        for row in 0..<batch.recordCount {
            let split = place.split.map { field in
                cell(field, row, batch) { self.split($0, place, index: index, row: row, batch, &findings) }
            }
            let joined = place.joined.map { field in
                cell(field, row, batch) { self.joined($0, index: index, row: row, &findings) }
            }
            var reading = split ?? joined ?? .none(.columnAbsent)
            if let split, let joined {
                switch (split, joined) {
                case (.answer(let first), .answer(let second)) where first != second:
                    findings.refuse(
                        "cell.options-disagree",
                        MappedCell(column: index, row: row),
                        ["option": .text(option(index))]
                    )
                    reading = .none(.invalid)
                // The tool would have written no: this option was not among those that could be chosen.
                case (.none(.empty), .answer(false)) where writesNo.contains(index): break
                case (.none(.empty), .answer), (.none(.empty), .none): reading = joined
                case (.none(.notAsked), .answer(true)): reading = joined
                case (.answer, .none(.invalid)): reading = joined
                default: break
                }
            }
            switch reading {
            case .answer(let isChosen):
                result.values.append(isChosen ? 1 : 0)
                result.status.append(.present)
            case .none(let status):
                result.values.append(0)
                result.status.append(status)
            }
        }
        return result
    }

    private func option(_ index: Int) -> String { definition.columns[index].option.first ?? "" }

    private func cell<Result>(
        _ field: Int,
        _ row: Int,
        _ batch: RecordBatch,
        _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        let range = batch.range(of: batch.fields(of: row).lowerBound + field)
        return batch.bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    // MARK: A column of its own

    private func split(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ place: OptionPlace,
        index: Int,
        row: Int,
        _ batch: RecordBatch,
        _ findings: inout CellFindings
    ) -> Reading {
        let text = String(decoding: bytes, as: UTF8.self)
        if text.trimmingBlanks().isEmpty {
            if let split = place.split, batch.notAsked[row]?.contains(split) ?? false { return .none(.notAsked) }
            guard decisions[index].emptyMeansNo else { return .none(.empty) }
            let isAnswered = place.siblings.contains { sibling in
                cell(sibling.field, row, batch) { isChosen($0, sibling, index: index) }
            }
            return isAnswered ? .answer(false) : .none(.empty)
        }
        if forms[index].meaning(of: text) == nil, isOption(text, index) { return .answer(true) }
        let (code, status) = closerAnswer(
            definition.columns[index],
            MappedCell(column: index, row: row, bytes: bytes),
            &findings
        )
        return status == .present ? .answer(code == 0) : .none(status)
    }

    /// Whether a cell says that its option was chosen: `yes`, or the option itself.
    func isChosen(_ bytes: UnsafeBufferPointer<UInt8>, _ sibling: OptionPlace.Sibling, index: Int) -> Bool {
        if bytes.isEmpty { return false }
        let text = String(decoding: bytes, as: UTF8.self)
        if forms[index].meaning(of: text) == .code(0) { return true }
        let folded = HeaderMatch.normal(text)
        if !folded.isEmpty, folded == HeaderMatch.normal(sibling.option) { return true }
        return definition.columns.indices.contains { other in
            match.options[other]?.split == sibling.field && isOption(text, other)
        }
    }

    private func isOption(_ text: String, _ index: Int) -> Bool {
        let folded = HeaderMatch.normal(text)
        return definition.columns[index].option.contains { HeaderMatch.normal($0) == folded }
    }

    // MARK: All options in one cell

    private func joined(
        _ bytes: UnsafeBufferPointer<UInt8>,
        index: Int,
        row: Int,
        _ findings: inout CellFindings
    ) -> Reading {
        let text = String(decoding: bytes, as: UTF8.self)
        if case .missing(let status) = forms[index].meaning(of: text) { return .none(status) }
        if text.trimmingBlanks().isEmpty { return .none(.empty) }
        if isOption(text, index) { return .answer(true) }
        let question = sharers(of: index)
        guard let separator = separators[index] else {
            if question.contains(where: { isOption(text, $0) }) { return .answer(false) }
            if !text.contains(where: { ";,|/ \t\n".contains($0) }) { return .answer(false) }
            findings.refuse("cell.separator-unknown", MappedCell(column: index, row: row, bytes: bytes))
            return .none(.invalid)
        }
        let chosen = Self.parts(text, separator)
        guard !chosen.isEmpty else { return .none(.empty) }
        if question.first == index {
            let known = question.flatMap { definition.columns[$0].option }.flatMap { Self.parts($0, separator) }
            let unknown = chosen.count { !known.contains($0) }
            if unknown > 0 { findings.tally.addUnknownOptions(unknown, column: index, line: findings.lines[row]) }
        }
        // An option may hold the separator itself: "kitchen, shared".
        return .answer(definition.columns[index].option.contains { Self.parts($0, separator).isPart(of: chosen) })
    }

    /// The columns of the definition that read the same joined cell.
    private func sharers(of index: Int) -> [Int] {
        definition.columns.indices.filter {
            match.options[$0]?.joined == match.options[index]?.joined && match.options[$0] != nil
        }
    }

    private static func parts(_ text: String, _ separator: String) -> [String] {
        let parts =
            separator.allSatisfy { $0 == " " }
            ? text.split(whereSeparator: \.isWhitespace) : text.split(separator: separator)
        return parts.map { HeaderMatch.normal(String($0)) }.filter { !$0.isEmpty }
    }
}

extension [String] {
    /// Whether these texts stand in `other`, one after the other.
    fileprivate func isPart(of other: [String]) -> Bool {
        guard !isEmpty, count <= other.count else { return false }
        return (0...(other.count - count)).contains { start in other[start..<(start + count)].elementsEqual(self) }
    }
}
