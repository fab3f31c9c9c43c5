internal import Foundation
public import ShelterAppreciation
public import ShelterModel
internal import ShelterParsers

/// A register with what belongs to it, read from its files.
public struct AnnexInput: Sendable {
    public var register: AppreciationRegister
    public var nonPublic: NonPublicParts?
    /// Everything that the check found, with its place.
    public var findings: [(finding: AnnexFinding, diagnostic: Diagnostic)]
    let files: [DataFile]

    /// - Parameters:
    ///   - register: Path of the register.
    ///   - nonPublic: Path of the file with what may not be public.
    ///   - source: Path of the study's text, as UTF-8.
    /// - Throws: `Refusal` with everything that is wrong with the files.
    public init(register path: String, nonPublic nonPublicPath: String?, source: String?) throws(Refusal) {
        let file = DataFile(name: path.lastPathName, text: try DataFolder.text(at: path))
        let register = try AppreciationRegisterFile.register(yaml: file.text, file: file.name)
        let places = try YAMLPlaces(yaml: file.text, file: file.name)
        var files = [file]
        var nonPublic: NonPublicParts?
        var nonPublicPlaces: YAMLPlaces?
        if let nonPublicPath {
            let other = DataFile(name: nonPublicPath.lastPathName, text: try DataFolder.text(at: nonPublicPath))
            nonPublic = try NonPublicPartsFile.parts(yaml: other.text, file: other.name)
            nonPublicPlaces = try YAMLPlaces(yaml: other.text, file: other.name)
            files.append(other)
        }
        var sourceText: String?
        if let source {
            let other = DataFile(name: source.lastPathName, text: try DataFolder.text(at: source))
            sourceText = other.text
            files.append(other)
        }
        self.register = register
        self.nonPublic = nonPublic
        self.files = files
        findings = AnnexCheck.findings(register, nonPublic: nonPublic, sourceText: sourceText).map { finding in
            let steps = finding.path.map { step -> YAMLPlaces.Step in
                switch step {
                case .key(let key): .key(key)
                case .item(let index): .item(index)
                }
            }
            let source = finding.source == .register ? places : nonPublicPlaces
            return (finding, finding.diagnostic(at: source?.place(of: steps)))
        }
    }

    /// Findings that keep the annex from being final.
    public var open: [Diagnostic] { findings.filter(\.finding.isOpen).map(\.diagnostic) }
}
