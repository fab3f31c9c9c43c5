import Foundation
import ShelterModel
import Testing

@testable import ShelterParsers

@Suite struct SheetRefusalTests {
    @Test(
        "A workbook that cannot be read is refused with the reason",
        arguments: [
            ("refused-column-too-far.xlsx", "sheet.too-many-columns"),
            ("refused-row-too-far.xlsx", "sheet.too-many-rows"),
            ("refused-row-out-of-order.xlsx", "sheet.row-out-of-order"),
            ("refused-cell-twice.xlsx", "sheet.damaged"),
            ("refused-no-such-string.xlsx", "sheet.damaged"),
            ("refused-unknown-type.xlsx", "sheet.damaged"),
            ("refused-bad-reference.xlsx", "sheet.damaged"),
            ("refused-no-sheet-part.xlsx", "sheet.damaged"),
            ("refused-cut-xml.xlsx", "sheet.damaged"),
            ("refused-deep.xlsx", "sheet.damaged"),
            ("refused-many-names.xlsx", "sheet.damaged"),
            ("refused-many-namespaces.xlsx", "sheet.damaged"),
            ("refused-many-instructions.xlsx", "sheet.damaged"),
            ("refused-undeclared-prefix.xlsx", "sheet.damaged"),
            ("refused-truncated.xlsx", "sheet.damaged-zip"),
            ("refused-dtd.xlsx", "sheet.has-dtd"),
            ("refused-docx.xlsx", "sheet.not-a-workbook"),
            ("refused-zip.xlsx", "sheet.not-a-workbook"),
            ("refused-odt.ods", "sheet.not-a-workbook"),
            ("refused-xlsb.xlsx", "sheet.is-xlsb"),
            ("refused-encrypted-zip.xlsx", "sheet.encrypted"),
            ("refused-encrypted.ods", "sheet.encrypted"),
            ("refused-repeats-columns.ods", "sheet.too-many-columns"),
            ("refused-blanks.ods", "sheet.cell-too-long"),
            ("only-hidden.xlsx", "sheet.none-visible"),
            ("make_fixtures.py", "file.not-found"),
            ("written.xlsx.json", "sheet.not-a-workbook"),
        ]
    )
    func refused(fixture: String, code: String) {
        let diagnostic = SheetReading.refusal(fixture)
        #expect(diagnostic?.code == code)
        #expect(diagnostic?.severity == .error)
        #expect(diagnostic?.location?.file == "book")
    }

    @Test("Old and locked Excel files are told apart")
    func oldFormats() throws {
        let start: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        let filler = [UInt8](repeating: 0, count: 1 << 20)
        let name = Array("EncryptedPackage".utf8).flatMap { [$0, 0] as [UInt8] }
        // The name lies across the edge of two reads.
        let cases = [
            (start + filler, "sheet.is-xls"), (start + filler.dropLast(24) + name + filler, "sheet.encrypted"),
        ]
        for (bytes, code) in cases + [([], "file.empty"), (Array("a;b\n1;2\n".utf8), "sheet.not-a-workbook")] {
            let file = try TemporaryWorkbook(bytes)
            #expect(throws: Refusal(code, at: SourceLocation(file: "book"))) {
                try SheetReading(path: file.path)
            }
        }
    }

    @Test("Several visible sheets with data are refused by their names", arguments: ["several.xlsx", "several.ods"])
    func several(fixture: String) {
        let diagnostic = SheetReading.refusal(fixture)
        #expect(diagnostic?.code == "sheet.several")
        let names = fixture == "several.ods" ? ["A", "B"] : ["Locaties", "Kamers & bedden"]
        #expect(diagnostic?.arguments == ["sheets": .list(names)])
    }

    @Test("A sheet that is not there, or holds nothing, is refused")
    func unknownSheet() {
        let unknown = SheetReading.refusal("several.ods", SheetOptions(sheet: "Kamers"))
        #expect(unknown?.code == "sheet.unknown")
        #expect(unknown?.arguments == ["sheet": "Kamers", "sheets": .list(["A", "B"])])
        #expect(SheetReading.refusal("by-hand.ods", SheetOptions(sheet: "Leeg"))?.code == "sheet.no-data")
        #expect(SheetReading.refusal("several.xlsx", SheetOptions(sheet: "Leeg"))?.code == "sheet.no-data")
    }

    @Test("What unpacks to more than its limit is refused")
    func bombs() {
        let million = 1 << 20
        let ratio = SheetOptions.with { $0.limits.ratioFrom = million }
        #expect(SheetReading.refusal("refused-unpacks-large.xlsx", ratio)?.code == "sheet.zip-bomb")
        #expect(SheetReading.refusal("refused-strings-large.xlsx", ratio)?.code == "sheet.zip-bomb")
        let cells = SheetOptions.with { $0.limits.cells = million }
        #expect(SheetReading.refusal("refused-unpacks-large.xlsx", cells)?.code == "sheet.too-large")
        let strings = SheetOptions.with { $0.limits.sharedStrings = million }
        #expect(SheetReading.refusal("refused-strings-large.xlsx", strings)?.code == "sheet.too-large")
        let count = SheetOptions.with { $0.limits.sharedStringCount = 2 }
        #expect(SheetReading.refusal("by-hand.xlsx", count)?.code == "sheet.damaged")
        // Within the limits as they are, they are ordinary workbooks.
        #expect(SheetReading.refusal("refused-strings-large.xlsx") == nil)
    }

    @Test("A long text that many cells share, or a row repeated without end, is refused")
    func amplified() {
        let text = SheetOptions.with { $0.limits.text = 64 << 20 }
        #expect(SheetReading.refusal("refused-shares-long-text.xlsx", text)?.code == "sheet.too-much-text")
        #expect(SheetReading.refusal("refused-repeats.ods", text)?.code == "sheet.too-much-text")
        let rows = SheetOptions.with { $0.limits.rows = 5000 }
        #expect(SheetReading.refusal("refused-repeats-rows.ods", rows)?.code == "sheet.too-many-rows")
        let row = SheetOptions.with { $0.rowLimit = 1 << 20 }
        #expect(SheetReading.refusal("refused-shares-long-text.xlsx", row)?.code == "sheet.row-too-long")
        let field = SheetOptions.with { $0.fieldLimit = 1000 }
        #expect(SheetReading.refusal("refused-shares-long-text.xlsx", field)?.code == "sheet.cell-too-long")
        let short = SheetOptions.with { $0.fieldLimit = 5 }
        let diagnostic = SheetReading.refusal("by-hand.ods", short)
        #expect(diagnostic?.code == "sheet.cell-too-long")
        #expect(diagnostic?.location == SourceLocation(file: "book", line: 2, column: 2))
    }

    @Test(
        "Spoilt bytes never crash it, and never make a workbook look whole",
        arguments: ["stored.xlsx", "by-hand.xlsx", "by-hand.ods", "written.xlsx"]
    )
    func spoilt(fixture: String) throws {
        let whole = try [UInt8](Data(contentsOf: SheetReading.folder.appending(path: fixture)))
        let expected = try SheetReading(fixture)
        var generator = Linear(state: 20_250_131)
        var refused = 0
        var different = 0
        for _ in 0..<250 {
            var bytes = whole
            for _ in 0...(generator.next() % 3) {
                bytes[Int(generator.next() % UInt64(bytes.count))] ^= UInt8(1 << (generator.next() % 8))
            }
            let file = try TemporaryWorkbook(bytes)
            do throws(Refusal) {
                if try SheetReading(path: file.path) != expected { different += 1 }
            } catch {
                #expect(!error.diagnostics.isEmpty)
                refused += 1
            }
        }
        #expect(refused > 100)
        // The names of parts, dates and the like are not covered by a checksum.
        #expect(different < 20)
    }

    @Test("A workbook cut off anywhere is refused", arguments: ["by-hand.xlsx", "by-hand.ods"])
    func cutOff(fixture: String) throws {
        let whole = try [UInt8](Data(contentsOf: SheetReading.folder.appending(path: fixture)))
        for length in stride(from: 0, to: whole.count, by: 37) {
            let file = try TemporaryWorkbook(Array(whole[..<length]))
            #expect(throws: Refusal.self) { try SheetReading(path: file.path) }
        }
    }

    /// The same numbers in every run. Source: Knuth, The Art of Computer Programming 2, 3.3.4 (MMIX).
    private struct Linear {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }
}
