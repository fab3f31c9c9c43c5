import ShelterModel
import Testing

@Suite struct TextsTests {
    private let texts = Texts(
        language: .dutch,
        entries: [
            "severity.error": "fout", "severity.hint": "wat te doen",
            "diagnostic.cell.out-of-range": "'{value}' kan niet: het moet van {low} tot en met {high} zijn",
            "diagnostic.cell.out-of-range.hint": "verbeter de waarde",
        ]
    )

    private func diagnostic(_ value: String) -> Diagnostic {
        Diagnostic(
            .error,
            "cell.out-of-range",
            at: SourceLocation(file: "a.csv", line: 14, column: 3, field: "douches"),
            ["value": .text(value), "low": .number(0), "high": .number(99.5)]
        )
    }

    @Test func aMessageNamesPlaceSeverityRuleAndHint() {
        #expect(
            texts.message(for: diagnostic("123")) == """
                a.csv:14:3: douches: fout: '123' kan niet: het moet van 0 tot en met 99,5 zijn [cell.out-of-range]
                  wat te doen: verbeter de waarde
                """
        )
    }

    @Test("Braces in a value are not filled a second time")
    func hostileValue() {
        #expect(texts.sentence(for: diagnostic("{low}{value}")).hasPrefix("'{low}{value}' kan niet"))
    }

    @Test func aMissingTextShowsItsKeyAndArguments() {
        #expect(texts("nowhere") == "⟨nowhere⟩")
        #expect(texts.sentence(for: Diagnostic(.error, "no.text", ["b": 2, "a": "x"])) == "no.text (a: x, b: 2)")
    }
}
