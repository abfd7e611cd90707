import Foundation

/// One fixed message, so many times over so many sessions, each on a thread of its own.
struct FixedLoad: Sendable {
    let port: Int
    let body: [UInt8]
    private let sessions: Int
    private let messages: Int

    /// Of `PORT SESSIONS MESSAGES FILE`.
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

    /// Has each session send its share, and waits for all. A failure ends the process: the count is wrong
    /// then anyhow.
    func share(_ send: @escaping @Sendable (Int) throws -> Void) {
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
}
