import ShelterModel
import SurveyStatistics
import Testing

@testable import ShelterCleaning

@Suite("Cleaning logs")
struct LogTests {
    private func log(_ rows: [[String]], header: [String] = LogEntry.columns) throws(Refusal) -> CleaningLog {
        var reader = try LogReader(header: header, line: 1, file: "log.csv")
        for (number, row) in rows.enumerated() { reader.add(row, line: number + 2) }
        let log = reader.finish()
        guard log.problems.isEmpty else { throw Refusal(log.problems) }
        return log
    }

    private func codes(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch let refusal as Refusal {
            return refusal.diagnostics.map(\.code)
        } catch {
            return ["\(error)"]
        }
    }

    @Test("Columns are found by name, in any order and case; a missing or double one is refused")
    func header() throws {
        let header = [
            "Decided_By", "check", "reason", "action", "new_value", "old_value", "variable", "line", " uuid", "note",
        ]
        let log = try log([["EJ", "c", "r", "Change", "6", "'5,0", "a", "3", "u1", "x"]], header: header)
        let expected = LogEntry(
            uuid: "u1",
            line: 3,
            variable: "a",
            oldValue: "5,0",
            newValue: "6",
            action: .change,
            reason: "r",
            check: "c",
            decidedBy: "EJ",
            location: SourceLocation(file: "log.csv", line: 2)
        )
        #expect(log.entries == [expected])
        #expect(codes { _ = try self.log([], header: ["uuid", "line"]) } == ["cleaning.columns-missing"])
        #expect(codes { _ = try self.log([], header: LogEntry.columns + ["line"]) } == ["cleaning.columns-twice"])
    }

    @Test("What its own rows say writes and reads back as the same entry")
    func roundTrip() throws {
        let entry = LogEntry(
            uuid: "=1",
            line: 12,
            variable: "-a",
            oldValue: "01-02",
            newValue: "'s",
            action: .blank,
            decidedBy: ""
        )
        var reader = try LogReader(header: LogEntry.columns, line: 1, file: "log.csv")
        var open = entry
        open.action = .open
        reader.add(open.cells, line: 2)
        var read = try #require(reader.finish().entries.first)
        read.location = nil
        #expect(read == open)
    }

    @Test(
        "What makes no sense in itself is refused",
        arguments: [
            (["", "x", "a", "1", "2", "change", "", "", "EJ"], "cleaning.bad-line"),
            (["", "0", "a", "1", "2", "change", "", "", "EJ"], "cleaning.bad-line"),
            (["", "1,0", "a", "1", "2", "", "", "", ""], "cleaning.bad-line"),
            (["", "3", "a", "1", "2", "wijzig", "", "", "EJ"], "cleaning.unknown-action"),
            (["", "3", "a", "1", "2", "change", "", "", " "], "cleaning.nobody-decided"),
            (["", "3", "", "", "", "delete", "", "", ""], "cleaning.nobody-decided"),
            (["", "", "a", "1", "2", "change", "", "", "EJ"], "cleaning.no-record"),
            (["", "3", "", "1", "2", "change", "", "", "EJ"], "cleaning.no-variable"),
            (["", "3", "a", "1", "", "change", "", "", "EJ"], "cleaning.change-to-nothing"),
            (["", "3", "a", "1", "2", "blank", "", "", "EJ"], "cleaning.blank-with-value"),
        ]
    )
    func nonsense(row: [String], code: String) {
        #expect(codes { _ = try log([row]) } == [code])
    }

    @Test("An undecided row needs nobody's name, an empty row is none, and all problems come at once")
    func allAtOnce() throws {
        let open = ["", "3", "a", "1", "", "", "", "", ""]
        #expect(try log([open, [], ["", " ", "", "", "", "", "", "", ""]]).undecided == 1)
        let bad = ["", "3", "a", "1", "2", "change", "", "", ""]
        #expect(codes { _ = try log([bad, open, bad]) } == ["cleaning.nobody-decided", "cleaning.nobody-decided"])
    }

    // MARK: Held against a file

    private static let header = ["id", "a", "b"]

    private func apply(
        _ entries: [LogEntry],
        to rows: [[String]],
        idColumn: Int? = nil,
        isCertain: Bool = true
    ) throws(Refusal) -> [RecordEdit] {
        var placed = entries
        for number in placed.indices { placed[number].location = SourceLocation(file: "log.csv", line: number + 2) }
        var application = LogApplication(
            CleaningLog(entries: placed),
            header: Self.header,
            file: "raw.csv",
            idColumn: idColumn,
            isIDCertain: isCertain
        )
        var edits: [RecordEdit] = []
        for (number, row) in rows.enumerated() {
            let id = idColumn.map { row[$0] } ?? ""
            edits.append(
                application.concerns(line: number + 2, id: id) ? application.edit(line: number + 2, cells: row) : .none
            )
        }
        try application.finish()
        return edits
    }

    private static let rows = [["u1", "5", "x"], ["u2", " 6 ", "y"], ["u3", "", "z\r\nz"]]

    private func entry(_ line: Int?, _ variable: String, _ old: String, _ action: CleaningAction) -> LogEntry {
        entry(line, variable, old, "", action)
    }

    private func entry(
        _ line: Int?,
        _ variable: String,
        _ old: String,
        _ new: String,
        _ action: CleaningAction
    ) -> LogEntry {
        LogEntry(line: line, variable: variable, oldValue: old, newValue: new, action: action, decidedBy: "EJ")
    }

    @Test("Changes, blanks and deletions go where line and old value say; keep and open change nothing")
    func edits() throws {
        let edits = try apply(
            [
                entry(2, "a", "5", "7", .change), entry(2, "b", "x", .blank), entry(3, "A ".lowercased(), "6", .keep),
                entry(3, "b", "y", .open), entry(4, "", "", .delete), LogEntry(variable: "x", oldValue: "y"),
            ],
            to: Self.rows
        )
        #expect(edits == [.cells([1: "7", 2: ""], entries: [0, 1]), .none, .delete(entries: [4])])
    }

    @Test("A record is found by its id alone, where the column of the ids is known and the id stands once")
    func ids() throws {
        var byID = entry(nil, "a", "6", "7", .change)
        byID.uuid = "u2"
        #expect(try apply([byID], to: Self.rows, idColumn: 0)[1] == .cells([1: "7"], entries: [0]))
        #expect(codes { _ = try apply([byID], to: Self.rows) } == ["cleaning.no-id-column"])
        let twice = Self.rows + [["u2", "6", "y"]]
        #expect(codes { _ = try apply([byID], to: twice, idColumn: 0) } == ["cleaning.uuid-not-unique"])
        byID.uuid = "u9"
        #expect(codes { _ = try apply([byID], to: Self.rows, idColumn: 0) } == ["cleaning.row-not-found"])
    }

    @Test("With id and line both must fit, also where the id stands twice")
    func idAndLine() throws {
        var both = entry(5, "a", "6", "7", .change)
        both.uuid = "u2"
        let twice = Self.rows + [["u2", "6", "y"]]
        #expect(try apply([both], to: twice, idColumn: 0)[3] == .cells([1: "7"], entries: [0]))
        #expect(try apply([both], to: twice)[3] == .cells([1: "7"], entries: [0]))
        both.line = 2
        both.oldValue = "5"
        #expect(codes { _ = try apply([both], to: twice, idColumn: 0) } == ["cleaning.uuid-differs"])
        #expect(codes { _ = try apply([both], to: twice) } == ["cleaning.uuid-differs"])
    }

    @Test("Whatever does not fit is refused, all of it, in the order of the log")
    func mismatches() {
        let entries = [
            entry(9, "a", "5", "7", .change), entry(2, "a", "6", "7", .change), entry(2, "c", "", "7", .change),
            entry(3, "a", "7", .open), entry(4, "b", "z z", .keep),
        ]
        #expect(
            codes { _ = try apply(entries, to: Self.rows) } == [
                "cleaning.row-not-found", "cleaning.old-value-differs", "cleaning.unknown-column",
                "cleaning.old-value-differs", "cleaning.old-value-differs",
            ]
        )
        let lost = [["u1", "отель", ""]]
        #expect(
            codes { _ = try apply([entry(2, "a", "?????", "hotel", .change)], to: lost) }
                == ["cleaning.old-value-lost-letters"]
        )
    }

    @Test("Entries that want different things of one cell or row are refused; the same twice is one")
    func conflicts() throws {
        let change = entry(2, "a", "5", "7", .change)
        #expect(try apply([change, change], to: Self.rows)[0] == .cells([1: "7"], entries: [0]))
        for other in [
            entry(2, "a", "5", "8", .change), entry(2, "a", "5", .blank), entry(2, "a", "5", .keep),
            entry(2, "", "", .delete),
        ] {
            #expect(codes { _ = try apply([change, other], to: Self.rows) } == ["cleaning.entries-disagree"])
        }
        let keepAndDelete = [entry(2, "a", "5", .keep), entry(2, "", "", .delete)]
        #expect(try apply(keepAndDelete, to: Self.rows)[0] == .delete(entries: [1]))
    }

    @Test("What is wrong with an entry is told together with what does not fit the file, in the order of the log")
    func logAndFileAtOnce() throws {
        var reader = try LogReader(header: LogEntry.columns, line: 1, file: "log.csv")
        reader.add(["", "2", "a", "other", "6", "change", "", "", ""], line: 2)
        reader.add(["", "2", "nowhere", "x", "6", "fix", "", "", "EJ"], line: 3)
        reader.add(["", "9", "a", "5", "6", "change", "", "", "EJ"], line: 4)
        var application = LogApplication(reader.finish(), header: Self.header, file: "raw.csv", idColumn: nil)
        #expect(application.edit(line: 2, cells: Self.rows[0]) == .none)
        let found = codes { try application.finish() }
        let expected = [
            "cleaning.nobody-decided", "cleaning.old-value-differs", "cleaning.unknown-action",
            "cleaning.row-not-found",
        ]
        #expect(found == expected)
    }

    @Test("A row that cannot be read may be left out, and not changed")
    func unreadable() throws {
        func unreadable(_ action: CleaningAction) throws -> Bool {
            var application = LogApplication(
                CleaningLog(entries: [entry(3, "", "", "", action)]),
                header: Self.header,
                file: "raw.csv",
                idColumn: nil
            )
            let isAccepted = application.unreadable(line: 3)
            try application.finish()
            return isAccepted
        }
        #expect(try unreadable(.delete))
        #expect(try !unreadable(.open))
        #expect(codes { _ = try unreadable(.change) } == ["cleaning.row-unreadable"])
    }
}

@Suite("Rows of two tables")
struct RowAlignmentTests {
    private func steps(_ first: [Int], _ second: [Int], _ ids: ([Int], [Int]) = ([], [])) -> String {
        RowAlignment.steps(expected: first, found: second, expectedIDs: ids.0, foundIDs: ids.1)
            .map { $0 == .both ? "=" : $0 == .missing ? "-" : "+" }.joined()
    }

    @Test("Equal, changed, missing, added and moved rows are told apart")
    func kinds() {
        #expect(steps([1, 2, 3], [1, 2, 3]) == "===")
        #expect(steps([1, 2, 3], [1, 9, 3]) == "===")
        #expect(steps([1, 2, 3], [1, 3]) == "=-=")
        #expect(steps([1, 3], [1, 2, 3]) == "=+=")
        #expect(steps([1, 2, 3, 4], [2, 3, 1, 4]) == "-==+=")
        #expect(steps([], [1]) == "+")
        #expect(steps([1], []) == "-")
        #expect(steps([], []) == "")
        // A changed row beside a missing one: without ids the first is paired, with ids the right one.
        #expect(steps([1, 2, 3, 4], [1, 9, 4]) == "==-=")
        #expect(steps([1, 2, 3, 4], [1, 9, 4], ([1, 2, 3, 4], [1, 3, 4])) == "=-==")
    }

    @Test("Every row of both is accounted for, whatever they are")
    func accounts() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            let first = (0..<generator.below(12)).map { _ in generator.below(6) }
            let second = (0..<generator.below(12)).map { _ in generator.below(6) }
            let steps = RowAlignment.steps(expected: first, found: second)
            #expect(steps.count { $0 != .added } == first.count)
            #expect(steps.count { $0 != .missing } == second.count)
        }
    }
}
