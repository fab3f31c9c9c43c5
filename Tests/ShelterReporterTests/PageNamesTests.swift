import ShelterReporter
import Testing

@Suite struct PageNamesTests {
    @Test("A code that is safe as a file name stays as it is", arguments: ["GM0363", "VR_13", "a-b", "Poland"])
    func safe(code: String) {
        #expect(PageNames.slug(code: code) == code)
    }

    @Test(
        "Any other code becomes letters and digits with a hash",
        arguments: [
            "", ".", "..", "../../etc/passwd", "Côte d'Ivoire", "a/b", "a\\b", "CON", "nul", "com1", "LPT9",
            "een naam die langer is dan veertig tekens en dus korter moet", "Украина", "x.html", "\u{202E}abc",
            "a\u{0}b",
        ]
    )
    func unsafe(code: String) {
        let slug = PageNames.slug(code: code)
        #expect(slug != code)
        #expect(slug.utf8.count <= 40)
        #expect(
            slug.utf8.allSatisfy {
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-".utf8.contains($0)
            }
        )
        #expect(slug.split(separator: "-").last?.count == 6)
    }

    @Test("A slug is the same on every machine")
    func stable() {
        #expect(PageNames.slug(code: "Côte d'Ivoire") == "C-te-d-Ivoire-02a585")
    }

    @Test("Codes that differ only in case get different names on every file system")
    func caseCollision() {
        let names = PageNames(codes: ["GM1", "gm1", "GM2"])
        #expect(names["GM2"] == "GM2")
        #expect(names["GM1"].lowercased() != names["gm1"].lowercased())
        #expect(names["GM1"].hasPrefix("GM1-"))
        #expect(names["gm1"].hasPrefix("gm1-"))
    }

    @Test("A code that is the slug of another is told apart")
    func slugCollision() {
        let slug = PageNames.slug(code: "a b")
        let names = PageNames(codes: ["a b", slug])
        #expect(names["a b"] != names[slug])
    }

    @Test("Names do not depend on the order of the codes")
    func order() {
        let codes = ["a b", "A B", "x/y", "GM1", "gm1"]
        #expect(PageNames(codes: codes) == PageNames(codes: codes.reversed()))
    }
}
