import Foundation
import ShelterModel
import Testing

@testable import ShelterParsers

@Suite struct SAVRefusalTests {
    @Test(
        "An SPSS file that cannot be read is refused with the reason",
        arguments: [
            ("refused-cases.sav", "sav.truncated"),
            ("refused-label.sav", "sav.damaged"),
            ("refused-label-negative.sav", "sav.damaged"),
            ("refused-labels.sav", "sav.damaged"),
            ("refused-label-variables.sav", "sav.damaged"),
            ("refused-extension.sav", "sav.damaged"),
            ("refused-extension-overflow.sav", "sav.damaged"),
            ("refused-document.sav", "sav.damaged"),
            ("refused-missing.sav", "sav.damaged"),
            ("refused-string.sav", "sav.damaged"),
            ("refused-no-columns.sav", "sav.no-columns"),
            ("refused-text.sav", "sav.bad-text"),
            ("refused-encoding.sav", "sav.unknown-encoding"),
            ("refused-encrypted.sav", "sav.encrypted"),
            ("refused-por.sav", "sav.is-por"),
            ("refused-bomb.zsav", "sav.zip-bomb"),
            ("refused-block.zsav", "sav.damaged"),
            ("plain.sav.json", "sav.not-sav"),
            ("no-such-file.sav", "file.not-found"),
        ]
    )
    func refused(fixture: String, code: String) {
        let diagnostic = SAVReading.refusal(fixture)
        #expect(diagnostic?.code == code)
        #expect(diagnostic?.severity == .error)
        #expect(diagnostic?.location?.file == "sav")
    }

    @Test("A file beyond a limit is refused")
    func limits() {
        func code(_ change: (inout SAVLimits) -> Void) -> String? {
            SAVReading.refusal("locations.sav", .with { change(&$0.limits) })?.code
        }
        #expect(code { $0.columns = 11 } == "sav.too-many-columns")
        #expect(code { $0.row = 100 } == "sav.row-too-long")
        #expect(code { $0.valueLabels = 7 } == "sav.too-many-labels")
        #expect(code { $0.dictionary = 500 } == "sav.too-much-description")
        #expect(code { $0.string = 500 } == "sav.damaged")
        let small = SAVOptions.with {
            $0.limits.text = 100
            $0.batchRows = 1
        }
        #expect(SAVReading.refusal("locations.sav", small)?.code == "sav.too-much-text")
        #expect(code { _ in } == nil)
    }

    @Test(
        "A file that is cut off in its cases or before is refused",
        arguments: ["plain.sav", "rows.sav", "locations.zsav", "by-hand.sav"]
    )
    func truncated(fixture: String) throws {
        let bytes = try SAVReading.bytes(fixture)
        let ends = bytes.count < 2000 ? Array(0..<bytes.count) : Array(stride(from: 0, to: bytes.count, by: 23))
        let file = try TemporaryWorkbook([])
        let whole = try SAVReading(fixture)
        var refused = 0
        for end in ends {
            try Data(bytes[..<end]).write(to: URL(filePath: file.path))
            do throws(Refusal) {
                // Only the mark behind the last case may be missing.
                #expect(try SAVReading(path: file.path) == whole)
            } catch {
                refused += 1
                let code = error.diagnostics.first?.code ?? ""
                #expect(code.hasPrefix("sav.") || code == "file.empty")
            }
        }
        #expect(refused >= ends.count - 1)
    }

    @Test(
        "Bytes that are changed at random never do harm",
        arguments: ["plain.sav", "by-hand.sav", "big-endian.sav", "locations.zsav"]
    )
    func mutated(fixture: String) throws {
        let bytes = try SAVReading.bytes(fixture)
        var random = Seeded(state: 20_250_131)
        let file = try TemporaryWorkbook([])
        let words: [[UInt8]] = [
            [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80], [0, 0, 1, 0],
            [8, 0, 0, 0],
        ]
        var refused = 0
        for _ in 0..<1000 {
            var changed = bytes
            // Mostly before the cases, where a byte means most.
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let bound = Bool.random(using: &random) ? bytes.count : min(bytes.count, 2600)
                let offset = Int.random(in: 0..<bound, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: changed[offset] = UInt8.random(in: 0...255, using: &random)
                case 1: changed[offset] ^= 1 << UInt8.random(in: 0...7, using: &random)
                default:
                    let word = words[Int.random(in: 0..<words.count, using: &random)]
                    let start = min(offset / 4 * 4, bytes.count - 4)
                    changed.replaceSubrange(start..<start + 4, with: word)
                }
            }
            try Data(changed).write(to: URL(filePath: file.path))
            do throws(Refusal) {
                let reading = try SAVReading(path: file.path)
                #expect(reading.rows.allSatisfy { $0.count == reading.header.count })
            } catch {
                refused += 1
                #expect(error.diagnostics.first?.location?.file == "sav")
            }
        }
        #expect(refused > 100 && refused < 1000)
    }

    /// The same numbers on every run.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
