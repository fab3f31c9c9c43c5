internal import ArgumentParser
internal import ShelterAppreciation
internal import ShelterModel
internal import ShelterPipeline

struct AnnexCheckCommand: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell what keeps an annex from going out as final.",
        discussion: """
            Exit status: 0 nothing keeps it; 1 findings, of which only those with an error keep it; 2 a file cannot be read.
            """
    )

    @OptionGroup var files: AnnexOptions

    @OptionGroup var speech: SpeechOptions

    @Flag(help: "Print the findings as JSON.")
    var json = false

    func run() throws {
        let texts = try speech.folder().texts(speech.language)
        let input = try files.input()
        let found = input.findings.map(\.diagnostic)
        if json {
            try Console.json(found.map { MessageInWords($0, texts) })
        } else {
            for diagnostic in found { Console.say(texts.message(for: diagnostic)) }
            Console.say(
                texts(
                    input.open.isEmpty ? "annex.may-go-out" : "annex.may-not-go-out",
                    [
                        "open": "\(input.open.count)", "recommendations": "\(input.register.recommendations.count)",
                        "overridden": "\(input.findings.count { $0.finding.override != nil })",
                    ]
                )
            )
        }
        if found.contains(where: { $0.severity != .note }) { throw ExitCode(1) }
    }
}
