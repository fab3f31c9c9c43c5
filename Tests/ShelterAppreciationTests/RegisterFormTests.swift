import ShelterAppreciation
import ShelterModel
import ShelterParsers
import Testing

@Suite("The register as a form")
struct RegisterFormTests {
    private static func rows(_ table: [[String]]) -> [RegisterForm.Row] {
        table.enumerated().map { index, cells in
            RegisterForm.Row(
                line: index + 2,
                cells: Dictionary(uniqueKeysWithValues: zip(RegisterForm.columns, cells))
            )
        }
    }

    private static func row(_ cells: [String: String], line: Int) -> RegisterForm.Row {
        RegisterForm.Row(line: line, cells: cells)
    }

    @Test("200 recommendations in 3 versions come back from the rows of a form without a changed character")
    func back() throws {
        for version in 1...3 {
            let register = try OddRegister.register(version: version, texts: OddRegister.texts)
            let table = try RegisterForm.rows(register)
            #expect(table.count > 800)
            let back = try RegisterForm.register(Self.rows(table), file: "proef.xlsx").register
            #expect(back == register)
            for (one, other) in zip(back.recommendations, register.recommendations) {
                #expect(Array(one.text.utf8) == Array(other.text.utf8))
            }
        }
    }

    @Test("rows may be sorted: actions and links find their answer by its number")
    func sorted() throws {
        let register = try OddRegister.register(version: 1, texts: OddRegister.texts)
        let table = Self.rows(try RegisterForm.rows(register))
        let kinds = Dictionary(grouping: table) { $0.cells["part"] ?? "" }
        let shuffled = kinds.sorted { $0.key < $1.key }.flatMap(\.value)
        #expect(try RegisterForm.register(shuffled, file: "proef.xlsx").register == register)
    }

    @Test("what is wrong is told at its row and column, all at once")
    func refused() {
        let rows = [
            Self.row(["part": "register", "id": "proef"], line: 2),
            Self.row(["part": "antwoord", "position": "overgenomen"], line: 3),
            Self.row(["part": "minister", "id": "m", "title": "M", "page": "3"], line: 4),
            Self.row(["part": "action", "answer": "9", "text": "Doen"], line: 5),
            Self.row(["part": "study", "title": "Een"], line: 6),
            Self.row(["part": "study", "title": "Twee"], line: 7),
        ]
        let thrown = #expect(throws: Refusal.self) { try RegisterForm.register(rows, file: "proef.ods") }
        #expect(
            Set(thrown?.diagnostics.map { "\($0.location?.line ?? 0) \($0.location?.field ?? "") \($0.code)" } ?? [])
                == [
                    "3 part annex.form-part", "4 page annex.form-cell", "5 answer annex.form-no-answer",
                    "7 part annex.form-twice",
                ]
        )
    }

    @Test("a word that the register does not know is told at its row and column")
    func words() {
        let rows = [
            Self.row(["part": "register", "id": "proef"], line: 2),
            Self.row(
                [
                    "part": "appreciation", "answer": "1", "recommendations": "1", "position": "aangenomen",
                    "minister": "m", "answerBy": "morgen",
                ],
                line: 7
            ),
        ]
        let thrown = #expect(throws: Refusal.self) { try RegisterForm.register(rows, file: "proef.ods") }
        #expect(
            thrown?.diagnostics.map { "\($0.location?.line ?? 0) \($0.location?.field ?? "") \($0.code)" }
                == ["7 position yaml.unknown-value", "7 answerBy yaml.not-a-date"]
        )
    }

    @Test("a finding of the check has the row of its answer or action")
    func places() throws {
        let register = try OddRegister.register(version: 1, texts: OddRegister.texts)
        let (_, places) = try RegisterForm.register(Self.rows(try RegisterForm.rows(register)), file: "proef.xlsx")
        let table = try RegisterForm.rows(register)
        let action = try #require(table.firstIndex { $0[0] == "action" && $0[1] == "3" })
        let place = places.place(of: [.key("appreciations"), .item(2), .key("actions"), .item(0), .key("owner")])
        #expect(place.line == action + 2 && place.field == "owner" && place.file == "proef.xlsx")
    }
}
