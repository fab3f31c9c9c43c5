internal import DocumentTools
internal import Foundation
internal import ShelterAnalysis
public import ShelterModel
internal import ShelterParsers
public import ShelterReporter

/// One table or figure of a report by itself, for a document of the user's own.
///
/// An id is `<area>.<piece>`, where the area is a municipality's code or `all`, as in the ids of figures, and the piece is
/// what `Document.pieces` calls it: `GM0363.locations`, `all.histograms`.
public struct PieceRun {
    public enum Kind: String, Sendable {
        case table, figure
    }

    /// A piece that can be asked for.
    public struct Entry: Hashable, Sendable, Codable {
        public var id: String
        public var title: String
    }

    private let settings: RunSettings
    private let preparation: Preparation
    private let data: DataFolder

    public init(_ settings: RunSettings, preparation: Preparation, data: DataFolder) {
        self.settings = settings
        self.preparation = preparation
        self.data = data
    }

    /// Every piece of a kind that the overview and the pages for an audience have.
    public func entries(
        _ kind: Kind,
        _ audience: Audience,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws(Refusal) -> [Entry] {
        let html = try report(progress).html
        var entries: [Entry] = []
        if audience == .intern { entries += Self.entries(html.indexDocument(), "all", kind) }
        for municipality in html.report.municipalities {
            let document = html.municipalityDocument(municipality, audience: audience)
            entries += Self.entries(document, municipality.area.code, kind)
        }
        return entries
    }

    /// Writes one piece to a file, in the format of its ending.
    ///
    /// - Throws: `Refusal` when there is no such piece, or nothing writes that format.
    public func write(
        _ id: String,
        _ kind: Kind,
        _ audience: Audience,
        to path: String,
        replacing: Bool,
        reference: String?,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws(Refusal) {
        let format = path.lowercased().split(separator: ".").last.map(String.init) ?? ""
        let known =
            kind == .table
            ? ["docx", "odt", "xlsx", "ods", "csv", "html", "pdf"] : ["svg", "png", "docx", "odt", "pdf"]
        guard known.contains(format), path.contains(".") else {
            throw Refusal("piece.unknown-format", ["path": .text(path), "known": .list(known)])
        }
        try PendingFile.check(path, inputs: settings.files, mayReplace: replacing)
        let (html, date) = try report(progress)
        let (document, piece) = try find(id, kind, audience, html)
        let file = try PendingFile(path, inputs: settings.files, mayReplace: replacing)
        switch (piece.content, format) {
        case (.table(let table), "xlsx"):
            let table = PieceTable(table, settings.language)
            let columns = table.header.map { ExportColumn(name: $0) }
            var kinds = ColumnKinds(columns)
            kinds.add(table.batch)
            var writer = try XLSXWriter(
                path: file.pathAside,
                columns: columns,
                kinds: kinds,
                displayName: path.lastPathName
            )
            try writer.write(table.batch)
            _ = try writer.finish()
        case (.table(let table), "csv"):
            try file.write(PieceTable(table, settings.language).csv)
        case (.figure(let figure), "svg") where figure.panels.count == 1:
            try file.write(Array(figure.panels[0].svg.utf8))
        case (.figure(let figure), "svg"):
            throw Refusal("piece.several-panels", ["id": .text(id), "n": .integer(figure.panels.count)])
        case (_, "html"):
            try file.write(HTMLRenderer(styleSheet: try data.styleSheet()).render(document))
        default:
            try make(document, piece, format, date: date, reference: reference, aside: file.pathAside)
        }
        try PendingFile.finish([file])
    }

    // MARK: - Finding

    private static func entries(_ document: Document, _ area: String, _ kind: Kind) -> [Entry] {
        document.pieces.filter { $0.kind == kind }
            .map { Entry(id: "\(area).\($0.id)", title: $0.title.plainText) }
    }

    private func find(
        _ id: String,
        _ kind: Kind,
        _ audience: Audience,
        _ html: HTMLReport
    ) throws(Refusal) -> (Document, DocumentPiece) {
        // The code of a group may hold full stops itself: the area is whatever stands before the last one.
        let parts = id.split(separator: ".", omittingEmptySubsequences: false)
        let area = parts.dropLast().joined(separator: ".")
        let name = parts.last.map(String.init) ?? ""
        let municipality = html.report.municipalities.first { $0.area.code == area }
        let document: Document
        if area == "all", audience == .intern {
            document = html.indexDocument()
        } else if let municipality {
            document = html.municipalityDocument(municipality, audience: audience)
        } else {
            let areas = (audience == .intern ? ["all"] : []) + html.report.municipalities.map(\.area.code)
            throw Refusal(
                "piece.unknown-area",
                ["id": .text(id), "area": .text(area), "known": .list(Array(areas.prefix(12)))]
            )
        }
        let pieces = document.pieces.filter { $0.kind == kind }
        if let piece = pieces.first(where: { $0.id == name }) { return (document.standing(piece, id: id), piece) }
        let known = pieces.map { "\(area).\($0.id)" }
        throw Refusal(
            "piece.unknown-id",
            [
                "id": .text(id), "known": .list(known),
                "nearest": .text(NearestName.nearest(to: id, in: known).first ?? known.first ?? ""),
            ]
        )
    }

    private func report(
        _ progress: @escaping @Sendable (Int) -> Void
    ) throws(Refusal) -> (html: HTMLReport, date: CalendarDate) {
        let road = try Road(preparation, settings)
        // The data files of a report are made on the way; here they are thrown away.
        var folder = try OutputFolder(replacing: NSTemporaryDirectory() + "maatstaf-piece-\(getpid())")
        var writer = try DataWriter(preparation, detail: .pages, folder: folder, progress: progress)
        let summary = try road.walk(&writer)
        try writer.finish(&folder)
        guard let date = settings.date ?? writer.newestVisit else {
            throw Refusal("run.no-date", at: SourceLocation(file: summary.inputs[0].file))
        }
        let report = writer.report(summary, date: date, settings, preparation)
        return (HTMLReport(report: report, texts: preparation.texts, styleSheet: ""), date)
    }

    // MARK: - Writing

    private func make(
        _ document: Document,
        _ piece: DocumentPiece,
        _ format: String,
        date: CalendarDate,
        reference: String?,
        aside: String
    ) throws(Refusal) {
        guard let kind = DocumentJob.Kind(rawValue: format) else { return }
        var choice = DocumentChoice()
        choice.references = reference.map { [$0] } ?? []
        try choice.check()
        let bytes: [UInt8]
        switch (kind, piece.content) {
        case (.png, .figure(let figure)):
            guard figure.panels.count == 1 else {
                throw Refusal("piece.several-panels", ["id": .text(piece.id), "n": .integer(figure.panels.count)])
            }
            bytes = Array(figure.panels[0].svg.utf8)
        case (.ods, .table(let table)):
            let name = table.caption.plainText
            bytes = try OfficeInput.bytes(PieceTable(table, settings.language).sheet(name: name))
        case (.pdf, _): bytes = try OfficeInput.bytes(TypesetRenderer(date: date).node(document))
        default: bytes = try OfficeInput.bytes(OfficeInput.node(document, isPiece: true))
        }
        let tools = try data.documentTools()
        var folder = try OutputFolder(replacing: NSTemporaryDirectory() + "maatstaf-piece-\(getpid())")
        try folder.write(bytes, to: "input")
        let job = DocumentJob(
            kind: kind,
            input: folder.workPath + "/input",
            output: DocumentMaker.absolute(aside),
            date: date.iso,
            reference: DocumentFormat(rawValue: format).flatMap(choice.reference).map(DocumentMaker.absolute)
        )
        if let failure = tools.make([job]).first {
            throw Refusal("documents.not-made", at: SourceLocation(file: piece.id), ["reason": .text(failure.reason)])
        }
    }
}

extension DocumentPiece {
    var kind: PieceRun.Kind {
        switch content {
        case .table: .table
        case .figure: .figure
        }
    }
}

extension Document {
    /// The piece alone, with its state and its id under it: no table travels without them.
    func standing(_ piece: DocumentPiece, id: String) -> Document {
        var document = containing(piece)
        document.blocks.append(.paragraph([.secondary([.text(mark + " · "), .code(id)])]))
        return document
    }
}
