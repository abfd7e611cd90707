import Foundation
import Synchronization

/// A relay on loopback that follows a script, one per connection, and keeps all that it receives.
package final class ScriptedRelay: Sendable {
    package let port: Int
    private let listener: Int32
    private let heard = Mutex(Heard())
    private let done = DispatchSemaphore(value: 0)

    private struct Heard {
        var lines: [[String]] = []
        var bodies: [[UInt8]] = []
        var surprises: [String] = []
        var isStopped = false
    }

    /// Listens; the connections follow the scripts in their order, and more than there are are closed.
    package convenience init(_ scripts: [Act]...) {
        self.init(scripts: scripts)
    }

    package init(scripts: [[Act]]) {
        let opened = Self.listen()
        listener = opened.descriptor
        port = opened.port
        Thread.detachNewThread { self.serve(scripts) }
    }

    /// The lines of each connection, messages left out.
    package var lines: [[String]] { heard.withLock { $0.lines } }
    /// All messages up to, without, the lone dot; dots still doubled.
    package var bodies: [[UInt8]] { heard.withLock { $0.bodies } }
    /// Where a client did not do what the script expects.
    package var surprises: [String] { heard.withLock { $0.surprises } }

    /// Takes no more connections and waits until the last one is over.
    package func stop() {
        heard.withLock { $0.isStopped = true }
        shutdown(listener, Int32(SHUT_RDWR))
        done.wait()
    }

    static func listen() -> (descriptor: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                precondition(bind(descriptor, $0, size) == 0)
                precondition(Glibc.listen(descriptor, 64) == 0)
                getsockname(descriptor, $0, &size)
            }
        }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    private func serve(_ scripts: [[Act]]) {
        var place = 0
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { break }
            heard.withLock { $0.lines.append([]) }
            let line = Line(descriptor)
            if place < scripts.count {
                play(scripts[place], on: line)
            } else {
                line.close()
            }
            place += 1
            if heard.withLock({ $0.isStopped }) { break }
        }
        close(listener)
        done.signal()
    }

    private func play(_ acts: [Act], on line: Line) {
        for act in acts {
            if case .reset = act { return line.close(reset: true) }
            if case .close = act { break }
            guard perform(act, on: line) else { break }
        }
        line.close()
    }

    /// False when the client left.
    private func perform(_ act: Act, on line: Line) -> Bool {
        switch act {
        case .say, .raw, .drip, .encrypt, .silence, .pause: line.perform(act)
        case .hear(let start): return hear(start, on: line)
        case .body: return readBody(on: line)
        case .read(let count): return (0..<count).allSatisfy { _ in line.next() != nil }
        case .close, .reset: break
        }
        return true
    }

    private func hear(_ start: String, on line: Line) -> Bool {
        guard let text = line.line() else {
            heard.withLock { $0.surprises.append("the client left instead of \(start)") }
            return false
        }
        heard.withLock { heard in
            heard.lines[heard.lines.count - 1].append(text)
            if !text.uppercased().hasPrefix(start.uppercased()) {
                heard.surprises.append("\(text) instead of \(start)")
            }
        }
        return true
    }

    private func readBody(on line: Line) -> Bool {
        var bytes: [UInt8] = []
        let end = Array("\r\n.\r\n".utf8)
        while let byte = line.next() {
            bytes.append(byte)
            if bytes.count == 3, bytes == Array(".\r\n".utf8) { return keep([]) }
            if byte == 10, bytes.count >= 5, Array(bytes.suffix(5)) == end {
                return keep(Array(bytes.dropLast(3)))
            }
        }
        return false
    }

    private func keep(_ bytes: [UInt8]) -> Bool {
        heard.withLock { $0.bodies.append(bytes) }
        return true
    }
}
