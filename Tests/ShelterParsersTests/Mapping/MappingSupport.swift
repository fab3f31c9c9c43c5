import Foundation
import ShelterModel

@testable import ShelterParsers

/// What the suites about mapping share.
enum MappingSupport {
    static func words() throws -> MatchingWords {
        try MatchingWordsFile.words(yaml: YAMLSamples.text("Mapping/words.yaml"), file: "words.yaml")
    }

    static func codeBook(_ id: String) throws -> CodeBook {
        try CodeBookFile.codeBook(yaml: YAMLSamples.text("CodeBooks/\(id).yaml"), file: "\(id).yaml")
    }

    static func framework(_ id: String) throws -> Framework {
        try FrameworkFile.framework(yaml: YAMLSamples.text("Frameworks/\(id).yaml"), file: "\(id).yaml")
    }

    /// Path of a form that `make_forms.py` made.
    static func form(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/\(name)").path
    }

    /// Without the places in files, which a file that is written does not keep.
    static func withoutPlaces(_ codeBook: CodeBook) -> CodeBook {
        var result = codeBook
        for table in result.tables.indices {
            for column in result.tables[table].columns.indices {
                result.tables[table].columns[column].location = nil
            }
        }
        return result
    }

    static func codes(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch {
            return (error as? Refusal)?.diagnostics.map(\.code) ?? ["\(error)"]
        }
    }
}
