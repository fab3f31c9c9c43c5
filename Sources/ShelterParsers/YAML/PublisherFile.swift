public import ShelterModel

/// Reads who publishes open data (`docs/open-data.md`).
public enum PublisherFile {
    /// Newest version of the format that this program knows.
    static let newestFormat = 1

    /// - Parameter file: Name of the file as messages print it.
    /// - Throws: everything that is wrong with the file, in the order of its lines.
    public static func publisher(yaml: String, file: String) throws(Refusal) -> Publisher {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = YAMLReader(file: file)
        try reader.checkFormat(of: root, kind: "publisher", newest: newestFormat)
        let publisher = reader.publisher(root)
        return try reader.finish(publisher)
    }
}

extension YAMLReader {
    fileprivate mutating func publisher(_ root: YAMLValue) -> Publisher? {
        let keys = ["format", "id", "name", "uri", "contact", "license", "access-url", "download-url"]
        guard let mapping = mapping(root, keys: keys), let value = required("contact", of: mapping),
            let contact = self.mapping(value, keys: ["name", "email", "page"])
        else { return nil }
        let email = optionalText("email", of: contact)
        if let email, !email.contains("@") || email.contains(" ") {
            report("publisher.no-email", at: value, ["value": .text(email)])
        }
        let page = address("page", of: contact, isNeeded: false)
        if email == nil, page == nil { report("publisher.no-contact", at: value) }
        return Publisher(
            id: id("id", of: mapping),
            name: localized("name", of: mapping),
            uri: address("uri", of: mapping) ?? "",
            contactName: localized("name", of: contact),
            contactEmail: email,
            contactPage: page,
            license: address("license", of: mapping) ?? "",
            accessURL: address("access-url", of: mapping) ?? "",
            downloadURL: address("download-url", of: mapping, isNeeded: false)
        )
    }

    /// An address of the web.
    private mutating func address(_ key: String, of mapping: YAMLMapping, isNeeded: Bool = true) -> String? {
        let text = isNeeded ? self.text(key, of: mapping) : optionalText(key, of: mapping)
        guard let text, !text.isEmpty else { return nil }
        let isAddress = ["https://", "http://"].contains { text.hasPrefix($0) && text.count > $0.count }
        if !isAddress || text.contains(where: { $0.isWhitespace || "<>\"".contains($0) }), let value = mapping[key] {
            report("publisher.no-address", at: value, ["value": .text(text)])
        }
        return text
    }
}
