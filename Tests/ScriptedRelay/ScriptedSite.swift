import Foundation
import Synchronization

/// A web server on loopback that answers each request by a script, each connection on its own thread,
/// and keeps all requests.
package final class ScriptedSite: Sendable {
    package struct Request: Hashable, Sendable {
        package var method = ""
        /// The path and what follows it.
        package var target = ""
        /// The header lines as they came.
        package var lines: [String] = []
        package var body: [UInt8] = []

        /// `GET /path`.
        package var title: String { method + " " + target }

        /// The values of this header.
        package func values(_ name: String) -> [String] {
            let start = name.lowercased() + ":"
            return lines.filter { $0.lowercased().hasPrefix(start) }
                .map { $0.dropFirst(start.count).trimmingCharacters(in: .whitespaces) }
        }
    }

    package let port: Int
    private let listener: Int32
    private let certificate: String?
    private let answer: @Sendable (Request) -> [Act]
    private let heard = Mutex((requests: [Request](), isStopped: false))
    private let open = DispatchGroup()

    /// Listens; with a certificate's name it speaks TLS. Acts that read are not for a site.
    package init(
        certificate: String? = nil, _ answer: @escaping @Sendable (Request) -> [Act]
    ) {
        self.certificate = certificate
        self.answer = answer
        (listener, port) = ScriptedRelay.listen()
        open.enter()
        Thread.detachNewThread { self.serve() }
    }

    package var requests: [Request] { heard.withLock { $0.requests } }
    package var titles: [String] { requests.map(\.title) }

    package func url(_ path: String) -> String {
        (certificate == nil ? "http://127.0.0.1" : "https://localhost") + ":\(port)\(path)"
    }

    /// Takes no more connections and waits until the last one is over.
    package func stop() {
        heard.withLock { $0.isStopped = true }
        shutdown(listener, Int32(SHUT_RDWR))
        open.wait()
    }

    private func serve() {
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0, !heard.withLock({ $0.isStopped }) else {
                if descriptor >= 0 { close(descriptor) }
                break
            }
            open.enter()
            Thread.detachNewThread {
                self.converse(Line(descriptor))
                self.open.leave()
            }
        }
        close(listener)
        open.leave()
    }

    private func converse(_ line: Line) {
        if let certificate { line.encrypt(certificate) }
        while let request = Self.read(line) {
            heard.withLock { $0.requests.append(request) }
            for act in answer(request) {
                if case .reset = act { return line.close(reset: true) }
                if case .close = act { return line.close() }
                line.perform(act)
            }
        }
        line.close()
    }

    private static func read(_ line: Line) -> Request? {
        let words = line.line()?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        var request = Request(method: String(words[0]), target: String(words[1]))
        while let text = line.line(), !text.isEmpty { request.lines.append(text) }
        let count = request.values("Content-Length").first.flatMap(Int.init) ?? 0
        for _ in 0..<count {
            guard let byte = line.next() else { return nil }
            request.body.append(byte)
        }
        return request
    }
}

extension [Act] {
    /// A whole reply; HEAD gets the same length and no body.
    package static func reply(
        _ status: Int, _ headers: String..., body: String = "", to request: ScriptedSite.Request
    ) -> [Act] {
        let lines = ["HTTP/1.1 \(status) So", "Content-Length: \(body.utf8.count)"] + headers
        let shown = request.method == "HEAD" ? "" : body
        return [.raw(lines.joined(separator: "\r\n") + "\r\n\r\n" + shown)]
    }
}
