import Foundation
import ShelterAnalysis
import ShelterModel
import ShelterPipeline
import ShelterScoring
import Testing

/// What holds for the frameworks that go with the program.
@Suite("Frameworks that are shipped")
struct ShippedFrameworkTests {
    private static let ids = ["nl-opvang", "euaa-housing-2016", "unhcr-wash", "snf"]
    private static let sample = "Data/Samples/schoon.csv"
    private let data: DataFolder

    init() throws { data = try DataFolder(option: nil) }

    private static func isPending(_ requirement: Requirement) -> Bool {
        switch requirement {
        case .pending: true
        case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.contains(where: isPending)
        case .cases(let cases): cases.contains { isPending($0.when) || isPending($0.then) }
        case .test, .levels, .graded, .report, .move: false
        }
    }

    @Test("every criterion can be computed: none waits for a later version", arguments: ids)
    func computable(id: String) throws {
        let framework = try data.framework(id).value
        for criterion in framework.criteria {
            #expect(!Self.isPending(criterion.requirement) && !(criterion.condition.map(Self.isPending) ?? false))
        }
        let (book, _) = try data.codeBook(try #require(framework.codeBook))
        #expect(throws: Never.self) { try CompiledFramework(framework, codeBook: book) }
        #expect(try LintRun.diagnostics(framework: id, codeBook: nil, data: data).isEmpty)
    }

    @Test("the core set of nl-opvang is about 30 criteria, privacy and independence first, and says who knows each")
    func core() throws {
        let framework = try data.framework("nl-opvang").value
        let core = try #require(framework.coreSet)
        #expect((28...32).contains(core.criteria.count))
        #expect(Set(framework.themes.map(\.id)).isSuperset(of: core.themes.map(\.id)))
        let share = core.themes.map { theme in
            Double(theme.criteria.count) / Double(framework.themes.first { $0.id == theme.id }?.criteria.count ?? 1)
        }
        let first = core.themes.indices.filter { ["privacy", "independence"].contains(core.themes[$0].id) }.map {
            share[$0]
        }
        #expect(first.count == 2 && first.allSatisfy { $0 >= share.sorted()[share.count / 2] })
        #expect(framework.criteria.allSatisfy { $0.knownBy != nil })
    }

    @Test(
        "what stands in no source is absent and says what is missing; nothing that is unverified can bind",
        arguments: ids
    )
    func provenance(id: String) throws {
        let framework = try data.framework(id).value
        for absent in framework.absent {
            #expect(!absent.missing[.dutch].isEmpty && !absent.missing[.english].isEmpty && !absent.source.isEmpty)
            #expect(!framework.criteria.contains { $0.id == absent.id })
        }
        for criterion in framework.criteria {
            #expect(criterion.provenance.verification.isVerified || !criterion.isBasicRequirement)
            #expect(criterion.provenance.verification == .sourced || !criterion.provenance.remark[.dutch].isEmpty)
        }
        #expect(id == "nl-opvang" || framework.criteria.allSatisfy { !$0.isBasicRequirement })
    }

    @Test("every output that names a criterion that nobody verified says so")
    func unverified() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let export = root.appendingPathComponent(Self.sample).path
        let input = [export, "--framework", "nl-opvang", "--language", "en"]
        let open = try data.framework("nl-opvang").value.unverified
        #expect(open.count > 20)
        #expect(try program.run(["report"] + input + ["--out", "out"]).status < 2)
        for file in ["findings", "lift", "recommendations", "agreement"] {
            let table = try CSVFile(path: folder["out/intern/data/\(file).csv"])
            #expect(table.header.contains("verification"), "\(file)")
            for row in table.rows where open.contains(table.cell("criterion", of: row)) {
                #expect(table.cell("verification", of: row) == "K", "\(file)")
            }
        }
        let criterion = try #require(open.sorted().first { $0.hasPrefix("B") })
        let explained = try program.run(["explain"] + input + ["--location", "L00001", "--criterion", criterion])
        #expect(explained.output.contains("verification: not verified"))
        let card = try program.run(
            ["explain"] + input + ["--location", "L00001", "--criterion", criterion, "--card", "card.html"]
        )
        #expect(card.status == 0)
        #expect(try text(at: folder["card.html"]).contains("not verified"))
        let lift = try program.run(["lift"] + input + ["--location", "L00001"])
        for id in open {
            for line in lift.output.split(separator: "\n") where line.contains(" \(id) ") {
                #expect(line.contains("[not verified]"), "\(line)")
            }
        }
        let move = try program.run(["move"] + input + ["--from", "L00001", "--to", "L00002"])
        #expect(
            move.output.split(separator: "\n").filter { $0.contains(" \(criterion) ") }
                .allSatisfy { $0.contains("[not verified]") }
        )
        let count = try program.run(["count", "\(criterion) met or A5 met"] + input)
        #expect(count.output.contains("\(criterion): not verified") && !count.output.contains("A5: not verified"))
        let rows = try program.run(["count", "\(criterion) met"] + input + ["--csv"])
        #expect(rows.output.split(separator: "\n").dropFirst().allSatisfy { $0.hasSuffix(criterion) })
        let waves = try program.run(["compare", "--before", export, "--after"] + input + ["--out", "waves"])
        #expect(waves.output.contains("not verified: "), "\(waves.errors)")
        let criteria = try CSVFile(path: folder["waves/criteria.csv"])
        for row in criteria.rows where open.contains(criteria.cell("criterion", of: row)) {
            #expect(criteria.cell("verification", of: row) == "K")
        }
    }
}
