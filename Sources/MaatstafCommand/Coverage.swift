internal import ArgumentParser
internal import Foundation
internal import SurveyStatistics

struct Coverage: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show by simulation how often intervals for proportions hold the true value, as Markdown tables.",
        discussion: "The same seed gives the same tables; docs/intervals.md holds them."
    )

    @Option(help: "Samples per sample size and share.")
    var samples = 10_000

    @Option(help: "Seed of the random numbers.")
    var seed: UInt64 = 2026

    func validate() throws {
        guard (1...1_000_000).contains(samples) else {
            throw ValidationError("--samples takes a number from 1 to 1000000.")
        }
    }

    func run() throws {
        let study = CoverageStudy(samples: samples, seed: seed)
        for sample in CoverageStudy.Sample.allCases {
            for method in CoverageStudy.methods {
                let cells = study.cells.filter { $0.sample == sample && $0.method == method }
                let sizes = Set(cells.map(\.rows)).sorted()
                Console.say("### \(sample.rawValue), \(method.rawValue)\n")
                Console.say("| p | " + sizes.map { "n = \($0)" }.joined(separator: " | ") + " |")
                Console.say("| ---: |" + String(repeating: " ---: |", count: sizes.count))
                for share in CoverageStudy.shares {
                    let row = sizes.map { size in cells.first { $0.rows == size && $0.share == share }.map(text) ?? "" }
                    Console.say("| \(share) | " + row.joined(separator: " | ") + " |")
                }
                Console.say("")
            }
        }
    }

    /// Coverage in percent, and the mean width.
    private func text(_ cell: CoverageStudy.Cell) -> String {
        guard let coverage = cell.coverage, let width = cell.width else { return "none" }
        return String(format: "%.1f (%.2f)", coverage * 100, width)
    }
}
