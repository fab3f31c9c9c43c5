internal import ArgumentParser
internal import Foundation
internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterPipeline

/// What a run says when it is done.
struct RunOutcome: Codable {
    var output: String
    var locations: Int
    var municipalities: Int
    var pages: Int
    var inputs: [InputSummary]
    var ledger: [RoadSummary.LedgerCount]
    var diagnostics: [DiagnosticCount]
    /// What was hidden in what leaves the house; `nil` if only aggregates were written.
    var disclosure: DisclosureSummary?
    /// Number of criteria of the core set, where it was scored alone.
    var core: Int?

    /// Runs, tells what was done, and exits with 1 when there are findings.
    static func carryOut(_ settings: RunSettings, _ speech: SpeechOptions, output: String, json: Bool) throws {
        let data = try speech.folder()
        let preparation = try Preparation(settings, data: data)
        let run = try Run(settings, preparation: preparation, data: data)
        let result = try run.write(
            to: output,
            progress: Console.progress(of: settings.files, preparation.texts),
            documents: Console.documents(preparation.texts)
        )
        try RunOutcome(result, preparation, output: output).finish(result, preparation.texts, json: json)
    }

    init(_ result: Run.Result, _ preparation: Preparation, output: String) {
        self.output = output
        locations = result.summary.tallies.reduce(0) { $0 + $1.locations }
        municipalities = result.summary.tallies.count { $0.locations > 0 }
        pages = result.pages.count
        inputs = result.summary.inputs
        ledger = result.summary.ledger
        diagnostics = result.summary.diagnostics
        disclosure = result.disclosure
        core = preparation.framework.isCore ? preparation.framework.criteria.count : nil
    }

    /// Tells what was done, and exits with 1 when there are findings.
    func finish(_ result: Run.Result, _ texts: Texts, json: Bool) throws {
        if json {
            try Console.json(self)
        } else {
            tell(texts, result.examples, firstPage: result.pages.first)
        }
        for diagnostic in result.documents { Console.note(texts.message(for: diagnostic)) }
        if result.summary.hasFindings || !result.documents.isEmpty { throw ExitCode(1) }
    }

    private func tell(_ texts: Texts, _ examples: [Diagnostic], firstPage: String?) {
        for count in diagnostics {
            Console.note(
                texts(
                    "console.diagnostic-count",
                    [
                        "severity": texts("severity.\(count.severity.rawValue)"), "code": count.code,
                        "count": "\(count.count)",
                    ]
                )
            )
            let shown = examples.filter { $0.code == count.code && $0.severity == count.severity }
            for example in shown {
                Console.note("  " + texts.message(for: example).replacing("\n", with: "\n  "))
            }
            let file = "\(output)/intern/data/diagnostics.csv"
            if count.count > shown.count, FileManager.default.fileExists(atPath: file) {
                Console.note(
                    "  "
                        + texts(
                            "console.more",
                            ["n": "\(count.count - shown.count)", "file": file]
                        )
                )
            }
        }
        for input in inputs {
            Console.say(
                texts(
                    "console.input",
                    [
                        "file": input.file, "rows": "\(input.rows)", "used": "\(input.used)",
                        "aside": "\(input.setAside)",
                    ]
                )
            )
        }
        if let core { Console.say(texts("console.core", ["n": "\(core)"])) }
        Console.say(
            texts(
                "console.done",
                ["locations": "\(locations)", "municipalities": "\(municipalities)", "output": output]
            )
        )
        if let disclosure {
            Console.say(
                texts(
                    "disclosure.done",
                    [
                        "hidden": "\(disclosure.hidden)", "shown": "\(disclosure.shown)",
                        "attempts": "\(disclosure.attempts)",
                    ]
                )
            )
            if disclosure.givenAway > 0 {
                Console.note(texts("disclosure.given-away", ["n": "\(disclosure.givenAway)"]))
            }
        }
        if let firstPage { Console.say(texts("console.look", ["page": "\(output)/\(firstPage)"])) }
    }
}
