import ShelterModel
import Testing

@testable import ShelterParsers

@Suite("XLSForms")
struct XLSFormTests {
    private static func read(_ name: String) throws -> (form: Questionnaire, remarks: [Diagnostic]) {
        try XLSFormReader.questionnaire(
            path: MappingSupport.form(name),
            file: name,
            words: MappingSupport.words()
        )
    }

    private static func codeBook(_ name: String) throws -> QuestionnaireCodeBook.Result {
        try QuestionnaireCodeBook.codeBook(
            for: read(name).form,
            words: MappingSupport.words(),
            register: nil,
            file: name
        )
    }

    private static func column(_ variable: String, _ codeBook: CodeBook) throws -> ColumnDefinition {
        try #require(codeBook.tables.flatMap(\.columns).first { $0.variable == variable }, "\(variable)")
    }

    @Test("A form says the same as XLSX and as ODS", arguments: ["inspectie.xlsx", "inspectie.ods"])
    func form(name: String) throws {
        let (form, remarks) = try Self.read(name)
        #expect(form.title == "Inspectie opvang")
        #expect(form.id == "Inspectie_Opvang")
        #expect(form.version == "2026-03")
        #expect(form.defaultLanguage == "nl")
        #expect(form.sections.map(\.name) == ["", "kamer"])
        #expect(form.sections[0].questions.count == 18)
        #expect(form.sections[1].questions.map(\.name) == ["kamernummer", "oppervlakte", "slot"])
        #expect(form.lists.mapValues(\.count) == ["gemeenten": 2, "soorten": 2, "talen": 3, "ja_nee": 2])
        // `.>=0 and .<=${aantal}` is a constraint, but no range.
        #expect(remarks.map(\.code) == ["form.constraints-unread"])
        let children = try #require(form.sections[0].questions.first { $0.name == "kinderen" })
        #expect(children.relevance == "${aantal} > 0")
        #expect(children.range == nil)
        #expect(children.path == ["bewoners"])
        let municipality = try #require(form.sections[0].questions.first { $0.name == "gemeente" })
        #expect(municipality.isRequired)
        #expect(municipality.label.texts == ["nl": "Gemeente", "en": "Municipality", "uk": "Громада"])
        #expect(municipality.location.line == 9)
        #expect(municipality.location.column == 2)
    }

    @Test("Questions become columns with their path and their plain name")
    func columns() throws {
        let result = try Self.codeBook("inspectie.xlsx")
        let codeBook = result.codeBook
        #expect(codeBook.id == "inspectie-opvang")
        #expect(codeBook.version == "2026-03")
        let residents = try Self.column("aantal", codeBook)
        #expect(residents.headers == ["bewoners/aantal", "aantal"])
        #expect(residents.type == .integer)
        #expect(residents.range == 0...500)
        #expect(try Self.column("laagste_temperatuur", codeBook).range == -20...45.5)
        #expect(try Self.column("cijfer", codeBook).range == 1...10)
        let kind = try Self.column("soort", codeBook)
        #expect(kind.codes.map(\.value) == ["hotel", "schip", "other"])
        #expect(kind.codes[1].forms == ["schip", "Ship", "Корабель"])
        #expect(try Self.column("soort_other", codeBook).type == .freeText)
        #expect(try Self.column("opmerkingen", codeBook).type == .freeText)
        #expect(try Self.column("kamernummer", codeBook).type == .text)
        // Notes are no columns.
        #expect(!codeBook.tables[0].columns.contains { $0.variable == "welkom" })
    }

    @Test("The code book of a form reads back as the same value", arguments: ["inspectie.xlsx", "inspectie.ods"])
    func roundTrip(name: String) throws {
        let codeBook = try Self.codeBook(name).codeBook
        let yaml = try CodeBookWriter.yaml(codeBook)
        let again = try CodeBookFile.codeBook(yaml: yaml, file: "again.yaml")
        #expect(MappingSupport.withoutPlaces(again) == MappingSupport.withoutPlaces(codeBook))
        #expect(again.tables[0].columns.contains { $0.personal == .drop })
        #expect(again.tables[0].columns.contains { !$0.option.isEmpty })
        #expect(again.joins.map(\.to) == ["_index"])
    }

    @Test("Each option of a question with several answers is a boolean under the header of the question")
    func options() throws {
        let codeBook = try Self.codeBook("inspectie.xlsx").codeBook
        let options = codeBook.tables[0].columns.filter { !$0.option.isEmpty }
        #expect(options.map(\.variable) == ["talen_nl", "talen_uk", "talen_ru"])
        #expect(options.allSatisfy { $0.type == .boolean && $0.headers == ["bewoners/talen", "talen"] })
        #expect(options[1].option == ["uk", "Oekraïens", "Ukrainian", "українська"])
        #expect(options[0].codes.map(\.value) == ["yes", "no"])
    }

    @Test("What can lead to a person is dropped")
    func personal() throws {
        let codeBook = try Self.codeBook("inspectie.xlsx").codeBook
        let dropped = codeBook.tables.flatMap(\.columns).filter { $0.personal == .drop }.map(\.variable)
        #expect(dropped == ["deviceid", "plek", "contactpersoon", "foto"])
    }

    @Test("A repeat becomes a table of rooms that is joined by the number of its parent")
    func repeats() throws {
        let codeBook = try Self.codeBook("inspectie.xlsx").codeBook
        #expect(codeBook.tables.map(\.name) == ["locations", "kamer"])
        #expect(codeBook.tables[1].grain == .room)
        #expect(codeBook.tables[1].columns.map { $0.headers[0] }.last == "_parent_index")
        #expect(
            codeBook.joins == [
                Join(
                    table: "kamer",
                    on: "kamer_parent_index",
                    to: "_index",
                    derivations: [
                        Derivation(variable: "kamer_count", rule: .count, unit: "kamer"),
                        Derivation(variable: "oppervlakte_sum", rule: .sum, of: "oppervlakte"),
                    ]
                )
            ]
        )
        #expect(codeBook.tables[0].columns.contains { $0.headers == ["_index"] })
    }

    @Test("Roles are taken from names and labels, and those that nobody has are left for a person")
    func roles() throws {
        let result = try Self.codeBook("inspectie.xlsx")
        #expect(
            result.roles == [
                .locationID: "locatie_id", .locationName: "naam", .municipality: "gemeente",
                .visitDate: "bezoekdatum", .kind: "soort", .residents: "aantal",
            ]
        )
        #expect(result.gaps.isEmpty)
        // A role that asks for text makes it a text, whatever the question was.
        #expect(try Self.column("gemeente", result.codeBook).type == .text)
        let poor = try Self.codeBook("nested.xlsx")
        #expect(poor.gaps.map(\.role) == [.locationID, .municipality])
        #expect(poor.codeBook.assessments == .each)
    }

    @Test("Equal names in two groups keep their paths; a repeat in a repeat is joined to it; equal labels are told")
    func nested() throws {
        let result = try Self.codeBook("nested.xlsx")
        #expect(result.remarks.map(\.code) == ["form.same-label"])
        #expect(result.codeBook.tables.map(\.name) == ["locations", "outer", "inner"])
        #expect(result.codeBook.joins.map(\.within) == [nil, "outer"])
        #expect(result.codeBook.joins.map(\.to) == ["_index", "outer_index"])
        #expect(result.codeBook.joins.map(\.on) == ["outer_parent_index", "inner_parent_index"])
        #expect(result.codeBook.keys(of: "outer") == ["outer_index"])
        #expect(try Self.column("one_same", result.codeBook).headers == ["one/same"])
        #expect(try Self.column("two_same", result.codeBook).headers == ["two/same"])
        #expect(try Self.column("twin", result.codeBook).codes.map(\.forms) == [["1"], ["2"]])
        // A label without a language stands for both.
        #expect(try Self.column("one_same", result.codeBook).label.texts == ["nl": "Same", "en": "Same"])
    }

    @Test("Everything that is wrong with a form is told at once, with sheet, row and column")
    func faults() throws {
        do {
            _ = try Self.read("faults.xlsx")
            Issue.record("the form is full of faults")
        } catch let refusal as Refusal {
            let found = refusal.diagnostics.map { diagnostic in
                "\(diagnostic.location?.field ?? "") \(diagnostic.location?.line ?? 0) \(diagnostic.code)"
            }
            #expect(
                found == [
                    "choices/name 3 form.duplicate-choice", "choices/list_name 4 form.choice-without-list",
                    "choices/name 5 form.choice-without-name", "choices/name 6 form.bad-choice",
                    "survey/name 3 form.duplicate-name", "survey/type 4 form.unknown-type",
                    "survey/type 5 form.unknown-list", "survey/type 6 form.list-missing",
                    "survey/name 7 form.name-missing", "survey/name 8 form.bad-name",
                    "survey/type 9 form.end-without-begin", "survey/type 12 form.other-end",
                    "survey/type 10 form.not-ended", "survey/type 13 form.not-ended",
                ]
            )
        }
    }

    @Test(
        "What is no form, or would grow without end, is refused",
        arguments: [
            ("no-type.xlsx", "form.column-missing"), ("deep.xlsx", "form.too-deep"),
            ("wide.xlsx", "form.too-many-columns"), ("make_forms.py", "sheet.not-a-workbook"),
            ("absent.xlsx", "file.not-found"),
        ]
    )
    func hostile(name: String, code: String) throws {
        let codes = MappingSupport.codes { _ = try Self.codeBook(name) }
        #expect(codes.contains(code), "\(codes)")
    }

    @Test(
        "Constraints with a lower and an upper end are ranges",
        arguments: [
            (". >= 0 and . <= 500", 0.0...500.0), (".>=1 and .<=9", 1...9), ("(. > 0) and (. < 10)", 1...9),
            ("0 <= . and 10 >= .", 0...10), (". >= -5 AND . <= 5", -5...5), (". >= 0", nil), (". < 5", nil),
            (". >= 5 and . <= 1", nil), (". >= 0 or . <= 5", nil), (". != 3", nil), ("regex(., '^[0-9]$')", nil),
            (". >= ${a} and . <= 5", nil), ("", nil), (". >= 1e999 and . <= 5", nil),
        ]
    )
    func ranges(text: String, range: ClosedRange<Double>?) {
        #expect(XLSFormConstraint.range(text, isWhole: true) == range)
    }

    @Test("An open end of a decimal is no range: the least number above 0 has no name")
    func openEnd() {
        #expect(XLSFormConstraint.range(". > 0 and . <= 5", isWhole: false) == nil)
        #expect(XLSFormConstraint.range(". >= 0 and . <= 5", isWhole: false) == 0...5)
    }

    @Test(
        "Types are read in every way of writing",
        arguments: [
            ("begin group", XLSFormType.beginGroup), ("BEGIN_REPEAT", .beginRepeat), ("end repeat", .endRepeat),
            ("select_one Kleuren", .question(.one(list: "Kleuren", allowsOther: false))),
            ("select_one kleuren or_other", .question(.one(list: "kleuren", allowsOther: true))),
            ("select_multiple x", .question(.several(list: "x", allowsOther: false))),
            ("select one from x", .question(.one(list: "x", allowsOther: false))),
            ("select all that apply from x", .question(.several(list: "x", allowsOther: false))),
            ("dateTime", .question(.moment)), ("today", .dayOfInterview), ("geopoint", .question(.personal)),
            ("select_one", .listMissing), ("", .unknown), ("begin", .unknown), ("select_two x", .unknown),
        ]
    )
    func types(text: String, type: XLSFormType) {
        #expect(XLSFormType(text) == type)
    }
}
