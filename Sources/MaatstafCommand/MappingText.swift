internal import ShelterModel
internal import ShelterPipeline

/// A mapping as lines for a person.
struct MappingText {
    private let run: MappingRun
    private let texts: Texts

    init(_ run: MappingRun) {
        self.run = run
        texts = run.texts
    }

    func tell(_ result: MappingRun.Result) {
        for column in run.doubtful { tell(run.mapping.columns[column]) }
        Console.note(
            texts(
                "mapping.columns-done",
                [
                    "certain": "\(result.certain)", "confirmed": "\(result.confirmed)",
                    "doubtful": "\(result.doubtful)", "without": "\(result.withoutVariable)",
                ]
            )
        )
        if !result.needed.isEmpty {
            let names = result.needed.map { "\($0) (\(run.label($0)))" }
            Console.note(texts("mapping.needed", ["variables": names.joined(separator: ", ")]))
        }
        if !result.unanswered.isEmpty {
            let shown =
                result.unanswered.prefix(12).joined(separator: ", ") + (result.unanswered.count > 12 ? ", …" : "")
            Console.note(
                texts("mapping.unanswered", ["count": "\(result.unanswered.count)", "variables": shown])
            )
        }
        for path in [result.codeBook, result.mapping].compactMap(\.self) {
            Console.note(texts("mapping.written", ["file": path]))
        }
        if result.doubtful > 0, let path = result.mapping { Console.note(texts("mapping.next", ["file": path])) }
    }

    private func tell(_ entry: ColumnMapping.Entry) {
        if let variable = entry.variable {
            let arguments = [
                "header": entry.header, "variable": variable, "label": run.label(variable),
                "percent": "\(Int((entry.confidence * 100).rounded()))",
            ]
            Console.note(texts("mapping.doubtful", arguments))
        } else {
            Console.note(texts("mapping.undecided", ["header": entry.header]))
        }
        for reason in entry.reasons { Console.note("  " + reason) }
        if !entry.alternatives.isEmpty {
            let names = entry.alternatives.map { "\($0.variable) (\(Int(($0.confidence * 100).rounded())) %)" }
            Console.note("  " + texts("mapping.alternatives", ["variables": names.joined(separator: ", ")]))
        }
    }
}
