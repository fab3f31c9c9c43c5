internal import Foundation

/// One running driver: takes a job as a line of JSON, and answers with a line.
final class ToolProcess {
    private struct Answer: Decodable {
        var error: String?
    }

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var buffer: [UInt8] = []
    /// Whether it can take no more jobs.
    private(set) var hasEnded = false

    /// `nil` if it does not start.
    init?(_ tools: DocumentTools) {
        process.executableURL = URL(fileURLWithPath: tools.folder.python)
        process.arguments = ["-I", "-B", tools.folder.driver, tools.folder.environment, tools.template]
        // Nothing of the user's may change what is made; pandoc counts time zones and reads locales.
        process.environment = ["LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin"]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
    }

    /// - Returns: What went wrong; `nil` if the file was made.
    func carryOut(_ job: DocumentJob) -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            try input.fileHandleForWriting.write(contentsOf: try encoder.encode(job) + Data([0x0A]))
        } catch {
            end()
            return "the tools do not run"
        }
        guard let line = readLine(), let answer = try? JSONDecoder().decode(Answer.self, from: Data(line)) else {
            end()
            return "the tools stopped"
        }
        return answer.error
    }

    private func readLine() -> [UInt8]? {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                defer { buffer.removeSubrange(...end) }
                return Array(buffer[..<end])
            }
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { return nil }
            buffer += data
        }
    }

    func close() {
        guard !hasEnded else { return }
        end()
    }

    private func end() {
        hasEnded = true
        try? input.fileHandleForWriting.close()
        if process.isRunning { process.waitUntilExit() }
    }
}
