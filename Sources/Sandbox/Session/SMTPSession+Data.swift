import Foundation

extension SMTPSession {
    /// Takes a message and decides what becomes of it.
    func data() async {
        if let obstacle = dialogue.obstacleToData { return send(obstacle) }
        guard await passes(.data) else { return }
        send(.goAhead)
        guard let body = await body() else { return }
        if let transaction = dialogue.transaction { await conclude(transaction, body) }
        dialogue.transaction = nil
        file = nil
    }

    /// The message up to its dot; nil when the client has gone, and nothing is kept.
    private func body() async -> BodyReader? {
        var body = BodyReader(limit: configuration.sizeLimit)
        await waitForBytes()
        if isOpen { await tell(.body) }
        while isOpen {
            if body.read(&lines.unread) { return body }
            await waitForBytes()
        }
        return nil
    }

    private func conclude(_ transaction: Dialogue.Transaction, _ body: BodyReader) async {
        guard await passes(.dot) else { return }
        if let refusal = refusal(of: body, transaction) { return send(refusal) }
        let envelope = envelope(transaction, size: body.size)
        do {
            try keep(body, envelope)
        } catch {
            return send(Self.refusal(for: error))
        }
        file = envelope.file
        guard await passes(.kept) else { return }
        if transaction.misbehaves(.dropsAfterData, configuration) { return cut() }
        if transaction.misbehaves(.slow, configuration) { await dawdle() }
        await accept(envelope)
    }

    private func refusal(of body: BodyReader, _ transaction: Dialogue.Transaction) -> SMTPReply? {
        if body.isTooLarge { return .tooLarge(limit: configuration.sizeLimit) }
        if body.hasLongLine { return .longTextLine }
        if body.hasEightBit, !dialogue.offered(configuration).eightBitMIME {
            return .eightBitText
        }
        return transaction.misbehaves(.refusedText, configuration) ? Misbehaviour.textRefusal : nil
    }

    private func envelope(_ transaction: Dialogue.Transaction, size: Int) -> SandboxEnvelope {
        messages += 1
        let now = Date()
        let queueID = "S\(number)M\(messages)"
        return SandboxEnvelope(
            queueID: queueID, file: Storehouse.file(queueID: queueID, at: now),
            receivedAt: now, session: number, hello: dialogue.hello ?? "",
            extended: dialogue.isExtended, tls: dialogue.tlsVersion, user: dialogue.user,
            sender: transaction.sender.party, recipients: transaction.recipients.map(\.party),
            size: size
        )
    }

    /// Keeps the message, and the report on it if there is to be one: whoever sees the `250`
    /// finds both.
    private func keep(_ body: BodyReader, _ envelope: SandboxEnvelope) throws {
        if configuration.keepsMail {
            try premises.storehouse.keep(body.message, envelope: envelope)
            premises.count { $0.kept += 1 }
        }
        let report = NonDeliveryReport(
            on: body.message, envelope: envelope, now: envelope.receivedAt,
            boundary: NonDeliveryReport.newBoundary(), misbehaviour: configuration.misbehaviour
        )
        guard let report else { return }
        try premises.storehouse.keep(report, at: envelope.receivedAt)
        premises.count { $0.bounces += 1 }
    }

    private static func refusal(for error: any Error) -> SMTPReply {
        if case SandboxError.cannotWrite(_, _, isDiskFull: true) = error { return .diskFull }
        return .cannotKeep
    }

    private func dawdle() async {
        await flush()
        // Ends early only when the relay stops, and then the connection is closed anyway.
        try? await Task.sleep(for: configuration.slowDelay)
    }

    private func accept(_ envelope: SandboxEnvelope) async {
        premises.count { record in
            record.accepted += 1
            record.acceptedRecipients += envelope.recipients.count
        }
        send(.queued(envelope.queueID))
        if configuration.hook != nil { await tell(.replied) }
    }
}

extension SMTPArgument {
    var party: SandboxEnvelope.Party {
        SandboxEnvelope.Party(address: path.address, parameters: parameters)
    }
}
