internal import DocumentTools
internal import Foundation
internal import ShelterModel
internal import ShelterReporter

/// Writes the documents of a run into its folder, each in every format that was asked for.
///
/// HTML is written at once; for the other formats the data are laid aside, and the tools take them all together at the end.
struct DocumentMaker {
    /// Where data for the tools stand until they are done; it is removed before the folder takes its place.
    private static let aside = ".making"

    private let choice: DocumentChoice
    private let html: HTMLRenderer
    private let date: CalendarDate
    private var jobs: [(job: DocumentJob, path: String)] = []
    private var inputs = 0
    /// Pages that leave the house in other formats alone: path of the page, and where it stands for the attack on it.
    private(set) var unwritten: [(page: String, file: String)] = []
    /// Documents that were asked for, relative to the folder, in the first format of each.
    private(set) var pages: [String] = []

    init(_ choice: DocumentChoice, styleSheet: String, date: CalendarDate) {
        self.choice = choice
        html = HTMLRenderer(styleSheet: styleSheet)
        self.date = date
    }

    /// A document with its page already made, so that several can be made at once.
    struct Prepared: Sendable {
        let document: Document
        /// Path of the page in HTML, relative to the folder; other formats stand beside it.
        let page: String
        /// `nil` where no page is wanted, not even to be attacked.
        fileprivate let bytes: [UInt8]?
    }

    func prepared(_ document: Document, _ page: String) -> Prepared {
        let isNeeded = choice.formats.contains(.html) || Publication.leavesTheHouse(page)
        return Prepared(document: document, page: page, bytes: isNeeded ? html.render(document) : nil)
    }

    /// - Parameter page: Path of the page in HTML, relative to the folder; other formats stand beside it.
    mutating func write(_ document: Document, to page: String, _ folder: inout OutputFolder) throws(Refusal) {
        try write(prepared(document, page), &folder)
    }

    mutating func write(_ prepared: Prepared, _ folder: inout OutputFolder) throws(Refusal) {
        let (document, page) = (prepared.document, prepared.page)
        let stem = page.withoutPathExtension
        if let first = choice.formats.first { pages.append("\(stem).\(first.rawValue)") }
        if !choice.formats.contains(.html), let bytes = prepared.bytes {
            unwritten.append((page, try layAside(bytes, folder)))
        }
        var office: String?
        for format in choice.formats {
            let path = "\(stem).\(format.rawValue)"
            guard let kind = format.job else {
                if let bytes = prepared.bytes { try folder.write(bytes, to: path) }
                continue
            }
            let input: String
            if kind == .pdf {
                input = try layAside(TypesetRenderer(date: date).node(document), folder)
            } else if let office {
                input = office
            } else {
                input = try layAside(OfficeInput.node(document), folder)
                office = input
            }
            let job = DocumentJob(
                kind: kind,
                input: input,
                output: try folder.file(path),
                date: date.iso,
                reference: choice.reference(for: format).map(Self.absolute)
            )
            jobs.append((job, path))
        }
    }

    private mutating func layAside(_ node: JSONNode, _ folder: borrowing OutputFolder) throws(Refusal) -> String {
        try layAside(try OfficeInput.bytes(node), folder)
    }

    private mutating func layAside(_ bytes: [UInt8], _ folder: borrowing OutputFolder) throws(Refusal) -> String {
        inputs += 1
        let path = try folder.file("\(Self.aside)/\(inputs).json")
        var file = try OutputFile(path, isHashed: false)
        try file.write(bytes)
        _ = try file.finish()
        return path
    }

    static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    /// Has the tools make what is left.
    ///
    /// - Parameter progress: Called from any thread with the number of documents that are done, and that there are.
    /// - Returns: What could not be made and why; the other documents are there all the same.
    mutating func finish(
        _ folder: inout OutputFolder,
        data: DataFolder,
        progress: @escaping @Sendable (Int, Int) -> Void
    ) throws(Refusal) -> [Diagnostic] {
        guard !jobs.isEmpty else { return [] }
        defer { try? FileManager.default.removeItem(atPath: folder.workPath + "/" + Self.aside) }
        let tools: DocumentTools
        do throws(Refusal) {
            tools = try data.documentTools()
        } catch {
            return error.diagnostics.map { diagnostic in
                var diagnostic = diagnostic
                diagnostic.severity = .warning
                return diagnostic
            }
        }
        let counter = Counter()
        let total = jobs.count
        let failures = tools.make(jobs.map(\.job)) { progress(counter.next(), total) }
        var reasons: [DocumentJob: String] = [:]
        for failure in failures { reasons[failure.job] = failure.reason }
        var diagnostics: [Diagnostic] = []
        for (job, path) in jobs {
            if let reason = reasons[job] {
                try? FileManager.default.removeItem(atPath: job.output)
                diagnostics.append(
                    Diagnostic(
                        .warning,
                        "documents.not-made",
                        at: SourceLocation(file: path),
                        ["reason": .text(reason)]
                    )
                )
            } else {
                folder.record(try BlockHash.content(of: job.output).hash, of: path)
            }
        }
        return diagnostics
    }

    private final class Counter: @unchecked Sendable {
        private let lock = NSLock()
        private var done = 0

        func next() -> Int {
            lock.withLock {
                done += 1
                return done
            }
        }
    }
}

/// What the driver of the tools reads to make DOCX and ODT.
enum OfficeInput {
    static func node(_ document: Document, isPiece: Bool = false) -> JSONNode {
        let result = PandocRenderer(isPiece: isPiece).result(document)
        return [
            "tree": result.tree,
            "panels": .list(
                result.panels.map {
                    ["name": .text($0.name), "svg": .text($0.svg), "alternative": .text($0.alternative)]
                }
            ),
            "words": [
                "mark": .text(document.mark), "title": .text(document.title), "brand": .text(document.furniture.brand),
            ],
        ]
    }

    static func bytes(_ node: JSONNode) throws(Refusal) -> [UInt8] {
        do {
            return try node.bytes()
        } catch {
            throw Refusal("output.not-encodable", ["reason": .text(String(describing: error))])
        }
    }
}
