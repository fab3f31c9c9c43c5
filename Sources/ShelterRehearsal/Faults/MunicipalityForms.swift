import ShelterModel

/// Other ways to write the municipalities of a register: those a reader must understand, and those it must refuse.
struct MunicipalityForms {
    /// Accepted forms per kind, with the municipality's index.
    private(set) var accepted: [FaultKind: [Int: [String]]] = [:]
    /// Names that two municipalities share but for what stands in brackets behind them.
    private(set) var ambiguous: [String] = []
    private let register: MunicipalityRegister
    private var known: Set<String> = []

    init(register: MunicipalityRegister) {
        self.register = register
        var indexes: [String: Int] = [:]
        var bearers: [String: Int] = [:]
        for (index, municipality) in register.municipalities.enumerated() {
            indexes[municipality.code] = index
            bearers[Self.withoutBrackets(municipality.name), default: 0] += 1
            known.formUnion(([municipality.name] + municipality.aliases).map { $0.lowercased() })
        }
        let names = Set(register.municipalities.map(\.name))
        ambiguous = bearers.filter { $0.value > 1 && !names.contains($0.key) }.keys.sorted()
        addFormer(indexes, bearers)
        for (index, municipality) in register.municipalities.enumerated() {
            add(municipality.code, .municipalityCode, index)
            if let number = Int(municipality.code.dropFirst(2)) { add(String(number), .bareMunicipalityCode, index) }
            let plain = Self.withoutAccents(municipality.name)
            if plain != municipality.name { add(plain, .municipalityWithoutAccents, index) }
            for alias in municipality.aliases { add(alias, .municipalityAlias, index) }
        }
        known.formUnion(bearers.keys.map { $0.lowercased() })
        known.formUnion(register.former.map { $0.name.lowercased() })
    }

    /// The name with one letter left out, if that is no name itself; the first letter stays.
    func typo(of index: Int, _ random: inout RandomSource) -> String? {
        let letters = Array(register.municipalities[index].name)
        guard letters.count >= 6 else { return nil }
        for _ in 0..<8 {
            var shorter = letters
            shorter.remove(at: random.within(1...(letters.count - 1)))
            let text = String(shorter)
            // A double letter that became single is too easy to mend by a rule; so is a lost mark.
            if letters.allSatisfy(\.isLetter), !known.contains(text.lowercased()) { return text }
        }
        return nil
    }

    private mutating func addFormer(_ indexes: [String: Int], _ bearers: [String: Int]) {
        let successors = Dictionary(register.former.map { ($0.code, $0.successor) }, uniquingKeysWith: { $1 })
        var heirs: [String: Set<Int>] = [:]
        for former in register.former {
            var code = former.successor
            for _ in 0..<20 where indexes[code] == nil { code = successors[code] ?? code }
            heirs[former.name, default: []].formUnion([indexes[code]].compactMap { $0 })
        }
        for (name, heirs) in heirs.sorted(by: { $0.key < $1.key }) where heirs.count == 1 {
            guard !known.contains(name.lowercased()), bearers[Self.withoutBrackets(name)] == nil else { continue }
            for index in heirs { add(name, .formerMunicipality, index) }
        }
    }

    private mutating func add(_ form: String, _ kind: FaultKind, _ index: Int) {
        accepted[kind, default: [:]][index, default: []].append(form)
    }

    private static func withoutBrackets(_ name: String) -> String {
        guard name.hasSuffix(")"), let open = name.lastIndex(of: "(") else { return name }
        return name[..<open].split(separator: " ").joined(separator: " ")
    }

    private static func withoutAccents(_ name: String) -> String {
        String(name.map { plainLetters[$0] ?? $0 })
    }

    private static let plainLetters: [Character: Character] = {
        let groups: [(Character, String)] = [
            ("a", "àáâãäå"), ("e", "èéêë"), ("i", "ìíîï"), ("o", "òóôõö"), ("u", "ùúûü"), ("y", "ýÿ"), ("c", "ç"),
            ("n", "ñ"),
            ("A", "ÀÁÂÃÄÅ"), ("E", "ÈÉÊË"), ("I", "ÌÍÎÏ"), ("O", "ÒÓÔÕÖ"), ("U", "ÙÚÛÜ"), ("C", "Ç"), ("N", "Ñ"),
        ]
        return Dictionary(groups.flatMap { plain, marked in marked.map { ($0, plain) } }, uniquingKeysWith: { $1 })
    }()
}
