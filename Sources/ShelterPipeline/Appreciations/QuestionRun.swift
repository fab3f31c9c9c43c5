internal import ShelterAppreciation
public import ShelterModel
internal import ShelterParsers
internal import ShelterReporter

/// Writes what each directorate or partner is asked: one document with its recommendations, and the register as it was sent.
public struct QuestionRun {
    /// The register as it was sent, which replies are held against.
    public static let sentName = "sent.yaml"

    public struct Result: Sendable {
        /// Recipients with their documents, relative to the folder.
        public var sent: [(name: String, file: String, numbers: [String])]
        /// What could not be made and why.
        public var documents: [Diagnostic]
    }

    private let input: AnnexInput
    private let date: CalendarDate
    private let choice: DocumentChoice
    private let language: Language

    /// - Throws: `Refusal` for a format that nobody can fill in, or where no day is known.
    public init(
        _ input: AnnexInput,
        date: CalendarDate?,
        choice: DocumentChoice,
        language: Language
    ) throws(Refusal) {
        guard let date = date ?? input.register.letter?.date ?? input.register.study.date else {
            throw Refusal("annex.no-date")
        }
        try choice.check()
        self.input = input
        self.date = date
        self.choice = choice
        self.language = language
    }

    public func write(
        to output: String,
        data: DataFolder,
        documents: @escaping @Sendable (Int, Int) -> Void
    ) throws(Refusal) -> Result {
        let texts = try data.texts(language)
        let fields = try RegisterForm.answers(input.register)
        let pages = QuestionPages(AnnexPages(input.register, isFinal: false, date: date, texts: texts))
        var folder = try OutputFolder(replacing: output)
        let styleSheet = try data.styleSheet()
        var maker = DocumentMaker(choice, styleSheet: styleSheet, date: date)
        let recipients = pages.recipients
        let names = PageNames(codes: recipients.map(\.name))
        var list = CSVLine(["recipient", "file", "recommendations"], isForEditing: true)
        var result = Result(sent: [], documents: [])
        for recipient in recipients {
            let stem = "vragen/\(names[recipient.name])"
            try maker.write(pages.document(recipient, fields), to: stem + ".html", &folder)
            let numbers = recipient.numbers.map(\.text)
            for format in choice.formats {
                let file = "\(stem).\(format.rawValue)"
                list.add(foreign: recipient.name)
                list.add(file)
                list.add(numbers.joined(separator: ";"))
                list.end()
                result.sent.append((recipient.name, file, numbers))
            }
        }
        result.documents = try maker.finish(&folder, data: data, progress: documents)
        try folder.write(Array(try AppreciationRegisterWriter.yaml(input.register).utf8), to: Self.sentName)
        try folder.write(list.bytes, to: "vragen.csv")
        let manifest = AnnexManifest(
            [input],
            state: "concept",
            date: date,
            texts: texts,
            styleSheet: styleSheet,
            documents: result.documents.isEmpty ? try data.documentParts(choice) : nil,
            outputs: folder.hashes
        )
        try folder.write(try JSONBytes.of(manifest, isForPeople: true), to: "manifest.json")
        try folder.finish()
        return result
    }
}
