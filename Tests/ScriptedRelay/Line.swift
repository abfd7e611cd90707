import CTestTLS
import Foundation

/// The relay's end of one connection, in clear or in TLS.
final class Line {
    private let descriptor: Int32
    private var session: UnsafeMutableRawPointer?
    private var waiting: [UInt8] = []
    private var isOpen = true

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        // A client that hangs must not hang the test.
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, 4)
    }

    func encrypt(_ name: String) {
        session = test_tls_accept(
            descriptor, ScriptedRelay.certificate(name), ScriptedRelay.file(name, "key"))
    }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { space in
                if let session {
                    return Int(test_tls_write(session, space.baseAddress, Int32(space.count)))
                }
                return Glibc.send(
                    descriptor, space.baseAddress, space.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// The next byte; nil at the end.
    func next() -> UInt8? {
        if waiting.isEmpty {
            guard isOpen else { return nil }
            var space = [UInt8](repeating: 0, count: 65_536)
            let count = space.withUnsafeMutableBytes { space in
                if let session {
                    return Int(test_tls_read(session, space.baseAddress, Int32(space.count)))
                }
                return recv(descriptor, space.baseAddress, space.count, 0)
            }
            guard count > 0 else {
                isOpen = false
                return nil
            }
            waiting = space[..<count].reversed()
        }
        return waiting.popLast()
    }

    func line() -> String? {
        var bytes: [UInt8] = []
        while let byte = next() {
            if byte == 10 { return String(decoding: bytes, as: UTF8.self) }
            if byte != 13 { bytes.append(byte) }
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// What needs no more than the line itself.
    func perform(_ act: Act) {
        switch act {
        case .say(let text): send(Array((text + "\r\n").utf8))
        case .raw(let text): send(Array(text.utf8))
        case .drip(let text, let pause):
            for byte in text.utf8 {
                Thread.sleep(forTimeInterval: pause / .seconds(1))
                send([byte])
            }
        case .encrypt(let name): encrypt(name)
        case .silence: while next() != nil {}
        case .pause(let time): Thread.sleep(forTimeInterval: time / .seconds(1))
        case .hear, .body, .read, .close, .reset: break
        }
    }

    func close(reset: Bool = false) {
        if let session { test_tls_free(session) }
        session = nil
        if reset {
            var linger = linger(l_onoff: 1, l_linger: 0)
            let size = socklen_t(MemoryLayout.size(ofValue: linger))
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, size)
        }
        Glibc.close(descriptor)
    }
}

extension ScriptedRelay {
    /// The path of a certificate: `authority` signed `relay` and `elsewhere`, `stranger` nothing.
    package static func certificate(_ name: String) -> String { file(name, "pem") }

    static func file(_ name: String, _ kind: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Certificates/\(name).\(kind)").path
    }
}
