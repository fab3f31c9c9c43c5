import SurveyStatistics
import Testing

@testable import ShelterCleaning

@Suite("Text in a cleaning log")
struct LogTextTests {
    @Test(
        "What a spreadsheet would change or execute gets an apostrophe",
        arguments: [
            "=1+1", "+31 6", "-5", "@x", "\tx", "4,5", "4.5", "007", "1234567890", "31-1-2026", "12:30", "1e5", "€ 5",
            "mei 2026", "Jan-26", "WAAR", "onwaar", "TRUE", " 12", "½ kamer", "(12)", "'", "''", "'=1", "''x",
        ]
    )
    func touched(text: String) {
        let cell = LogText.encode(text)
        if text != "'" { #expect(cell == "'" + text) }
        #expect(LogText.decode(cell) == text)
    }

    @Test(
        "Words and plain whole numbers stay as they are",
        arguments: [
            "", "0", "52", "123456789", "ja", "'s-Gravenhage", "Hotel de Zon", "L0012", "mei", "januari", "5", "х",
        ]
    )
    func untouched(text: String) {
        #expect(LogText.encode(text) == text)
        #expect(LogText.decode(text) == text)
    }

    @Test("Every text reads back as it was, with any number of apostrophes")
    func roundTrip() {
        var generator = SeededGenerator(seed: 7)
        let pieces = ["'", "'", "=", "-", "1", "a", " ", ",", "é", "\n", "mei ", "0", "'s", "\u{A0}", "\""]
        for _ in 0..<20_000 {
            let text = (0..<generator.below(6)).map { _ in pieces[generator.below(pieces.count)] }.joined()
            #expect(LogText.decode(LogText.encode(text)) == text)
        }
    }

    @Test("Values are compared without outer blanks and kinds of line break")
    func normal() {
        #expect(LogText.normal(" \u{A0}a b\t") == "a b")
        #expect(LogText.normal("a\r\nb\rc\n") == "a\nb\nc")
        #expect(LogText.normal("") == "")
    }

    @Test("Question marks where letters stood are lost letters; other differences are not")
    func lostLetters() {
        #expect(LogText.hasLostLetters("?????", of: "отель"))
        #expect(LogText.hasLostLetters("a ?", of: "a я"))
        #expect(!LogText.hasLostLetters("a?", of: "ab"))
        #expect(!LogText.hasLostLetters("a", of: "a"))
        #expect(!LogText.hasLostLetters("??", of: "я"))
    }

    @Test("Words of a person are never a formula")
    func neutral() {
        #expect(LogEntry(reason: "=cmd()", decidedBy: "+EJ").cells[6] == "'=cmd()")
        #expect(LogEntry(decidedBy: "@EJ").cells[8] == "'@EJ")
        #expect(LogEntry(reason: "'15' is geen getal").cells[6] == "'15' is geen getal")
    }
}
