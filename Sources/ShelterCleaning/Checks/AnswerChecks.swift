internal import Foundation
internal import ShelterModel

extension TableChecks {
    /// The same answer to every question of a battery.
    func straightLines(_ rule: BatteryRule, _ table: Table, column: Int?, into result: inout CheckResult) {
        let answers = rule.variables.compactMap { columns[$0] }.map { keys(table, $0) }
        for row in 0..<table.rowCount {
            let given = answers.compactMap { $0[row] }
            guard given.count >= rule.atLeast else {
                result.unknown += 1
                continue
            }
            if Set(given).count == 1 {
                result.hit(row, column, "check.straight-lining", ["count": .integer(given.count)])
            }
        }
    }

    /// Text behind "other" that names one of the answers.
    func otherAnswers(_ rule: OtherRule, _ input: CheckInput, into result: inout CheckResult) {
        guard let choice = columns[rule.variable], let text = columns[rule.text], let texts = input.texts[text],
            case .coded(let cells) = input.table.columns[choice]
        else { return }
        let codes = definition.columns[choice].codes
        let phrases = AnswerPhrases(codes, except: rule.option)
        for row in 0..<input.table.rowCount {
            let isOther =
                cells.status[row] == .present && codes.indices.contains(Int(cells.codes[row]))
                && codes[Int(cells.codes[row])].value == rule.option
            // An answer that was chosen stands; only "other" and no answer at all can be told from the text.
            guard isOther || cells.status[row] == .empty else { continue }
            guard let written = texts[row] else {
                if isOther { result.unknown += 1 }
                continue
            }
            guard let code = phrases.code(in: written), let form = codes[code].forms.first else { continue }
            result.hit(row, choice, "check.other-specify", ["code": .text(codes[code].value)], proposal: form)
        }
    }
}

/// The words by which the answers of a question are known.
struct AnswerPhrases {
    private var phrases: [(words: [String], code: Int)] = []

    init(_ codes: [Code], except option: String) {
        for (number, code) in codes.enumerated() where code.value != option {
            let names = code.forms + [code.value] + code.label.texts.sorted { $0.key < $1.key }.map(\.value)
            for name in names {
                let words = Self.words(name)
                // `1` or `j` stands for nothing in a sentence.
                guard words.contains(where: { $0.count > 2 }) else { continue }
                phrases.append((words, number))
            }
        }
    }

    /// The one answer that the text names; `nil` if it names none or several.
    func code(in text: String) -> Int? {
        let words = Self.words(text)
        var found: Set<Int> = []
        for phrase in phrases where words.count >= phrase.words.count {
            let last = words.count - phrase.words.count
            if (0...last).contains(where: { Array(words[$0..<$0 + phrase.words.count]) == phrase.words }) {
                found.insert(phrase.code)
            }
        }
        return found.count == 1 ? found.first : nil
    }

    /// Without case, accents and punctuation.
    static func words(_ text: String) -> [String] {
        text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
            .split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
