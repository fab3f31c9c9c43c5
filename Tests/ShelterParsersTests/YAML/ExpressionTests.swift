import ShelterModel
import Testing

@testable import ShelterParsers

@Suite struct ExpressionTests {
    /// An expression with brackets around every step.
    private func written(_ node: Expression.Node) -> String {
        switch node {
        case .number(let value, let unit, _): "\(value)" + (unit.map { "[\($0)]" } ?? "")
        case .measured(let indicator, _): indicator.text
        case .sum(let left, let right, _): "(\(written(left)) + \(written(right)))"
        case .difference(let left, let right, _): "(\(written(left)) - \(written(right)))"
        case .product(let left, let right, _): "(\(written(left)) * \(written(right)))"
        case .quotient(let left, let right, _): "(\(written(left)) / \(written(right)))"
        case .least(let parts, _): "min(" + parts.map(written).joined(separator: ", ") + ")"
        case .greatest(let parts, _): "max(" + parts.map(written).joined(separator: ", ") + ")"
        }
    }

    @Test(
        "Signs bind as in arithmetic, from left to right",
        arguments: [
            ("a + b * c", "(a + (b * c))"),
            ("a - b - c", "((a - b) - c)"),
            ("a / b / c", "((a / b) / c)"),
            ("(a + b) * c", "((a + b) * c)"),
            ("-a + 2", "((-1.0 * a) + 2.0)"),
            ("max(4 [hobs], residents * 0.5)", "max(4.0[hobs], (residents * 0.5))"),
            ("days since opening + 2 [days]", "(days since opening + 2.0[days])"),
            ("days from a to b / 2", "(days from a to b / 2.0)"),
            ("`Aantal bedden` + twee-persoons", "(Aantal bedden + twee-persoons)"),
            ("min(a,b) / 3", "(min(a, b) / 3.0)"),
        ]
    )
    func reads(text: String, meaning: String) throws {
        #expect(Expression.isMeant(by: text))
        #expect(written(try Expression(parsing: text).root) == meaning)
    }

    @Test(
        "Names, ratios and durations stay what they were",
        arguments: [
            ("beds", Indicator.variable("beds")), ("residents / showers", .ratio("residents", "showers")),
            ("days since opening", .daysSince("opening")), ("twee-persoons", .variable("twee-persoons")),
            ("days from a to b", .daysBetween("a", "b")), ("Oppervlakte (m2)", .variable("Oppervlakte (m2)")),
            ("`beds`", .variable("beds")), ("`a` / `b`", .ratio("a", "b")),
        ]
    )
    func stays(text: String, indicator: Indicator) {
        #expect(Indicator(parsing: text) == indicator)
    }

    @Test(
        "What is wrong is told with its character",
        arguments: [
            ("a + ", Expression.Problem.Kind.unfinished, 4), ("(a + b", .unfinished, 6),
            ("a + * b", .unexpected, 4), ("a ** b", .unexpected, 3), ("a + 1.2.3", .number, 4),
            ("a + b)", .unexpected, 5), ("2 * 3", .noVariable, 0), ("a + [m2]", .unexpected, 4),
            ("a + days since", .unfinished, 14), ("a + `b", .unfinished, 4), ("max(a, ) * 2", .unexpected, 7),
            ("a + 1e5", .unexpected, 5),
        ]
    )
    func faults(text: String, kind: Expression.Problem.Kind, offset: Int) {
        #expect(throws: Expression.Problem.self) { try Expression(parsing: text) }
        do throws(Expression.Problem) {
            _ = try Expression(parsing: text)
        } catch {
            #expect(error.kind == kind)
            #expect(error.offset == offset)
        }
    }

    @Test("A hostile expression is refused before it can exhaust anything")
    func hostile() {
        let deep = String(repeating: "(", count: 3000) + "a" + String(repeating: ")", count: 900)
        let long = Array(repeating: "a", count: 1500).joined(separator: "+")
        let endless = String(repeating: "a + ", count: 300_000) + "a"
        let minus = String(repeating: "-", count: 3999) + "a"
        for text in [deep, long, endless, minus] {
            do throws(Expression.Problem) {
                _ = try Expression(parsing: text)
                Issue.record("accepted")
            } catch {
                #expect(error.kind == .tooLong || error.kind == .tooDeep)
            }
        }
    }
}
