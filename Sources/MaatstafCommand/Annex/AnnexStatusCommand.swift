internal import ArgumentParser
internal import ShelterPipeline

struct AnnexStatusCommand: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Make the letter on progress (openbaar/), and what is overdue or without evidence (intern/).",
        discussion: """
            Exit status: 0 done; 1 done, with findings or documents that could not be made; 2 nothing was written.
            """
    )

    @OptionGroup var files: AnnexOptions

    @OptionGroup var speech: SpeechOptions

    @Option(help: "Older version of the register; the companion names the changes since.", completion: .file())
    var since: String?

    @OptionGroup var documents: AnnexDocumentOptions

    func run() throws { try documents.carryOut(.progress, files, older: since, speech) }
}
