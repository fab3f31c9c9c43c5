public import ShelterModel

/// Reads registers of municipalities: a dated division, with what older municipalities became.
public enum RegisterFile {
    /// Newest version of the format that this program knows.
    static let newestFormat = 1

    /// Reads a register from the text of its file.
    ///
    /// - Parameter file: Name of the file as messages print it.
    /// - Throws: everything that is wrong with the file, in the order of its lines.
    public static func register(yaml: String, file: String) throws(Refusal) -> MunicipalityRegister {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = RegisterReader(file: file)
        try reader.reader.checkFormat(of: root, kind: "register", newest: newestFormat)
        let register = reader.register(root)
        return try reader.reader.finish(register)
    }
}

/// Reads the nodes of one register file.
private struct RegisterReader {
    var reader: YAMLReader
    private var safetyRegions: [String: SafetyRegion] = [:]
    /// Places of the codes of municipalities, today's and former ones.
    private var codes: [String: YAMLValue] = [:]

    init(file: String) {
        reader = YAMLReader(file: file)
    }

    mutating func register(_ root: YAMLValue) -> MunicipalityRegister? {
        let keys = [
            "format", "id", "date", "source", "licence", "remark", "safetyRegions", "municipalities", "former", "tiles",
        ]
        guard let mapping = reader.mapping(root, keys: keys) else { return nil }
        _ = reader.text("licence", of: mapping)
        _ = reader.optionalLocalized("remark", of: mapping)
        readSafetyRegions(mapping)
        let municipalities = reader.items("municipalities", of: mapping).compactMap { municipality($0) }
        let current = Set(municipalities.map(\.code))
        return MunicipalityRegister(
            id: reader.id("id", of: mapping),
            date: reader.required("date", of: mapping).flatMap { reader.date($0) } ?? CalendarDate(daysSince1970: 0),
            source: reader.text("source", of: mapping),
            municipalities: municipalities,
            former: reader.optionalItems("former", of: mapping).compactMap { former($0, current: current) },
            tiles: tiles(mapping, current: current)
        )
    }

    private mutating func readSafetyRegions(_ mapping: YAMLMapping) {
        guard let value = reader.required("safetyRegions", of: mapping), let entries = reader.mapping(value) else {
            return
        }
        for (code, _) in entries.keys {
            safetyRegions[code] = SafetyRegion(code: code, name: reader.text(code, of: entries))
        }
    }

    /// `[code, name, [other names], safety region or none, province, longitude, latitude]`
    private mutating func municipality(_ item: YAMLValue) -> Municipality? {
        guard let cells = cells(of: item, ["code", "name", "aliases", "safetyRegion", "province", "lon", "lat"]) else {
            return nil
        }
        let aliases = reader.items(cells[2]).compactMap { reader.text($0) }
        check(cells[5], within: -180...180)
        check(cells[6], within: -90...90)
        guard let code = code(cells[0]), let name = reader.text(cells[1]), let region = reader.text(cells[3]),
            let province = reader.text(cells[4])
        else { return nil }
        if region != "none", safetyRegions[region] == nil {
            reader.report("register.unknown-safety-region", at: cells[3], ["value": .text(region)])
        }
        return Municipality(
            code: code,
            name: name,
            aliases: aliases,
            safetyRegion: safetyRegions[region],
            province: province
        )
    }

    /// `[code, name, code of the successor, first day of the new division]`
    private mutating func former(_ item: YAMLValue, current: Set<String>) -> FormerMunicipality? {
        guard let cells = cells(of: item, ["code", "name", "successor", "date"]) else { return nil }
        let code = code(cells[0])
        let date = reader.date(cells[3])
        guard let code, let date, let name = reader.text(cells[1]), let successor = reader.text(cells[2]) else {
            return nil
        }
        if !current.contains(successor) {
            reader.report("register.unknown-municipality", at: cells[2], ["value": .text(successor)])
        }
        return FormerMunicipality(code: code, name: name, successor: successor, date: date)
    }

    /// `code: [column, row]`, each municipality on a tile of its own.
    private mutating func tiles(_ mapping: YAMLMapping, current: Set<String>) -> [String: HexTile] {
        guard let value = mapping["tiles"], let entries = reader.mapping(value) else { return [:] }
        var tiles: [String: HexTile] = [:]
        var taken: [HexTile: YAMLValue] = [:]
        for (code, _) in entries.keys {
            guard let item = entries[code], let cells = cells(of: item, ["column", "row"]) else { continue }
            guard current.contains(code) else {
                reader.report("register.unknown-municipality", at: item, ["value": .text(YAMLReader.shortened(code))])
                continue
            }
            let numbers = cells.compactMap { reader.number($0) }
            guard numbers.count == 2 else { continue }
            guard numbers.allSatisfy({ (0..<1000).contains($0) && $0 == $0.rounded() }) else {
                reader.report("register.bad-tile", at: item)
                continue
            }
            let tile = HexTile(column: Int(numbers[0]), row: Int(numbers[1]))
            if let first = taken[tile] {
                reader.report("register.duplicate-tile", at: item, repeating: code, first: first)
            }
            taken[tile] = item
            tiles[code] = tile
        }
        return tiles
    }

    private mutating func cells(of item: YAMLValue, _ names: [String]) -> [YAMLValue]? {
        let cells = reader.items(item)
        guard cells.count == names.count else {
            if item.isList {
                reader.report(
                    "register.bad-row",
                    at: item,
                    ["found": .integer(cells.count), "known": .list(names)]
                )
            }
            return nil
        }
        return cells
    }

    private mutating func check(_ value: YAMLValue, within range: ClosedRange<Double>) {
        guard let number = reader.number(value), !range.contains(number) else { return }
        reader.report("register.bad-coordinate", at: value, ["value": .number(number)])
    }

    /// A code that stands in the register only once.
    private mutating func code(_ value: YAMLValue) -> String? {
        guard let code = reader.text(value) else { return nil }
        guard RegisterIndex.code(code) == code else {
            reader.report("register.bad-code", at: value, ["value": .text(YAMLReader.shortened(code))])
            return nil
        }
        if let first = codes[code] {
            reader.report("register.duplicate-code", at: value, repeating: code, first: first)
        } else {
            codes[code] = value
        }
        return code
    }
}
