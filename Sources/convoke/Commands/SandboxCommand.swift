import ArgumentParser
import ConvokeCore
import Foundation
import Sandbox

/// `convoke sandbox`: a relay on this machine that keeps everything and delivers nothing.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Runs a loopback relay that delivers nothing and keeps everything.",
        usage: "convoke sandbox [options]",
        discussion: """
            Mails lie in DIR/mail/new as they were received, their envelopes in DIR/envelopes.jsonl.
            It misbehaves on request, by the part of the recipient's address before the @:

            \(Misbehaviour.table)

            With --sms it takes text messages too (gateway: sandbox) and keeps them in
            DIR/texts.jsonl. It misbehaves by the number:

            \(TextMisbehaviour.table)
            """)

    @Option(help: ArgumentHelp("Where to listen.", valueName: "host:port"))
    var smtp = "127.0.0.1:2525"

    @Option(help: ArgumentHelp("Where to listen for SMTP over TLS.", valueName: "port"))
    var smtps: Int?

    @Option(help: ArgumentHelp("Where to take text messages.", valueName: "port"))
    var sms: Int?

    @Option(help: "The folder that keeps everything.")
    var dir = "sandbox"

    @Option(
        help: ArgumentHelp(
            "Switches an announced capability off: \(SandboxCommand.keywords).",
            valueName: "keyword"))
    var without: [String] = []

    @Option(help: ArgumentHelp("Asks for a login.", valueName: "user:password"))
    var login: String?

    @Option(help: "The longest message that is taken, in octets.")
    var size: Int?

    @Option(help: ArgumentHelp("How long `slow` waits.", valueName: "seconds"))
    var slow: Int?

    @OptionGroup var options: Options

    private static var keywords: String {
        SandboxCapabilities.names.map(\.keyword).joined(separator: ", ")
    }

    func run() async throws {
        try await options.run { console in
            let configuration = try configuration()
            let lock = try keepFolder()
            defer { withExtendedLifetime(lock) {} }
            let relay = try await start(configuration)
            console.say(
                "smtp://\(relay.host):\(relay.smtpPort) keeps every mail in \(relay.mail.path)")
            if let port = relay.smtpsPort { console.say("smtps://\(relay.host):\(port)") }
            console.say("certificate authority: \(relay.caFile.path)")
            let gateway: SandboxGateway?
            do {
                gateway = try await startGateway(host: relay.host)
            } catch {
                try await relay.stop()
                throw error
            }
            if let gateway {
                console.say("\(gateway.url) keeps every text in \(gateway.texts.path)")
            }
            console.say("Ctrl-C ends it; in the background, kill \(getpid())")
            await Interruption.wait()
            try await gateway?.stop()
            try await relay.stop()
            return .allWell
        }
    }

    private func start(_ configuration: SandboxConfiguration) async throws -> SandboxRelay {
        do {
            return try await SandboxRelay.start(configuration)
        } catch let error as SandboxError where error.isAboutFolder {
            throw problem(error)
        } catch {
            throw Problem(
                .unreachable, "The sandbox cannot listen on \(smtp)",
                fix: "Choose another port with --smtp, or stop what listens there.",
                detail: "\(error)")
        }
    }

    private func keepFolder() throws(Problem) -> FolderLock {
        do throws(SandboxError) {
            return try FolderLock(URL(fileURLWithPath: dir))
        } catch {
            throw problem(error)
        }
    }

    private func problem(_ error: SandboxError) -> Problem {
        if case .inUse(let path) = error {
            return Problem(
                .busy, "Another sandbox keeps its mail in this folder", found: path,
                fix: "Choose another folder with --dir, or stop the other sandbox.")
        }
        return Problem(
            .ledger, "The sandbox cannot write to its folder", found: dir,
            fix: "Make room, or choose another folder with --dir.", detail: "\(error)")
    }

    private func startGateway(host: String) async throws -> SandboxGateway? {
        guard let sms else { return nil }
        var configuration = SandboxGatewayConfiguration(directory: URL(fileURLWithPath: dir))
        configuration.host = host
        configuration.port = sms
        if let slow { configuration.delay = .seconds(slow) }
        do {
            return try await SandboxGateway.start(configuration)
        } catch {
            throw Problem(
                .unreachable, "The sandbox cannot take texts on port \(sms)",
                fix: "Choose another port with --sms, or stop what listens there.",
                detail: "\(error)")
        }
    }

    private func configuration() throws(Problem) -> SandboxConfiguration {
        var configuration = SandboxConfiguration(directory: URL(fileURLWithPath: dir))
        (configuration.host, configuration.port) = try Self.address(smtp)
        configuration.smtpsPort = smtps
        if let size { configuration.sizeLimit = size }
        if let slow { configuration.slowDelay = .seconds(slow) }
        configuration.credentials = try credentials()
        for keyword in without where !configuration.capabilities.switchOff(keyword) {
            throw Problem(
                .usage, "The sandbox has no capability of that name", found: keyword,
                expected: Self.keywords, fix: "Write one of these after --without.")
        }
        return configuration
    }

    private func credentials() throws(Problem) -> SandboxConfiguration.Credentials? {
        guard let login else { return nil }
        guard let colon = login.firstIndex(of: ":") else {
            throw Problem(
                .usage, "--login has no password", expected: "user:password",
                fix: "Write user and password with a colon between them.")
        }
        return .init(
            user: String(login[..<colon]), password: String(login[login.index(after: colon)...]))
    }

    static func address(_ text: String) throws(Problem) -> (host: String, port: Int) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port),
            Loopback.contains(String(text[..<colon]))
        else {
            throw Problem(
                .usage, "The sandbox listens on this machine only", found: text,
                expected: "127.0.0.1:PORT or [::1]:PORT",
                fix: "Give a loopback address and a port.")
        }
        let host = text[..<colon].filter { $0 != "[" && $0 != "]" }
        return (String(host), port)
    }
}

extension SandboxError {
    fileprivate var isAboutFolder: Bool {
        if case .cannotWrite = self { true } else { false }
    }
}
