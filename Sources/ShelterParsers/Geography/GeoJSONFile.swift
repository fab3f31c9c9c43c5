internal import Foundation
public import ShelterModel

/// Reads the outlines of municipalities from GeoJSON (RFC 7946), in degrees or in metres of the Dutch grid.
///
/// A feature is matched by the code of its municipality alone: names change and repeat.
public enum GeoJSONFile {
    /// Properties that may hold the code, as CBS, PDOK and others name them; the first that fits is taken.
    static let codeProperties = [
        "statcode", "gemeentecode", "gm_code", "municipality_code", "code", "identificatie", "id",
    ]
    /// Kilometres of one degree of latitude, and of longitude at 52.2° north.
    private static let degree = 111.0
    private static let shrinking = 0.612_907  // cos 52.2°

    /// - Parameter register: Municipalities that a feature may stand for.
    /// - Returns: The outlines, and codes of the register that no feature has.
    /// - Throws: `Refusal` when the file is no GeoJSON, has no code that fits, has a code twice, or coordinates of nowhere in the
    ///   Netherlands.
    public static func shapes(
        _ bytes: [UInt8],
        file: String,
        register: MunicipalityRegister
    ) throws(Refusal) -> (shapes: MunicipalityShapes, missing: [String]) {
        let place = SourceLocation(file: file)
        let collection: Collection
        do {
            collection = try JSONDecoder().decode(Collection.self, from: Data(bytes))
        } catch {
            throw Refusal("geography.not-geojson", at: place)
        }
        guard collection.type == "FeatureCollection", !collection.features.isEmpty else {
            throw Refusal("geography.no-features", at: place)
        }
        let known = Set(register.municipalities.map(\.code))
        let property = try property(collection.features, known, place)
        var shapes = MunicipalityShapes(rings: [:])
        for feature in collection.features {
            guard let code = feature.code(property), known.contains(code) else { continue }
            guard shapes.rings[code] == nil else {
                throw Refusal("geography.twice", at: place, ["value": .text(code)])
            }
            var rings: [[MunicipalityShapes.Point]] = []
            for ring in feature.geometry?.rings ?? [] {
                var points: [MunicipalityShapes.Point] = []
                for pair in ring {
                    guard pair.count >= 2, let point = point(pair[0], pair[1]) else {
                        throw Refusal("geography.coordinates", at: place, ["value": .text(code)])
                    }
                    points.append(point)
                }
                if points.count >= 4 { rings.append(points) }
            }
            guard !rings.isEmpty else {
                throw Refusal("geography.no-outline", at: place, ["value": .text(code)])
            }
            shapes.rings[code] = rings
        }
        return (shapes, known.subtracting(shapes.rings.keys).sorted())
    }

    private static func property(
        _ features: [Feature],
        _ known: Set<String>,
        _ place: SourceLocation
    ) throws(Refusal) -> String {
        for property in codeProperties where features.contains(where: { $0.code(property).map(known.contains) == true })
        {
            return property
        }
        let names = Set(features.flatMap { $0.properties.keys }).sorted().prefix(12)
        throw Refusal("geography.no-code", at: place, ["known": .list(codeProperties), "found": .list(Array(names))])
    }

    /// Degrees (WGS 84) or metres (RD, EPSG:28992), told apart by their size; `nil` outside the Netherlands.
    private static func point(_ x: Double, _ y: Double) -> MunicipalityShapes.Point? {
        if (2.5...8).contains(x), (50...54.5).contains(y) {
            return MunicipalityShapes.Point(x: x * shrinking * degree, y: y * degree)
        }
        if (-10_000...300_000).contains(x), (289_000...650_000).contains(y) {
            return MunicipalityShapes.Point(x: x / 1000, y: y / 1000)
        }
        return nil
    }

    // MARK: - The file

    private struct Collection: Decodable {
        var type: String
        var features: [Feature]
    }

    private struct Feature: Decodable {
        var properties: [String: Value]
        var geometry: Geometry?

        enum CodingKeys: String, CodingKey {
            case properties, geometry
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let all = try container.decodeIfPresent([String: Value].self, forKey: .properties) ?? [:]
            properties = Dictionary(all.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
            geometry = try container.decodeIfPresent(Geometry.self, forKey: .geometry)
        }

        /// `GM0344`, also from `0344`, `344` and the number.
        func code(_ property: String) -> String? {
            guard let text = properties[property]?.text, !text.isEmpty else { return nil }
            if text.uppercased().hasPrefix("GM") { return text.uppercased() }
            guard text.count <= 4, text.allSatisfy(\.isWholeNumber) else { return nil }
            return "GM" + String(repeating: "0", count: 4 - text.count) + text
        }
    }

    /// A property; of what is neither text nor whole number only that it is there.
    private struct Value: Decodable {
        var text: String?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self.text = text
            } else if let number = try? container.decode(Int.self) {
                text = String(number)
            }
        }
    }

    private struct Geometry: Decodable {
        var rings: [[[Double]]]

        enum CodingKeys: String, CodingKey {
            case type, coordinates
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            switch try container.decode(String.self, forKey: .type) {
            case "Polygon": rings = try container.decode([[[Double]]].self, forKey: .coordinates)
            case "MultiPolygon":
                rings = try container.decode([[[[Double]]]].self, forKey: .coordinates).flatMap(\.self)
            default: rings = []
            }
        }
    }
}
