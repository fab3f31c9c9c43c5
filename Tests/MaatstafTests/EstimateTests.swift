import Foundation
import MaatstafCommand
import Testing

@Suite("The commands estimate and areas")
struct EstimateTests {
    private static let survey = """
        w,s,c,n,y,b,g,a/b
        2,x,1,6,10.5,ja,A,1
        2,x,1,6,11.5,nee,B,2
        3,x,2,6,14,ja,A,3
        3,x,2,6,NA,ja,B,4
        4,y,3,5,20,nee,A,5
        4,y,4,5,22.25,ja,B,6

        """

    private func results(_ run: Program.Outcome) throws -> [[String: Any]] {
        try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
    }

    private func program() throws -> Program {
        let folder = try TemporaryFolder()
        try folder.write("survey.csv", Self.survey)
        return try Program(in: folder)
    }

    /// R: svymean(~y, svydesign(~c, strata = ~s, weights = ~w, data = d), na.rm = TRUE).
    @Test("an estimate has all keys of the format, and rows with a missing value are counted")
    func mean() throws {
        let run = try program().run(
            "estimate",
            "survey.csv",
            "--weights",
            "w",
            "--strata",
            "s",
            "--cluster",
            "c",
            "--mean",
            "y",
            "--json",
            "--language",
            "en"
        )
        #expect(run.status == 0, "\(run.errors)")
        let result = try #require(results(run).first)
        #expect(
            Set(result.keys)
                == [
                    "statistic", "variable", "domain", "estimate", "se", "df", "low", "high", "level", "n", "deff",
                    "method", "note",
                ]
        )
        // (2·10.5 + 2·11.5 + 3·14 + 4·20 + 4·22.25) / 15
        let mean = 255.0 / 15
        #expect(result["estimate"] as? Double == mean)
        // Units: -26/15·…: totals of w(y − 17)/15 are −24/15, −9/15 | 12/15, 21/15.
        let expected = (2 * (2 * 7.5 * 7.5 / 225) + 2 * (2 * 4.5 * 4.5 / 225)).squareRoot()
        #expect(((result["se"] as? Double ?? 0) / expected - 1).magnitude < 1e-12)
        #expect(result["df"] as? Int == 2 && result["n"] as? Int == 5)
        #expect(result["deff"] is NSNull && result["domain"] is NSNull)
        #expect((result["note"] as? String)?.contains("1") == true)
    }

    @Test("a lone unit gives the estimate without an interval, and exit status 1")
    func lonePSU() throws {
        let alone = try program().run(
            "estimate",
            "survey.csv",
            "--weights",
            "w",
            "--strata",
            "c",
            "--cluster",
            "c",
            "--mean",
            "y",
            "--json"
        )
        #expect(alone.status == 1)
        let result = try #require(results(alone).first)
        #expect(result["estimate"] as? Double == 17)
        #expect(result["low"] is NSNull && result["high"] is NSNull && result["se"] is NSNull)
        #expect(result["note"] is String)
    }

    @Test("names in backticks, groups, quantiles, tests and totals all come out in the order they were asked")
    func requests() throws {
        let run = try program().run(
            "estimate",
            "survey.csv",
            "--weights",
            "w",
            "--total",
            "`a/b`",
            "--ratio",
            "y/`a/b`",
            "--quantile",
            "y:0.5",
            "--by",
            "g",
            "--proportion",
            "b=ja",
            "--json"
        )
        let list = try results(run)
        #expect(
            list.map { $0["variable"] as? String } == [
                "a/b", "a/b", "y/a/b", "y/a/b", "b=ja", "b=ja", "y:0.5", "y:0.5",
            ]
        )
        #expect(list.map { $0["domain"] as? String } == ["g=A", "g=B", "g=A", "g=B", "g=A", "g=B", "g=A", "g=B"])
        let tests = try program().run(
            "estimate",
            "survey.csv",
            "--weights",
            "w",
            "--test-difference",
            "y:g",
            "--crosstab",
            "b,g",
            "--json"
        )
        let keys = try results(tests).map { Set($0.keys) }
        #expect(keys == [Set<String>](repeating: ["statistic", "variable", "df1", "df2", "value", "p"], count: 3))
    }

    @Test(
        "wrong usage and unusable input are told apart",
        arguments: [
            (["--mean", "nowhere"], 2, "[statistics.column-unknown]"),
            (["--mean", "b"], 2, "[statistics.no-number]"),
            (["--ratio", "y"], 64, "N/D"),
            ([], 64, "--mean"),
            (["--mean", "y", "--strata", "s", "--cluster", "g"], 2, "[statistics.cluster-strata]"),
            (["--mean", "y", "--weights", "y"], 2, "[statistics.design-missing]"),
            (["--mean", "y", "--fpc", "w"], 2, "[statistics.fpc-small]"),
            (["--mean", "y", "--poststratify", "g=A:5"], 2, "[statistics.margin-without-total]"),
            (["--mean", "y", "--poststratify", "g=A:5,B:6,C:7"], 2, "[statistics.margin-empty]"),
            (["--mean", "y", "--calibrate", "1:9,c:1"], 0, ""),
            (["--mean", "y", "--bounds", "0.5,2"], 64, "--calibrate"),
            (["--mean", "y", "--repweights", "rw*", "--reptype", "BRR"], 2, "[statistics.replicates]"),
        ]
    )
    func refusals(arguments: [String], status: Int32, message: String) throws {
        for language in ["nl", "en"] {
            let run = try program().run(["estimate", "survey.csv", "--language", language] + arguments)
            #expect(run.status == status, "\(run.errors)")
            #expect((message.isEmpty || run.errors.contains(message)) && !run.errors.contains("⟨"), "\(run.errors)")
        }
    }

    @Test("areas gives the model and a range of ranks for each")
    func areas() throws {
        let folder = try TemporaryFolder()
        try folder.write("areas.csv", "gemeente;y;v\nEen;1;1\nTwee;3;1\nDrie;5;1\nVier;7;1\nVijf;;1\n")
        let run = try Program(in: folder).run(
            "areas",
            "areas.csv",
            "--estimate",
            "y",
            "--variance",
            "v",
            "--names",
            "gemeente",
            "--json"
        )
        #expect(run.status == 1)
        #expect(run.errors.contains("[statistics.area-missing]"))
        let result = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let model = try #require(result["model"] as? [String: Any])
        #expect(model["method"] as? String == "REML")
        #expect(((model["A"] as? Double ?? 0) - 17.0 / 3).magnitude < 1e-12)
        let areas = try #require(result["areas"] as? [[String: Any]])
        #expect(areas.map { $0["name"] as? String } == ["Een", "Twee", "Drie", "Vier"])
        #expect(areas.map { $0["rankHigh"] as? Int } == [4, 4, 4, 3])
        #expect(areas.map { $0["rankLow"] as? Int } == [2, 1, 1, 1])
    }
}
