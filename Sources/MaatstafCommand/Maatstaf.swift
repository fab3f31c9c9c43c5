public import ArgumentParser
internal import Dispatch
internal import Foundation
internal import ShelterModel
internal import ShelterPipeline

/// The command `maatstaf`.
public struct Maatstaf: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "maatstaf",
        abstract: "Turns shelter inspection exports into scores, comparisons, recommendations and reports.",
        discussion: """
            Exit status: 0 done; 1 done, but rows were set aside or values refused; 2 nothing could be done; 64 wrong usage.
            """,
        version: programVersion,
        subcommands: [
            Report.self, Score.self, Bundle.self, Reproduce.self, TableCommand.self, FigureCommand.self, Explain.self,
            Lift.self, Move.self,
            Count.self, Compare.self,
            RobustnessCommand.self, CompositeCommand.self,
            Inspect.self, Convert.self, Map.self,
            Check.self, Clean.self, Verify.self,
            QuarantineText.self, ReleaseText.self, PurgeFiles.self,
            Estimate.self, Areas.self, Coverage.self, ExportRCommand.self,
            Rehearse.self, Frameworks.self, FrameworkGroup.self, AnnexGroup.self, Doctor.self,
        ]
    )

    public init() {}

    /// Runs the command line of this process and exits.
    public static func run() -> Never {
        signal(SIGPIPE, SIG_IGN)
        // A file that may not grow is then a failed write, which is told and cleaned up.
        signal(SIGXFSZ, SIG_IGN)
        // A closed standard stream would lend its number to the next file that is opened, and messages would end up there.
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // What cannot be written is told, like any other failure of it.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
        let watches = [SIGINT, SIGTERM, SIGHUP].map(leaveNothingBehind)
        let status = withExtendedLifetime(watches) { execute(Array(CommandLine.arguments.dropFirst())) }
        Foundation.exit(status)
    }

    /// Told to stop, the program first removes what it had half written.
    private static func leaveNothingBehind(on number: Int32) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
            Run.abandonOutputs()
            _exit(128 + number)
        }
        source.resume()
        return source
    }

    /// Runs one command line and gives its exit status.
    public static func execute(_ arguments: [String]) -> Int32 {
        var command: any ParsableCommand
        do {
            command = try parseAsRoot(arguments)
        } catch {
            return printed(explain(error), nil)
        }
        let speech = (command as? any Speaking)?.speech
        do {
            try command.run()
            return printed(0, speech)
        } catch let refusal as Refusal {
            tell(refusal.diagnostics, speech)
            return 2
        } catch {
            return printed(explain(error), speech)
        }
    }

    /// The status of a command, unless its results could not be printed.
    private static func printed(_ status: Int32, _ speech: SpeechOptions?) -> Int32 {
        let failure = Console.failedPrinting
        guard failure != 0, status == 0 || status == 1 else { return status }
        let reason = String(cString: strerror(failure))
        tell([Diagnostic(.error, "output.cannot-print", ["reason": .text(reason)])], speech)
        return 2
    }

    /// Options that no command line was parsed for may not be read, so the ones without any are parsed.
    private static func tell(_ diagnostics: [Diagnostic], _ speech: SpeechOptions?) {
        if let speech = speech ?? (try? SpeechOptions.parse([])) { Console.tell(diagnostics, speech) }
    }

    private static func explain(_ error: any Error) -> Int32 {
        let status = exitCode(for: error)
        let message = fullMessage(for: error)
        if !message.isEmpty {
            if status == .success { Console.say(message) } else { Console.note(message) }
        }
        return status.rawValue
    }
}

/// A command that writes messages in a language.
protocol Speaking {
    var speech: SpeechOptions { get }
}
