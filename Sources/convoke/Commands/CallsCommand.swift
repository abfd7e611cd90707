import ArgumentParser
import ConvokeCore
import Engine
import Foundation

/// `convoke calls`: who must be called by when, and what came of it.
struct CallsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls", abstract: "Shows the call sheet, and records what callers say.",
        usage: "convoke calls <conference> [<words> ...] [options]",
        discussion: """
              convoke calls van-hoa-2021                  the most urgent first
              convoke calls van-hoa-2021 take 17          it is mine for ten minutes
              convoke calls van-hoa-2021 done 17 reached
              convoke calls van-hoa-2021 done 17 promised --by 14:30
              convoke calls van-hoa-2021 done 17 delegated --to hu-hk
              convoke calls van-hoa-2021 undo 17          that was a slip: it is to be made again
              convoke calls van-hoa-2021 print            for paper: a page and a table

            Also: done ID no-answer, busy, wrong-number or declined.
            """)

    @Argument(help: "The conference's id.")
    var conference: String

    @Argument(
        help: ArgumentHelp("take ID, done ID OUTCOME, undo ID, or print.", valueName: "words"))
    var words: [String] = []

    @Option(help: ArgumentHelp("By when it was promised.", valueName: "HH:MM"))
    var by: String?

    @Option(help: ArgumentHelp("Who is to be called instead.", valueName: "id"))
    var to: String?

    @Option(help: "A remark to keep with it.")
    var note: String?

    @Option(help: ArgumentHelp("Who calls; your login name unless given.", valueName: "name"))
    var caller: String?

    @Option(help: "The folder for the printed sheet.")
    var out = "call-sheet"

    @Flag(help: "Also the calls that have been made.")
    var all = false

    @Flag(help: "As JSON.")
    var json = false

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            let pass = CallPass(office)
            switch (words.first, words.count) {
            case (nil, 0): return try show(pass, console)
            case ("take", 2): return try take(pass, console)
            case ("done", 3): return try finish(pass, office, console)
            case ("undo", 2): return try takeBack(pass, console)
            case ("print", 1): return try write(pass, console)
            default:
                throw Problem(
                    .usage, "The command is not complete", found: words.joined(separator: " "),
                    expected: "take ID, done ID OUTCOME, undo ID, print, or nothing",
                    fix: "See convoke help calls.")
            }
        }
    }

    private func show(_ pass: CallPass, _ console: Console) throws -> ExitStatus {
        let sheet = try pass.sheet(conference, includingDone: all)
        if json {
            console.say(try sheet.json())
        } else {
            for line in CallText(sheet: sheet).lines { console.say(line) }
        }
        let isOpen = sheet.withoutLadder > 0 || sheet.entries.contains { $0.state != .done }
        return isOpen ? .needsPerson : .allWell
    }

    private func take(_ pass: CallPass, _ console: Console) throws -> ExitStatus {
        let id = try number(words[1])
        try pass.take(id, in: conference, by: whom)
        let sheet = try pass.sheet(conference)
        guard let entry = sheet.entries.first(where: { $0.id == id }) else { return .allWell }
        // What else there is to say to the same person.
        for call in sheet.entries where call.contact == entry.contact {
            for line in CallText.card(call, sheet.timeZone) { console.say(line) }
        }
        return .allWell
    }

    private func finish(
        _ pass: CallPass, _ office: Office, _ console: Console
    ) throws -> ExitStatus {
        let spoken: [CallOutcome] = [
            .reached, .noAnswer, .busy, .wrongNumber, .promised, .delegated, .declined,
        ]
        guard let outcome = spoken.first(where: { $0.rawValue == words[2] }) else {
            throw Problem(
                .usage, "The outcome is not understood", found: words[2],
                expected: spoken.map(\.rawValue).joined(separator: ", "),
                fix: "Write one of these.")
        }
        let id = try number(words[1])
        let promise = try by.map { try moment($0, office) }
        try pass.finish(
            CallReport(
                conference: conference, call: id, outcome: outcome, byWhom: whom, note: note,
                promisedBy: promise, delegatedTo: to))
        let promised = promise.map {
            " by \(MomentText.short($0, in: office.settings.timeZone))"
        }
        console.say("call \(id): \(outcome.rawValue)\(promised ?? "")")
        return .allWell
    }

    private func takeBack(_ pass: CallPass, _ console: Console) throws -> ExitStatus {
        let id = try number(words[1])
        let outcome = try pass.takeBack(id, in: conference, by: whom, note: note)
        console.say("call \(id): no longer \(outcome.rawValue); it is to be made again")
        return .allWell
    }

    private func write(_ pass: CallPass, _ console: Console) throws -> ExitStatus {
        let sheet = try pass.sheet(conference)
        for path in try CallSheetFiles(sheet).write(to: out) { console.say(path) }
        return .allWell
    }

    private var whom: String { caller ?? NSUserName() }

    private func number(_ text: String) throws(Problem) -> Int64 {
        if let number = Int64(text) { return number }
        throw Problem(
            .usage, "This is not the number of a call", found: text,
            expected: "a number of the call sheet",
            fix: "convoke calls \(conference) shows the sheet.")
    }

    /// The next time that the wall clock shows it.
    private func moment(_ text: String, _ office: Office) throws(Problem) -> Date {
        let parts = text.split(separator: ":").map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1],
            (0..<24).contains(hour), (0..<60).contains(minute),
            let moment = WallTime.next(
                hour: hour, minute: minute, after: office.clock.now,
                in: office.settings.timeZone)
        else {
            throw Problem(
                .usage, "This is not a time of the day", found: text, expected: "such as 14:30",
                fix: "Write hours, a colon and minutes.")
        }
        return moment
    }
}
