import ArgumentParser
import ConvokeCore
import Engine
import Foundation

/// `convoke answer`: what a recipient said.
struct AnswerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer", abstract: "Records an answer by hand, by code or from a file.",
        usage: "convoke answer <words> ... [options]",
        discussion: """
              convoke answer van-hoa-2021 hu-hk dang-ky yes --note "12 venues"
              convoke answer van-hoa-2021 hu-hk invitation no --by "duty desk"
              convoke answer van-hoa-2021 hu-hk dang-ky undo
              convoke answer K7QF-3MXA yes                   by the letter's code
              convoke answer van-hoa-2021 --file answers.csv from a table

            The table has the columns recipient,about,answer,note,by.
            """)

    @Argument(
        help: ArgumentHelp(
            "CONFERENCE RECIPIENT ABOUT yes|no|waive|undo, or CODE yes|no|waive|undo.",
            valueName: "words"))
    var words: [String]

    @Option(help: "A remark to keep with it.")
    var note: String?

    @Option(help: ArgumentHelp("Who said it.", valueName: "name"))
    var by: String?

    @Option(help: "A table of answers.")
    var file: String?

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            for report in try record(AnswerPass(office)) { console.say(Self.line(report)) }
            return .allWell
        }
    }

    private func record(_ pass: AnswerPass) throws -> [AnswerReport] {
        switch (words.count, file) {
        case (1, let file?): return try read(file, pass)
        case (2, nil):
            let source = AnswerSource(way: .code, byWhom: by, note: note)
            return [try pass.record(code: words[0], try word(words[1]), by: source)]
        case (4, nil):
            return [
                try pass.record(
                    AnswerRequest(
                        conference: words[0], recipient: words[1], about: words[2],
                        word: try word(words[3]),
                        source: AnswerSource(way: .hand, byWhom: by, note: note)))
            ]
        default:
            throw Problem(
                .usage, "The answer is not complete", found: words.joined(separator: " "),
                expected: "CONFERENCE RECIPIENT ABOUT yes, or CODE yes, or CONFERENCE --file TABLE",
                fix: "See convoke help answer.")
        }
    }

    private func word(_ text: String) throws(Problem) -> AnswerWord {
        if let word = AnswerWord(rawValue: text) { return word }
        throw Problem(
            .usage, "The answer is not understood", found: text,
            expected: "yes, no, waive or undo", fix: "Write one of these.")
    }

    private func read(_ file: String, _ pass: AnswerPass) throws -> [AnswerReport] {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Problem(
                .usage, "The table cannot be read", at: Place(file),
                fix: "Check the path and that you may read it.")
        }
        return try pass.record(file: file, bytes: [UInt8](data), conference: words[0])
    }

    private static func line(_ report: AnswerReport) -> String {
        let answer = report.answer
        let who = "\(answer.recipient), \(answer.about)"
        guard let change = report.change else { return "\(who): nothing to undo" }
        if change.before == change.after { return "\(who): \(change.after.rawValue), as before" }
        return "\(who): \(change.before.rawValue) -> \(change.after.rawValue)"
    }
}
