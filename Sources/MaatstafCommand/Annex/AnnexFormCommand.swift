internal import ArgumentParser
internal import ShelterAppreciation
internal import ShelterModel
internal import ShelterPipeline

struct AnnexFormCommand: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        commandName: "form",
        abstract: "Write the register as a form for a spreadsheet, or a form back as YAML.",
        discussion: """
            The ending of --out decides: .xlsx or .ods is a form, .yaml the register. Nothing is lost on the way. Every command of \
            'annex' also takes a form in the place of a register.
            """
    )

    @Argument(help: "Register, or form that was filled in.", completion: .file(extensions: ["yaml", "xlsx", "ods"]))
    var register: String

    @Option(help: "File to write: .xlsx, .ods or .yaml.", completion: .file())
    var out: String

    @Flag(help: "Replace the file if it is there.")
    var replace = false

    @OptionGroup var speech: SpeechOptions

    func run() throws {
        let data = try speech.folder()
        let texts = try data.texts(speech.language)
        let input = try AnnexInput(register: register, nonPublic: nil, source: nil)
        try RegisterFormFile.write(input.register, to: out, inputs: [register], replacing: replace, data: data)
        Console.say(
            texts("annex.form-written", ["path": out, "recommendations": "\(input.register.recommendations.count)"])
        )
    }
}
