internal import Foundation
internal import ShelterModel
internal import ShelterPipeline

/// Estimates, tests and areas as lines for a person; `--json` has every digit.
struct EstimateText {
    private let texts: Texts

    init(_ texts: Texts) {
        self.texts = texts
    }

    func line(_ result: EstimateResult) -> String {
        switch result {
        case .estimate(let figure):
            var line = texts(
                "statistics.line.estimate",
                [
                    "what": name(figure.statistic, figure.variable, figure.domain), "estimate": number(figure.estimate),
                    "se": number(figure.se), "level": number(figure.level * 100), "low": number(figure.low),
                    "high": number(figure.high), "df": "\(figure.df)", "n": "\(figure.n)", "method": figure.method,
                ]
            )
            if let deff = figure.deff { line += "; deff \(number(deff))" }
            if let note = figure.note { line += "\n  \(note)" }
            return line
        case .test(let test):
            var line = texts(
                "statistics.line.test",
                [
                    "what": name(test.statistic, test.variable, test.domain), "value": number(test.value),
                    "df1": number(test.df1), "df2": number(test.df2), "p": number(test.p),
                ]
            )
            if let note = test.note { line += "\n  \(note)" }
            return line
        }
    }

    func lines(_ result: AreasResult) -> [String] {
        let model = result.model
        let head = texts(
            "statistics.line.model",
            [
                "method": model.method, "a": number(model.A),
                "beta": model.beta.map { number($0) }.joined(separator: "; "),
            ]
        )
        return [head]
            + result.areas.map { area in
                texts(
                    "statistics.line.area",
                    [
                        "name": area.name, "direct": number(area.direct), "eblup": number(area.eblup),
                        "error": number(area.mse.squareRoot()), "low": "\(area.rankLow)", "high": "\(area.rankHigh)",
                    ]
                )
            }
    }

    private func name(_ statistic: String, _ variable: String, _ domain: String?) -> String {
        "\(statistic) \(variable)" + (domain.map { " [\($0)]" } ?? "")
    }

    private func number(_ value: Double?) -> String {
        guard let value else { return texts("statistics.line.none") }
        let text = String(format: "%.6g", value)
        return texts.language == .dutch ? text.replacing(".", with: ",") : text
    }
}
