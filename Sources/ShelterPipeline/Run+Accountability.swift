internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterReporter

extension Run {
    /// Writes the documents that say by what a report was made and what was done with personal data.
    func writeAccountability(
        _ report: QualityReport,
        _ summary: RoadSummary,
        _ maker: inout DocumentMaker,
        _ folder: inout OutputFolder
    ) throws(Refusal) {
        typealias Part = AccountabilityFacts.Part
        var parts = [
            Part(.program, id: "maatstaf \(programVersion)"),
            Part(
                .framework,
                id: preparation.framework.id,
                version: preparation.framework.version,
                hash: preparation.frameworkFile.hash
            ),
            Part(
                .codeBook,
                id: preparation.codeBook.id,
                version: preparation.codeBook.version,
                hash: preparation.codeBookFile.hash
            ),
        ]
        if let register = preparation.register, let file = preparation.registerFile {
            parts.append(Part(.register, id: register.id, version: register.date.iso, hash: file.hash))
        }
        parts += [
            Part(.sampling, id: preparation.sampling.id, hash: preparation.samplingFile.hash),
            Part(
                .disclosure,
                id: preparation.disclosure.id,
                version: preparation.disclosure.version,
                hash: preparation.disclosureFile.hash
            ),
        ]
        let privacy = summary.privacy.summary
        let facts = AccountabilityFacts(
            parts: parts,
            columns: [
                .withheld: privacy.withheld, .pseudonymised: privacy.pseudonymised, .quarantined: privacy.quarantined,
                .kept: privacy.kept, .notRead: privacy.notRead,
            ],
            leastAnswersWithin: preparation.disclosure.count(.respondentsMinimum),
            leastAnswersPublic: preparation.disclosure.count(.respondentsPublicMinimum)
        )
        let html = HTMLReport(report: report, texts: preparation.texts, styleSheet: styleSheet)
        for (path, document) in html.accountabilityDocuments(facts) { try maker.write(document, to: path, &folder) }
    }
}
