import Foundation
import ShelterModel
import Testing

@testable import ShelterParsers

@Suite("Messages about columns")
struct ColumnTextsTests {
    private static func texts(_ language: Language) throws -> Texts {
        let file = "columns.\(language.rawValue).yaml"
        return Texts(
            language: language,
            entries: try TextsFile.entries(yaml: YAMLSamples.text("Texts/\(file)"), file: file)
        )
    }

    @Test("Both languages have the same sentences and hints, and every sentence of a column stands in the sources")
    func keys() throws {
        let dutch = Set(try Self.texts(.dutch).entries.keys)
        #expect(Set(try Self.texts(.english).entries.keys) == dutch)
        let sources = YAMLSamples.data.deletingLastPathComponent().appending(path: "Sources")
        var codes: Set<String> = []
        for folder in ["ShelterParsers/Tables", "ShelterPipeline/Road"] {
            let files = try FileManager.default.contentsOfDirectory(
                at: sources.appending(path: folder),
                includingPropertiesForKeys: nil
            )
            for file in files {
                let text = try String(contentsOf: file, encoding: .utf8)
                for match in text.matches(of: /"((?:column|cell|join)\.[a-z-]+)"/) {
                    codes.insert("diagnostic.\(match.1)")
                }
            }
        }
        let told = dutch.filter { !$0.hasSuffix(".hint") }
        #expect(told.subtracting(codes).isEmpty)
        #expect(codes.filter { $0.hasPrefix("diagnostic.column.") }.subtracting(told).isEmpty)
    }

    @Test("A message says what stands where, in which two ways it can be read, and which option settles it")
    func sentences() throws {
        let numbers = try ColumnReading(.number(), ["1.250", "7"])
        let dates = try ColumnReading(.date(), ["3/4/2025"])
        let english = try Self.texts(.english)
        #expect(
            english.message(for: numbers.columns[0]).hasSuffix(
                "this column has numbers that can mean two things (1, such as '1.250' on line 2), and no other cell "
                    + "tells which; they count as unknown [column.ambiguous-decimals]\n  ⟨severity.hint⟩: give "
                    + "--decimal comma or --decimal point, or put 'decimal:' with this column in the code book"
            )
        )
        #expect(
            try Self.texts(.dutch).sentence(for: dates.cells[0])
                == "'3/4/2025' kan 2025-04-03 of 2025-03-04 zijn; telt als onbekend"
        )
        var column = ColumnDefinition.number()
        column.unit = "m2"
        column.unitForms = ["m²"]
        let area = try ColumnReading(column, ["ca. 12 m²", "12 m"])
        #expect(
            english.hint(for: area.cells[0])
                == "put only the number in the cell, or put 'qualified: { approximate: value, unit: value }' with this "
                + "column in the code book"
        )
        #expect(english.sentence(for: area.cells[1]).contains("another unit behind the number than this column (m²)"))
        for diagnostic in numbers.columns + dates.columns + area.cells {
            for language in Language.allCases {
                let texts = try Self.texts(language)
                let all = texts.sentence(for: diagnostic) + (texts.hint(for: diagnostic) ?? "")
                #expect(!all.contains("{count") && !all.contains("{line") && !all.contains("⟨"))
            }
        }
    }
}
