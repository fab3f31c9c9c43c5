internal import ArgumentParser

/// What can be done with a framework itself.
struct FrameworkCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "framework",
        abstract: "Look for faults in a framework.",
        subcommands: [LintFramework.self]
    )
}
