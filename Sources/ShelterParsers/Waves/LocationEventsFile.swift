public import ShelterModel

/// Reads files that say which locations were opened, closed, merged or renamed (`docs/questions.md`).
public enum LocationEventsFile {
    static let newestFormat = 1

    /// - Throws: everything that is wrong with the file, in the order of its lines.
    public static func events(yaml: String, file: String) throws(Refusal) -> LocationEvents {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = YAMLReader(file: file)
        try reader.checkFormat(of: root, kind: "location-events", newest: newestFormat)
        var events: [LocationEvents.Event] = []
        var seen: [String: YAMLValue] = [:]
        if let mapping = reader.mapping(root, keys: ["format", "source", "events"]) {
            _ = reader.optionalText("source", of: mapping)
            for item in reader.items("events", of: mapping) {
                guard let event = event(item, &reader) else { continue }
                let key = "\(event.municipality ?? "") \(event.location)"
                if let first = seen[key] {
                    reader.report("events.twice", at: item, repeating: event.location, first: first)
                } else {
                    seen[key] = item
                }
                events.append(event)
            }
        }
        return try reader.finish(LocationEvents(events))
    }

    private static func event(_ item: YAMLValue, _ reader: inout YAMLReader) -> LocationEvents.Event? {
        guard let mapping = reader.mapping(item, keys: ["event", "on", "location", "into", "municipality"]) else {
            return nil
        }
        let kind = reader.choice("event", of: mapping, from: LocationEvents.Kind.allCases)
        let date = reader.required("on", of: mapping).flatMap { reader.date($0) }
        let location = reader.text("location", of: mapping)
        let into = reader.optionalText("into", of: mapping)
        let needsInto = kind == .merged || kind == .renamed
        if kind != nil, needsInto != (mapping["into"] != nil) {
            reader.report(needsInto ? "events.into-missing" : "events.into-unexpected", at: mapping["into"] ?? item)
        }
        if let into, into == location { reader.report("events.into-itself", at: item, ["value": .text(into)]) }
        let municipality = reader.optionalText("municipality", of: mapping)
        guard let kind, let date else { return nil }
        return LocationEvents.Event(
            kind: kind,
            date: date,
            location: location,
            into: into,
            municipality: municipality,
            source: reader.place(item)
        )
    }
}
