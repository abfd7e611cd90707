import Foundation

/// Writes the same bytes to the sockets as so many messages have, and does nothing else: what a large
/// attachment costs at least. `bench write PORT SESSIONS MESSAGES FILE`.
struct PlainWriter {
    private let port: Int
    private let sessions: Int
    private let messages: Int
    private let body: [UInt8]

    init(words: ArraySlice<String>) throws {
        let words = Array(words)
        guard words.count == 4, let port = Int(words[0]), let sessions = Int(words[1]),
            let messages = Int(words[2])
        else { throw Options.Misuse() }
        self.port = port
        self.sessions = sessions
        self.messages = messages
        body = Array(try Data(contentsOf: URL(fileURLWithPath: words[3])))
    }

    func run() throws {
        let group = DispatchGroup()
        for number in 0..<sessions {
            let count = messages / sessions + (number < messages % sessions ? 1 : 0)
            group.enter()
            let thread = Thread {
                do { try send(count) } catch { exit(1) }
                group.leave()
            }
            thread.start()
        }
        group.wait()
    }

    private func send(_ count: Int) throws {
        let relay = try Connection(port: port)
        defer { relay.close() }
        _ = relay.read()
        try ask("HELO bench.example", relay)
        for _ in 0..<count {
            try ask("MAIL FROM:<vanphong@tinhuy.example>", relay)
            try ask("RCPT TO:<vp000001@xa1.example>", relay)
            try ask("DATA", relay)
            try body.withUnsafeBytes { bytes in
                for start in stride(from: 0, to: bytes.count, by: 65_536) {
                    let end = min(start + 65_536, bytes.count)
                    try relay.write(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
                }
            }
            try ask(".", relay)
        }
        try ask("QUIT", relay)
    }

    private func ask(_ line: String, _ relay: Connection) throws {
        try relay.write((line + "\r\n").utf8)
        guard let digit = relay.read().first, digit < UInt8(ascii: "4") else {
            throw Failure("\(line) was refused")
        }
    }
}
