internal import ArgumentParser
internal import ShelterModel
internal import ShelterPipeline

struct PurgeFiles: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Delete what Maatstaf made, and write a destruction record.",
        discussion: """
            Deletes folders of results, quarantine files, released text, coded answers and cleaning logs, recognised by their marks.
            The files are deleted, not overwritten: on an SSD, in a snapshot or in a backup their bytes may live on.
            """
    )

    @Argument(help: "Results, quarantine files and cleaning logs to delete.", completion: .file())
    var paths: [String] = []

    @OptionGroup var speech: SpeechOptions

    @Option(help: "Why it is destroyed.")
    var reason: String

    @Option(help: "Who decided.")
    var by = ""

    @Option(help: "Date of the destruction, YYYY-MM-DD.")
    var date: CalendarDate

    @Option(help: "Destruction record to write; without it destruction-<date>.csv in this folder.")
    var record: String?

    @Option(
        help: "A file that Maatstaf did not make, such as a raw export; may be given more than once.",
        completion: .file()
    )
    var raw: [String] = []

    @Flag(help: "Say what would be deleted, and delete nothing.")
    var dryRun = false

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func validate() throws {
        guard !paths.isEmpty || !raw.isEmpty else { throw ValidationError("Name what is to be deleted.") }
        guard reason.contains(where: { !$0.isWhitespace }) else { throw ValidationError("--reason takes a text.") }
    }

    func run() throws {
        let place = record ?? "destruction-\(date.iso).csv"
        let items = try Purge.destroy(
            paths,
            raw: raw,
            decision: Purge.Decision(reason: reason, by: by, date: date),
            record: place,
            isDryRun: dryRun
        )
        if json {
            try Console.json(items)
        } else {
            let texts = try speech.folder().texts(speech.language)
            for item in items {
                let state = dryRun ? "would-go" : item.isDestroyed ? "gone" : "stays"
                Console.say(
                    texts(
                        "console.purge-\(state)",
                        ["path": item.path, "kind": texts("purge.kind.\(item.kind)"), "reason": item.problem ?? ""]
                    )
                )
            }
            Console.say(
                texts(
                    dryRun ? "console.purge-dry" : "console.purged",
                    ["files": "\(items.count { $0.isDestroyed || dryRun })", "record": place]
                )
            )
        }
        if !dryRun, items.contains(where: { !$0.isDestroyed }) { throw ExitCode(1) }
    }
}
