import Foundation
import ShelterModel
import ShelterParsers
import Testing

@Suite struct FileInspectionTests {
    private static func json(_ text: String) throws -> [String: Any] {
        let file = try TemporaryFile(Array(text.utf8))
        let inspection = try FileInspection.inspect(path: file.path, displayName: "file.csv")
        let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(inspection))
        return try #require(object as? [String: Any])
    }

    @Test("An inspection tells everything that was understood")
    func whole() throws {
        let json = try Self.json(
            "\u{FEFF}Titel;;\r\nid;naam;score\r\n1;Zon;2,5\r\n2;Maan;3\r\n3;\"x\"y;4\r\nTotaal;;5,5\r\n"
        )
        #expect(json["encoding"] as? String == "utf-8")
        #expect(json["bom"] as? Bool == true)
        #expect(json["delimiter"] as? String == ";")
        #expect(json["quote"] as? String == "\"")
        #expect(json["escape"] as? String == "\"")
        #expect(json["lineEnding"] as? String == "crlf")
        #expect(json["preambleRows"] as? Int == 1)
        #expect(json["headerRows"] as? Int == 1)
        #expect(json["footerRows"] as? Int == 1)
        #expect(json["rows"] as? Int == 2)
        #expect(json["columns"] as? [String] == ["id", "naam", "score"])
        let codes = (json["diagnostics"] as? [[String: Any]])?.compactMap { $0["code"] as? String }
        #expect(codes == ["dialect.rows-above-header", "dialect.rows-below-data", "csv.text-after-quote"])
    }

    @Test("One column and an ambiguous file have a null for a delimiter")
    func null() throws {
        let one = try Self.json("naam\nZon\nMaan\n")
        #expect(one["delimiter"] is NSNull)
        #expect(one["confidence"] as? Double == 1)
        #expect(one["rows"] as? Int == 2)
        let two = try Self.json("aap;noot,mies\nwim;zus,jet\nteun;vuur,gijs\n")
        #expect(two["delimiter"] is NSNull)
        #expect(two["rows"] is NSNull)
        #expect((two["candidates"] as? [Any])?.count == 2)
    }

    @Test("A conversion writes the table with commas, and everything else to the ledger")
    func conversion() throws {
        let file = try TemporaryFile(
            Array(
                "Titel;;\nid;naam;tekst\n1;Zon;a, b\n2;\"M \"\"x\"\"\";\"r\ns\"\n3;Pluto\n4;a;b;c\n5;\"x\"y;4\nTotaal;;5\n"
                    .utf8
            )
        )
        var table: [UInt8] = []
        var ledger: [UInt8] = []
        let result = try CanonicalCSV.convert(path: file.path, displayName: "file.csv") {
            table += $0
        } ledger: {
            ledger += $0
        }
        #expect(
            String(decoding: table, as: UTF8.self)
                == "id,naam,tekst\r\n1,Zon,\"a, b\"\r\n2,\"M \"\"x\"\"\",\"r\ns\"\r\n3,Pluto\r\n4,a,b,c\r\n"
        )
        #expect(
            String(decoding: ledger, as: UTF8.self)
                == "kind,line,code,cells\r\npreamble,1,,Titel,,\r\nset-aside,8,csv.text-after-quote\r\nfooter,9,,Totaal,,5\r\n"
        )
        #expect(result.rows == 4)
        #expect(result.raggedRows == 2)
    }
}
