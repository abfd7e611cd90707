import ConvokeCore

/// The mail transactions on one open connection.
///
/// With PIPELINING a message's end travels with the next envelope in one write (RFC 2920 section 3.1),
/// which makes one round trip a message; without it, command by command. The same code reads the
/// replies of both, in the order in which the commands were said.
final class Conversation {
    let wire: Wire
    let relay: Capabilities
    let limits: TimeLimits
    /// A transaction was begun and not ended: RSET goes before the next MAIL.
    private var needsReset = false
    /// RSET was said with the envelope, and its reply comes first.
    private var awaitsReset = false
    /// Whether a recipient was taken on this connection: then the relay does pass our mail on.
    private var hasTaken = false
    /// Messages in a row that were put off at MAIL.
    private var delays = 0

    /// After so many the relay is not taking mail from us at all.
    static let patience = 5

    init(_ connection: Connection, limits: TimeLimits) {
        wire = Wire(connection.transport)
        relay = connection.capabilities
        self.limits = limits
    }

    func close() { wire.close() }

    /// Says goodbye. What comes back changes nothing any more, so that it is not missed when it fails.
    func quit() async {
        wire.out = Array("QUIT\r\n".utf8)
        do throws(LineFault) {
            try await wire.flush(within: limits.quit)
            _ = try await wire.reply(within: limits.quit)
        } catch {
            close()
        }
    }

    /// Sends what the manifest holds and what the feed has at hand behind it; returns when neither is
    /// left. Throws a `LineFault` when the connection is of no more use.
    func go(_ manifest: inout Manifest) async throws {
        while let first = manifest.first {
            if first.progress == .taken {
                guard await admit(&manifest) else { continue }
                try wire.checkQuiet()
                if needsReset, !relay.pipelining { try await resetAlone() }
                appendEnvelope(&manifest)
                try await wire.flush(within: limits.mail)
            }
            if try await openTransaction(&manifest) { try await sendBody(&manifest) }
        }
    }

    /// Without PIPELINING even RSET waits for its reply.
    private func resetAlone() async throws(LineFault) {
        wire.out.append("RSET\r\n")
        try await wire.flush(within: limits.mail)
        (awaitsReset, needsReset) = (true, false)
        try await hearReset()
    }

    /// Whether the last parcel may be tried here; it is ended if not.
    private func admit(_ manifest: inout Manifest) async -> Bool {
        guard let parcel = manifest.flights.last?.parcel,
            let refusal = Admission.refusal(of: parcel, by: relay)
        else { return true }
        await manifest.endLast(with: refusal)
        return false
    }

    /// MAIL, RCPT and DATA of the last parcel in one go, or MAIL alone.
    private func appendEnvelope(_ manifest: inout Manifest) {
        guard let parcel = manifest.flights.last?.parcel else { return }
        if needsReset {
            wire.out.append("RSET\r\n")
            (awaitsReset, needsReset) = (true, false)
        }
        parcel.appendMail(to: &wire.out, relay)
        if relay.pipelining {
            parcel.appendRecipient(to: &wire.out, relay)
            wire.out.append("DATA\r\n")
        }
        manifest.advanceLast(to: .mail)
    }

    // MARK: - From MAIL to 354

    /// True when the server waits for the body; otherwise the first parcel has ended.
    private func openTransaction(_ manifest: inout Manifest) async throws -> Bool {
        if awaitsReset { try await hearReset() }
        try await hearMail(&manifest)
        let isMailTaken = !manifest.isEmpty
        guard relay.pipelining || isMailTaken else { return false }
        needsReset = isMailTaken

        if !relay.pipelining { try await say(&manifest) { $0.appendRecipient(to: &$1, relay) } }
        try await hearRecipient(&manifest)
        guard relay.pipelining || !manifest.isEmpty else { return false }

        if !relay.pipelining { try await say(&manifest) { $1.append("DATA\r\n") } }
        return try await hearData(&manifest)
    }

    private func say(
        _ manifest: inout Manifest, _ command: (Parcel, inout [UInt8]) -> Void
    ) async throws(LineFault) {
        guard let parcel = manifest.first?.parcel else { return }
        command(parcel, &wire.out)
        try await wire.flush(within: limits.mail)
    }

    private func hearReset() async throws(LineFault) {
        awaitsReset = false
        let reply = try await wire.reply(within: limits.mail)
        guard (200..<300).contains(reply.code) else {
            throw .outOfStep("“\(reply.text)” to RSET")
        }
    }

    /// A reply that this command can have; any other means that the two sides are no longer in step.
    private func hear(
        within limit: Duration, _ stage: Stage
    ) async throws(LineFault) -> Reply {
        // Replies mostly come several at once.
        let reply =
            if let known = try wire.replyAtHand() { known } else {
                try await wire.reply(within: limit)
            }
        let isPossible =
            switch reply.code {
            case 354: stage == .data
            case 200..<300: stage != .data
            default: reply.code >= 400
            }
        guard isPossible else {
            throw .outOfStep("“\(reply.text)” to \(stage.rawValue.uppercased())")
        }
        return reply
    }

    private func hearMail(_ manifest: inout Manifest) async throws {
        let reply = try await hear(within: limits.mail, .mail)
        if reply.isPositive {
            delays = 0
            return manifest.advanceFirst(to: .rcpt)
        }
        guard Scope(reply, at: .mail) != .account else {
            let isLogin = Scope.demandsLogin(reply)
            throw SessionFailure(
                isLogin ? .loginDemanded : .senderRefused, stage: .mail, reply: reply)
        }
        await manifest.endFirst(with: Attempt(refusal: reply, at: .mail))
        delays = reply.isTransient ? delays + 1 : 0
        guard delays < Self.patience else {
            throw SessionFailure(.overloaded, stage: .mail, reply: reply)
        }
    }

    /// The manifest is empty where the sender was refused: then the reply says nothing new.
    private func hearRecipient(_ manifest: inout Manifest) async throws {
        let reply = try await hear(within: limits.rcpt, .rcpt)
        if manifest.isEmpty { return }
        // 251 and 252 promise delivery too (RFC 5321 sections 3.4 and 3.5.3).
        if reply.isPositive {
            hasTaken = true
            return manifest.advanceFirst(to: .data)
        }
        if let failure = accountFailure(reply) {
            throw SessionFailure(failure, stage: .rcpt, reply: reply)
        }
        await manifest.endFirst(with: Attempt(refusal: reply, at: .rcpt))
    }

    /// What a refused recipient says of our account; nil where it says something of the recipient alone. Who
    /// has taken one recipient and refuses to relay for the next does not know that one's domain.
    private func accountFailure(_ reply: Reply) -> SessionFailure.Kind? {
        if Scope(reply, at: .rcpt) != .account { return nil }
        if Scope.demandsLogin(reply) { return .loginDemanded }
        if hasTaken { return nil }
        return Scope.refusesSender(reply) ? .senderRefused : .relayingDenied
    }

    private func hearData(_ manifest: inout Manifest) async throws -> Bool {
        let reply = try await hear(within: limits.data, .data)
        guard reply.code == 354 else {
            guard Scope(reply, at: .data) != .account || manifest.isEmpty else {
                throw SessionFailure(.loginDemanded, stage: .data, reply: reply)
            }
            await manifest.endFirst(with: Attempt(refusal: reply, at: .data))
            return false
        }
        needsReset = false
        guard manifest.isEmpty else { return true }
        try await endEmpty()
        return false
    }

    /// The server waits for a message although it has no recipient: a lone dot ends that (RFC 2920
    /// section 3.1). It should refuse; whatever it says, the delivery has ended already.
    private func endEmpty() async throws(LineFault) {
        wire.out.append(".\r\n")
        try await wire.flush(within: limits.block)
        _ = try await wire.reply(within: limits.dot)
    }

    // MARK: - Body and dot

    private func sendBody(_ manifest: inout Manifest) async throws {
        let takesNext = relay.pipelining ? await takeNext(&manifest) : false
        try await manifest.confirmFirst()
        try wire.checkQuiet()
        guard let message = manifest.first?.parcel.message else { return }
        manifest.advanceFirst(to: .body)
        do throws(LineFault) {
            try await wire.append(message, within: limits.block)
            try await sendEnd(&manifest, takesNext: takesNext)
        } catch {
            try await hearLastWords(error, &manifest)
        }
        try await judgeEnd(&manifest)
    }

    /// Takes one that may be tried here, if it is at hand.
    private func takeNext(_ manifest: inout Manifest) async -> Bool {
        while await manifest.take(mayWait: false) {
            if await admit(&manifest) { return true }
        }
        return false
    }

    /// The dot, with the next envelope behind it. From the moment at which the dot itself may have left,
    /// the delivery is in doubt until a reply comes.
    private func sendEnd(
        _ manifest: inout Manifest, takesNext: Bool
    ) async throws(LineFault) {
        let dot = wire.out.count
        wire.out.append(".\r\n")
        if takesNext { appendEnvelope(&manifest) }
        do {
            try await wire.flush(within: limits.block)
        } catch {
            if wire.handedOver > dot { manifest.advanceFirst(to: .dot) }
            throw error
        }
        manifest.advanceFirst(to: .dot)
    }

    /// Not all could be sent: a server that refused in the middle, or that closed after the message's
    /// end, may have said so before.
    private func hearLastWords(
        _ fault: LineFault, _ manifest: inout Manifest
    ) async throws -> Never {
        guard case .broken = fault else { throw fault }
        let hasEnded = manifest.first?.progress == .dot
        let words: Reply
        do throws(LineFault) {
            words = try await wire.reply(within: .seconds(1))
        } catch {
            throw error.reply == nil ? fault : error
        }
        if words.code >= 400 {
            await manifest.endFirst(with: Attempt(refusal: words, at: hasEnded ? .reply : .body))
        } else if hasEnded, words.code < 300 {
            await manifest.endFirst(with: Attempt(.accepted, at: .reply, reply: words))
        }
        throw fault
    }

    private func judgeEnd(_ manifest: inout Manifest) async throws {
        let reply = try await hear(within: limits.dot, .reply)
        if manifest.flights.count == 1 { try await checkNothingFollows() }
        await manifest.endFirst(
            with: (200..<300).contains(reply.code)
                ? Attempt(.accepted, at: .reply, reply: reply)
                : Attempt(refusal: reply, at: .reply))
    }

    /// Nothing else was said, so nothing else may be answered: with one reply too many nobody knows
    /// which was the message's. Only a 421 may follow at any time.
    private func checkNothingFollows() async throws(LineFault) {
        guard wire.hasLeftover else { return }
        do throws(LineFault) {
            let stray = try await wire.reply(within: .seconds(1))
            throw .outOfStep("“\(stray.text)” was not asked for")
        } catch {
            if case .closing = error { return }
            throw error
        }
    }
}

extension Attempt {
    /// A reply that says no, or not now.
    init(refusal reply: Reply, at stage: Stage) {
        self.init(
            reply.isTransient ? .deferred : .refused, at: stage,
            reason: Reason(reply, at: stage), reply: reply)
    }
}
