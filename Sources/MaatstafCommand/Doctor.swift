internal import ArgumentParser
internal import DocumentTools
internal import Foundation
internal import ShelterModel
internal import ShelterParsers
internal import ShelterPipeline

struct Doctor: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Say what is missing, and what it is needed for."
    )

    @OptionGroup var speech: SpeechOptions

    @Flag(help: "Print the findings as JSON.")
    var json = false

    private struct Check: Codable {
        var name: String
        var isFine: Bool
        var detail: String
        var neededFor: String
        var fix: String
    }

    func run() throws {
        let data = try speech.folder()
        let texts = try data.texts(speech.language)
        var checks = [
            check("program", isFine: true, detail: "maatstaf \(programVersion)", texts),
            check("libcsv", isFine: true, detail: libcsvVersion, texts),
            check("data", isFine: true, detail: data.path, texts),
        ]
        for kind in [DataFolder.Kind.framework, .codeBook, .register, .rehearsal, .checks] {
            checks.append(
                check(kind.rawValue, data.ids(of: kind), texts) { id throws(Refusal) in try load(id, kind, data) }
            )
        }
        for language in Language.allCases {
            let count = (try? data.texts(language))?.entries.count ?? 0
            checks.append(check("texts-\(language.rawValue)", isFine: count > 0, detail: "\(count)", texts))
        }
        let style = try? data.styleSheet()
        checks.append(
            check(
                "style-sheet",
                isFine: style != nil,
                detail: style.map { "\($0.utf8.count) bytes" } ?? "",
                texts
            )
        )
        let tools = try? data.toolFolder()
        var documents = check(
            "document-tools",
            isFine: tools?.isReady == true,
            detail: (tools?.versions ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                .joined(separator: ", "),
            texts
        )
        documents.fix += tools?.command ?? "make setup"
        checks.append(documents)
        if json {
            try Console.json(checks)
        } else {
            for check in checks {
                let state = texts(check.isFine ? "doctor.fine" : "doctor.missing")
                Console.say("\(state)  \(check.name): \(check.detail)")
                if !check.isFine { Console.say("       \(check.neededFor)\n       \(check.fix)") }
            }
        }
        // Only documents in other formats go without the tools.
        if checks.contains(where: { !$0.isFine && $0.name != documents.name }) { throw ExitCode(1) }
    }

    private func check(_ id: String, isFine: Bool, detail: String, _ texts: Texts) -> Check {
        Check(
            name: texts("doctor.\(id).name"),
            isFine: isFine,
            detail: detail,
            neededFor: texts("doctor.\(id).needed-for"),
            fix: texts("doctor.\(id).fix")
        )
    }

    /// Loads every file of a kind; the first one that fails is named.
    private func check(
        _ kind: String,
        _ ids: [String],
        _ texts: Texts,
        load: (String) throws(Refusal) -> Void
    ) -> Check {
        for id in ids {
            do {
                try load(id)
            } catch {
                let message = error.diagnostics.first.map { texts.message(for: $0) } ?? id
                return check(kind, isFine: false, detail: message, texts)
            }
        }
        return check(kind, isFine: !ids.isEmpty, detail: ids.joined(separator: ", "), texts)
    }

    private func load(_ id: String, _ kind: DataFolder.Kind, _ data: DataFolder) throws(Refusal) {
        switch kind {
        case .framework: _ = try data.framework(id)
        case .codeBook: _ = try data.codeBook(id)
        case .register: _ = try data.register(id)
        case .rehearsal: _ = try data.rehearsalProfile(id)
        case .crosswalk: _ = try data.crosswalk(id)
        case .checks: _ = try data.checks(id)
        // What it names are variables of a code book, which it is held against when both are there.
        case .sampling: _ = try data.file(.sampling, id)
        }
    }
}
