import Foundation
import Testing

@Suite("composite")
struct CompositeCommandTests {
    private static let data = "uCode,x,y,people\nA,10,1.5,2\nB,20,,4\nC,30,0.5,10\n"
    private static let metadata = """
        iCode,Level,Parent,Weight,Direction,Type,Denominator,low,high
        x,1,I,1,1,Indicator,people,0,10
        y,1,I,3,-1,Indicator,,0,2
        people,,,,,Denominator,,,
        I,2,,1,1,Aggregate,,,

        """

    private func run(
        _ options: [String] = [],
        data: String = Self.data,
        metadata: String = Self.metadata
    ) throws -> (folder: TemporaryFolder, outcome: Program.Outcome) {
        let folder = try TemporaryFolder()
        try Data(data.utf8).write(to: URL(fileURLWithPath: folder.path + "/data.csv"))
        try Data(metadata.utf8).write(to: URL(fileURLWithPath: folder.path + "/meta.csv"))
        let program = try Program(in: folder)
        let outcome = try program.run(
            ["composite", "data.csv", "--metadata", "meta.csv", "--out", "out", "--language", "en"] + options
        )
        return (folder, outcome)
    }

    @Test("Goalposts, direction, denominator, weights and a missing value, computed by hand")
    func byHand() throws {
        let (folder, outcome) = try run()
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        // x per person 5, 5, 3 → 50, 50, 30; y turned: 25, missing, 75; I = (x + 3 y) / 4 over what is known.
        #expect(
            try text(at: folder.path + "/out/scores.csv")
                == "unit,I,x,y\nA,31.25,50,25\nB,50,50,\nC,63.75,30,75\n"
        )
        #expect(
            try text(at: folder.path + "/out/structure.csv").split(separator: "\n").prefix(3)
                == [
                    "code,type,level,parent,weight,effective_weight,direction,cronbach_alpha",
                    try #require(text(at: folder.path + "/out/structure.csv").split(separator: "\n").dropFirst().first),
                    "x,Indicator,1,I,1,0.25,1,",
                ]
        )
        let manifest = try text(at: folder.path + "/out/manifest.json")
        #expect(manifest.contains("\"command\" : \"composite\""))
        #expect(manifest.contains("\"scores.csv\""))
    }

    @Test("What depends on the sample is done when asked, with a warning")
    func sampleBased() throws {
        let (folder, outcome) = try run(["--normalise", "minmax"])
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("warning: the score of a unit depends on those of others"))
        #expect(try text(at: folder.path + "/out/normalised.csv") == "unit,x,y\nA,100,0\nB,100,\nC,0,100\n")
    }

    @Test("Too little known gives no score")
    func leastKnown() throws {
        let (folder, outcome) = try run(["--least-known", "60"])
        #expect(outcome.status == 0)
        #expect(try text(at: folder.path + "/out/scores.csv").contains("\nB,,50,\n"))
    }

    @Test("Rows without a unit are set aside with a message and exit status 1")
    func setAside() throws {
        let (folder, outcome) = try run(data: Self.data + ",1,1,1\n")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("data.csv:5:1: error: this row names no unit"))
        #expect(try text(at: folder.path + "/out/manifest.json").contains("\"setAside\" : 1"))
    }

    @Test(
        "Everything that is wrong is refused with its place, and nothing is written",
        arguments: [
            ("A,10,1.5,2\nA,11,1.5,2\n", nil, "data.csv:3:1: error: 'A' stands on line 2 already"),
            ("A,ten,1.5,2\n", nil, "data.csv:2:2: x: error: this is no number"),
            ("A,10,\"1,5\",2\nB,10,1.5,2\n", nil, "decimal mark of this column"),
            (nil, "code,level,parent\nz,1,I\nI,2,\n", "column 'z' of the metadata is not in the data"),
            (nil, "code,level,parent\nx,1,J\nI,2,\n", "meta.csv:2: error: what 'x' is a part of is no aggregate"),
            (nil, "code,level,parent\nx,1,I\nI,2,\n", "'x' has no usable limits"),
            (nil, "naam\nx\n", "the metadata need columns 'code', 'level' and 'parent'"),
        ] as [(String?, String?, String)]
    )
    func refused(_ rows: String?, _ metadata: String?, _ message: String) throws {
        let (folder, outcome) = try run(
            data: rows.map { "uCode,x,y,people\n" + $0 } ?? Self.data,
            metadata: metadata ?? Self.metadata
        )
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/out"))
    }
}
