import Curl

/// A logged-in connection as commands and responses, each within its time.
final class IMAPWire {
    private let connection: IMAPConnection
    private let silence: Duration
    private var reader = ResponseReader()
    private let space = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 16)
    private var count = 0
    /// What the server wants a person to know, each once, and no more than a person reads.
    private(set) var alerts: [String] = []
    static let mostAlerts = 10
    /// What ended the connection's use. After it a late reply could be taken for another's.
    private var failure: MailboxFailure?

    /// How a command ended.
    enum Ending: Hashable {
        /// With the words of the code in brackets.
        case done([String])
        /// In the server's words.
        case refused(String)
    }

    init(_ connection: IMAPConnection, silence: Duration) {
        self.connection = connection
        self.silence = silence
    }

    deinit { space.deallocate() }

    func close() { connection.close() }

    /// Says a command and reads up to its end, showing each untagged response on the way. Of their
    /// literals so many octets are kept. Once this has thrown, it throws the same for ever.
    func ask(
        _ command: String, keep: Int = 0, within limit: Duration,
        _ show: (IMAPResponse) -> Void = { _ in }
    ) throws(MailboxFailure) -> Ending {
        if let failure { throw failure }
        do {
            return try converse(command, keep, limit, show)
        } catch {
            failure = error
            throw error
        }
    }

    private func converse(
        _ command: String, _ keep: Int, _ limit: Duration, _ show: (IMAPResponse) -> Void
    ) throws(MailboxFailure) -> Ending {
        count += 1
        let tag = "c\(count)"
        let deadline = ContinuousClock.now + limit
        reader.keep = keep
        try send("\(tag) \(command)\r\n", by: deadline)
        while true {
            let response = try next(by: deadline)
            note(response)
            if response.tag == tag { return try Self.ending(response, of: command) }
            switch (response.tag, response.status) {
            case ("*", .bye?):
                throw MailboxFailure(.dropped, words: response.statusText)
            case ("*", _): show(response)
            case ("+", _): break  // nothing waits for it
            default: throw .outOfStep("“\(response.line)” answers nothing that was asked")
            }
        }
    }

    private static func ending(
        _ response: IMAPResponse, of command: String
    ) throws(MailboxFailure) -> Ending {
        switch response.status {
        case .ok?: return .done(response.code)
        case .no?: return .refused(response.statusText)
        default:
            let verb = command.split(separator: " ").prefix(2).joined(separator: " ")
            throw .outOfStep("“\(response.line)” in reply to \(verb)")
        }
    }

    private func note(_ response: IMAPResponse) {
        guard response.code.first == "ALERT", alerts.count < Self.mostAlerts else { return }
        let words = response.statusText.drop { $0 != "]" }.dropFirst().drop { $0 == " " }
        if !alerts.contains(String(words)) { alerts.append(String(words)) }
    }

    private func send(
        _ text: String, by deadline: ContinuousClock.Instant
    ) throws(MailboxFailure) {
        let result = Array(text.utf8).withUnsafeBytes { bytes in
            Result { () throws(IMAPConnection.Interruption) in
                try connection.send(bytes, by: deadline)
            }
        }
        if case .failure(let interruption) = result { throw MailboxFailure(interruption) }
    }

    private func next(by deadline: ContinuousClock.Instant) throws(MailboxFailure) -> IMAPResponse {
        while true {
            do throws(ResponseReader.Fault) {
                if let response = try reader.next() { return response }
            } catch {
                throw MailboxFailure(error)
            }
            try receive(by: min(deadline, .now + silence))
        }
    }

    private func receive(by deadline: ContinuousClock.Instant) throws(MailboxFailure) {
        let got: Int
        do {
            got = try connection.receive(into: space, by: deadline)
        } catch {
            throw MailboxFailure(error)
        }
        guard got > 0 else { throw MailboxFailure(.dropped) }
        reader.append(UnsafeRawBufferPointer(rebasing: space[..<got]))
    }
}
