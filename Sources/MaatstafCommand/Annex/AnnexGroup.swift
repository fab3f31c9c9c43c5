internal import ArgumentParser
internal import ShelterModel
internal import ShelterPipeline

/// `maatstaf annex …`.
struct AnnexGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annex",
        abstract:
            "Answer a study's recommendations one by one: check the register of answers, make the annex, tell how far it is.",
        subcommands: [
            AnnexCheckCommand.self, AnnexBuildCommand.self, AnnexStatusCommand.self, AnnexFormCommand.self,
            AnnexSendCommand.self, AnnexReadCommand.self,
        ]
    )
}

/// The files that a register consists of.
struct AnnexOptions: ParsableArguments {
    @Argument(
        help: "Register of recommendations and answers.",
        completion: .file(extensions: ["yaml", "yml", "xlsx", "ods"])
    )
    var register: String

    @Option(help: "What may not be public, in a file of its own.", completion: .file(extensions: ["yaml", "yml"]))
    var nonPublic: String?

    @Option(help: "Text of the study (UTF-8), in which each recommendation must stand literally.", completion: .file())
    var source: String?

    func input() throws(Refusal) -> AnnexInput {
        try AnnexInput(register: register, nonPublic: nonPublic, source: source)
    }
}
