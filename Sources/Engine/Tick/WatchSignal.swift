import ConvokeCore
import Curl

/// Tells an outside monitor that a tick went well, so that its silence is noticed: a dead man's switch.
enum WatchSignal {
    /// Fetches `watch_url`; nil when all is well or none is set.
    static func send(_ settings: Settings) -> Problem? {
        guard let url = settings.watchURL else { return nil }
        var request = HTTPRequest(.get, url)
        request.timeLimit = .seconds(10)
        request.redirects = 3
        request.allowsPlain = URLParts(parsing: url)?.isLoopback ?? false
        do throws(HTTPFailure) {
            let response = try request.perform()
            if response.isSuccess { return nil }
            return .unwatched(url, settings, "it answered \(response.status)")
        } catch {
            return .unwatched(url, settings, error.detail)
        }
    }
}

extension Problem {
    static func unwatched(_ url: String, _ settings: Settings, _ detail: String) -> Problem {
        Problem(
            .unreachable, "The monitor that watches over tick was not reached",
            at: settings.place.field("watch_url"), found: url,
            fix: "Check the address, and whether the monitor runs; mails went out all the same.",
            detail: detail)
    }
}
