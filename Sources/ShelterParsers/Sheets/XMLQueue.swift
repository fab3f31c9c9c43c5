internal import CLibXML2

/// The events of one chunk of XML, as libxml2 reports them; owns the memory of their texts.
struct XMLQueue: ~Copyable {
    struct Attribute {
        var name: XMLName
        var start: Int
        var count: Int
    }

    enum Fault {
        case documentType
        case notWellFormed(code: Int, line: Int)
        /// What no workbook has, such as thousands of different names: libxml2 would hold them all, and search slowly.
        case implausible(String)
    }

    /// One name in the dictionary of libxml2, where equal names have equal addresses.
    private struct Address: Hashable {
        var local: UnsafePointer<xmlChar>?
        var namespace: UnsafePointer<xmlChar>?
    }

    private static let slots = 256
    private static let nameLimit = 4096
    private static let depthLimit = 256

    var parser: xmlParserCtxtPtr?
    var fault: Fault?
    private(set) var attributes: [Attribute] = []
    private var events: [XMLEvent] = []
    private var taken = 0
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 16
    private var byteCount = 0
    private var depth = 0
    private var instructions = 0
    private var names: [Address: XMLName] = [:]
    /// The names seen last, each in the one slot where it can be.
    private var recent = [(address: Address, name: XMLName)](repeating: (Address(), .other), count: XMLQueue.slots)

    init() {
        memory = .allocate(capacity: capacity)
    }

    deinit {
        memory.deallocate()
    }

    @inline(__always)
    mutating func take() -> XMLEvent? {
        guard taken < events.count else { return nil }
        taken += 1
        return events[taken - 1]
    }

    mutating func empty() {
        events.removeAll(keepingCapacity: true)
        attributes.removeAll(keepingCapacity: true)
        taken = 0
        byteCount = 0
    }

    func bytes(_ start: Int, _ count: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: memory + start, count: count)
    }

    /// What libxml2 calls for each event, with an `XMLQueue` as its context.
    static func handler() -> xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = XML_SAX2_MAGIC
        handler.startElementNs = { context, local, prefix, namespace, declared, namespaces, count, _, attributes in
            guard let queue = context?.assumingMemoryBound(to: XMLQueue.self) else { return }
            if declared > 0 { queue.pointee.declare(namespaces, Int(declared)) }
            if prefix != nil, namespace == nil { queue.pointee.refuse(.implausible("undeclared prefix")) }
            queue.pointee.start(local, namespace, Int(count), attributes)
            queue.pointee.stopIfRefused()
        }
        handler.endElementNs = { context, local, _, namespace in
            context?.assumingMemoryBound(to: XMLQueue.self).pointee.end(local, namespace)
        }
        handler.characters = { context, text, count in
            context?.assumingMemoryBound(to: XMLQueue.self).pointee.characters(text, Int(count))
        }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        handler.internalSubset = { context, _, _, _ in
            guard let queue = context?.assumingMemoryBound(to: XMLQueue.self) else { return }
            queue.pointee.refuse(.documentType)
            queue.pointee.stopIfRefused()
        }
        handler.processingInstruction = { context, _, _ in
            guard let queue = context?.assumingMemoryBound(to: XMLQueue.self) else { return }
            queue.pointee.countInstruction()
            queue.pointee.stopIfRefused()
        }
        // Without it, libxml2 would print what is wrong.
        handler.serror = { _, _ in }
        return handler
    }

    private mutating func refuse(_ fault: Fault) {
        if self.fault == nil { self.fault = fault }
    }

    /// Stops libxml2 after a fault; it may free its buffer then, so that this must come last in a callback.
    private func stopIfRefused() {
        if fault != nil { xmlStopParser(parser) }
    }

    private mutating func countInstruction() {
        instructions += 1
        if instructions > Self.nameLimit { refuse(.implausible("too many processing instructions")) }
    }

    /// Counts namespaces, used or not. There are two pointers for each: prefix and address.
    private mutating func declare(_ namespaces: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ count: Int) {
        guard let namespaces else { return }
        for index in 0..<count { _ = name(namespaces[index * 2], namespaces[index * 2 + 1]) }
    }

    private mutating func start(
        _ local: UnsafePointer<xmlChar>?,
        _ namespace: UnsafePointer<xmlChar>?,
        _ count: Int,
        _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        let first = attributes.count
        depth += 1
        if depth > Self.depthLimit { refuse(.implausible("elements in elements too deep")) }
        if let values {
            // Five pointers each: local name, prefix, namespace, begin and end of the value.
            for index in 0..<count {
                let place = values + index * 5
                if place[1] != nil, place[2] == nil { refuse(.implausible("undeclared prefix")) }
                let name = name(place[0], place[2])
                guard name != .other, let begin = place[3], let end = place[4] else { continue }
                let start = byteCount
                copy(begin, end - begin)
                resolveAmpersands(from: start)
                attributes.append(Attribute(name: name, start: start, count: byteCount - start))
            }
        }
        events.append(
            XMLEvent(kind: .start, name: name(local, namespace), first: first, count: attributes.count - first)
        )
    }

    private mutating func end(_ local: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?) {
        depth -= 1
        events.append(XMLEvent(kind: .end, name: name(local, namespace), first: 0, count: 0))
    }

    private mutating func characters(_ text: UnsafePointer<xmlChar>?, _ count: Int) {
        guard let text, count > 0 else { return }
        events.append(XMLEvent(kind: .text, name: .other, first: byteCount, count: count))
        copy(text, count)
    }

    /// Makes `&#38;` an ampersand in the value of an attribute.
    ///
    /// libxml2 leaves every ampersand so in them, for whoever replaces entities; all other references are resolved.
    @inline(__always)
    private mutating func resolveAmpersands(from start: Int) {
        guard bytes(start, byteCount - start).contains(UInt8(ascii: "&")) else { return }
        let reference = "&#38;".utf8
        var target = start
        var index = start
        while index < byteCount {
            memory[target] = memory[index]
            target += 1
            if memory[index] == UInt8(ascii: "&"), index + reference.count <= byteCount,
                bytes(index, reference.count).elementsEqual(reference)
            {
                index += reference.count
            } else {
                index += 1
            }
        }
        byteCount = target
    }

    @inline(__always)
    private mutating func copy(_ text: UnsafePointer<xmlChar>, _ count: Int) {
        if byteCount + count > capacity { grow(to: byteCount + count) }
        (memory + byteCount).update(from: text, count: count)
        byteCount += count
    }

    @inline(never)
    private mutating func grow(to needed: Int) {
        capacity = max(needed, capacity * 2)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: memory, count: byteCount)
        memory.deallocate()
        memory = larger
    }

    @inline(__always)
    private mutating func name(
        _ local: UnsafePointer<xmlChar>?,
        _ namespace: UnsafePointer<xmlChar>?
    ) -> XMLName {
        let mixed = UInt(bitPattern: local) &* 31 &+ UInt(bitPattern: namespace)
        let slot = Int((mixed >> 3 ^ mixed >> 11) % UInt(Self.slots))
        let candidate = recent[slot]
        if candidate.address.local == local, candidate.address.namespace == namespace { return candidate.name }
        return learn(Address(local: local, namespace: namespace), slot)
    }

    @inline(never)
    private mutating func learn(_ address: Address, _ slot: Int) -> XMLName {
        if let name = names[address] {
            recent[slot] = (address, name)
            return name
        }
        if names.count >= Self.nameLimit { refuse(.implausible("too many names")) }
        let namespace = address.namespace.map { String(cString: $0) }
        let name = address.local.map { XMLName(local: String(cString: $0), namespace: namespace) } ?? .other
        names[address] = name
        recent[slot] = (address, name)
        return name
    }
}
