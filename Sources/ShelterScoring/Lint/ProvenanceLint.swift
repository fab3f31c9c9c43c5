import ShelterModel

/// Looks for criteria that do not say where they come from, how far they were checked, or from when they hold.
enum ProvenanceLint {
    static func findings(_ framework: Framework) -> [LintFinding] {
        var findings: [LintFinding] = []
        if isPlaceholder(framework.source) {
            findings.append(LintFinding("lint.no-framework-source", at: FrameworkPath() / "source"))
        }
        for (criterion, path) in framework.placedCriteria {
            findings += Self.findings(criterion, at: path)
        }
        return findings
    }

    private static func findings(_ criterion: Criterion, at path: FrameworkPath) -> [LintFinding] {
        let provenance = criterion.provenance
        var findings: [LintFinding] = []
        func warn(_ code: String, _ key: String, _ arguments: [String: Diagnostic.Argument] = [:]) {
            findings.append(
                LintFinding(code, at: path / key, arguments.merging(["criterion": .text(criterion.id)]) { $1 })
            )
        }
        if isPlaceholder(provenance.source) { warn("lint.no-source", "source") }
        let tag: Diagnostic.Argument = .text(provenance.verification.rawValue)
        if provenance.verification.isVerified, isPlaceholder(provenance.verificationReference ?? "") {
            warn("lint.no-reference", "verified", ["tag": tag])
        }
        if provenance.verification != .sourced, provenance.remark == LocalizedText([:]) {
            warn("lint.no-remark", "verified", ["tag": tag])
        }
        if (provenance.verifiedBy == nil) != (provenance.verifiedOn == nil) { warn("lint.half-signed", "verified") }
        if provenance.status == .norm, provenance.verification == .design {
            warn("lint.status-and-tag", "status", ["status": .text(provenance.status.rawValue), "tag": tag])
        }
        let isDated =
            criterion.validFrom != nil || criterion.validTo != nil || provenance.sourceVersion != nil
            || provenance.verifiedUntil != nil
        // Of what nobody has read the version is not known either, and the tag says so.
        if provenance.status == .norm, provenance.verification != .knowledge, !isDated {
            warn("lint.norm-without-date", "status")
        }
        return findings
    }

    private static let placeholders: Set<String> = [
        "", "todo", "tbd", "na", "nvt", "nnb", "pm", "onbekend", "unknown", "x", "xx", "xxx", "bron", "source", "volgt",
        "bronvolgt", "invullen", "noginvullen", "nogintevullen", "intevullen", "nogtebepalen", "tobefilledin", "fillin",
        "tobedetermined", "tobeadded", "tofollow", "placeholder",
    ]

    /// Nothing, or what people write to fill it in later.
    private static func isPlaceholder(_ text: String) -> Bool {
        let plain = text.lowercased().filter { $0.isLetter || $0.isNumber }
        return placeholders.contains(plain)
    }
}

extension Framework {
    /// All criteria with their places in the file.
    var placedCriteria: [(criterion: Criterion, path: FrameworkPath)] {
        themes.enumerated().flatMap { number, theme in
            theme.criteria.enumerated().map { index, criterion in
                (criterion, FrameworkPath() / "themes" / number / "criteria" / index)
            }
        }
    }
}
