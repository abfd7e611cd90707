import Foundation
import Testing

/// A client that says exactly what a test tells it to, over a plain socket.
///
/// It blocks on a queue of its own, never on Swift's shared threads: hooks run on those.
final class SMTPClient: Sendable {
    private let socket: Int32
    private let queue = DispatchQueue(label: "client")

    enum Failure: Error {
        case system(String, Int32)
        case notConnected(Int32)
    }

    /// Connects, with a minute for every reply: other tests need the machine too.
    init(port: Int, host: String = "127.0.0.1") throws {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found else {
            throw Failure.system("getaddrinfo", errno)
        }
        defer { freeaddrinfo(found) }
        socket = Foundation.socket(address.pointee.ai_family, hints.ai_socktype, 0)
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(
            socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        guard connect(socket, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 else {
            let reason = errno
            Foundation.close(socket)
            throw Failure.notConnected(reason)
        }
    }

    deinit { Foundation.close(socket) }

    /// Connects and hears the banner, then says EHLO.
    static func greeted(_ port: Int, host: String = "127.0.0.1") async throws -> SMTPClient {
        let client = try SMTPClient(port: port, host: host)
        #expect(try await client.reply().hasPrefix("220 "))
        _ = try await client.ask("EHLO client.example")
        return client
    }

    /// Says the lines, each with CR LF, in one write.
    func say(_ lines: String...) async throws { try await say(bytes: lines.wire) }

    func say(bytes: [UInt8]) async throws {
        try await onQueue {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    send(self.socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { throw Failure.system("send", errno) }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Says a line and hears the reply to it.
    func ask(_ line: String) async throws -> String {
        try await say(line)
        return try await reply()
    }

    /// The next reply, all its lines, without the last CR LF; empty when the line is dead.
    func reply() async throws -> String {
        try await onQueue {
            var lines: [String] = []
            while let line = try self.line() {
                lines.append(line)
                if line.dropFirst(3).first != "-" { break }
            }
            return lines.joined(separator: "\r\n")
        }
    }

    /// The codes of the next replies.
    func codes(_ count: Int) async throws -> [String] {
        var codes: [String] = []
        for _ in 0..<count { codes.append(String(try await reply().prefix(3))) }
        return codes
    }

    /// Says that nothing more will come, and goes on listening.
    func fallSilent() { shutdown(socket, Int32(SHUT_WR)) }

    /// Closes both directions.
    func hangUp() { shutdown(socket, Int32(SHUT_RDWR)) }

    private func line() throws -> String? {
        var octets: [UInt8] = []
        var octet: UInt8 = 0
        while true {
            let count = recv(socket, &octet, 1, 0)
            if count == 0 || count < 0 && errno == ECONNRESET { return nil }
            guard count == 1 else { throw Failure.system("recv", errno) }
            if octet == UInt8(ascii: "\n") { break }
            octets.append(octet)
        }
        #expect(octets.last == UInt8(ascii: "\r"))
        return String(decoding: octets.dropLast(), as: UTF8.self)
    }

    private func onQueue<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }
}

extension [String] {
    /// As bytes on the wire, each line with CR LF.
    var wire: [UInt8] { [UInt8](self.map { $0 + "\r\n" }.joined().utf8) }
}
