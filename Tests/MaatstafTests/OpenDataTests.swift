import Foundation
import Testing

@Suite("Open data for machines")
struct OpenDataTests {
    private static let publisher = """
        format: maatstaf/publisher/1
        id: proefstad
        name: { nl: Gemeente Proefstad (verzonnen), en: Municipality of Trialtown (invented) }
        uri: https://proefstad.example/organisatie
        contact: { name: { nl: Gegevensloket, en: Data desk }, email: data@proefstad.example }
        license: http://creativecommons.org/publicdomain/zero/1.0/deed.nl
        access-url: https://proefstad.example/opvang
        download-url: https://proefstad.example/opvang/data/
        """

    private static func made(_ more: [String] = []) throws -> (folder: TemporaryFolder, data: String) {
        let folder = try TemporaryFolder()
        try folder.write("uitgever.yaml", publisher)
        let samples = Corpus.data + "/Samples"
        let run = try Program(in: folder).run(
            [
                "score", samples + "/schoon.csv", samples + "/schoon.oefenantwoorden.csv", "--framework", "nl-opvang",
                "--out", "out",
            ] + more
        )
        try #require(run.status == 0, "\(run.errors)")
        return (folder, folder["out/openbaar/data/"])
    }

    private static func object(at path: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(try bytes(at: path))) as? [String: Any])
    }

    @Test("the metadata describes every table: its columns in their order, their kinds, and what tells rows apart")
    func metadata() throws {
        let (folder, data) = try Self.made()
        let node = try Self.object(at: data + "csv-metadata.json")
        #expect(node["@context"] as? String == "http://www.w3.org/ns/csvw")
        let tables = try #require(node["tables"] as? [[String: Any]])
        let files = try folder.files(below: "out/openbaar/data").keys.filter { $0.hasSuffix(".csv") }
        #expect(Set(tables.compactMap { $0["url"] as? String }) == Set(files))
        let areas = try CSVFile(path: data + "areas.csv")
        let places = Set(zip(areas["level"], areas["code"]).map { "\($0)/\($1)" })
        for table in tables {
            let name = try #require(table["url"] as? String)
            let file = try CSVFile(path: data + name)
            let schema = try #require(table["tableSchema"] as? [String: Any])
            let columns = try #require(schema["columns"] as? [[String: Any]])
            #expect(columns.map { $0["name"] as? String ?? "" } == file.header, "\(name)")
            for column in columns {
                let values = file[column["name"] as? String ?? ""].filter { !$0.isEmpty }
                let words = try #require(column["dc:description"] as? [[String: String]])
                #expect(words.map { $0["@language"] } == ["nl", "en"])
                #expect(words.allSatisfy { $0["@value"]?.contains("opendata.") == false })
                if column["datatype"] as? String == "nonNegativeInteger" {
                    #expect(values.allSatisfy { (Int($0) ?? -1) >= 0 }, "\(name)")
                } else if column["datatype"] is [String: Any] {
                    #expect(values.allSatisfy { (0...1).contains(Double($0) ?? -1) }, "\(name)")
                }
            }
            let key = try #require(schema["primaryKey"] as? [String])
            let rows = file.rows.map { row in key.map { file.cell($0, of: row) } }
            #expect(Set(rows).count == rows.count && !rows.isEmpty, "\(name)")
            if schema["foreignKeys"] != nil {
                #expect(zip(file["level"], file["code"]).allSatisfy { places.contains("\($0)/\($1)") }, "\(name)")
            }
        }
    }

    @Test("every code in the tables stands in the code book")
    func codes() throws {
        let (folder, data) = try Self.made()
        defer { withExtendedLifetime(folder) {} }
        let book = try CSVFile(path: data + "codebook.csv")
        let known = Set(zip(book["kind"], book["code"]).map { "\($0) \($1)" })
        for theme in try CSVFile(path: data + "themes.csv")["theme"] {
            #expect(theme == "overall" || known.contains("theme \(theme)"))
        }
        for criterion in try CSVFile(path: data + "criteria.csv")["criterion"] {
            #expect(known.contains("criterion \(criterion)"))
        }
        #expect(Set(book["verification"]).isSuperset(of: ["S", "K", "D"]))
    }

    @Test("the catalogue names each file with size and checksum, and who publishes it if that is known")
    func catalogue() throws {
        let (folder, data) = try Self.made(["--publisher", "uitgever.yaml"])
        let node = try Self.object(at: data + "dcat.json")
        #expect(node["@type"] as? String == "dcat:Dataset")
        let publisher = try #require(node["dct:publisher"] as? [String: Any])
        #expect(publisher["@id"] as? String == "https://proefstad.example/organisatie")
        let parts = try #require(node["dcat:distribution"] as? [[String: Any]])
        #expect(parts.count == 7)
        for part in parts {
            let name = try #require(part["dct:title"] as? String)
            let sum = try Program(path: "/usr/bin/sha256sum", folder: folder).run("-b", data + name).output.prefix(64)
            let checksum = try #require(part["spdx:checksum"] as? [String: Any])
            #expect(checksum["spdx:checksumValue"] as? String == String(sum), "\(name)")
            let size = try #require(part["dcat:byteSize"] as? [String: String])
            #expect(size["@value"] == "\(try bytes(at: data + name).count)")
            let place = part["dcat:downloadURL"] as? [String: String]
            #expect(place?["@id"] == "https://proefstad.example/opvang/data/\(name)")
            #expect(part["dct:license"] != nil && part["dcat:accessURL"] != nil)
        }
        let (other, without) = try Self.made()
        defer { withExtendedLifetime(other) {} }
        let plain = try Self.object(at: without + "dcat.json")
        #expect(plain["dct:publisher"] == nil && plain["dct:identifier"] != nil)
    }

    @Test(
        "a publisher whom a catalogue could not reach is refused, at the line",
        arguments: [
            ("uri: https://proefstad.example/organisatie", "uri: proefstad", "publisher.no-address"),
            ("email: data@proefstad.example", "email: niemand", "publisher.no-email"),
            (", email: data@proefstad.example", "", "publisher.no-contact"),
            ("license: http", "licence: http", "yaml.misspelt-key"),
        ]
    )
    func refused(from: String, to: String, code: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("uitgever.yaml", Self.publisher.replacing(from, with: to))
        let run = try Program(in: folder).run(
            "score",
            Corpus.data + "/Samples/schoon.csv",
            "--framework",
            "nl-opvang",
            "--publisher",
            "uitgever.yaml",
            "--out",
            "out"
        )
        #expect(run.status == 2 && run.errors.contains("[\(code)]") && run.errors.contains("uitgever.yaml:"))
        #expect(!folder.exists("out"))
    }
}
