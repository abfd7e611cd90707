import Foundation

/// Postfix's `smtp-sink`: takes every message and keeps none. It counts them itself.
final class Sink {
    static let program = "/usr/sbin/smtp-sink"
    let port: Int
    private let child: Child
    private let counters: FileHandle

    /// - Throws: when it cannot be started, or does not listen within five seconds.
    init(in folder: URL) throws {
        port = try LoopbackPort.free()
        let file = folder.appending(path: "sink-\(port).txt")
        let privileges = geteuid() == 0 ? ["-u", "nobody"] : []
        child = try Child(
            [Self.program, "-c"] + privileges + ["127.0.0.1:\(port)", "200"], output: file.path)
        counters = try FileHandle(forReadingFrom: file)
        for _ in 0..<500 {
            if LoopbackPort.answers(port) { return }
            usleep(10_000)
        }
        throw Failure("smtp-sink does not listen")
    }

    /// The messages of which it has seen the end.
    var messages: Int {
        let longest = 80
        let end = counters.seekToEndOfFile()
        counters.seek(toFileOffset: end > longest ? end - UInt64(longest) : 0)
        // Each count is one line, `sess=1 quit=0 mesg=12`, ended by a carriage return.
        let lines = String(decoding: counters.readDataToEndOfFile(), as: UTF8.self)
            .split(separator: "\r", omittingEmptySubsequences: false).dropLast()
        let words = lines.last?.split(separator: "=").last ?? "0"
        return Int(words) ?? 0
    }

    func stop() { child.stop() }
}

/// Ports of 127.0.0.1.
enum LoopbackPort {
    /// One on which nobody listens, below those that the system gives to whoever asks for any.
    static func free() throws -> Int {
        for _ in 0..<50 {
            let port = Int.random(in: 10_000..<32_000)
            if !answers(port) { return port }
        }
        throw POSIXError(.EADDRINUSE)
    }

    static func answers(_ port: Int) -> Bool {
        guard let socket = try? Connection(port: port) else { return false }
        socket.close()
        return true
    }
}

/// What went wrong, in words.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
