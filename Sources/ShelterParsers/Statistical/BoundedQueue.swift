internal import Foundation

/// Hands values from one thread to another, never more than a few at a time.
final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let capacity: Int
    private var elements: [Element] = []
    private var isClosed = false
    private var isCancelled = false

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Waits until there is room.
    ///
    /// - Returns: Whether the other side still wants more.
    func put(_ element: Element) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while elements.count >= capacity, !isCancelled { condition.wait() }
        if isCancelled { return false }
        elements.append(element)
        condition.broadcast()
        return true
    }

    /// Waits until there is something.
    ///
    /// - Returns: `nil` once everything has been taken and no more will come.
    func take() -> Element? {
        condition.lock()
        defer { condition.unlock() }
        while elements.isEmpty, !isClosed { condition.wait() }
        if elements.isEmpty { return nil }
        let element = elements.removeFirst()
        condition.broadcast()
        return element
    }

    /// Says that no more will be put in.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }

    /// Says that no more will be taken out, and waits until the other side has closed the queue.
    func cancel() {
        condition.lock()
        isCancelled = true
        condition.broadcast()
        while !isClosed { condition.wait() }
        condition.unlock()
    }
}
