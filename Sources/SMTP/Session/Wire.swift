import ConvokeCore

/// One open connection as commands and replies: collects what is to be said, says it in as few writes
/// as can be, and reads replies within their time.
final class Wire {
    private let transport: any Transport
    private var reader = ReplyReader()
    private let space = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 16)
    /// What is to be sent with the next flush.
    var out: [UInt8] = []
    /// How many bytes of the last flush may have left.
    private(set) var handedOver = 0

    /// Bytes that have a time limit of their own.
    static let block = 64 * 1024

    init(_ transport: any Transport) {
        self.transport = transport
        out.reserveCapacity(2 * Self.block)
    }

    deinit { space.deallocate() }

    /// Whether something was read that nobody asked for.
    var hasLeftover: Bool { !reader.isEmpty }

    func close() { transport.close() }

    /// Sends all that was collected.
    func flush(within limit: Duration) async throws(LineFault) {
        defer { out.removeAll(keepingCapacity: true) }
        try await send(out, within: limit)
    }

    /// Sends bytes without copying them. Mostly all of a block goes at once.
    func send(_ bytes: [UInt8], within limit: Duration) async throws(LineFault) {
        handedOver = 0
        var start = 0
        while start < bytes.count {
            let end = min(start + Self.block, bytes.count)
            let rest = try write(bytes[start..<end])
            if !rest.isEmpty { try await sendRest(rest, within: limit) }
            start = end
        }
    }

    private func sendRest(
        _ bytes: ArraySlice<UInt8>, within limit: Duration
    ) async throws(LineFault) {
        let deadline = transport.now + limit
        var rest = bytes
        while !rest.isEmpty {
            try await wait(for: .writing, until: deadline)
            rest = try write(rest)
        }
    }

    /// Sends what can be sent now, and returns what is left.
    private func write(_ bytes: ArraySlice<UInt8>) throws(LineFault) -> ArraySlice<UInt8> {
        var rest = bytes
        while !rest.isEmpty, let count = try writeOnce(rest), count > 0 {
            rest = rest.dropFirst(count)
        }
        return rest
    }

    /// How many went; nil when it is none. Of a record inside TLS it is not known before it went as a whole.
    private func writeOnce(_ rest: ArraySlice<UInt8>) throws(LineFault) -> Int? {
        var leaving = 0
        defer { handedOver = max(handedOver, rest.startIndex + leaving) }
        do {
            return try transport.write(rest, handedOver: &leaving)
        } catch {
            throw LineFault(error)
        }
    }

    // MARK: - Reading

    /// The next reply, all of it within the limit. A 421 is thrown: whatever it answers, the server
    /// closes after it (RFC 5321 section 3.8).
    func reply(within limit: Duration) async throws(LineFault) -> Reply {
        if let reply = try replyAtHand() { return reply }
        let deadline = transport.now + limit
        // What TLS holds is read first; in clear there is nothing yet, as a rule, when there is time to wait.
        var isWorthReading = transport.holdsBytes
        while true {
            if !isWorthReading { try await wait(for: .reading, until: deadline) }
            isWorthReading = try take()
            if let reply = try replyAtHand() { return reply }
        }
    }

    /// The next reply, if all of it has been read.
    func replyAtHand() throws(LineFault) -> Reply? {
        guard let reply = try readReply() else { return nil }
        guard reply.code == 421 else { return reply }
        throw .closing(reply, isLast: reader.isEmpty)
    }

    /// Throws when the server has said something unasked, or closed, while it was our turn.
    ///
    /// Found before a message's last byte leaves, it keeps the message out of doubt.
    func checkQuiet() throws(LineFault) {
        if reader.isEmpty, try !take() { return }
        while true {
            if let stray = try replyAtHand() {
                throw .outOfStep("“\(stray.text)” was not asked for")
            }
            guard try take() else { throw .timedOut }
        }
    }

    private func readReply() throws(LineFault) -> Reply? {
        do {
            return try reader.next()
        } catch {
            throw LineFault(error)
        }
    }

    /// Reads what there is; false when there is nothing. Throws when the server closed.
    private func take() throws(LineFault) -> Bool {
        let read: Int?
        do {
            read = try transport.read(into: space)
        } catch {
            throw LineFault(error)
        }
        guard let read else { return false }
        guard read > 0 else { throw .closed }
        reader.append(UnsafeRawBufferPointer(rebasing: space[..<read]))
        return true
    }

    private func wait(
        for direction: Direction, until deadline: ContinuousClock.Instant
    ) async throws(LineFault) {
        do {
            try await transport.wait(for: direction, until: deadline)
        } catch {
            throw LineFault(error)
        }
    }
}
