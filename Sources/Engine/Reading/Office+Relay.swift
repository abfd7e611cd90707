import ConvokeCore
import SMTP
import Workspace

extension Office {
    /// The relay with its password, read from where the settings say.
    func relayAccount() throws(Problem) -> RelayAccount {
        let relay = settings.relay
        var password: String?
        if let source = relay.password {
            password = try folder.secret(source, at: relay.place.field("relay.password"))
        }
        return RelayAccount(
            relay: relay, password: password, caFile: relay.caFile.map(folder.anywhere))
    }

    /// A clock that was set by hand must not date mails to the world.
    func refuseVirtualClockOutside() throws(Problem) {
        guard clock.isVirtual else { return }
        var outside = settings.relay.isLoopback ? [] : ["the relay \(settings.relay.host)"]
        if let gateway = settings.sms?.values["url"], !Self.isLoopback(url: gateway) {
            outside.append("the gateway \(gateway)")
        }
        if case .imap(let url, _, _, _) = settings.inbox, !Self.isLoopback(url: url) {
            outside.append("the inbox \(url)")
        }
        if let watch = settings.watchURL, !Self.isLoopback(url: watch) {
            outside.append("watch_url \(watch)")
        }
        if outside.isEmpty { return }
        throw Problem(
            .usage, "--now sets the clock, and \(outside[0]) is not on this machine",
            at: settings.place, found: outside.joined(separator: ", "),
            expected: "loopback addresses only", fix: "Leave --now out, or add --dry-run.")
    }

    static func isLoopback(url: String) -> Bool {
        URLParts(parsing: url)?.isLoopback ?? false
    }
}
