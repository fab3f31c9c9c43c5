internal import CLibXML2
import ShelterModel

/// Reads the XML of one part of a workbook event by event; the only place that knows libxml2, with `XMLQueue`.
///
/// Holds the events of one unpacked chunk and never a tree. Document type declarations are refused, so that there are
/// no entities to expand.
struct XMLEvents: ~Copyable {
    private let parser: xmlParserCtxtPtr
    private let queue: UnsafeMutablePointer<XMLQueue>
    private let chunk: UnsafeMutablePointer<CChar>
    private let chunkSize: Int
    private var entry: ZipEntry
    private var current = XMLEvent(kind: .end, name: .other, first: 0, count: 0)
    private var isFinished = false

    private static let ready: Void = xmlInitParser()

    init(_ entry: consuming ZipEntry, chunkSize: Int) throws(Refusal) {
        _ = Self.ready
        var handler = XMLQueue.handler()
        queue = .allocate(capacity: 1)
        queue.initialize(to: XMLQueue())
        guard let parser = xmlCreatePushParserCtxt(&handler, queue, nil, 0, nil) else {
            queue.deinitialize(count: 1)
            queue.deallocate()
            throw entry.damaged(reason: "out of memory")
        }
        // Without HUGE, libxml2 bounds the length of names and attributes by itself.
        xmlCtxtUseOptions(
            parser,
            Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
        )
        queue.pointee.parser = parser
        self.parser = parser
        self.chunkSize = max(1, chunkSize)
        chunk = .allocate(capacity: self.chunkSize)
        self.entry = entry
    }

    deinit {
        xmlFreeParserCtxt(parser)
        queue.deinitialize(count: 1)
        queue.deallocate()
        chunk.deallocate()
    }

    /// The next event; the memory of the one before is no longer valid.
    @inline(__always)
    mutating func next() throws(Refusal) -> XMLEvent {
        if let event = queue.pointee.take() {
            current = event
            return event
        }
        return try nextAfterFilling()
    }

    @inline(never)
    private mutating func nextAfterFilling() throws(Refusal) -> XMLEvent {
        while !isFinished {
            queue.pointee.empty()
            try feed()
            if let event = queue.pointee.take() {
                current = event
                return event
            }
        }
        if let fault = queue.pointee.fault { throw refusal(fault) }
        current = XMLEvent(kind: .finished, name: .other, first: 0, count: 0)
        return current
    }

    /// Gives the parser one chunk.
    ///
    /// What is wrong with it is told after the events before that place.
    private mutating func feed() throws(Refusal) {
        if let fault = queue.pointee.fault { throw refusal(fault) }
        let count = try entry.read(into: chunk, count: chunkSize)
        let result = xmlParseChunk(parser, chunk, Int32(count), count == 0 ? 1 : 0)
        if queue.pointee.fault == nil, result != 0 || (count == 0 && parser.pointee.wellFormed == 0) {
            queue.pointee.fault = .notWellFormed(code: Int(result), line: Int(parser.pointee.lastError.line))
        }
        if count == 0 { isFinished = true }
    }

    private func refusal(_ fault: XMLQueue.Fault) -> Refusal {
        switch fault {
        case .documentType:
            Refusal("sheet.has-dtd", at: SourceLocation(file: entry.displayName), ["part": .text(entry.name)])
        case .implausible(let reason):
            entry.damaged(reason: reason)
        case .notWellFormed(let code, let line):
            entry.damaged(reason: "XML error \(code), line \(line)")
        }
    }

    /// A refusal that names the part and what is wrong with it.
    func damaged(_ reason: String) -> Refusal { entry.damaged(reason: reason) }

    /// A refusal of a text that is too long, wherever it is used.
    func tooLong(limit: Int) -> Refusal {
        Refusal("sheet.cell-too-long", at: SourceLocation(file: entry.displayName), ["limit": .integer(limit)])
    }

    /// The bytes of a text event, until the next event.
    var text: UnsafeBufferPointer<UInt8> { queue.pointee.bytes(current.first, current.count) }

    /// An attribute of a start event, until the next event.
    @inline(__always)
    func attribute(_ name: XMLName) -> UnsafeBufferPointer<UInt8>? {
        for attribute in queue.pointee.attributes[current.first..<current.first + current.count]
        where attribute.name == name {
            return queue.pointee.bytes(attribute.start, attribute.count)
        }
        return nil
    }

    func attributeText(_ name: XMLName) -> String? {
        attribute(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Passes over the rest of the element that has just begun.
    mutating func skipElement() throws(Refusal) {
        var depth = 1
        while depth > 0 {
            switch try next().kind {
            case .start: depth += 1
            case .end: depth -= 1
            case .text: break
            case .finished: return
            }
        }
    }
}

/// Something that stands in an XML document.
struct XMLEvent {
    enum Kind {
        case start, text, end
        /// The document is complete and well-formed.
        case finished
    }

    var kind: Kind
    var name: XMLName
    /// The first attribute of a start, the first byte of a text.
    var first: Int
    var count: Int
}
