import Curl
import Foundation
import Synchronization
import Testing

@testable import Listening

/// What a gateway sees of the listener.
@Suite("The listener", .timeLimit(.minutes(10)))
struct ListenerTests {
    /// What was asked, in order.
    private final class Questions: Sendable {
        private let all = Mutex<[String]>([])
        var list: [String] { all.withLock { $0 } }
        func add(_ path: String, _ query: String) { all.withLock { $0.append(path + "|" + query) } }
    }

    private static func with(
        answer: @escaping Listener.Answer = { _, _ in 200 },
        _ story: (Listener) async throws -> Void
    ) async throws {
        let listener = try await Listener.start(host: "127.0.0.1", port: 0, answer: answer)
        let result: Result<Void, any Error>
        do {
            result = .success(try await story(listener))
        } catch {
            result = .failure(error)
        }
        try await listener.stop()
        try result.get()
    }

    /// What comes back for octets as they are, until the other side closes.
    private static func exchange(_ text: String, _ port: Int) async throws -> String {
        try await exchange(text, on: try connected(to: port))
    }

    private static func exchange(_ text: String, on line: Int32) async throws -> String {
        await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: talk(text, line)) }.start()
        }
    }

    private static func connected(to port: Int) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
        return descriptor
    }

    private static func talk(_ text: String, _ descriptor: Int32) -> String {
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        // Whoever is cut off while it still speaks is answered, or not, all the same.
        _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4096)
        while case let count = recv(descriptor, &part, part.count, 0), count > 0 {
            all += part[..<count]
        }
        return String(decoding: all, as: UTF8.self)
    }

    private static func status(_ reply: String) -> String {
        reply.split(separator: " ").dropFirst().first.map(String.init) ?? "closed"
    }

    @Test(
        "hands over path and query as they came, and answers with the status",
        arguments: [200, 400, 503])
    func get(_ status: Int) async throws {
        let questions = Questions()
        try await Self.with { path, query in
            questions.add(path, query)
            return status
        } _: { listener in
            let reply = try await Self.exchange(
                "GET /reply?from=%2B84&text=%00K%1E&x=a?b HTTP/1.1\r\nHost: x\r\n\r\n",
                listener.port)
            #expect(Self.status(reply) == "\(status)")
            #expect(reply.lowercased().contains("connection: close"))
            #expect(questions.list == ["/reply|from=%2B84&text=%00K%1E&x=a?b"])
        }
    }

    @Test("a real client gets its answer; without a query there is an empty one")
    func client() async throws {
        let questions = Questions()
        try await Self.with { path, query in
            questions.add(path, query)
            return 200
        } _: { listener in
            var request = HTTPRequest(.get, "http://127.0.0.1:\(listener.port)/dlr")
            request.allowsPlain = true
            let fixed = request
            let reply = try await withCheckedThrowingContinuation { continuation in
                Thread { continuation.resume(with: Result { try fixed.perform() }) }.start()
            }
            #expect(reply.status == 200)
            #expect(questions.list == ["/dlr|"])
        }
    }

    @Test(
        "what is no small GET never gets through",
        arguments: [
            ("POST /dlr HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "405"),
            ("HEAD /dlr HTTP/1.1\r\nHost: x\r\n\r\n", "405"),
            ("GET /dlr HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab", "413"),
            ("GET /dlr?" + String(repeating: "a", count: 20_000) + " HTTP/1.1\r\n\r\n", "closed"),
            ("what is this\r\n\r\n", "400 or closed"),
        ])
    func refused(_ request: String, _ expected: String) async throws {
        let questions = Questions()
        try await Self.with { path, query in
            questions.add(path, query)
            return 200
        } _: { listener in
            let status = Self.status(try await Self.exchange(request, listener.port))
            #expect(expected.contains(status), "\(status)")
            #expect(questions.list.isEmpty)
        }
    }

    @Test("a second request on the same connection is not heard")
    func second() async throws {
        let questions = Questions()
        try await Self.with { path, query in
            questions.add(path, query)
            return 200
        } _: { listener in
            let one = "GET /dlr?a HTTP/1.1\r\nHost: x\r\n\r\n"
            _ = try await Self.exchange(one + one.replacing("?a", with: "?b"), listener.port)
            #expect(questions.list == ["/dlr|a"])
        }
    }

    @Test("two cannot listen on one port")
    func taken() async throws {
        try await Self.with { listener in
            let error = await #expect(throws: ListeningError.self) {
                _ = try await Listener.start(host: "127.0.0.1", port: listener.port) { _, _ in 200 }
            }
            #expect(error?.port == listener.port)
        }
    }

    @Test("stopping waits for an answer, and for nobody who only holds the line")
    func stopping() async throws {
        let (asked, asking) = AsyncStream<Void>.makeStream()
        let (free, freeing) = AsyncStream<Void>.makeStream()
        let listener = try await Listener.start(host: "127.0.0.1", port: 0) { _, _ in
            asking.yield()
            for await _ in free { break }
            return 200
        }
        let line = try Self.connected(to: listener.port)
        async let silent = Self.exchange("GET ", on: line)
        async let reply = Self.exchange("GET /dlr HTTP/1.1\r\nHost: x\r\n\r\n", listener.port)
        for await _ in asked { break }
        async let stopped: Void = listener.stop()
        freeing.yield()
        #expect(Self.status(try await reply) == "200")
        #expect(Self.status(try await silent) == "closed")
        try await stopped
    }
}
