import Foundation

/// A way to the sink that is as long as one across a country: whatever the sink says arrives so much
/// later. What is said to it arrives at once, so that the delay is one round trip.
final class DistantRelay: Sendable {
    let port: Int
    private let listener: Int32
    private let relay: Int
    private let delay: Duration

    init(to relay: Int, delay: Duration) throws {
        self.relay = relay
        self.delay = delay
        port = try LoopbackPort.free()
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Connection.address(port)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0, listen(listener, 16) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        Thread { self.accept() }.start()
    }

    func close() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func accept() {
        while true {
            let socket = Foundation.accept(listener, nil, nil)
            guard socket >= 0, let server = try? Connection(port: relay) else { break }
            let client = Connection(socket)
            let late = LatePost()
            Thread { Self.carry(from: client, to: server) }.start()
            Thread { self.collect(from: server, late) }.start()
            Thread { late.deliver(to: client) }.start()
        }
        Foundation.close(listener)
    }

    private static func carry(from client: Connection, to server: Connection) {
        while true {
            let bytes = client.read()
            guard !bytes.isEmpty, (try? server.write(bytes)) != nil else { break }
        }
        shutdown(server.socket, Int32(SHUT_WR))
    }

    /// Each piece has a moment of its own: none waits for the one before it.
    private func collect(from server: Connection, _ late: LatePost) {
        while true {
            let bytes = server.read()
            late.put(bytes, at: .now + delay)
            if bytes.isEmpty { break }
        }
    }
}

/// Pieces that are to be handed over at their moments, in order.
///
/// `@unchecked Sendable`: everything that changes is guarded by `gate`.
private final class LatePost: @unchecked Sendable {
    private let gate = NSCondition()
    private var pieces: [(bytes: [UInt8], at: ContinuousClock.Instant)] = []

    func put(_ bytes: [UInt8], at moment: ContinuousClock.Instant) {
        gate.lock()
        pieces.append((bytes, moment))
        gate.signal()
        gate.unlock()
    }

    /// Until the empty piece, which is the end.
    func deliver(to client: Connection) {
        while true {
            let (bytes, moment) = take()
            let left = ContinuousClock.now.duration(to: moment) / .microseconds(1)
            if left > 0 { usleep(UInt32(left)) }
            guard !bytes.isEmpty, (try? client.write(bytes)) != nil else { break }
        }
        client.close()
    }

    private func take() -> (bytes: [UInt8], at: ContinuousClock.Instant) {
        gate.lock()
        defer { gate.unlock() }
        while pieces.isEmpty { gate.wait() }
        return pieces.removeFirst()
    }
}
