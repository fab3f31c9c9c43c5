import Foundation
import ShelterModel
import Testing

@testable import ShelterParsers

@Suite("Cells that a file holds as numbers")
struct NumberCellTests {
    /// Texts of the cells that are numbers, and of those that are none.
    private static func cells(_ fixture: String, _ options: SheetOptions = SheetOptions()) throws -> (
        numbers: [String], others: [String]
    ) {
        var options = options
        if fixture.hasPrefix("libreoffice") { options.sheet = "Blad" }
        var reader = try SheetReader(
            path: SheetReading.folder.appending(path: fixture).path,
            displayName: "book",
            options: options
        )
        var (numbers, others): ([String], [String]) = ([], [])
        while let batch = try reader.next() {
            for record in 0..<batch.recordCount {
                for (column, field) in batch.fields(of: record).enumerated() where !batch.range(of: field).isEmpty {
                    if batch.isNumber(column, of: record) {
                        numbers.append(batch.text(of: field))
                    } else {
                        others.append(batch.text(of: field))
                    }
                }
            }
        }
        return (numbers, others)
    }

    @Test(
        "are marked in workbooks, and dates, truth values and texts are not",
        arguments: ["libreoffice.xlsx", "libreoffice.ods"]
    )
    func workbooks(fixture: String) throws {
        let found = try Self.cells(fixture)
        #expect(!found.numbers.isEmpty && found.numbers.allSatisfy { Double($0) != nil }, "\(found.numbers)")
        #expect(found.others.contains { $0.hasPrefix("20") && $0.contains("-") }, "\(found.others)")
    }

    @Test("keep their mark in rows that are held back, filled or read in another batch")
    func layout() throws {
        for fixture in ["libreoffice.xlsx", "libreoffice.ods"] {
            let plain = try Self.cells(fixture).numbers
            #expect(try Self.cells(fixture, .with { $0.findsLayout = true }).numbers == plain)
            #expect(try Self.cells(fixture, .with { $0.batchRows = 1 }).numbers == plain)
            #expect(try Self.cells(fixture, .with { $0.fillMerged = true }).numbers == plain)
        }
    }

    @Test("marks follow their cells when records are put together anew")
    func moved() {
        var batch = RecordBatch()
        for (text, isNumber) in [("a", false), ("1.234", true), ("2", true), ("b", false)] {
            if isNumber { batch.numberCells.insert(batch.fieldEnds.count) }
            batch.bytes += Array(text.utf8)
            batch.fieldEnds.append(batch.bytes.count)
        }
        batch.recordEnds = [2, 4]
        batch.lines = [2, 3]
        _ = batch.takeRows(1)
        #expect(batch.isNumber(0, of: 0) && !batch.isNumber(1, of: 0))
        batch.makeRectangular(columns: 3, file: "f")
        #expect(batch.isNumber(0, of: 0) && !batch.isNumber(1, of: 0) && !batch.isNumber(2, of: 0))
    }

    @Test("how a text writes a number")
    func notation() {
        let expected: [(String, NumberNotation)] = [
            ("12", .plain), ("1 250", .plain), ("12,5", .comma), ("1.234,5", .comma), ("3.75", .point),
            ("0.125", .point),
            ("1234.567", .point), ("1.2340", .point), ("1.250", .ambiguous), ("-1,250", .ambiguous), ("abc", .none),
            ("2025-01-31", .none), ("", .none), ("1.234 m2", .none),
        ]
        for (text, notation) in expected { #expect(NumberNotation(text.utf8) == notation, "\(text)") }
    }

    @Test("how a text writes a date")
    func dates() {
        let expected: [(String, DateNotation)] = [
            ("2025-01-31", .iso), ("2025-01-31T10:00:00", .iso), ("31-1-2025", .other), ("1/31/2025", .other),
            ("31 jan 2025", .other), ("12,5", .none), ("45688", .none), ("10:30:00", .none), ("Hotel 12-3", .none),
        ]
        for (text, notation) in expected { #expect(DateNotation(text.utf8) == notation, "\(text)") }
    }
}
