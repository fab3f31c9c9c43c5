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
    }

    /// One name that libxml2 has in its dictionary, where equal names have equal addresses.
    private struct KnownName {
        var local: UnsafePointer<xmlChar>?
        var namespace: UnsafePointer<xmlChar>?
        var name = XMLName.other
    }

    private static let slots = 128

    var parser: xmlParserCtxtPtr?
    var fault: Fault?
    private(set) var attributes: [Attribute] = []
    private var events: [XMLEvent] = []
    private var taken = 0
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 16
    private var byteCount = 0
    private var known = [KnownName](repeating: KnownName(), count: XMLQueue.slots)

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
        handler.startElementNs = { context, local, _, namespace, _, _, count, _, attributes in
            context?.assumingMemoryBound(to: XMLQueue.self).pointee.start(local, namespace, Int(count), attributes)
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
            context?.assumingMemoryBound(to: XMLQueue.self).pointee.refuseDocumentType()
        }
        // Without it, libxml2 would print what is wrong.
        handler.serror = { _, _ in }
        return handler
    }

    private mutating func refuseDocumentType() {
        fault = .documentType
        xmlStopParser(parser)
    }

    private mutating func start(
        _ local: UnsafePointer<xmlChar>?,
        _ namespace: UnsafePointer<xmlChar>?,
        _ count: Int,
        _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        let first = attributes.count
        if let values {
            // Five pointers each: local name, prefix, namespace, begin and end of the value.
            for index in 0..<count {
                let place = values + index * 5
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
        let candidate = known[slot]
        if candidate.local == local, candidate.namespace == namespace { return candidate.name }
        return learn(local, namespace, slot)
    }

    @inline(never)
    private mutating func learn(
        _ local: UnsafePointer<xmlChar>?,
        _ namespace: UnsafePointer<xmlChar>?,
        _ slot: Int
    ) -> XMLName {
        guard let local else { return .other }
        let name = XMLName(local: String(cString: local), namespace: namespace.map { String(cString: $0) })
        known[slot] = KnownName(local: local, namespace: namespace, name: name)
        return name
    }
}
