import Foundation
import Testing

/// The built program, run as a user runs it.
struct Program {
    /// What a run left behind.
    struct Outcome {
        /// Exit status; the signal that ended the program as a negative number.
        var status: Int32
        var output: String
        var errors: String
        /// Most memory the program held, in bytes; 0 unless it was asked for.
        var memory = 0

        /// Messages on standard error: lines that are no hint.
        var messages: [String] {
            errors.split(separator: "\n").map(String.init).filter { !$0.hasPrefix(" ") }
        }
    }

    static let executable: String? = {
        var folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        while folder.path.count > 1 {
            let place = folder.appendingPathComponent("maatstaf").path
            var isDirectory: ObjCBool = false
            if FileManager.default.fileExists(atPath: place, isDirectory: &isDirectory), !isDirectory.boolValue {
                return place
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }()

    var path: String
    /// Working folder; the test's own if it is `nil`.
    var folder: TemporaryFolder?
    var environment: [String: String] = [:]
    /// What standard input, output and error are; files of the harness where it is `nil`.
    var streams: (input: String?, output: String?, errors: String?) = (nil, nil, nil)
    var measuresMemory = false

    /// - Throws: If the program was not built.
    init(in folder: TemporaryFolder) throws {
        self.init(path: try #require(Self.executable, "the executable stands beside the tests"), folder: folder)
    }

    init(path: String, folder: TemporaryFolder?) {
        self.path = path
        self.folder = folder
    }

    func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

    func run(_ arguments: [String]) throws -> Outcome {
        let started = try start(arguments)
        return try started.finish()
    }

    /// A run that has begun.
    struct Started {
        let process: pid_t
        fileprivate let output: String?
        fileprivate let errors: String?
        fileprivate let measuresMemory: Bool

        func finish() throws -> Outcome {
            var status: Int32 = 0
            var memory = 0
            while true {
                let ended = waitpid(process, &status, measuresMemory ? WNOHANG : 0)
                if ended == process { break }
                if ended < 0, errno != EINTR { throw POSIXError(.ECHILD) }
                if measuresMemory {
                    memory = max(memory, Self.peak(of: process))
                    usleep(3000)
                }
            }
            defer {
                for path in [output, errors].compactMap(\.self) { unlink(path) }
            }
            let signal = status & 0x7F
            return Outcome(
                status: signal == 0 ? (status >> 8) & 0xFF : -signal,
                output: try output.map { try text(at: $0) } ?? "",
                errors: try errors.map { try text(at: $0) } ?? "",
                memory: memory
            )
        }

        /// `VmHWM` of a running process, in bytes.
        private static func peak(of process: pid_t) -> Int {
            guard let status = try? text(at: "/proc/\(process)/status"),
                let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
                let size = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
            else { return 0 }
            return (Int(size) ?? 0) * 1024
        }
    }

    func start(_ arguments: [String]) throws -> Started {
        let scratch = FileManager.default.temporaryDirectory.path + "/maatstaf-run-\(UUID().uuidString)"
        let output = streams.output == nil ? scratch + ".out" : nil
        let errors = streams.errors == nil ? scratch + ".err" : nil
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, streams.input ?? "/dev/null", O_RDONLY, 0)
        for (descriptor, chosen, own) in [(Int32(1), streams.output, output), (2, streams.errors, errors)] {
            if chosen == "" {
                posix_spawn_file_actions_addclose(&actions, descriptor)
            } else if let place = chosen ?? own {
                posix_spawn_file_actions_addopen(&actions, descriptor, place, O_WRONLY | O_CREAT, 0o600)
            }
        }
        var variables = ProcessInfo.processInfo.environment
        variables["MAATSTAF_DATA"] = nil
        variables["SWIFT_BACKTRACE"] = "enable=no"
        variables.merge(environment) { $1 }
        var command = [path] + arguments
        if let folder {
            // The shell goes there and becomes the program.
            command = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder.path] + command
        }
        var argv = command.map { strdup($0) } + [nil]
        var envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var process = pid_t()
        let problem = posix_spawn(&process, command[0], &actions, nil, &argv, &envp)
        if problem != 0 { throw POSIXError(POSIXErrorCode(rawValue: problem) ?? .EINVAL) }
        return Started(process: process, output: output, errors: errors, measuresMemory: measuresMemory)
    }
}

/// The text of a file; bytes that are no UTF-8 become U+FFFD.
func text(at path: String) throws -> String {
    String(decoding: try bytes(at: path), as: UTF8.self)
}

func bytes(at path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
}
