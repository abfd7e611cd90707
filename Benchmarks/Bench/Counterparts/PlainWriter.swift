import Foundation

/// Writes the same bytes to the sockets as so many messages have, and does nothing else: what a large
/// attachment costs at least. `bench write PORT SESSIONS MESSAGES FILE`.
struct PlainWriter {
    private let load: FixedLoad

    init(words: ArraySlice<String>) throws {
        load = try FixedLoad(words: words)
    }

    func run() {
        load.share { try send($0) }
    }

    private func send(_ count: Int) throws {
        let relay = try Connection(port: load.port)
        defer { relay.close() }
        _ = relay.read()
        try ask("HELO bench.example", relay)
        for _ in 0..<count {
            try ask("MAIL FROM:<vanphong@tinhuy.example>", relay)
            try ask("RCPT TO:<vp000001@xa1.example>", relay)
            try ask("DATA", relay)
            try load.body.withUnsafeBytes { bytes in
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
