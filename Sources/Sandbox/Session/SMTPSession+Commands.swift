import NIOCore
import NIOSSL

extension SMTPSession {
    /// Carries out one command.
    func obey(_ command: SMTPCommand) async {
        if dialogue.isTurnedAway, command != .quit {
            return send(.outOfOrder("This session was turned away"))
        }
        guard mayCome(command) else { return end(saying: .tooEarly) }
        switch command {
        case .hello(let name, let extended): await hello(name: name, extended: extended)
        case .mail(let argument): await mail(argument)
        case .recipient(let argument): await recipient(argument)
        case .data: await data()
        case .startTLS: await startTLS()
        case .authenticate(let mechanism, let initial):
            await authenticate(mechanism: mechanism, initial: initial)
        case .reset:
            dialogue.transaction = nil
            send(.ok)
        case .noop: send(.ok)
        case .help: send(.help)
        case .verify: send(.notVerified)
        case .quit: end(saying: .bye)
        case .notOffered(let verb): send(.notOffered("\(verb) is not offered"))
        case .unknown:
            send(.syntax("Not a command known here", code: 500, enhanced: "5.5.2"))
        case .malformed(let reply): send(reply)
        }
    }

    /// Whether a command may stand where it does among others (RFC 2920 section 3.1): without
    /// PIPELINING nothing may follow it, with PIPELINING some must still be the last of a group.
    private func mayCome(_ command: SMTPCommand) -> Bool {
        guard isClientAhead else { return true }
        switch command {
        case .quit: return true
        case .hello, .data, .startTLS, .authenticate: return false
        default: return dialogue.offered(configuration).pipelining
        }
    }

    private func hello(name: String, extended: Bool) async {
        guard configuration.capabilities.extendedHello || !extended else {
            return send(.notOffered("EHLO is not offered"))
        }
        guard await passes(.hello) else { return }
        dialogue.greet(name: name, extended: extended)
        if dialogue.isSecured, dialogue.tlsVersion == nil {
            // Only a word in the record of envelopes: without it the session goes on.
            let version = try? await channel.nioSSL_tlsVersion().get()
            dialogue.tlsVersion = version.flatMap { $0 }.map(Self.name) ?? "TLS"
        }
        send(dialogue.greeting(configuration))
    }

    private static func name(_ version: TLSVersion) -> String {
        switch version {
        case .tlsv13: "TLSv1.3"
        case .tlsv12: "TLSv1.2"
        case .tlsv11: "TLSv1.1"
        case .tlsv1: "TLSv1"
        }
    }

    private func mail(_ text: String) async {
        if let obstacle = dialogue.obstacleToMail(configuration) { return send(obstacle) }
        do {
            let sender = try SMTPArgument(text, label: "FROM")
            try dialogue.rules(configuration).checkSender(sender)
            dialogue.transaction = Dialogue.Transaction(sender: sender)
            if await passes(.mail) {
                send(.senderOK)
            } else {
                dialogue.transaction = nil
            }
        } catch {
            send(error.reply)
        }
    }

    private func recipient(_ text: String) async {
        guard let transaction = dialogue.transaction else {
            return send(.outOfOrder("MAIL comes first"))
        }
        do {
            let recipient = try SMTPArgument(text, label: "TO")
            let isUTF8 = transaction.sender.parameters["SMTPUTF8"] != nil
            let rules = dialogue.rules(configuration)
            try rules.checkRecipient(recipient, isUTF8: isUTF8)
            await admit(recipient, of: transaction)
        } catch {
            send(error.reply)
        }
    }

    private func admit(_ recipient: SMTPArgument, of transaction: Dialogue.Transaction) async {
        let misbehaviour = configuration.misbehaviour(of: recipient.path.address)
        if misbehaviour == .closes { return cut() }
        if let refusal = misbehaviour?.recipientRefusal,
            misbehaviour != .greylisted
                || premises.isFirstTry(
                    sender: transaction.sender.path.address, recipient: recipient.path.address)
        {
            return send(refusal)
        }
        guard transaction.recipients.count < Dialogue.recipientLimit else {
            return send(.tooManyRecipients)
        }
        dialogue.transaction?.recipients.append(recipient)
        if await passes(.recipient) {
            send(.recipientOK)
        } else {
            dialogue.transaction?.recipients.removeLast()
        }
    }

    private func startTLS() async {
        if let obstacle = dialogue.obstacleToTLS(configuration) { return send(obstacle) }
        guard await passes(.tls) else { return }
        await flush()
        guard isOpen else { return }
        guard !isClientAhead, await changeToTLS() else { return end(saying: .tooEarly) }
        dialogue = Dialogue()
        dialogue.isSecured = true
    }
}
