internal import ShelterAppreciation
public import ShelterModel
internal import ShelterParsers
internal import ShelterReporter

/// Makes documents of a register: what is public in `openbaar/`, its companion in `intern/`.
public struct AnnexRun: Sendable {
    public enum Product: Hashable, Sendable {
        /// The annex to a letter.
        case annex
        /// The letter on progress.
        case progress
    }

    public struct Result: Sendable {
        /// Relative to the folder, in the first format of each.
        public var pages: [String]
        /// What could not be made and why.
        public var documents: [Diagnostic]
    }

    let product: Product
    let input: AnnexInput
    let older: AnnexInput?
    let isFinal: Bool
    let date: CalendarDate
    let choice: DocumentChoice
    let language: Language

    /// - Parameters:
    ///   - older: Version of the register to tell the changes since.
    ///   - date: `nil` is the date of the letter.
    /// - Throws: `Refusal` when something final is asked for while findings are open, or no day is known.
    public init(
        _ product: Product,
        _ input: AnnexInput,
        older: AnnexInput?,
        isFinal: Bool,
        date: CalendarDate?,
        choice: DocumentChoice,
        language: Language
    ) throws(Refusal) {
        if isFinal, !input.open.isEmpty {
            let refused = Refusal("annex.final-refused", ["count": .integer(input.open.count)])
            throw Refusal(input.open + refused.diagnostics)
        }
        guard let date = date ?? input.register.letter?.date else { throw Refusal("annex.no-date") }
        try choice.check()
        self.product = product
        self.input = input
        self.older = older
        self.isFinal = isFinal
        self.date = date
        self.choice = choice
        self.language = language
    }

    /// - Parameter documents: Called with the number of documents that are done, and that there are.
    public func write(
        to output: String,
        data: DataFolder,
        documents: @escaping @Sendable (Int, Int) -> Void
    ) throws(Refusal) -> Result {
        let texts = try data.texts(language)
        let styleSheet = try data.styleSheet()
        var folder = try OutputFolder(replacing: output)
        var maker = DocumentMaker(choice, styleSheet: styleSheet, date: date)
        for (page, document) in self.documents(texts) { try maker.write(document, to: page, &folder) }
        let notMade = try maker.finish(&folder, data: data, progress: documents)
        let usesTools = choice.formats.contains { $0 != .html }
        let manifest = AnnexManifest(
            [input] + [older].compactMap(\.self),
            state: isFinal ? "definitief" : "concept",
            date: date,
            texts: texts,
            styleSheet: styleSheet,
            documents: usesTools && notMade.isEmpty ? try data.documentParts(choice) : nil,
            outputs: folder.hashes
        )
        try folder.write(try JSONBytes.of(manifest, isForPeople: true), to: "manifest.json")
        try folder.finish()
        return Result(pages: maker.pages, documents: notMade)
    }

    private func documents(_ texts: Texts) -> [(page: String, document: Document)] {
        let pages = AnnexPages(input.register, isFinal: isFinal, date: date, texts: texts)
        switch product {
        case .annex:
            func sentences(isPassed: Bool) -> [String] {
                input.findings.filter { ($0.finding.override != nil) == isPassed }
                    .map { Self.sentence($0.diagnostic, texts) }
            }
            let companion = pages.companion(
                open: sentences(isPassed: false),
                passed: sentences(isPassed: true),
                nonPublic: input.nonPublic,
                older: older?.register
            )
            return [("openbaar/bijlage.html", pages.annex), ("intern/begeleider.html", companion)]
        case .progress:
            let progress = ProgressPages(pages, older: older?.register)
            return [("openbaar/voortgang.html", progress.letter), ("intern/stand.html", progress.companion)]
        }
    }

    private static func sentence(_ diagnostic: Diagnostic, _ texts: Texts) -> String {
        [diagnostic.location?.description, texts.sentence(for: diagnostic)].compactMap(\.self).joined(separator: ": ")
    }
}
