import Foundation
import ShelterModel
import ShelterParsers
import Testing

@Suite struct ToolRecognitionTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test("An ordinary export belongs to nobody, and its batches are those of its reader")
    func ordinary() throws {
        let path = Self.root.appending(path: "Data/Samples/inspecties.csv").path
        var reader = try ExportReader(path: path, displayName: "file.csv")
        var plain = try CSVReader(path: path, displayName: "file.csv")
        #expect(reader.tool == nil)
        #expect(reader.recognition == nil)
        #expect(reader.header == plain.header)
        #expect(reader.columns == plain.header.map(ExportColumn.init))
        while true {
            let (batch, expected) = (try reader.next(), try plain.next())
            #expect(batch?.bytes == expected?.bytes)
            #expect(batch?.recordEnds == expected?.recordEnds)
            #expect(batch?.lines == expected?.lines)
            if batch == nil { break }
        }
        #expect(reader.diagnostics == plain.diagnostics)
    }

    @Test(
        "Half a mark is no mark",
        arguments: [
            "id;seed;startdate;Q1[other]\n1;2;2026-01-01;x\n2;3;2026-01-02;y\n",
            "id;locatie;submitdate\n1;Z-01;2026-01-01\n2;Z-02;2026-01-02\n",
            "_id;_index;locatie\n1;1;Z-01\n2;2;Z-02\n",
            "groep/locatie;groep/vraag\nZ-01;1\nZ-02;2\n",
            "AuditID;Label;Response\na;b;c\nd;e;f\n",
            "Respondent ID;Vraag\n1;Response\n2;Ja\n",
            "ID;Naam;E-mail;Begintijd\n1;Zon;x;10:00\n2;Maan;y;11:00\n",
            "StartDate;Status;Finished;ResponseId\n2026-01-01;0;1;R_1\n2026-01-02;0;1;R_2\n",
            "locatie;opmerking\nZ-01;\"{\"\"ImportId\"\":\"\"x\"\"} stond er\"\nZ-02;waar\n",
            "locatie;douche\nZ-01;true\nZ-02;Waar\n",
        ]
    )
    func halfMarks(text: String) throws {
        let reading = try ExportReading(text: text)
        #expect(reading.tool == nil)
        #expect(reading.rows.count == 2)
    }

    @Test("The name of a file says nothing")
    func fileName() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "export-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let named = folder.appending(path: "results-survey123456.csv")
        try Data("locatie;douche\nZ-01;ja\nZ-02;nee\n".utf8).write(to: named)
        #expect(try ExportReading(path: named.path).tool == nil)
        let other = folder.appending(path: "a")
        try FileManager.default.copyItem(at: ExportReading.folder.appending(path: "limesurvey-code.csv"), to: other)
        #expect(try ExportReading(path: other.path).tool == .limeSurvey)
    }

    @Test("A tool can be named or kept out, and its name as an option is known")
    func choice() throws {
        #expect(ToolChoice(argument: "none") == .plain)
        #expect(ToolChoice(argument: "kobotoolbox") == .named(.koboToolbox))
        #expect(ToolChoice(argument: "KoboToolbox 2") == nil)
        for tool in ExportTool.allCases { #expect(ToolChoice(argument: tool.rawValue) == .named(tool)) }
        let plain = try ExportReading("limesurvey-code-text.csv", .with { $0.tool = .plain })
        #expect(plain.tool == nil)
        #expect(plain.header[0] == "id. Response ID")
        let named = try ExportReading("excel-nl-utf-8.csv", .with { $0.tool = .named(.msForms) })
        #expect(named.tool == .msForms)
        #expect(named.columns.allSatisfy { $0.separator == ";" })
        #expect(named["plaats"]?[1] == "Oekraïnestraat")
    }

    @Test("What was recognised is told to who asks, and is no message of every run")
    func recognition() throws {
        let reading = try ExportReading("ms-forms.csv")
        #expect(reading.recognition?.code == "tools.recognised")
        #expect(reading.recognition?.arguments == ["tool": "Microsoft Forms"])
        #expect(!reading.codes.contains("tools.recognised"))
    }

    @Test(
        "Every export comes out the same for every size of batch, and every byte of it is seen once",
        arguments: try FileManager.default.contentsOfDirectory(atPath: ExportReading.folder.path).filter {
            !["kobotoolbox.xlsx", "parts.xlsx"].contains($0)
        }.sorted()
    )
    func batchSizes(fixture: String) throws {
        let whole = try ExportReading(fixture)
        for size in [1, 2, 7] {
            #expect(try ExportReading(fixture, .with { $0.csv.batchRows = size }) == whole)
        }
        var seen: [UInt8] = []
        var reader = try ExportReader(path: ExportReading.path(fixture), displayName: "file") { seen += $0 }
        while try reader.next() != nil {}
        #expect(seen == [UInt8](try Data(contentsOf: ExportReading.folder.appending(path: fixture))))
    }
}
