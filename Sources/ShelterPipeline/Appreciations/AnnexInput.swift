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
    let files: [File]

    /// A file that was read.
    struct File: Sendable {
        var name: String
        var hash: String
    }

    /// - Parameters:
    ///   - register: Path of the register.
    ///   - nonPublic: Path of the file with what may not be public.
    ///   - source: Path of the study's text, as UTF-8.
    /// - Throws: `Refusal` with everything that is wrong with the files.
    public init(register path: String, nonPublic nonPublicPath: String?, source: String?) throws(Refusal) {
        let (register, place) = try Self.register(path)
        var files = [File(name: path.lastPathName, hash: try BlockHash.content(of: path).hash)]
        var nonPublic: NonPublicParts?
        var nonPublicPlaces: YAMLPlaces?
        if let nonPublicPath {
            let other = DataFile(name: nonPublicPath.lastPathName, text: try DataFolder.text(at: nonPublicPath))
            nonPublic = try NonPublicPartsFile.parts(yaml: other.text, file: other.name)
            nonPublicPlaces = try YAMLPlaces(yaml: other.text, file: other.name)
            files.append(File(name: other.name, hash: other.hash))
        }
        var sourceText: String?
        if let source {
            let other = DataFile(name: source.lastPathName, text: try DataFolder.text(at: source))
            sourceText = other.text
            files.append(File(name: other.name, hash: other.hash))
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
            let found = finding.source == .register ? place(finding.path) : nonPublicPlaces?.place(of: steps)
            return (finding, finding.diagnostic(at: found))
        }
    }

    /// A register from YAML, or from a form that was filled in.
    private static func register(
        _ path: String
    ) throws(Refusal) -> (register: AppreciationRegister, place: ([AnnexFinding.Step]) -> SourceLocation) {
        let name = path.lastPathName
        guard RegisterFormFile.isForm(path) else {
            let text = try DataFolder.text(at: path)
            let register = try AppreciationRegisterFile.register(yaml: text, file: name)
            let places = try YAMLPlaces(yaml: text, file: name)
            return (
                register,
                { path in
                    places.place(
                        of: path.map { step in
                            switch step {
                            case .key(let key): .key(key)
                            case .item(let index): .item(index)
                            }
                        }
                    )
                }
            )
        }
        let (register, places) = try RegisterFormFile.register(path, name: name)
        return (register, { places.place(of: $0) })
    }

    /// Findings that keep the annex from being final.
    public var open: [Diagnostic] { findings.filter(\.finding.isOpen).map(\.diagnostic) }
}
