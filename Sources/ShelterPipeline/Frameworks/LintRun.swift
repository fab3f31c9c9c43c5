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
        let (definitions, bookFile) = try data.codeBook(book)
        do throws(Refusal) {
            _ = try CompiledFramework(framework, codeBook: definitions)
        } catch {
            return error.diagnostics.map { places.sharpened($0) }
        }
        let bookPlaces = try YAMLPlaces(yaml: bookFile.text, file: bookFile.name)
        let found = FrameworkLint.findings(framework, codeBook: definitions).map { finding in
            Diagnostic(
                finding.severity,
                finding.code,
                at: (finding.isInCodeBook ? bookPlaces : places).place(of: finding.path.steps.map(Self.step)),
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

    // MARK: Places

    private static func step(_ step: FrameworkPath.Step) -> YAMLPlaces.Step {
        switch step {
        case .key(let key): .key(key)
        case .item(let number): .item(number)
        }
    }
}

extension YAMLPlaces {
    /// Which key of the criterion a message is about.
    private static let keys = [
        "framework.unit-mismatch": "unit", "framework.grain-mismatch": "grain",
        "framework.unknown-condition": "appliesTo",
        "framework.no-in-use-from": "appliesTo", "framework.not-of-residents": "residents",
    ]

    /// The same message at the name that it is about, where that stands below the place of the message.
    fileprivate func sharpened(_ diagnostic: Diagnostic) -> Diagnostic {
        var result = diagnostic
        if let key = Self.keys[diagnostic.code], let location = diagnostic.location,
            let place = place(ofKey: key, below: location)
        {
            result.location = place
            return result
        }
        for key in ["value", "variable"] {
            guard let name = diagnostic.arguments[key]?.plainText, let location = diagnostic.location,
                let place = place(mentioning: name, below: location)
            else { continue }
            result.location = place
            return result
        }
        return result
    }
}

extension Diagnostic.Argument {
    fileprivate var plainText: String? {
        if case .text(let text) = self { return text }
        return nil
    }
}
