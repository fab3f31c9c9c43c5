internal import Foundation
import ShelterModel

/// Lets libreadstat, which calls back for every cell and cannot be made to pause, fill batches on a thread of its own.
///
/// The thread ends with this object, whether or not everything has been read.
final class SAVThread {
    enum Event: Sendable {
        case columns([ExportColumn])
        case batch(RecordBatch)
        case failed(Refusal)
    }

    private let queue = BoundedQueue<Event>(capacity: 2)

    init(_ bytes: consuming SAVBytes, dictionary: SAVDictionary, options: SAVOptions) {
        let queue = queue
        let job = SAVJob(SAVParser(bytes, dictionary: dictionary, options: options) { queue.put($0) })
        let thread = Thread {
            job.parser.run()
            queue.close()
        }
        thread.name = "sav"
        // libreadstat keeps buffers of 64 kB on the stack.
        thread.stackSize = 1 << 20
        thread.start()
    }

    deinit {
        queue.cancel()
    }

    func next() -> Event? { queue.take() }
}

/// Brings the parser to its thread, which is the only one that uses it.
private struct SAVJob: @unchecked Sendable {
    let parser: SAVParser

    init(_ parser: SAVParser) {
        self.parser = parser
    }
}
