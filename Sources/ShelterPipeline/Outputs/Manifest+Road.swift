internal import ShelterAnalysis
internal import ShelterModel

extension Manifest {
    /// What a run along the road was made from.
    ///
    /// - Parameters:
    ///   - styleSheet: Hash of the style sheet, where pages were written.
    ///   - outputs: Hash of every file but the manifest, by path.
    init(
        _ summary: RoadSummary,
        _ preparation: Preparation,
        _ settings: RunSettings,
        command: String,
        date: CalendarDate?,
        styleSheet: String? = nil,
        outputs: [String: String]
    ) {
        self.init(
            program: "maatstaf \(programVersion)",
            framework: Manifest.Part(
                id: preparation.framework.id,
                version: preparation.framework.version,
                file: preparation.frameworkFile.name,
                hash: preparation.frameworkFile.hash
            ),
            unverified: preparation.framework.unverified.isEmpty ? nil : preparation.framework.unverified.sorted(),
            codeBook: Manifest.Part(
                id: preparation.codeBook.id,
                version: preparation.codeBook.version,
                file: preparation.codeBookFile.name,
                hash: preparation.codeBookFile.hash
            ),
            publisher: preparation.publisher.map {
                Manifest.Part(id: $0.value.id, file: $0.file.name, hash: $0.file.hash)
            },
            register: preparation.register.flatMap { register in
                preparation.registerFile.map {
                    Manifest.Part(id: register.id, version: register.date.iso, file: $0.name, hash: $0.hash)
                }
            },
            mappings: Self.mappings(summary),
            crosswalk: preparation.crosswalk.map {
                Manifest.Part(id: $0.value.id, file: $0.file.name, hash: $0.file.hash)
            },
            sampling: ["report", "score"].contains(command)
                ? Manifest.Part(
                    id: preparation.sampling.id,
                    file: preparation.samplingFile.name,
                    hash: preparation.samplingFile.hash
                ) : nil,
            disclosure: settings.detail == .municipalities
                ? nil
                : Manifest.Part(
                    id: preparation.disclosure.id,
                    version: preparation.disclosure.version,
                    file: preparation.disclosureFile.name,
                    hash: preparation.disclosureFile.hash
                ),
            residents: preparation.residents.isEmpty
                ? nil
                : preparation.residents.map {
                    Manifest.Part(id: $0.value.language, file: $0.file.name, hash: $0.file.hash)
                },
            texts: BlockHash.hex(
                of: preparation.texts.entries.sorted { $0.key < $1.key }.map { "\($0.key)\u{0}\($0.value)\u{0}" }
                    .joined()
            ),
            styleSheet: styleSheet,
            inputs: summary.inputs.map {
                Manifest.Input(
                    file: $0.file,
                    hash: $0.hash,
                    bytes: $0.bytes,
                    rows: $0.rows,
                    used: $0.used,
                    setAside: $0.setAside
                )
            },
            privacy: summary.privacy.summary,
            settings: Manifest.Settings(
                command: command,
                language: settings.language,
                date: date,
                state: settings.state.rawValue,
                onlyMunicipality: settings.onlyMunicipality,
                onlyMunicipalities: settings.detail == .municipalities,
                core: settings.core ? true : nil,
                decimal: settings.decimal?.rawValue,
                dateOrder: settings.dateOrder?.rawValue,
                explain: styleSheet == nil ? nil : settings.explainCommand
            ),
            outputs: outputs
        )
    }

    /// Each mapping once, however many inputs have its header.
    private static func mappings(_ summary: RoadSummary) -> [Part]? {
        var seen: Set<String> = []
        let parts = summary.mappings.filter { seen.insert($0.name).inserted }
            .map { Manifest.Part(id: $0.name.withoutPathExtension, file: $0.name, hash: $0.hash) }
        return parts.isEmpty ? nil : parts
    }
}
