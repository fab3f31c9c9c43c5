import Foundation
import ShelterModel
import ShelterParsers
import Testing

/// Outlines are invented squares.
@Suite("Map with the outlines of municipalities")
struct GeographyTests {
    private static func feature(_ properties: String, x: Double = 5, y: Double = 52, size: Double = 0.1) -> String {
        let corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
        let ring = corners.map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
        return """
            {"type":"Feature","properties":{\(properties)},"geometry":{"type":"Polygon","coordinates":[[\(ring)]]}}
            """
    }

    private static func collection(_ features: [String]) -> [UInt8] {
        Array("{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}".utf8)
    }

    private static let register = MunicipalityRegister(
        id: "proef",
        date: CalendarDate(daysSince1970: 0),
        source: "Invented",
        municipalities: ["GM0001", "GM0344"].map {
            Municipality(code: $0, name: "Verzonnen \($0)", aliases: [], safetyRegion: nil, province: "Nergens")
        },
        former: []
    )

    private static func shapes(_ features: [String]) throws -> (shapes: MunicipalityShapes, missing: [String]) {
        try GeoJSONFile.shapes(collection(features), file: "kaart.geojson", register: register)
    }

    @Test(
        "a municipality is found by its code, however it is written and called",
        arguments: [
            "\"statcode\":\"GM0344\"", "\"GEMEENTECODE\":\"0344\"", "\"code\":344", "\"identificatie\":\"gm0344\"",
        ]
    )
    func codes(properties: String) throws {
        let (shapes, missing) = try Self.shapes([Self.feature(properties)])
        #expect(shapes.rings["GM0344"]?.first?.count == 5)
        #expect(missing == ["GM0001"])
    }

    @Test("degrees and metres of the Dutch grid give squares of the same shape")
    func grids() throws {
        let degrees = try Self.shapes([Self.feature("\"code\":344")]).shapes.rings["GM0344"]?[0] ?? []
        let metres =
            try Self.shapes([Self.feature("\"code\":344", x: 120_000, y: 460_000, size: 10_000)])
            .shapes.rings["GM0344"]?[0] ?? []
        // 0.1 degree is 11.1 km to the north and 6.8 km to the east at this latitude.
        #expect(abs(degrees[2].y - degrees[1].y - 11.1) < 0.01 && abs(degrees[1].x - degrees[0].x - 6.803) < 0.01)
        #expect(abs(metres[2].y - metres[1].y - 10) < 1e-9 && abs(metres[1].x - metres[0].x - 10) < 1e-9)
    }

    @Test(
        "a file that is no map of Dutch municipalities is refused by name",
        arguments: [
            ("geography.not-geojson", ["{}x"]), ("geography.no-features", []),
            ("geography.no-code", [feature("\"naam\":\"Utrecht\"")]),
            ("geography.twice", [feature("\"code\":344"), feature("\"code\":\"GM0344\"")]),
            ("geography.coordinates", [feature("\"code\":344", x: 2_000_000, y: 6_800_000)]),
        ]
    )
    func refused(code: String, features: [String]) {
        do {
            _ = try Self.shapes(features)
            Issue.record("accepted")
        } catch let refusal as Refusal {
            #expect(refusal.diagnostics.map(\.code) == [code])
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test(
        "a map shows what the tiles show, hatched without a score, and names what it lacks; everybody sees what is disclosed"
    )
    func report() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        _ = try program.run("rehearse", "--locations", "60", "--seed", "3", "--clean", "--out", "export.csv")
        let sample = try CSVFile(path: folder["export.csv"])
        let names = Set(sample["gemeente"])
        let all = try RegisterFile.register(
            yaml: text(at: Corpus.data + "/Registers/municipalities-2023.yaml"),
            file: "municipalities-2023.yaml"
        )
        let codes = all.municipalities.filter { names.contains($0.name) }.map(\.code).sorted()
        try #require(codes.count > 3)
        let features = codes.dropLast().enumerated().map { index, code in
            Self.feature(
                "\"statcode\":\"\(code)\"",
                x: 4 + Double(index % 20) * 0.12,
                y: 51 + Double(index / 20) * 0.12
            )
        }
        try folder.write("kaart.geojson", Self.collection(features))
        let run = try program.run([
            "report", "export.csv", "--framework", "nl-opvang", "--map", "kaart.geojson", "--out", "out",
        ])
        #expect(
            run.status == 1 && run.errors.contains("[geography.not-on-map]") && run.errors.contains(codes.last ?? "")
        )
        let page = try text(at: folder["out/intern/index.html"])
        let start = try #require(page.range(of: "id=\"geography-t\""))
        let svg = page[start.upperBound...].prefix { $0 != "\n" }
        #expect(svg.split(separator: "<path fill-rule").count == features.count + 1)
        #expect(page.utf8.count < 1_000_000)
        for match in svg.matches(of: /data-figure="([^"]+)">([^<]+)</) {
            #expect(page.contains("<span data-figure=\"\(match.1)\">\(match.2)</span>"), "\(match.1)")
        }
        let manifest = try text(at: folder["out/manifest.json"])
        #expect(manifest.contains("\"map\"") && manifest.contains("kaart.geojson"))
    }
}
