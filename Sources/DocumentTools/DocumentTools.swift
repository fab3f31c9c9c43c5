internal import Dispatch
internal import Foundation
internal import Synchronization
public import ShelterModel

/// Makes PDF, DOCX, ODT and PNG with typst and pandoc, on all cores.
public struct DocumentTools: Sendable {
    public var folder: ToolFolder
    /// Typst template of documents.
    public var template: String

    /// - Throws: `Refusal` when the tools are not installed; it names the command that installs them.
    public init(_ folder: ToolFolder, template: String) throws(Refusal) {
        guard folder.isReady else {
            throw Refusal("documents.no-tools", ["command": .text(folder.command)])
        }
        self.folder = folder
        self.template = template
    }

    /// A job that failed, and what the tool said.
    public struct Failure: Hashable, Sendable {
        public var job: DocumentJob
        public var reason: String
    }

    /// Carries out all jobs; one that fails does not stop the others.
    ///
    /// - Parameters:
    ///   - workers: Processes at a time; `nil` is one for each core.
    ///   - progress: Called from any thread after each job.
    /// - Returns: What failed, in the order of the jobs.
    public func make(
        _ jobs: [DocumentJob],
        workers: Int? = nil,
        progress: @escaping @Sendable () -> Void = {}
    ) -> [Failure] {
        let next = Mutex(0)
        let failures = Mutex<[Int: String]>([:])
        DispatchQueue.concurrentPerform(
            iterations: max(1, min(workers ?? ProcessInfo.processInfo.activeProcessorCount, jobs.count))
        ) { _ in
            var worker: ToolProcess?
            while true {
                let number = next.withLock { number in
                    defer { number += 1 }
                    return number
                }
                guard jobs.indices.contains(number) else { break }
                if worker == nil { worker = ToolProcess(self) }
                let reason = worker.map { $0.carryOut(jobs[number]) } ?? .some("the tools do not start")
                if let reason { failures.withLock { $0[number] = reason } }
                if worker?.hasEnded == true { worker = nil }
                progress()
            }
            worker?.close()
        }
        return failures.withLock { $0.sorted { $0.key < $1.key }.map { Failure(job: jobs[$0.key], reason: $0.value) } }
    }
}
