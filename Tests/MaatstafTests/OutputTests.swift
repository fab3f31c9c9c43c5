import Foundation
import Testing

@Suite("Outputs appear whole or not at all")
struct OutputTests {
    @Test(
        "a place that cannot be written is refused and stays as it was",
        arguments: [
            ("file", "output.not-a-folder"), ("file/deep/out", "output.cannot-write"),
            ("others", "output.not-ours"), ("others/", "output.not-ours"), (".", "output.not-ours"),
            ("", "output.no-name"), ("/", "output.not-ours"), ("/proc/out", "output.cannot-write"),
            ("/dev/null", "output.not-a-folder"), ("/dev/null/out", "output.cannot-write"),
            ("dangling", "output.cannot-write"), (String(repeating: "x", count: 300), "output.cannot-write"),
        ]
    )
    func refusedPlaces(_ place: String, _ code: String) throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        try folder.write("file", "mine")
        try folder.write("others/notes.txt", "mine")
        #expect(symlink("nowhere", folder["dangling"]) == 0)
        let before = folder.content
        let files = try folder.files(below: "")
        for command in ["score", "report"] {
            let run = try Program(in: folder).run([command] + arguments + ["--out", place])
            #expect(run.status == 2)
            #expect(run.messages.count == 1 && run.errors.contains("[\(code)]"), "\(run.errors)")
        }
        #expect(folder.content == before)
        #expect(try folder.files(below: "") == files)
    }

    @Test(
        "a new name, a nested path, a slash at the end and an empty folder all work",
        arguments: ["o", "out/", "./out", "new/deep/out", "new/./out/.", "empty", "empty/", "a b", "uit—voer", "=x"]
    )
    func acceptedPlaces(_ place: String) throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        try FileManager.default.createDirectory(atPath: folder["empty"], withIntermediateDirectories: true)
        let program = try Program(in: folder)
        for _ in 0..<2 {
            let run = try program.run(["score"] + arguments + ["--out", place])
            #expect(run.status == 0, "\(run.errors)")
            #expect(folder.exists(place + "/manifest.json"))
        }
        #expect(!folder.content.contains { $0.hasPrefix(".") })
    }

    @Test("a link to a folder is followed: the link stays, and what it leads to is replaced")
    func links() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        try FileManager.default.createDirectory(atPath: folder["far/away"], withIntermediateDirectories: true)
        #expect(symlink("far/away", folder["link"]) == 0)
        let program = try Program(in: folder)
        for _ in 0..<2 {
            #expect(try program.run(["score"] + arguments + ["--out", "link"]).status == 0)
            #expect(folder.exists("far/away/manifest.json"))
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder["link"]) == "far/away")
        }
    }

    @Test("a file that somebody put into an earlier output is never thrown away")
    func keepsFilesOfOthers() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        let program = try Program(in: folder)
        #expect(try program.run(["score"] + arguments + ["--out", "out"]).status == 0)
        try folder.write("out/intern/notes.txt", "mine")
        let refused = try program.run(["score"] + arguments + ["--out", "out"])
        #expect(refused.status == 2)
        #expect(refused.errors.contains("[output.not-ours]"))
        #expect(try text(at: folder["out/intern/notes.txt"]) == "mine")
    }

    @Test("input that turns out unusable leaves an earlier output, and makes no folder")
    func unusableInput() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        let program = try Program(in: folder)
        #expect(try program.run(["score"] + arguments + ["--out", "out"]).status == 0)
        let before = try folder.files(below: "out")
        try folder.write("export.csv", TinyExport.header)
        for place in ["out", "new/deep/out"] {
            let run = try program.run(["score"] + arguments + ["--out", place])
            #expect(run.status == 2)
            #expect(run.errors.contains("[run.no-rows]"))
        }
        let only = try program.run(["report"] + arguments + ["--only-municipality", "elsewhere", "--out", "out"])
        #expect(only.status == 2)
        #expect(try folder.files(below: "out") == before)
        #expect(!folder.exists("new"))
        #expect(!folder.content.contains { $0.hasPrefix(".") })
    }

    @Test("a disk that fills gives one message, leaves an earlier output, and clears up")
    func fullDisk() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        let program = try Program(in: folder)
        #expect(try program.run(["score"] + arguments + ["--out", "out"]).status == 0)
        let before = try folder.files(below: "out")
        let rows = (0..<4000).map { "L\($0);Een;G;1-1-2025;30;3;nee\n" }.joined()
        try folder.write("export.csv", TinyExport.header + rows)
        // A limit on the size of a file stands in for the disk: 64 blocks of at most 1024 bytes.
        let shell = Program(path: "/bin/sh", folder: folder)
        let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\""
        let run = try shell.run(["-c", script, program.path, "score"] + arguments + ["--out", "out"])
        #expect(run.status == 2, "\(run.errors)")
        #expect(run.messages.count == 1 && run.errors.contains("[output.disk-full]"), "\(run.errors)")
        #expect(try folder.files(below: "out") == before)
        #expect(!folder.content.contains { $0.hasPrefix(".") })
    }

    @Test("a small disk of its own that fills is told apart from one that may not be written")
    func smallDisk() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        let rows = (0..<4000).map { "L\($0);Een;G;1-1-2025;30;3;nee\n" }.joined()
        try folder.write("export.csv", TinyExport.header + rows)
        try FileManager.default.createDirectory(atPath: folder["disk"], withIntermediateDirectories: true)
        let mount = try Program(path: "/bin/sh", folder: folder)
            .run("-c", "mount -t tmpfs -o size=300k tmpfs disk")
        guard mount.status == 0 else {
            print("skipped: a small disk; mounting takes root")
            return
        }
        defer { _ = try? Program(path: "/bin/sh", folder: folder).run("-c", "umount disk") }
        let run = try Program(in: folder).run(["score"] + arguments + ["--out", "disk/out"])
        #expect(run.status == 2)
        #expect(run.messages.count == 1 && run.errors.contains("[output.disk-full]"), "\(run.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder["disk"]).isEmpty)
    }

    @Test("a run that is killed leaves the earlier output, or none, and at most a hidden folder beside it")
    func killed() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        let program = try Program(in: folder)
        #expect(try program.run(["score"] + arguments + ["--out", "old"]).status == 0)
        let before = try folder.files(below: "old")
        let rows = (0..<60_000).map { "L\($0);Een;G;1-1-2025;30;3;nee\n" }.joined()
        try folder.write("export.csv", TinyExport.header + rows)
        for place in ["old", "new"] {
            let started = try program.start(["score"] + arguments + ["--out", place])
            let work = ".\(place).maatstaf-"
            var waits = 0
            while !folder.content.contains(where: { $0.hasPrefix(work) }), waits < 10_000 {
                usleep(1000)
                waits += 1
            }
            kill(started.process, SIGKILL)
            #expect(try started.finish().status == -SIGKILL)
            #expect(folder.content.contains { $0.hasPrefix(work) })
        }
        #expect(try folder.files(below: "old") == before)
        #expect(!folder.exists("new"))
        let again = try program.run(["score"] + arguments + ["--only", "municipalities", "--out", "new"])
        #expect(again.status == 0, "what a killed run left is in nobody's way: \(again.errors)")
    }

    @Test("results that cannot be printed give exit status 2, and a reader that stops reading none")
    func fullAndClosedStreams() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        var program = try Program(in: folder)
        program.streams.output = "/dev/full"
        for command in [["frameworks"], ["--help"], ["doctor", "--json"], ["score"] + arguments + ["--out", "out"]] {
            let run = try program.run(command)
            #expect(run.status == 2, "\(command)")
            #expect(run.errors.contains("output.cannot-print"), "\(run.errors)")
        }
        program.streams = (nil, nil, "/dev/full")
        #expect(try program.run("score", "absent.csv", "--framework", "tiny.framework.yaml", "--out", "x").status == 2)
        // Both closed: messages must not land in the files that are opened next.
        program.streams = (nil, "", "")
        try folder.write("export.csv", TinyExport.header + TinyExport.row + "L2;Twee;G;1-1-2025;veel;3;ja\n")
        #expect(try program.run(["score"] + arguments + ["--out", "closed"]).status == 2)
        let ledger = try text(at: folder["closed/intern/data/ledger.csv"])
        #expect(ledger == "file,line,status,code\nexport.csv,2,used,\nexport.csv,3,used,\n")
        let pipe = Program(path: "/bin/sh", folder: folder)
        let script = "{ \"$0\" report --help; echo $? >&2; } | :"
        #expect(try pipe.run("-c", script, program.path).errors == "0\n")
    }
}
