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

    /// A write waits for the server at most once in so many bytes; each has its own time limit.
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

    /// Sends bytes without copying them.
    func send(_ bytes: [UInt8], within limit: Duration) async throws(LineFault) {
        handedOver = 0
        while handedOver < bytes.count {
            let sent = handedOver
            let end = min(sent + Self.block, bytes.count)
            try await sendBlock(bytes, sent..<end, within: limit)
            handedOver = end
        }
    }

    private func sendBlock(
        _ bytes: [UInt8], _ range: Range<Int>, within limit: Duration
    ) async throws(LineFault) {
        var count = 0
        defer { handedOver = range.lowerBound + count }
        do {
            try await transport.send(
                bytes[range], by: transport.now + limit, handedOver: &count)
        } catch {
            throw LineFault(error)
        }
    }

    /// The next reply, all of it within the limit. A 421 is thrown: whatever it answers, the server
    /// closes after it (RFC 5321 section 3.8).
    func reply(within limit: Duration) async throws(LineFault) -> Reply {
        let deadline = transport.now + limit
        while true {
            if let reply = try readReply() {
                guard reply.code == 421 else { return reply }
                throw .closing(reply, isLast: reader.isEmpty)
            }
            guard try await receive(by: deadline) else { throw .closed }
        }
    }

    /// Throws when the server has said something unasked, or closed, while it was our turn.
    ///
    /// Found before a message's last byte leaves, it keeps the message out of doubt.
    func checkQuiet() async throws(LineFault) {
        if reader.isEmpty {
            do throws(LineFault) {
                guard try await receive(by: transport.now) else { throw LineFault.closed }
            } catch {
                if error == .timedOut { return }
                throw error
            }
        }
        let stray = try await reply(within: .zero)
        throw .outOfStep("“\(stray.text)” was not asked for")
    }

    private func readReply() throws(LineFault) -> Reply? {
        do {
            return try reader.next()
        } catch {
            throw LineFault(error)
        }
    }

    /// False when the server closed.
    private func receive(
        by deadline: ContinuousClock.Instant
    ) async throws(LineFault) -> Bool {
        let count: Int
        do {
            count = try await transport.receive(into: space, by: deadline)
        } catch {
            throw LineFault(error)
        }
        reader.append(UnsafeRawBufferPointer(rebasing: space[..<count]))
        return count > 0
    }
}
