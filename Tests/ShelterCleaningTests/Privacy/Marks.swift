import Foundation
import ShelterCleaning
import ShelterModel
import ShelterParsers
import Testing

/// What the guard knows, as it is shipped.
enum Marks {
    static let shipped: PersonalDataMarks? = {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let file = root.appendingPathComponent("Data/Privacy/personal-data.yaml")
        guard let text = try? String(contentsOf: file, encoding: .utf8),
            let entries = try? TextsFile.entries(yaml: text, file: "personal-data.yaml")
        else { return nil }
        return try? PersonalDataMarks(entries: entries, file: "personal-data.yaml")
    }()
}

/// Numbers that are the same on every run.
struct Dice {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }
}

/// The verdict on one column of cells.
func verdict(
    _ cells: [String],
    header: String = "kolom",
    label: String = "",
    definition: ColumnDefinition? = nil
) throws -> PersonalDataVerdict? {
    let marks = try #require(Marks.shipped)
    var scan = PersonalDataScan([ScannedColumn(header: header, label: label, definition: definition)], marks: marks)
    scan.add(columns: [cells])
    return scan.verdicts().first
}

extension PersonalDataScan {
    /// Adds whole columns of equal length.
    mutating func add(columns: [[String]]) {
        var bytes: [UInt8] = []
        var fieldEnds: [Int] = []
        var recordEnds: [Int] = []
        for row in columns[0].indices {
            for column in columns {
                bytes.append(contentsOf: column[row].utf8)
                fieldEnds.append(bytes.count)
            }
            recordEnds.append(fieldEnds.count)
        }
        add(bytes: bytes, fieldEnds: fieldEnds, recordEnds: recordEnds)
    }
}
