internal import Crypto
internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterReporter

/// What machines read of the open data: CSV on the Web for the tables, DCAT for a catalogue.
struct OpenData {
    static let metadata = "csv-metadata.json"
    static let catalogue = "dcat.json"

    private let framework: Framework
    private let date: CalendarDate
    private let state: PublicationState
    private let hasRegister: Bool
    private let publisher: Publisher?
    /// In Dutch and English.
    private let texts: [Texts]

    init(_ report: QualityReport, publisher: Publisher?, texts: [Texts]) {
        framework = report.framework
        date = report.date
        state = report.state
        hasRegister = report.register != nil
        self.publisher = publisher
        self.texts = texts
    }

    private func words(_ key: String, _ arguments: [String: String] = [:]) -> JSONNode {
        .list(texts.map { ["@value": .text($0(key, arguments)), "@language": .text($0.language.rawValue)] })
    }

    private func words(_ text: LocalizedText) -> JSONNode {
        .list(texts.map { ["@value": .text(text[$0.language]), "@language": .text($0.language.rawValue)] })
    }

    private func title(_ texts: Texts) -> [String: String] {
        ["framework": framework.label[texts.language], "version": framework.version, "date": date.iso]
    }

    // MARK: - CSV on the Web

    /// Metadata for all tables of a folder, at the place where readers look for them.
    ///
    /// W3C Recommendation "Metadata Vocabulary for Tabular Data", 17 December 2015.
    func metadata(_ tables: [PublicTable]) -> JSONNode {
        [
            "@context": "http://www.w3.org/ns/csvw",
            "dc:title": titles,
            "dc:issued": .text(date.iso),
            "tables": .list(tables.map(table)),
        ]
    }

    private var titles: JSONNode {
        .list(
            texts.map {
                ["@value": .text($0("opendata.title", title($0))), "@language": .text($0.language.rawValue)]
            }
        )
    }

    private func table(_ table: PublicTable) -> JSONNode {
        let id = table.name.withoutPathExtension
        var schema: [String: JSONNode] = [
            "columns": .list(table.columns.map { column($0, isKey: table.key.contains($0.name)) }),
            "primaryKey": .list(table.key.map(JSONNode.text)),
        ]
        if table.key.starts(with: ["level", "code"]), table.name != "areas.csv" {
            schema["foreignKeys"] = [
                [
                    "columnReference": ["level", "code"],
                    "reference": ["resource": "areas.csv", "columnReference": ["level", "code"]],
                ]
            ]
        }
        return [
            "url": .text(table.name), "dc:description": words("opendata.table.\(id)"), "tableSchema": .object(schema),
        ]
    }

    private func column(_ column: PublicTable.Column, isKey: Bool) -> JSONNode {
        var node: [String: JSONNode] = [
            "name": .text(column.name), "titles": .text(column.name),
            "dc:description": words("opendata.column.\(column.name.replacing("_", with: "-"))"),
            "datatype": column.kind == .share
                ? ["base": "number", "minimum": "0", "maximum": "1"] : .text(column.kind.rawValue),
        ]
        if isKey { node["required"] = .flag(true) }
        return .object(node)
    }

    // MARK: - DCAT

    /// The data set for a catalogue, as DCAT-AP-NL 3.0 asks; what only a publisher knows is left out without one.
    func catalogue(_ files: [(name: String, bytes: [UInt8])]) -> JSONNode {
        let authority = "http://publications.europa.eu/resource/authority/"
        var node: [String: JSONNode] = [
            "@context": [
                "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/", "spdx": "http://spdx.org/rdf/terms#",
                "vcard": "http://www.w3.org/2006/vcard/ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
                "adms": "http://www.w3.org/ns/adms#", "owl": "http://www.w3.org/2002/07/owl#",
            ],
            "@type": "dcat:Dataset",
            "dct:title": titles,
            "dct:description": words("opendata.description.\(state.rawValue)"),
            "dct:identifier": .text("\(framework.id)-\(framework.version)-\(date.iso)"),
            "dct:issued": ["@value": .text(date.iso), "@type": "xsd:date"],
            "dct:language": .list(["NLD", "ENG"].map { ["@id": .text(authority + "language/\($0)")] }),
            "dct:accessRights": ["@id": .text(authority + "access-right/PUBLIC")],
            "dcat:theme": ["@id": .text(authority + "data-theme/SOCI")],
            "dcat:version": .text("\(framework.version) \(date.iso)"),
            "adms:versionNotes": words("opendata.notes"),
            "dcat:distribution": .list(files.map { distribution($0.name, $0.bytes, authority) }),
        ]
        if hasRegister { node["dct:spatial"] = ["@id": .text(authority + "country/NLD")] }
        if let publisher {
            let agent: JSONNode = [
                "@id": .text(publisher.uri), "@type": "foaf:Agent", "foaf:name": words(publisher.name),
            ]
            node["dct:publisher"] = agent
            node["dct:creator"] = agent
            var contact: [String: JSONNode] = ["@type": "vcard:Kind", "vcard:fn": words(publisher.contactName)]
            if let email = publisher.contactEmail { contact["vcard:hasEmail"] = ["@id": .text("mailto:\(email)")] }
            if let page = publisher.contactPage { contact["vcard:hasURL"] = ["@id": .text(page)] }
            node["dcat:contactPoint"] = .object(contact)
            node["dcat:landingPage"] = ["@id": .text(publisher.accessURL)]
        }
        return .object(node)
    }

    private func distribution(_ name: String, _ bytes: [UInt8], _ authority: String) -> JSONNode {
        let kind = name.hasSuffix(".csv") ? "CSV" : "JSON"
        let media = "http://www.iana.org/assignments/media-types/" + (kind == "CSV" ? "text/csv" : "application/json")
        var node: [String: JSONNode] = [
            "@type": "dcat:Distribution",
            "dct:title": .text(name),
            "dct:description": words("opendata.table.\(name.withoutPathExtension)"),
            "dct:format": ["@id": .text(authority + "file-type/\(kind)")],
            "dcat:mediaType": ["@id": .text(media)],
            "dcat:byteSize": ["@value": .text("\(bytes.count)"), "@type": "xsd:nonNegativeInteger"],
            "spdx:checksum": [
                "@type": "spdx:Checksum",
                "spdx:algorithm": ["@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"],
                "spdx:checksumValue": .text(SHA256.hash(data: bytes).map { Self.hex($0) }.joined()),
            ],
        ]
        if kind == "CSV" { node["dct:conformsTo"] = ["@id": "https://www.w3.org/TR/tabular-data-model/"] }
        if let publisher {
            node["dcat:accessURL"] = ["@id": .text(publisher.accessURL)]
            node["dct:license"] = ["@id": .text(publisher.license)]
            if let folder = publisher.downloadURL {
                node["dcat:downloadURL"] = ["@id": .text(folder + (folder.hasSuffix("/") ? "" : "/") + name)]
            }
        }
        return .object(node)
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
