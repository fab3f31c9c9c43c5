import Foundation
import ShelterModel
import ShelterParsers
import Testing

@Suite struct RegisterTests {
    private let index: RegisterIndex

    init() throws {
        let file = "municipalities-2023.yaml"
        let register = try RegisterFile.register(yaml: YAMLSamples.text("Registers/\(file)"), file: file)
        index = RegisterIndex(register)
    }

    /// A match in words: code, `code < former code`, `a | b` or `? nearest`.
    private func words(_ match: RegisterMatch) -> String {
        func code(_ index: Int) -> String { self.index.register.municipalities[index].code }
        return switch match {
        case .municipality(let index): code(index)
        case .former(let former, let index): "\(code(index)) < \(former.code)"
        case .ambiguous(let indices): indices.map(code).joined(separator: " | ")
        case .unknown(let nearest): "? " + nearest.joined(separator: ", ")
        }
    }

    @Test("The register of 2023 has 342 municipalities in 25 safety regions and 12 provinces")
    func size() {
        let register = index.register
        #expect(register.id == "municipalities-2023")
        #expect(register.date == CalendarDate(year: 2023, month: 1, day: 1))
        #expect(register.municipalities.count == 342)
        #expect(Set(register.municipalities.compactMap(\.safetyRegion)).count == 25)
        #expect(Set(register.municipalities.map(\.province)).count == 12)
        #expect(
            register.municipalities.first { $0.code == "GM0518" }
                == Municipality(
                    code: "GM0518",
                    name: "'s-Gravenhage",
                    aliases: ["Den Haag"],
                    safetyRegion: SafetyRegion(code: "VR15", name: "Haaglanden"),
                    province: "Zuid-Holland"
                )
        )
    }

    @Test("Every municipality has a tile of its own, and the tiles hang together as the country does")
    func tiles() throws {
        let register = index.register
        let tiles = try register.municipalities.map { try #require(register.tiles[$0.code]) }
        #expect(Set(tiles).count == 342)
        func tile(_ name: String) throws -> HexTile {
            let municipality = try #require(register.municipalities.first { $0.name == name })
            return try #require(register.tiles[municipality.code])
        }
        // Groningen lies in the north-east, Maastricht in the south, Vlissingen in the south-west, Texel in the north-west.
        #expect(try tile("Groningen").row < tile("Utrecht").row)
        #expect(try tile("Groningen").column > tile("Utrecht").column)
        #expect(try tile("Maastricht").row > tile("Eindhoven").row)
        #expect(try tile("Vlissingen").column < tile("Tilburg").column)
        #expect(try tile("Texel").row < tile("Amsterdam").row)
    }

    @Test("A tile that is taken, unknown or no place is refused on its line")
    func badTiles() {
        let yaml = """
            format: maatstaf/register/1
            id: tiny
            date: 2023-01-01
            source: x
            licence: x
            safetyRegions: { VR01: A }
            municipalities:
              - [GM0001, Een, [], VR01, P, 6, 53]
              - [GM0002, Twee, [], VR01, P, 6, 53]
            tiles:
              GM0001: [1, 2]
              GM0002: [1, 2]
              GM0003: [3, 2]
              GM0004: [1]
            """
        do throws(Refusal) {
            _ = try RegisterFile.register(yaml: yaml + "\n", file: "tiny.yaml")
            Issue.record("not refused")
        } catch {
            let found = error.diagnostics.map { "\($0.code) \($0.location?.line ?? 0)" }
            #expect(
                found == ["register.duplicate-tile 12", "register.unknown-municipality 13", "register.bad-row 14"]
            )
        }
    }

    @Test("Every code, name and other name finds its municipality")
    func everyName() {
        for (position, municipality) in index.register.municipalities.enumerated() {
            for text in [municipality.code, municipality.name] + municipality.aliases {
                #expect(index.lookup(text) == .municipality(position))
            }
        }
    }

    @Test(
        "Codes are found with or without GM, zeros and blanks",
        arguments: ["363", "0363", "GM363", "GM0363", "gm0363 ", " Gm 363", "\u{A0}GM0363\t"]
    )
    func codes(text: String) {
        #expect(words(index.lookup(text)) == "GM0363")
        #expect(words(index.lookup(utf8: Array(text.utf8))) == "GM0363")
    }

    @Test(
        "Names are found however they are written",
        arguments: [
            ("Den Haag", "GM0518"), ("'s-Gravenhage", "GM0518"), ("’s-Gravenhage", "GM0518"),
            ("‘S GRAVENHAGE", "GM0518"), ("'s-Gravenhage (gemeente)", "GM0518"), ("den bosch", "GM0796"),
            ("Bergen (L.)", "GM0893"), ("Bergen L", "GM0893"), ("bergen (l)", "GM0893"), ("Bergen (NH.)", "GM0373"),
            ("Bergen NH", "GM0373"), ("Súdwest-Fryslân", "GM1900"), ("Sudwest Fryslan", "GM1900"),
            ("SU\u{301}DWEST-FRYSLA\u{302}N", "GM1900"), ("Nuenen c.a.", "GM0820"), ("Nuenen", "GM0820"),
            ("Nuenen Gerwen en Nederwetten", "GM0820"), ("Gemeente Utrecht", "GM0344"), ("UTRECHT", "GM0344"),
            ("Hengelo", "GM0164"), ("Rijswijk", "GM0603"), ("  Almere  ", "GM0034"),
        ]
    )
    func names(text: String, code: String) {
        #expect(words(index.lookup(text)) == code)
    }

    @Test("A name that two municipalities bear is ambiguous")
    func ambiguous() {
        #expect(words(index.lookup("Bergen")) == "GM0373 | GM0893")
    }

    @Test(
        "A former municipality leads to the one that took over",
        arguments: [
            ("Weesp", "GM0363 < GM0457"), ("457", "GM0363 < GM0457"), ("gemeente Uden", "GM1991 < GM0856"),
            ("GM0786", "GM1982 < GM0786"), ("Mill en Sint Hubert", "GM1982 < GM0815"), ("Brielle", "GM1992 < GM0501"),
        ]
    )
    func former(text: String, expected: String) {
        #expect(words(index.lookup(text)) == expected)
    }

    @Test("A former municipality has the day of the new division")
    func formerDate() throws {
        guard case .former(let former, _) = index.lookup("Weesp") else {
            Issue.record("Weesp is not former")
            return
        }
        #expect(former.date == CalendarDate(year: 2022, month: 3, day: 24))
    }

    @Test(
        "An unknown code or name names the nearest",
        arguments: [
            ("Utrech", "? Utrecht"), ("Amstredam", "? Amsterdam"), ("'s Gravenhagen", "? 's-Gravenhage"),
            ("Wesep", "? Weesp"), ("Atlantis", "? "), ("", "? "), ("   ", "? "), ("-", "? "),
        ]
    )
    func unknown(text: String, expected: String) {
        #expect(words(index.lookup(text)) == expected)
    }

    @Test("An unknown code names codes")
    func unknownCode() {
        #expect(words(index.lookup("GM9363")).hasPrefix("? GM0363, "))
        #expect(words(index.lookup(String(repeating: "9", count: 1_000_000))) == "? ")
    }

    @Test(
        "Each fault of a register has its code, place and path",
        arguments: [
            ("GM0034", "GM34", "register.bad-code 10:6 municipalities[2][1]"),
            ("GM0034", "GM0014", "register.duplicate-code 10:6 municipalities[2][1]"),
            ("[], VR01", "[], VR99", "register.unknown-safety-region 9:29 municipalities[1][4]"),
            ("6.6, 53.2", "66, 532", "register.bad-coordinate 9:50 municipalities[1][7]"),
            ("5.2, 52.3", "5.2", "register.bad-row 10:5 municipalities[2]"),
            ("GM0014, 2019", "GM0015, 2019", "register.unknown-municipality 12:24 former[1][3]"),
            ("2019-01-01", "2019-13-01", "yaml.not-a-date 12:32 former[1][4]"),
            ("date: 2023-01-01\n", "", "yaml.missing-key 1:1"),
            ("register/1", "register/2", "yaml.format-newer 1:9 format"),
        ]
    )
    func fault(part: String, replacement: String, expected: String) throws {
        let sample = """
            format: maatstaf/register/1
            id: small
            date: 2023-01-01
            source: "Invented"
            licence: "Invented"
            safetyRegions:
              VR01: Groningen
            municipalities:
              - [GM0014, Groningen, [], VR01, Groningen, 6.6, 53.2]
              - [GM0034, Almere, [], none, Flevoland, 5.2, 52.3]
            former:
              - [GM0009, Ten Boer, GM0014, 2019-01-01]
            """
        #expect(YAMLSamples.problems { _ = try RegisterFile.register(yaml: sample, file: "r.yaml") } == [])
        let range = try #require(sample.range(of: part))
        let yaml = sample.replacingCharacters(in: range, with: replacement)
        let found = YAMLSamples.problems { _ = try RegisterFile.register(yaml: yaml, file: "r.yaml") }
        #expect(found == [expected])
    }
}
