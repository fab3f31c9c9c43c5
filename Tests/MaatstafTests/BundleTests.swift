import Foundation
import Testing

@testable import ShelterPipeline

@Suite("A report with everything that it was made from")
struct BundleTests {
    /// Two inspections files of one name, a framework and code book of the user's own, and a sampling plan.
    private static func write(in folder: TemporaryFolder) throws -> [String] {
        let arguments = try TinyExport.write(to: folder)
        try folder.write(
            "een/export.csv",
            TinyExport.header + "LOC7001;Huis;A;1-1-2025;20;3;ja\nLOC7002;Hof;A;1-1-2025;30;1;nee\n"
        )
        try folder.write("twee/export.csv", TinyExport.header + "B1;Huis B;B;2-1-2025;20;2;ja\n")
        return ["een/export.csv", "twee/export.csv"] + arguments.dropFirst()
    }

    private static func made(in folder: TemporaryFolder, _ more: [String] = []) throws -> Program {
        let program = try Program(in: folder)
        let run = try program.run(["bundle"] + write(in: folder) + more + ["--out", "bundle"])
        try #require(run.status == 0, "\(run.errors)")
        return program
    }

    @Test("the report of a bundle is made again from the bundle alone, in another place, byte for byte")
    func same() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "plan.csv",
            "municipality_code;location_id;criterion;decision\r\nA;LOC7001;x;Verzonnen besluit\r\n"
        )
        let program = try Self.made(
            in: folder,
            ["--date", "2025-02-01", "--state", "definitief", "--plan", "plan.csv"]
        )
        // Neither the files nor the place of then are needed.
        for name in ["een", "twee"] { try FileManager.default.removeItem(atPath: folder[name]) }
        try FileManager.default.moveItem(atPath: folder["bundle"], toPath: folder["elders"])
        let run = try program.run("reproduce", "elders", "--language", "en")
        #expect(run.status == 0, "\(run.errors)")
        let files = try folder.files(below: "elders/dossier/report").count
        #expect(run.output == "Proven: \(files) files made again, the same byte for byte.\n")
        let page = try text(at: folder["elders/dossier/report/intern/index.html"])
        #expect(page.contains("maatstaf explain dossier/inputs/1/export.csv dossier/inputs/2/export.csv"))
    }

    @Test("what pages print is typed in the folder of the bundle")
    func explain() throws {
        let folder = try TemporaryFolder()
        _ = try Self.made(in: folder)
        let manifest = try JSONSerialization.jsonObject(
            with: Data(try bytes(at: folder["bundle/dossier/report/manifest.json"]))
        )
        let settings = try #require((manifest as? [String: Any])?["settings"] as? [String: Any])
        let command = try #require(settings["explain"] as? String)
        var program = try Program(in: folder)
        program.folder = nil
        let words = command.split(separator: " ").map(String.init)
        let shell = try Program(path: "/bin/sh", folder: folder).run(
            "-c",
            "cd bundle && \(program.path) \(words.dropFirst().joined(separator: " ")) --figure all.overall.mean"
        )
        #expect(shell.status == 0, "\(shell.errors)")
        #expect(shell.output.contains("export.csv"))
    }

    @Test("the words of a run say that merged cells are filled, for explain and for a bundle")
    func words() {
        var settings = RunSettings(files: ["x.xlsx"], framework: "nl-opvang")
        settings.fillMerged = true
        #expect(settings.explainCommand == "maatstaf explain x.xlsx --framework nl-opvang --fill-merged")
        #expect(settings.reportArguments.contains("--fill-merged"))
    }

    @Test("what is public has no name of an export, no location and no row, but hashes of everything")
    func publicPart() throws {
        let folder = try TemporaryFolder()
        _ = try Self.made(in: folder)
        let files = try folder.files(below: "bundle/openbaar")
        #expect(files["hashes.json"] != nil && files["data/themes.csv"] != nil && files["method/framework.yaml"] != nil)
        for (name, bytes) in files {
            let content = String(decoding: bytes, as: UTF8.self)
            for secret in ["export.csv", "LOC7001", "Huis B", folder.path] {
                #expect(!content.contains(secret), "\(name): \(secret)")
            }
        }
        let hashes = try JSONSerialization.jsonObject(with: Data(files["hashes.json"] ?? []))
        let inputs = try #require((hashes as? [String: Any])?["inputs"] as? [String])
        #expect(inputs.count == 2 && inputs.allSatisfy { $0.count == 64 })
        let listed = try #require((hashes as? [String: Any])?["files"] as? [String: String])
        #expect(Set(listed.keys) == Set(files.keys).subtracting(["hashes.json"]))
    }

    @Test("a bundle of which something was changed, added or taken away is refused, and says what")
    func damaged() throws {
        let folder = try TemporaryFolder()
        let program = try Self.made(in: folder)
        let input = folder["bundle/dossier/inputs/2/export.csv"]
        let before = try bytes(at: input)
        try Data(before + Array("B2;Nieuw;B;2-1-2025;20;2;ja\n".utf8)).write(to: URL(fileURLWithPath: input))
        try folder.write("bundle/dossier/data/Texts/zz.nl.yaml", "x: y\n")
        try FileManager.default.removeItem(atPath: folder["bundle/dossier/data/Sampling/standaard.yaml"])
        let run = try program.run("reproduce", "bundle")
        #expect(run.status == 2)
        for code in ["bundle.file-changed", "bundle.file-added", "bundle.file-missing"] {
            #expect(run.errors.contains("[\(code)]"))
        }
        #expect(!run.errors.contains("Nieuw"))
        #expect(try program.run("reproduce", "een").errors.contains("[bundle.none]"))
    }

    @Test("a report that does not follow from its dossier is found, file by file")
    func different() throws {
        let folder = try TemporaryFolder()
        let program = try Self.made(in: folder)
        // Whoever changes a figure and its hash alike is found by making the report again.
        let name = "dossier/report/intern/data/municipalities.csv"
        let path = folder["bundle/\(name)"]
        let other = try text(at: path).replacing("A,", with: "C,")
        try Data(other.utf8).write(to: URL(fileURLWithPath: path))
        let manifest = folder["bundle/manifest.json"]
        var node = try #require(
            JSONSerialization.jsonObject(with: Data(try bytes(at: manifest))) as? [String: Any]
        )
        var outputs = try #require(node["outputs"] as? [String: String])
        let sum = try Program(path: "/usr/bin/sha256sum", folder: folder).run("-b", path).output.prefix(64)
        // The hash of a small file is that of its only block.
        let inner = stride(from: 0, to: 64, by: 2).map { place in
            let start = sum.index(sum.startIndex, offsetBy: place)
            return UInt8(sum[start..<sum.index(start, offsetBy: 2)], radix: 16) ?? 0
        }
        try Data(inner).write(to: URL(fileURLWithPath: folder["inner"]))
        outputs[name] = String(
            try Program(path: "/usr/bin/sha256sum", folder: folder).run("-b", folder["inner"]).output.prefix(64)
        )
        node["outputs"] = outputs
        try JSONSerialization.data(withJSONObject: node).write(to: URL(fileURLWithPath: manifest))
        let run = try program.run("reproduce", "bundle")
        #expect(run.status == 1, "\(run.errors)")
        #expect(run.output.contains("  intern/data/municipalities.csv\n"))
        let json = try program.run("reproduce", "bundle", "--json")
        #expect(json.output.contains("\"isReproduced\" : false"))
    }

    @Test("the key for pseudonyms is in no bundle, and is asked for")
    func key() throws {
        let folder = try TemporaryFolder()
        try folder.write("geheim.key", String(repeating: "0123456789abcdef", count: 4) + "\n")
        chmod(folder["geheim.key"], 0o600)
        let program = try Self.made(in: folder, ["--pseudonym-key", "geheim.key"])
        for (_, bytes) in try folder.files(below: "bundle") {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("0123456789abcdef0123456789abcdef"))
        }
        let refused = try program.run("reproduce", "bundle")
        #expect(refused.status == 2 && refused.errors.contains("[bundle.no-key]"))
        let run = try program.run("reproduce", "bundle", "--pseudonym-key", "geheim.key")
        #expect(run.status == 0, "\(run.errors) \(run.output)")
    }

    @Test("free text has no place in a bundle, and what is not ours is not replaced")
    func refused() throws {
        let folder = try TemporaryFolder()
        let arguments = try Self.write(in: folder)
        let program = try Program(in: folder)
        #expect(try program.run(["bundle"] + arguments + ["--quarantine", "q.csv", "--out", "bundle"]).status == 64)
        try folder.write("bundle/eigen.txt", "van iemand anders")
        let run = try program.run(["bundle"] + arguments + ["--out", "bundle"])
        #expect(run.status == 2 && run.errors.contains("[output.not-ours]"))
        #expect(folder.exists("bundle/eigen.txt"))
    }
}
