import ArgumentParser
import ConvokeCore
import Engine
import Foundation

/// `convoke inbox`: what came back by mail.
struct InboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: "Reads answers and bounces now; says what one mail is.",
        usage: "convoke inbox [<conference>] [options]",
        discussion: """
              convoke inbox                       reads the mailbox, lists what to read
              convoke inbox --done 17             mail 17 has been read
              convoke inbox --explain bounce.eml  what a mail is; needs no workspace

            tick reads the mailbox too: inbox in convoke.yaml says where it is.
            """)

    @Argument(help: "Lists what is to be read of this conference alone.")
    var conference: String?

    @Option(help: ArgumentHelp("Says what this mail is, and changes nothing.", valueName: "file"))
    var explain: String?

    @Option(help: ArgumentHelp("A mail that has been read.", valueName: "number"))
    var done: Int64?

    @Option(help: ArgumentHelp("Who read it; your login name unless given.", valueName: "name"))
    var by: String?

    @Flag(help: "As JSON.")
    var json = false

    @ParentCommand var convoke: Convoke
    @OptionGroup var options: Options

    func run() async throws {
        try await options.run { console in
            if let explain { return try show(explain, console) }
            let office = try Office.open(options.root(convoke), clock: try options.clock())
            if let done { return try markRead(done, office, console) }
            if let conference { _ = try office.conferenceAlone(conference) }
            let brake = Brake()
            let report = try await Interruption.watching(brake, console) {
                try await BlockingThread.run {
                    try InboxPass(office).run(brake: brake, counts: true)
                }
            }
            try say(report, office, console)
            if let problem = report.problem { _ = console.complain(Problems([problem])) }
            return report.status
        }
    }

    private func say(_ report: InboxReport, _ office: Office, _ console: Console) throws {
        let list = InboxList(report, conference)
        if json { return console.say(try list.json()) }
        for line in MailText.lines(report) + MailText.remarks(report) { console.say(line) }
        for line in list.lines { console.say(line) }
    }

    private func markRead(
        _ id: Int64, _ office: Office, _ console: Console
    ) throws -> ExitStatus {
        let whom = by ?? NSUserName()
        try InboxPass(office).markRead(id, by: whom)
        console.say("mail \(id) has been read by \(whom)")
        return .allWell
    }

    private func show(_ file: String, _ console: Console) throws -> ExitStatus {
        // Whose a mail is can be said in a workspace alone, and one that is in order; what it is, anywhere.
        let office = try? Office.open(options.root(convoke), clock: try options.clock())
        let explanation = try MailExplanation.of(try bytes(of: file), office)
        if json {
            console.say(try explanation.json())
        } else {
            for line in ExplanationText(explanation).lines { console.say(line) }
        }
        return .allWell
    }

    private func bytes(of file: String) throws(Problem) -> [UInt8] {
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: file))
            let bytes = try handle.read(upToCount: MailExplanation.longest)
            try handle.close()
            return Array(bytes ?? Data())
        } catch {
            throw Problem(
                .file, "The mail cannot be read", at: Place(file),
                fix: "Check the file's name, and that you may read it.",
                detail: error.localizedDescription)
        }
    }
}
