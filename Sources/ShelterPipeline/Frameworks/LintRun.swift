public import ShelterModel
internal import ShelterParsers
internal import ShelterScoring

/// Looks for faults in a framework file.
public enum LintRun {
    /// - Parameters:
    ///   - framework: Id or path.
    ///   - codeBook: Id or path; `nil`: the framework's own.
    /// - Returns: Everything found, in the order of the file; errors are what makes the framework unusable.
    /// - Throws: `Refusal` if there is no such file, or its code book cannot be used.
    public static func diagnostics(
        framework reference: String,
        codeBook: String?,
        data: DataFolder
    ) throws(Refusal) -> [Diagnostic] {
        let file = try data.file(.framework, reference)
        let places: YAMLPlaces
        let framework: Framework
        do throws(Refusal) {
            places = try YAMLPlaces(yaml: file.text, file: file.name)
            framework = try FrameworkFile.framework(yaml: file.text, file: file.name)
        } catch {
            return error.diagnostics
        }
        guard let book = codeBook ?? framework.codeBook else {
            throw Refusal("lint.no-code-book", at: places.place(of: []), ["framework": .text(framework.id)])
        }
        let definitions = try data.codeBook(book).value
        do throws(Refusal) {
            _ = try CompiledFramework(framework, codeBook: definitions)
        } catch {
            return error.diagnostics
        }
        let found = FrameworkLint.findings(framework, codeBook: definitions).map { finding in
            Diagnostic(
                finding.severity,
                finding.code,
                at: finding.location ?? places.place(of: finding.path.steps.map(Self.step)),
                finding.arguments
            )
        }
        return found.enumerated().sorted { first, second in
            func key(_ entry: (offset: Int, element: Diagnostic)) -> (Int, Int, Int) {
                (entry.element.location?.line ?? 0, entry.element.location?.column ?? 0, entry.offset)
            }
            return key(first) < key(second)
        }.map(\.element)
    }

    private static func step(_ step: FrameworkPath.Step) -> YAMLPlaces.Step {
        switch step {
        case .key(let key): .key(key)
        case .item(let number): .item(number)
        }
    }
}
