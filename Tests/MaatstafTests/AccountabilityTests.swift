import Foundation
import ShelterModel
import ShelterParsers
import Testing

@Suite("Accountability set")
struct AccountabilityTests {
    private static let paths = [
        "openbaar/method.html", "openbaar/accessibility.html", "intern/accountability/algorithm-register.html",
        "intern/accountability/data-protection.html",
    ]

    private static func report(_ language: String = "nl", survey: Bool = true) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        var arguments = ["report", Corpus.data + "/Samples/schoon.csv"]
        if survey { arguments.append(Corpus.data + "/Samples/schoon.oefenantwoorden.csv") }
        arguments += ["--framework", "nl-opvang", "--language", language, "--out", "out"]
        let run = try Program(in: folder).run(arguments)
        try #require(run.status == 0, "\(run.errors)")
        return folder
    }

    @Test("The four documents are written in both languages, with every text in its place", arguments: ["nl", "en"])
    func written(language: String) throws {
        let folder = try Self.report(language)
        for path in Self.paths {
            let page = try text(at: folder["out/\(path)"])
            #expect(page.contains("<html lang=\"\(language)\">"), "\(path)")
            #expect(!page.contains("⟨") && !page.contains("{"[...] + "n}"), "\(path)")
        }
        let index = try text(at: folder["out/openbaar/index.html"])
        #expect(index.contains("href=\"method.html\"") && index.contains("href=\"accessibility.html\""))
        let intern = try text(at: folder["out/intern/index.html"])
        for path in Self.paths {
            let target = path.hasPrefix("intern/") ? String(path.dropFirst(7)) : "../\(path)"
            #expect(intern.contains("href=\"\(target)\""), "\(target)")
        }
    }

    @Test(
        "The method appendix names every criterion with its source, the versions with their hashes, and its literature"
    )
    func method() throws {
        let folder = try Self.report()
        let page = try text(at: folder["out/openbaar/method.html"])
        let file = "nl-opvang.yaml"
        let framework = try FrameworkFile.framework(yaml: text(at: Corpus.data + "/Frameworks/\(file)"), file: file)
        #expect(framework.criteria.count == 115)
        for criterion in framework.criteria {
            #expect(page.contains("<code><bdi>\(criterion.id)</bdi></code>"), "\(criterion.id)")
        }
        let manifest = try text(at: folder["out/manifest.json"])
        let hashes = page.matches(of: #/<code><bdi>([0-9a-f]{64})</bdi></code>/#).map { String($0.1) }
        #expect(hashes.count == 5)
        for hash in hashes { #expect(manifest.contains(hash), "\(hash)") }
        // Every citation leads to its entry, and every note back to its place.
        let targets = page.matches(of: #/href="#([^"]+)"/#).map { String($0.1) }
        #expect(targets.contains { $0.hasPrefix("reference-") } && targets.contains("note-1"))
        for target in targets { #expect(page.contains("id=\"\(target)\""), "\(target)") }
        // It is for everybody: no export and no location is named.
        #expect(!page.contains("schoon") && !page.contains("Berkenbos"))
    }

    @Test("Without a sample and a survey there are no formulas of estimates")
    func noEstimates() throws {
        let folder = try Self.report(survey: false)
        let page = try text(at: folder["out/openbaar/method.html"])
        #expect(page.contains("Dit verslag schat niets") && !page.contains("Clopper"))
        let privacy = try text(at: folder["out/intern/accountability/data-protection.html"])
        #expect(privacy.contains("Er zijn geen antwoorden van bewoners gelezen"))
    }

    @Test("What only the organisation knows is left open in the draft for the register")
    func draft() throws {
        let folder = try Self.report()
        let page = try text(at: folder["out/intern/accountability/algorithm-register.html"])
        #expect(page.matches(of: /in te vullen door de organisatie/).count == 7)
        #expect(page.contains("115 criteria"))
    }
}
