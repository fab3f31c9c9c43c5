import ShelterModel
import ShelterParsers
import Testing

/// Domain 5.2, LimeSurvey.
@Suite struct LimeSurveyTests {
    @Test("Semicolons, a byte-order mark, quotes around everything and an empty line at the end (5.1)")
    func shape() throws {
        let reading = try ExportReading("limesurvey-code.csv")
        #expect(reading.tool == .limeSurvey)
        #expect(reading.dialect?.delimiter == ";")
        #expect(reading.dialect?.hasByteOrderMark == true)
        #expect(reading.rows.count == 3)
        #expect(reading.setAside.map(\.diagnostic.code) == ["csv.empty-row"] || reading.setAside.isEmpty)
        // A line break inside an answer is a bare LF.
        #expect(reading["VOORZ[SQ001comment]"]?[0] == "twee keer\nper week")
    }

    @Test("Headers of style code stay as they are")
    func codeHeaders() throws {
        let reading = try ExportReading("limesurvey-code.csv")
        #expect(reading.header.prefix(4) == ["id", "submitdate", "lastpage", "startlanguage"])
        #expect(reading.header.suffix(4) == ["SOORT[other]", "OPP", "ZEKER", "GESLACHT"])
    }

    @Test("Of headers with code and text the code is the name, the text the label; inner points and brackets stay")
    func codeAndTextHeaders() throws {
        let reading = try ExportReading("limesurvey-code-text.csv")
        #expect(reading.tool == .limeSurvey)
        #expect(
            reading.header == [
                "id", "submitdate", "lastpage", "startlanguage", "LOC", "VOORZ[SQ001]",
                "Which of these? Choose. One",
            ]
        )
        #expect(reading.column("VOORZ[SQ001]")?.label == "Which facilities are there? [Laundry. Or dryer]")
    }

    @Test(
        "A code book finds a column and its options by code and by text, in every style of header that has them",
        arguments: [
            (["LOC", "VOORZ"], ["SQ001"], "limesurvey-code-text.csv"),
            (["Which location?", "Which facilities are there?"], ["Laundry. Or dryer"], "limesurvey-code-text.csv"),
            (["Locatie", "Welke voorzieningen zijn er?"], ["Wasmachine"], "limesurvey-full.csv"),
        ]
    )
    func codeOrText(headers: [String], option: [String], fixture: String) throws {
        let reading = try ExportReading(fixture)
        let codes = [Code(value: "yes", forms: ["ja", "yes", "y"]), Code(value: "no", forms: ["nee", "no"])]
        let columns = [
            ColumnDefinition(headers: [headers[0]], variable: "a", type: .text),
            ColumnDefinition(headers: [headers[1]], variable: "b", type: .boolean, option: option, codes: codes),
        ]
        let definition = TableDefinition(name: "t", grain: .location, columns: columns)
        let match = try HeaderMatch(
            definition,
            header: reading.header,
            columns: reading.columns,
            line: 1,
            file: "a.csv"
        )
        #expect(match.fields.map { $0.map { reading.header[$0].prefix(4) } == nil } == [false, false])
        #expect(match.headers[1].contains("[") || match.headers[1].contains("SQ001"))
    }

    @Test("Blanks may be underscores")
    func underscores() throws {
        let reading = try ExportReading("limesurvey-underscores.csv")
        #expect(reading.tool == .limeSurvey)
        #expect(reading.header == ["id", "submitdate", "lastpage", "startlanguage", "LOC"])
        #expect(reading.column("LOC")?.label == "Which_location?")
    }

    @Test("Full headers are kept as text, in Dutch too; the columns of every survey get their code")
    func fullHeaders() throws {
        let reading = try ExportReading("limesurvey-full.csv")
        #expect(reading.tool == .limeSurvey)
        #expect(reading.header.prefix(6) == ["id", "submitdate", "lastpage", "startlanguage", "seed", "Locatie"])
        #expect(reading.column("submitdate")?.label == "Datum ingediend")
        #expect(reading.header[7] == "Welke voorzieningen zijn er? [Wasmachine]")
    }

    @Test("Abbreviated headers, which end with two points and a blank, are kept as they are")
    func abbreviatedHeaders() throws {
        let reading = try ExportReading("limesurvey-abbreviated.csv")
        #expect(reading.tool == .limeSurvey)
        #expect(reading.header.suffix(2) == ["Which location .. ", "Is there a lock .. "])
    }

    @Test("Yes, No and N/A of full answers stay three facts; N/A means that the question was not asked")
    func fullAnswers() throws {
        let reading = try ExportReading("limesurvey-full.csv")
        #expect(reading["Is er een douche op slot?"] == ["Ja", "N/A", "Nee"])
        #expect(reading["Welke voorzieningen zijn er? [Wasmachine]"] == ["Ja", "N/A", "Nee"])
        #expect(reading.tool?.missingForms == [.notAsked: ["N/A"]])
    }

    @Test("Short answers stay codes: Y, empty, U, F, and -oth- with its text beside it")
    func shortAnswers() throws {
        let reading = try ExportReading("limesurvey-code.csv")
        #expect(reading["DOUCHE"] == ["Y", "N", ""])
        #expect(reading["VOORZ[SQ001]"] == ["Y", "", ""])
        #expect(reading["ZEKER"] == ["U", "Y", "N"])
        #expect(reading["GESLACHT"] == ["F", "M", ""])
        #expect(reading["SOORT"] == ["A2", "-oth-", ""])
        #expect(reading["SOORT[other]"]?[1] == "'t Schip \"Zon\"")
        #expect(reading.column("SOORT")?.valueLabels == [.init(value: "-oth-", label: "SOORT[other]")])
        #expect(reading.column("DOUCHE")?.valueLabels == [])
    }

    @Test("1 and 2 for yes and no come out as 1 and 2: what 2 means, the code book must say")
    func numbersForAnswers() throws {
        let reading = try ExportReading("limesurvey-numbers.csv")
        #expect(reading.tool == .limeSurvey)
        #expect(reading["DOUCHE"] == ["1", "2"])
        #expect(reading["VOORZ[SQ001]"] == ["1", "2"])
    }

    @Test("The apostrophe before = is taken away and counted; any other apostrophe stays")
    func formulaGuard() throws {
        let reading = try ExportReading("limesurvey-code.csv")
        #expect(reading["VOORZ[other]"] == ["", "=wasmachine", ""])
        #expect(reading["SOORT[other]"]?[1].hasPrefix("'t") == true)
        let removed = reading.diagnostics.first { $0.code == "tools.formula-guard-removed" }
        #expect(removed?.arguments == ["count": 1])
        #expect(removed?.location?.line == reading.rows[1].line)
    }

    @Test("An empty submit date means an incomplete response; 1980-01-01 is no date and is named")
    func submitDate() throws {
        let reading = try ExportReading("limesurvey-code.csv")
        let incomplete = reading.diagnostics.first { $0.code == "tools.incomplete-responses" }
        #expect(incomplete?.arguments == ["count": 1])
        #expect(incomplete?.location?.line == reading.rows[1].line)
        let hidden = reading.diagnostics.first { $0.code == "tools.submit-date-hidden" }
        #expect(hidden?.location?.line == reading.rows[2].line)
        #expect(reading.column("submitdate")?.missing.contains(.value("1980-01-01 00:00:00")) == true)
    }

    @Test(
        "The delimiter is found, not assumed: the same survey with commas, semicolons or tabs",
        arguments: [",", ";", "\t"]
    )
    func delimiter(delimiter: String) throws {
        let rows = [
            ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "LOC. Where; when, and who?"],
            ["1", "2026-03-02 10:11:12", "4", "Z-01, north; later"],
            ["2", "2026-03-02 10:12:12", "4", "Z-02, south; now"],
        ]
        let text = rows.map { $0.map { "\"\($0)\"" }.joined(separator: delimiter) }.joined(separator: "\r\n") + "\r\n"
        let reading = try ExportReading(text: text)
        #expect(reading.tool == .limeSurvey)
        #expect(reading.header == ["id", "submitdate", "lastpage", "LOC"])
        #expect(reading["LOC"] == ["Z-01, north; later", "Z-02, south; now"])
    }
}
