import NIOCore
import NIOSSL

/// One client's session, from the banner to the end of the connection.
///
/// It runs on the event loop of its own connection, so that nothing changes threads and a write
/// to disk holds up no one but the connections of that loop.
actor SMTPSession {
    nonisolated let unownedExecutor: UnownedSerialExecutor
    let number: Int
    let premises: Premises
    let channel: any Channel
    let inflow: Inflow

    var dialogue = Dialogue()
    var lines = CommandLines()
    var isOpen = true
    /// Messages received, for queue ids.
    var messages = 0
    /// The file of the message whose reply is on its way.
    var file: String?
    private var outbox = ByteBuffer()
    private var mistakes = 0

    /// After so many mistakes the session ends: whoever is on the line does not speak SMTP.
    private static let mistakeLimit = 20

    init(premises: Premises, channel: any Channel, inflow: Inflow, isSecured: Bool) {
        number = premises.countSession()
        self.premises = premises
        self.channel = channel
        self.inflow = inflow
        dialogue.isSecured = isSecured
        unownedExecutor = channel.eventLoop.executor.asUnownedSerialExecutor()
    }

    var configuration: SandboxConfiguration { premises.configuration }

    /// Serves the client until it leaves, or is left.
    func run() async {
        await greet()
        while isOpen {
            if let line = lines.next() {
                await hear(line)
            } else {
                await waitForBytes()
            }
        }
        await flush()
        // It may be closed already, by the client or by an outage; closed is all that is wanted.
        try? await channel.close()
        premises.count { $0.openSessions -= 1 }
        await tell(.closed)
    }

    private func greet() async {
        guard premises.outage == .none else { return end(saying: .outage) }
        if await passes(.connected) {
            send(.banner)
        } else {
            dialogue.isTurnedAway = true
        }
    }

    private func hear(_ line: CommandLines.Line) async {
        guard premises.outage == .none else { return end(saying: .outage) }
        switch line {
        case .text(let octets): await obey(SMTPCommand(line: octets))
        case .bareLineFeed:
            send(.syntax("Lines end in CR LF", code: 500, enhanced: "5.5.2"))
        case .tooLong: send(.longCommand)
        case .endless: end(saying: .longCommand)
        }
    }

    /// Sends what has been said, and waits for the client.
    func waitForBytes() async {
        await flush()
        guard isOpen else { return }
        switch await inflow.next() {
        case .bytes(let bytes): lines.append(bytes)
        case .ended: isOpen = false
        case .idle: end(saying: .idle)
        }
    }

    /// Whether the client has sent more than the line that is being answered.
    var isClientAhead: Bool { lines.unread.readableBytes > 0 || inflow.hasUnread }

    /// Says something at the next opportunity; refusals are counted.
    func send(_ reply: SMTPReply) {
        let enhanced = configuration.capabilities.enhancedStatusCodes
        outbox.writeString(reply.rendered(withEnhancedCodes: enhanced))
        guard let refusal = reply.refusal else { return }
        premises.count { $0.refused[refusal, default: 0] += 1 }
        guard [.syntax, .sequence, .longLine].contains(refusal) else { return }
        mistakes += 1
        if mistakes == Self.mistakeLimit { end(saying: .tooManyMistakes) }
    }

    /// Says a last thing.
    func end(saying reply: SMTPReply) {
        send(reply)
        isOpen = false
    }

    /// Closes without a word, after what was said before.
    func cut() {
        premises.count { $0.cut += 1 }
        isOpen = false
    }

    /// Hands what has been said to the operating system.
    func flush() async {
        guard outbox.readableBytes > 0 else { return }
        let bytes = outbox
        outbox = ByteBuffer()
        do {
            try await channel.writeAndFlush(bytes)
        } catch {
            // The client has gone; what it would have been told has no other reader.
            isOpen = false
        }
    }

    /// Starts TLS; false when bytes had come ahead of the handshake (RFC 3207 section 5).
    ///
    /// Looking, replying and changing over happen in one go on the event loop, so that no byte
    /// in clear can come between.
    func changeToTLS() async -> Bool {
        let reply = SMTPReply.readyForTLS.rendered(
            withEnhancedCodes: configuration.capabilities.enhancedStatusCodes)
        let (channel, inflow, security) = (channel, inflow, premises.security)
        let change = channel.eventLoop.submit {
            guard !inflow.hasUnread else { return false }
            channel.writeAndFlush(ByteBuffer(string: reply), promise: nil)
            let handler = NIOSSLServerHandler(context: security)
            try channel.pipeline.syncOperations.addHandler(handler, position: .first)
            return true
        }
        do {
            return try await change.get()
        } catch {
            // The connection has gone in the meantime.
            isOpen = false
            return true
        }
    }
}
