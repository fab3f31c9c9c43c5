internal import ArgumentParser
internal import ShelterPipeline

struct AnnexBuildCommand: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Make the annex (openbaar/) and its internal companion (intern/).",
        discussion: """
            Exit status: 0 done; 1 done, with findings or documents that could not be made; 2 nothing was written.
            """
    )

    @OptionGroup var files: AnnexOptions

    @OptionGroup var speech: SpeechOptions

    @Option(help: "Older version of the register; the companion names the changes since.", completion: .file())
    var previous: String?

    @OptionGroup var documents: AnnexDocumentOptions

    func run() throws { try documents.carryOut(.annex, files, older: previous, speech) }
}
