import Foundation
import Synchronization

/// Asks for documents on the web, without fetching them: HEAD, and where that is not allowed GET for
/// one byte.
package struct LinkCheck: Hashable, Sendable {
    /// How long each request may take, redirects included.
    package var timeLimit: Duration = .seconds(10)
    /// How many links are asked at the same time.
    package var atOnce = 4
    /// The only authorities to trust; nil for those of the system.
    package var caFile: String?

    package init() {}

    private static let redirects = 10

    /// Each URL with what came of it; one that stands twice is asked once.
    ///
    /// It blocks, while threads of its own ask; call it on a thread that may. `goOn` is asked about once
    /// a second: after a false, what is left is unreachable as `.stopped`.
    package func run(
        _ urls: [String], while goOn: @escaping @Sendable () -> Bool = { true }
    ) -> [String: LinkVerdict] {
        let round = Round(Array(Set(urls)).sorted())
        let everyone = DispatchGroup()
        for _ in 0..<min(max(1, atOnce), round.count) {
            everyone.enter()
            let thread = Thread {
                while let url = round.next() { round.note(url, verdict(url, while: goOn)) }
                everyone.leave()
            }
            thread.stackSize = 1 << 20
            thread.start()
        }
        everyone.wait()
        return round.verdicts
    }

    private func verdict(
        _ url: String, while goOn: @escaping @Sendable () -> Bool
    ) -> LinkVerdict {
        guard goOn() else { return .unreachable(HTTPFailure(.stopped, "not begun")) }
        let head = ask(.head, url, while: goOn)
        return LinkVerdict(LinkVerdict.needsGet(head) ? ask(.get, url, while: goOn) : head)
    }

    private func ask(
        _ method: HTTPRequest.Method, _ url: String, while goOn: @escaping @Sendable () -> Bool
    ) -> Result<HTTPResponse, HTTPFailure> {
        var request = HTTPRequest(method, url)
        request.firstBytes = method == .get ? 1 : nil
        request.largestBody = 1
        request.timeLimit = timeLimit
        request.redirects = Self.redirects
        request.allowsPlain = true
        request.caFile = caFile
        do throws(HTTPFailure) {
            return .success(try request.perform(while: goOn))
        } catch {
            return .failure(error)
        }
    }
}

/// The URLs of one check: those that nobody has taken yet, and what came of the others.
private final class Round: Sendable {
    private let state: Mutex<(left: [String], verdicts: [String: LinkVerdict])>
    let count: Int

    init(_ urls: [String]) {
        count = urls.count
        state = Mutex((urls.reversed(), [:]))
    }

    var verdicts: [String: LinkVerdict] { state.withLock { $0.verdicts } }

    func next() -> String? { state.withLock { $0.left.popLast() } }

    func note(_ url: String, _ verdict: LinkVerdict) {
        state.withLock { $0.verdicts[url] = verdict }
    }
}
