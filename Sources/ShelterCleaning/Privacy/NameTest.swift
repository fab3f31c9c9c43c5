/// Whether words are the name of a person.
struct NameTest {
    private let marks: PersonalDataMarks
    /// Folded letters of the word that is being looked at; used again for every word.
    private var letters: [UInt32] = []

    private static let mostWords = 7

    init(_ marks: PersonalDataMarks) {
        self.marks = marks
        letters.reserveCapacity(64)
    }

    /// What the words of a cell have shown.
    private struct Evidence {
        var words = 0
        var capitals = 0
        var given = 0
        var surnames = 0
        var initials = 0
        var titles = 0
        var particles = 0
        var lower = 0
        /// Longest word, in letters.
        var longest = 0
    }

    /// - Parameter cell: Has no digits.
    mutating func signs(_ cell: UnsafeBufferPointer<UInt8>) -> CellSigns {
        var evidence = Evidence()
        var cursor = ScalarCursor(cell)
        letters.removeAll(keepingCapacity: true)
        var startsUpper = false
        var isAllUpper = true
        var brackets = 0
        while true {
            let scalar = cursor.next()
            if let scalar, Folding.isLetter(scalar) || Folding.folded(scalar) == 0x27 {
                if letters.isEmpty { startsUpper = Folding.isUpper(scalar) }
                if Folding.isLetter(scalar), !Folding.isUpper(scalar) { isAllUpper = false }
                letters.append(Folding.folded(scalar))
                continue
            }
            // Blank, comma, full stop, hyphen and slash stand between words; anything else in no name.
            if let scalar, ![0x20, 0xA0, 0x2C, 0x2E, 0x2D, 0x2010, 0x2013, 0x09, 0x2F, 0x28, 0x29].contains(scalar) {
                return []
            }
            if !letters.isEmpty {
                guard take(scalar, startsUpper: startsUpper, isAllUpper: isAllUpper, isAside: brackets > 0, &evidence)
                else { return [] }
                letters.removeAll(keepingCapacity: true)
            }
            // What a person does stands in brackets behind the name.
            if scalar == 0x28, evidence.words > 0 { brackets += 1 }
            if scalar == 0x29 { brackets = max(0, brackets - 1) }
            isAllUpper = true
            if scalar == nil { break }
        }
        return Self.judgement(evidence)
    }

    /// - Returns: `false` if the word belongs to no name of a person.
    private mutating func take(
        _ end: UInt32?,
        startsUpper: Bool,
        isAllUpper: Bool,
        isAside: Bool,
        _ evidence: inout Evidence
    ) -> Bool {
        evidence.words += 1
        guard evidence.words <= Self.mostWords, letters.count <= 40 else { return false }
        evidence.longest = max(evidence.longest, letters.count)
        if marks.titles.contains(letters) {
            evidence.titles += 1
        } else if letters.count == 1, startsUpper, end == 0x2E || end == 0x20 || end == nil {
            evidence.initials += 1
        } else if marks.given.contains(letters) {
            evidence.given += 1
            if startsUpper { evidence.capitals += 1 }
        } else if evidence.words > 1 || !startsUpper, marks.particles.contains(letters) {
            evidence.particles += 1
        } else if marks.otherWords.contains(letters) {
            return false
        } else if marks.roles.contains(letters) {
            return true
        } else if marks.surnames.contains(letters) {
            evidence.surnames += 1
            if startsUpper { evidence.capitals += 1 }
        } else {
            if letters.count >= 8, ends(with: marks.otherEndings, leaving: 3) { return false }
            if startsUpper, letters.count >= 5, ends(with: marks.surnameEndings, leaving: 2) { evidence.surnames += 1 }
            if startsUpper || isAllUpper { evidence.capitals += 1 } else if !isAside { evidence.lower += 1 }
        }
        return true
    }

    /// Whether words without capitals are a first name with a surname behind it: `oksana shevchenko`, `jan de boer`.
    ///
    /// Both must be known, or the surname end as surnames do: many names are words too.
    mutating func isUncapitalised(_ words: [String]) -> Bool {
        guard words.count >= 2, let first = words.first, let last = words.last else { return false }
        fold(first)
        guard marks.given.contains(letters) else { return false }
        for word in words.dropFirst().dropLast() {
            fold(word)
            guard marks.particles.contains(letters) else { return false }
        }
        fold(last)
        return marks.surnames.contains(letters) || letters.count >= 6 && ends(with: marks.surnameEndings, leaving: 3)
    }

    private mutating func fold(_ word: String) {
        letters.removeAll(keepingCapacity: true)
        letters.append(contentsOf: word.unicodeScalars.map { Folding.folded($0.value) })
    }

    private func ends(with endings: [[UInt32]], leaving least: Int) -> Bool {
        endings.contains { ending in
            letters.count >= ending.count + least && letters[(letters.count - ending.count)...].elementsEqual(ending)
        }
    }

    private static func judgement(_ evidence: Evidence) -> CellSigns {
        guard evidence.words > 0, evidence.longest > 1 else { return [] }
        let named = evidence.given + evidence.surnames
        let isName: Bool
        if evidence.words == 1 {
            // One word alone is a name only if it is a known first name, or a name that a list has.
            isName = evidence.given == 1
        } else if evidence.given > 0 {
            isName = evidence.lower <= (evidence.given > 1 ? 1 : 0) || evidence.capitals == 0 && evidence.lower == 1
        } else if evidence.titles > 0 {
            isName = evidence.capitals > 0 && evidence.lower == 0
        } else if evidence.initials > 0 {
            isName = evidence.capitals > 0 && evidence.capitals <= 3 && evidence.lower == 0
        } else {
            isName = named > 0 && evidence.capitals >= 2 && evidence.lower == 0
        }
        if isName { return [.name, .words] }
        return evidence.capitals > 0 && evidence.words <= 6 ? .words : []
    }
}
