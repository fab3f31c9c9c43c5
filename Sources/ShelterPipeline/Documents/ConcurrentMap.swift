internal import Dispatch
internal import Foundation

extension Array where Element: Sendable {
    /// The same as `map`, with an element per core at a time; results are in the order of the elements.
    func concurrentMap<Result: Sendable>(_ transform: @Sendable (Element) -> Result) -> [Result] {
        guard count > 1 else { return map(transform) }
        let results = Results<Result>(count)
        DispatchQueue.concurrentPerform(iterations: count) { index in
            results.set(transform(self[index]), at: index)
        }
        return results.values
    }
}

private final class Results<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var found: [Value?]

    init(_ count: Int) {
        found = Array(repeating: nil, count: count)
    }

    func set(_ value: Value, at index: Int) {
        lock.withLock { found[index] = value }
    }

    var values: [Value] { lock.withLock { found.compactMap(\.self) } }
}
