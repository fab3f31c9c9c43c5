import ShelterModel
import Testing

/// Samples as CLDR 46 lists them for whole numbers ("other" is `many` here).
@Suite struct PluralFormTests {
    @Test("Ukrainian and Russian have three forms", arguments: ["uk", "ru"])
    func three(language: String) {
        let samples: [(PluralForm, [Int])] = [
            (.one, [1, 21, 31, 41, 51, 61, 71, 81, 101, 1001]),
            (.few, [2, 3, 4, 22, 23, 24, 32, 33, 34, 42, 43, 44, 52, 53, 54, 62, 102, 1002]),
            (.many, [0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 100, 111, 112, 1000, 10000, 1_000_000]),
        ]
        for (form, numbers) in samples {
            for number in numbers { #expect(PluralForm(number, language: language) == form, "\(number)") }
        }
    }

    @Test("Dutch and English have two forms", arguments: ["nl", "en"])
    func two(language: String) {
        #expect(PluralForm(1, language: language) == .one)
        for number in [0, 2, 3, 5, 11, 21, 101, 1000] {
            #expect(PluralForm(number, language: language) == .many, "\(number)")
        }
    }
}
