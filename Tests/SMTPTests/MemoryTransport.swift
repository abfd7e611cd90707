import ConvokeCore

@testable import SMTP

/// A connection to a model of a relay, without a socket and with a clock of its own: time passes only
/// when somebody waits.
final class MemoryTransport: Transport {
    /// What the model does about a line, or about a message's end.
    enum Act {
        case say(String)
        case later(Duration, String)
        case close
        case reset
        /// Takes everything and answers nothing any more.
        case hang
    }

    private(set) var now = ContinuousClock.now
    private(set) var isClosedByClient = false
    /// All bytes that arrived, for a look.
    private(set) var received: [UInt8] = []
    /// After so many bytes nothing can be sent any more; of those that break, `swallows` still arrive.
    var breaksAfter = Int.max
    /// A write takes no more than this, and the next one nothing until somebody has waited.
    var takesAtOnce = Int.max
    /// After so many bytes nothing is taken any more, however long somebody waits.
    var jamsAfter = Int.max
    /// Of a write so many bytes may have left although it took less: as inside TLS.
    var stake = 0

    private let react: (_ line: String?, _ body: [UInt8]?) -> [Act]
    private var coming: [(at: ContinuousClock.Instant, bytes: [UInt8])] = []
    private var ending: Ending?
    private var line: [UInt8] = []
    private var body: [UInt8]?
    private var sentTotal = 0
    private var isFull = false
    private var isHanging = false

    private enum Ending { case closed, reset }

    /// `react` gets each line, or the whole message at its end; a reply of 354 begins a message.
    init(react: @escaping (_ line: String?, _ body: [UInt8]?) -> [Act]) {
        self.react = react
    }

    var holdsBytes: Bool { false }

    func write(
        _ bytes: ArraySlice<UInt8>, handedOver: inout Int
    ) throws(TransportFailure) -> Int? {
        guard ending == nil else { throw .broken("gone") }
        handedOver = min(stake, bytes.count)
        if isFull { return nil }
        let wanted = min(takesAtOnce, bytes.count)
        let count = min(wanted, max(0, breaksAfter - sentTotal))
        sentTotal += count
        handedOver = max(handedOver, count)
        isFull = count == takesAtOnce || sentTotal >= jamsAfter
        received.append(contentsOf: bytes.prefix(count))
        for byte in bytes.prefix(count) { take(byte) }
        if count < wanted {
            ending = ending ?? .reset
            throw .broken("broken pipe")
        }
        return count
    }

    func read(into space: UnsafeMutableRawBufferPointer) throws(TransportFailure) -> Int? {
        if let first = coming.first {
            guard first.at <= now else { return nil }
            coming.removeFirst()
            space.copyBytes(from: first.bytes)
            return first.bytes.count
        }
        switch ending {
        case .closed?: return 0
        case .reset?: throw .broken("reset")
        case nil: return nil
        }
    }

    /// What is to be read comes at its moment; room to write there is at once, or never.
    func wait(
        for direction: Direction, until deadline: ContinuousClock.Instant
    ) throws(TransportFailure) {
        if direction == .writing, sentTotal < jamsAfter {
            isFull = false
            return
        }
        guard direction == .reading,
            let moment = coming.first?.at ?? (ending == nil ? nil : now), moment <= deadline
        else {
            now = max(now, deadline)
            throw .timedOut
        }
        now = max(now, moment)
    }

    func close() { isClosedByClient = true }

    private func take(_ byte: UInt8) {
        guard ending == nil, !isHanging else { return }
        if body != nil { return takeBody(byte) }
        line.append(byte)
        guard byte == 10 else { return }
        let text = String(decoding: line, as: UTF8.self)
        line = []
        perform(react(text, nil))
    }

    private func takeBody(_ byte: UInt8) {
        body?.append(byte)
        guard let all = body, byte == 10, all.count >= 3,
            all.suffix(5).elementsEqual("\r\n.\r\n".utf8) || all.elementsEqual(".\r\n".utf8)
        else { return }
        body = nil
        perform(react(nil, Array(all.dropLast(3))))
    }

    private func perform(_ acts: [Act]) {
        for act in acts {
            switch act {
            case .say(let text): schedule(text, at: now)
            case .later(let wait, let text): schedule(text, at: (coming.last?.at ?? now) + wait)
            case .close: ending = .closed
            case .reset: ending = .reset
            case .hang: isHanging = true
            }
        }
    }

    private func schedule(_ text: String, at moment: ContinuousClock.Instant) {
        if text.hasPrefix("354") { body = [] }
        coming.append((max(moment, coming.last?.at ?? moment), Array(text.utf8)))
    }
}

/// Gives these connections, one after the other.
final class MemoryConnector: Connector, @unchecked Sendable {
    // One session on one thread uses it.
    private var connections: [Connection]

    init(_ transports: [MemoryTransport], _ keywords: String...) {
        let relay = Capabilities(greeting: ["relay.example"] + keywords)
        connections = transports.map { Connection(transport: $0, capabilities: relay) }
    }

    func connect() throws(SessionFailure) -> Connection {
        guard !connections.isEmpty else { throw SessionFailure(.unreachable, stage: .connect) }
        return connections.removeFirst()
    }
}
