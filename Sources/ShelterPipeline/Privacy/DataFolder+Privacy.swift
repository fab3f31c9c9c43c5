internal import Foundation
public import ShelterCleaning
public import ShelterModel
internal import ShelterParsers

extension DataFolder {
    /// What the personal-data guard knows.
    ///
    /// - Throws: `Refusal` when the file is not there or not whole: without it the guard would see nothing.
    public func personalDataMarks() throws(Refusal) -> PersonalDataMarks {
        let file = path + "/Privacy/personal-data.yaml"
        let entries = try TextsFile.entries(yaml: try Self.text(at: file), file: file.lastPathName)
        return try PersonalDataMarks(entries: entries, file: file.lastPathName)
    }
}
