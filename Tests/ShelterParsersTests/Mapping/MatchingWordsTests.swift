import ShelterModel
import Testing

@testable import ShelterParsers

@Suite("Words by which columns are recognised")
struct MatchingWordsTests {
    @Test(
        "Texts that mean the same have the same meaning",
        arguments: [
            ("Aantal bewoners", "Number of residents"), ("Aantal bewoners", "Кількість мешканців"),
            ("Hoeveel kamers zijn er?", "rooms"), ("toiletten", "WC's"), ("Сім’ї", "gezinnen"),
            ("KinderenSchool", "kinderen_school"), ("Opvanglocatie", "locatie"), ("Réunion", "reunion"),
        ]
    )
    func same(one: String, other: String) throws {
        let words = try MappingSupport.words()
        #expect(words.meaning(of: one) == words.meaning(of: other))
    }

    @Test(
        "Plurals lose their ending",
        arguments: [
            ("plaatsen", "plaats"), ("bedden", "bed"), ("huizen", "huis"), ("lockers", "locker"), ("glass", "glass"),
            ("eten", "eten"),
        ]
    )
    func stems(word: String, stem: String) {
        #expect(MatchingWords.stem(word) == stem)
    }

    @Test("Words that point to a person are known, and the name of a location is none")
    func personal() throws {
        let words = try MappingSupport.words()
        for text in ["Telefoonnummer", "E-mail van de inspecteur", "BSN", "Прізвище"] {
            #expect(words.isPersonal(text), "\(text)")
        }
        for text in ["Naam van de locatie", "Gemeente", "Aantal personen"] {
            #expect(!words.isPersonal(text), "\(text)")
        }
    }

    @Test("A word in two groups and a letter that is none are told")
    func faults() throws {
        let yaml = """
            format: maatstaf/words/1
            stop: { nl: [de] }
            same: [[a, b], [b, c]]
            roles: { municipality: [gemeente] }
            personal: [bsn]
            languages: { nl: nederlands }
            kinds: [[hotel]]
            fillers: [de]
            latin: { аб: ab }
            """
        let codes = MappingSupport.codes { _ = try MatchingWordsFile.words(yaml: yaml, file: "words.yaml") }
        #expect(codes == ["words.two-groups", "words.not-a-letter"])
    }
}
