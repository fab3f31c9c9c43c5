public import ShelterModel

/// Proposes which column of an export answers which variable of a code book.
public struct MappingProposer: Sendable {
    /// From here on a proposal needs no person, if it is also far enough ahead of every other.
    public static let certainFrom = 0.85
    /// How far ahead that is.
    public static let clearMargin = 0.12
    /// Two proposals that are nearer than this are equally good.
    public static let tie = 0.03
    /// What is less likely is not worth proposing.
    public static let least = 0.4
    /// Alternatives that are named per column.
    static let mostAlternatives = 4

    private let targets: [MappingTarget]
    private let similarity: TextSimilarity
    /// Meaning of every text of every target.
    private let meanings: [[(meaning: [TextSimilarity.Word], text: MappingTarget.Text)]]

    /// - Parameters:
    ///   - table: The table of the code book that the export holds.
    ///   - framework: Its criteria say in other words what a variable is about; `nil` if there is none.
    ///   - language: Language of the reasons.
    public init(
        _ table: TableDefinition,
        framework: Framework?,
        words: MatchingWords,
        language: Language = .dutch
    ) {
        let targets = MappingTarget.targets(table, framework, language)
        let similarity = TextSimilarity(words, texts: targets.map { $0.texts.map(\.text) })
        self.targets = targets
        self.similarity = similarity
        meanings = targets.map { target in
            var seen: Set<[String]> = []
            return target.texts.compactMap { text in
                let meaning = similarity.meaning(of: text.text)
                return meaning.isEmpty || !seen.insert(meaning.map(\.text)).inserted ? nil : (meaning, text)
            }
        }
    }

    /// One proposal per column of the export, in its order.
    ///
    /// A variable goes to one column at most. Two columns that fit one variable equally well are both left for a person, and
    /// so is a column that fits two variables equally well.
    public func proposals(for sample: MappingSample) -> [ColumnProposal] {
        let scores = sample.header.indices.map { candidates(for: $0, of: sample) }
        return MappingAssignment(header: sample.header, scores: scores).proposals
    }

    /// A candidate with the number of its target.
    struct Scored {
        var target: Int
        var candidate: ColumnProposal.Candidate
        /// Whether the column carries a code of the variable.
        var isByCode: Bool
        /// Whether the values speak against it.
        var isContradicted: Bool
    }

    // MARK: Scores

    private func candidates(for field: Int, of sample: MappingSample) -> [Scored] {
        let header = sample.header[field]
        guard !header.trimmingBlanks().isEmpty || !sample.labels[field].isEmpty else { return [] }
        let codes = Set(Self.codes(in: header).map(MappingTarget.folded))
        let texts = Self.texts(in: header) + [sample.labels[field]]
        let asked = texts.map { similarity.meaning(of: $0) }.filter { !$0.isEmpty }
        var result: [Scored] = []
        for (number, target) in targets.enumerated() {
            let isByCode = !target.codes.isDisjoint(with: codes)
            let best = isByCode ? nil : closest(asked, meanings[number])
            let likeness = best.map { $0.likeness * $0.text.trust } ?? 0
            let mayShowByValues = target.column.type == .choice && target.column.codes.count >= 3
            guard isByCode || likeness >= 0.3 || mayShowByValues else { continue }
            let fit = sample.fit(target.column, field: field)
            if let scored = score(number, header, isByCode, likeness, best?.text, fit) { result.append(scored) }
        }
        return result.sorted { left, right in
            left.candidate.confidence != right.candidate.confidence
                ? left.candidate.confidence > right.candidate.confidence : left.target < right.target
        }
    }

    private func score(
        _ number: Int,
        _ header: String,
        _ isByCode: Bool,
        _ likeness: Double,
        _ text: MappingTarget.Text?,
        _ fit: MappingSample.Fit
    ) -> Scored? {
        let column = targets[number].column
        var confidence = likeness * 0.9
        var reasons: [ColumnProposal.Reason] = []
        if isByCode {
            confidence = 0.98
            reasons.append(ColumnProposal.Reason("code", ["header": header, "variable": column.variable]))
        } else if likeness >= 0.3, let text {
            let percent = String(Int((likeness * 100).rounded()))
            reasons.append(ColumnProposal.Reason(text.source.rawValue, ["text": text.text, "percent": percent]))
        }
        let isText = column.type == .text || column.type == .freeText
        let percent = String(Int((fit.share * 100).rounded(.down)))
        var isContradicted = false
        if fit.filled == 0 {
            reasons.append(ColumnProposal.Reason("no-values"))
        } else if !isText, fit.share < 0.5 {
            isContradicted = true
            confidence *= isByCode ? 0.75 : 0.4
            reasons.append(
                ColumnProposal.Reason(
                    fit.outside * 2 > fit.filled ? "out-of-range" : "values-unfit",
                    ["percent": percent]
                )
            )
        } else if !isText {
            let speaks = fit.filled >= 5 && fit.share >= 0.95
            if !isByCode {
                confidence *= 0.6 + 0.4 * fit.share
                if speaks { confidence += column.type == .choice ? 0.1 : 0.06 }
                // Known answers alone: worth a question, never certain.
                if column.type == .choice, speaks, fit.distinct >= 3 { confidence = max(confidence, 0.55) }
            }
            reasons.append(
                ColumnProposal.Reason(column.type == .choice ? "codes-fit" : "values-fit", ["percent": percent])
            )
        } else if !isByCode {
            confidence += 0.04
        }
        confidence = (min(1, confidence) * 100).rounded() / 100
        guard confidence >= Self.least || isByCode else { return nil }
        return Scored(
            target: number,
            candidate: ColumnProposal.Candidate(
                variable: column.variable,
                confidence: confidence,
                reasons: reasons
            ),
            isByCode: isByCode,
            isContradicted: isContradicted
        )
    }

    private func closest(
        _ asked: [[TextSimilarity.Word]],
        _ known: [(meaning: [TextSimilarity.Word], text: MappingTarget.Text)]
    ) -> (likeness: Double, text: MappingTarget.Text)? {
        var best: (likeness: Double, text: MappingTarget.Text)?
        for question in asked {
            for (meaning, text) in known {
                let likeness = TextSimilarity.similarity(question, meaning)
                if likeness * text.trust > (best.map { $0.likeness * $0.text.trust } ?? 0) { best = (likeness, text) }
            }
        }
        return best
    }

    // MARK: Headers

    /// The codes that a header may carry: itself, what stands before `. ` as LimeSurvey writes it, the end of a path as
    /// KoboToolbox writes it.
    static func codes(in header: String) -> [String] {
        let text = header.trimmingBlanks()
        var codes = [text]
        if let (code, _) = split(text) { codes.append(code) }
        if let end = text.split(separator: "/").last, end.count < text.count, !text.contains(" ") {
            codes.append(String(end))
        }
        return codes
    }

    /// The words of a header: without the code before `. `, and without the path.
    static func texts(in header: String) -> [String] {
        let text = header.trimmingBlanks()
        if let (_, words) = split(text) { return [words] }
        if !text.contains(" "), let end = text.split(separator: "/").last { return [String(end)] }
        return [text]
    }

    /// `code. Text` in its two parts.
    private static func split(_ header: String) -> (code: String, text: String)? {
        guard let place = header.range(of: ". ") else { return nil }
        let code = header[..<place.lowerBound]
        let text = header[place.upperBound...]
        let isCode = !code.isEmpty && code.count <= 40 && !code.contains(where: \.isWhitespace)
        return isCode && text.contains(where: \.isLetter) ? (String(code), String(text)) : nil
    }
}

extension String {
    fileprivate func range(of part: String) -> Range<String.Index>? { firstRange(of: part) }
}
