public import ShelterModel

/// Asks a person about every doubtful column, one at a time.
public struct MappingDialogue {
    private let texts: Texts
    /// Shows lines of text.
    private let show: (String) -> Void
    /// The next line that the person types, or `nil` when there is none.
    private let readAnswer: () -> String?

    public init(_ texts: Texts, show: @escaping (String) -> Void, readAnswer: @escaping () -> String?) {
        self.texts = texts
        self.show = show
        self.readAnswer = readAnswer
    }

    /// Asks until every doubtful column is settled, or the person stops; what is answered until then is kept.
    public func settle(_ run: inout MappingRun) {
        let columns = run.doubtful
        for (number, column) in columns.enumerated() {
            let entry = run.mapping.columns[column]
            let options = choices(entry, run)
            // An answer to an earlier question may have taken the last choice away.
            guard entry.status == .proposed, !options.isEmpty else { continue }
            let count = ["n": "\(number + 1)", "count": "\(columns.count)", "header": entry.header]
            show(texts("mapping.dialogue.column", count))
            for reason in entry.reasons { show("  " + reason) }
            for (index, option) in options.enumerated() {
                let percent = "\(Int((option.confidence * 100).rounded()))"
                let arguments = [
                    "n": "\(index + 1)", "variable": option.variable, "label": run.label(option.variable),
                    "percent": percent,
                ]
                show("  " + texts("mapping.dialogue.option", arguments))
            }
            switch ask(among: options.count, hasProposal: entry.variable != nil) {
            case .take(let index): run.confirm(options[index].variable, for: column)
            case .none: run.confirm(nil, for: column)
            case .later: continue
            case .stop: return
            }
        }
    }

    private func choices(_ entry: ColumnMapping.Entry, _ run: MappingRun) -> [ColumnMapping.Alternative] {
        let taken = Set(run.mapping.bound.keys)
        let first = entry.variable.map { [ColumnMapping.Alternative(variable: $0, confidence: entry.confidence)] } ?? []
        return (first + entry.alternatives).filter { !taken.contains($0.variable) }
    }

    private enum Answer {
        case take(Int)
        case none, later, stop
    }

    /// Return takes the proposal only where there is one: between equally good ones a person has to choose.
    private func ask(among count: Int, hasProposal: Bool) -> Answer {
        while true {
            show(texts(hasProposal ? "mapping.dialogue.ask" : "mapping.dialogue.ask-tie", ["count": "\(count)"]))
            guard let line = readAnswer() else { return .stop }
            let answer = line.lowercased().filter { !$0.isWhitespace }
            if answer.isEmpty {
                if hasProposal { return .take(0) }
                return .later
            }
            if let number = Int(answer), (1...count).contains(number) { return .take(number - 1) }
            if ["g", "geen", "n", "none", "nee", "no"].contains(answer) { return .none }
            if ["l", "later", "?"].contains(answer) { return .later }
            if ["s", "stop", "q"].contains(answer) { return .stop }
        }
    }
}
