import Addresses
package import ConvokeCore
import Foundation
import YAML

/// Reads `convoke.yaml`.
package struct SettingsFile {
    private let root: Mapping

    /// All keys; nil when a required one is missing or wrong. Every problem is added to `problems`.
    package static func read(
        _ text: String, file: String = "convoke.yaml", into problems: inout [Problem]
    ) -> Settings? {
        guard let root = YAMLFile.read(text, file: file, into: &problems) else { return nil }
        var found: [Problem] = []
        let settings = SettingsFile(root: root).settings(into: &found)
        problems += found.inOrder
        return settings
    }

    private func settings(into problems: inout [Problem]) -> Settings? {
        let organisation = root.text("organisation", into: &problems)
        let from = sender(into: &problems)
        let zone = root.field("timezone", into: &problems)?.timeZone(into: &problems)
        let region = root.field("region", into: &problems)?.region(into: &problems)
        let relay = root.mapping("relay", into: &problems).flatMap { mapping in
            RelayReading(mapping).relay(into: &problems)
        }
        let draft = optional(into: &problems)
        root.finish(into: &problems)
        guard let organisation, let from, let zone, let region, let relay else { return nil }
        return Settings(
            organisation: organisation, from: from, replyTo: draft.replyTo, timeZone: zone,
            region: region, contacts: draft.contacts, ledger: draft.ledger, relay: relay,
            retry: draft.retry, returnPath: draft.returnPath, inbox: draft.inbox, sms: draft.sms,
            onDoubt: draft.onDoubt, quiet: draft.quiet, guardLimits: draft.guardLimits,
            watchURL: draft.watchURL, place: root.place, contactPlaces: draft.contactPlaces)
    }

    /// The keys that have a default, or may be absent.
    private struct OptionalKeys {
        let replyTo, returnPath: EmailAddress?
        let contacts: [String]
        let contactPlaces: [String: Place]
        let ledger: String
        let retry: RetrySettings
        let inbox: InboxSettings?
        let sms: GatewaySettings?
        let onDoubt: DoubtPolicy
        let quiet: QuietHours?
        let guardLimits: GuardLimits?
        let watchURL: String?
    }

    private func optional(into problems: inout [Problem]) -> OptionalKeys {
        let contacts = contacts(into: &problems)
        return OptionalKeys(
            replyTo: address("reply_to", of: root, .optional, into: &problems),
            returnPath: address("return_path", of: root, .optional, into: &problems),
            contacts: contacts.map(\.path),
            contactPlaces: Dictionary(contacts, uniquingKeysWith: { first, _ in first }),
            ledger: root.text("ledger", .optional, into: &problems) ?? "ledger.sqlite",
            retry: retry(into: &problems),
            inbox: inbox(into: &problems),
            sms: root.mapping("sms", .optional, into: &problems).flatMap { mapping in
                GatewayReading(mapping).gateway(into: &problems)
            },
            onDoubt: root.choice("on_doubt", .optional, of: DoubtPolicy.self, into: &problems)
                ?? .resend,
            quiet: root.field("quiet", .optional, into: &problems)?.quietHours(into: &problems),
            guardLimits: guardLimits(into: &problems),
            watchURL: root.field("watch_url", .optional, into: &problems)?.web(into: &problems))
    }

    private func sender(into problems: inout [Problem]) -> Mailbox? {
        guard let from = root.mapping("from", into: &problems) else { return nil }
        let name = from.text("name", into: &problems)
        let address = address("address", of: from, .required, into: &problems)
        from.finish(into: &problems)
        guard let name, let address else { return nil }
        return Mailbox(name: name, address: address)
    }

    private func address(
        _ key: String, of mapping: Mapping, _ need: Need, into problems: inout [Problem]
    ) -> EmailAddress? {
        guard let field = mapping.field(key, need, into: &problems),
            let text = field.text(into: &problems)
        else { return nil }
        do {
            return try EmailAddress(parsing: text)
        } catch {
            problems.append(error.problem(for: text, at: field.place))
            return nil
        }
    }

    private func contacts(into problems: inout [Problem]) -> [(path: String, place: Place)] {
        guard let field = root.field("contacts", .optional, into: &problems) else {
            return [("contacts/book.csv", root.place)]
        }
        var paths: [(path: String, place: Place)] = []
        for entry in field.oneOrMore(into: &problems) {
            if let path = entry.path(into: &problems) { paths.append((path, entry.place)) }
        }
        return paths
    }

    private func retry(into problems: inout [Problem]) -> RetrySettings {
        let usual = RetrySettings()
        guard let mapping = root.mapping("retry", .optional, into: &problems) else { return usual }
        let first = mapping.span("first", .optional, into: &problems) ?? usual.first
        let factor = mapping.decimal("factor", .optional, in: 1...10, into: &problems)
        let longest = mapping.span("longest", .optional, into: &problems)
        mapping.finish(into: &problems)
        if first.seconds == 0 { problems.append(.noWait(at: mapping.place(of: "first"))) }
        if let longest, longest < first {
            problems.append(.longestBelowFirst(longest, first, at: mapping.place(of: "longest")))
        }
        return RetrySettings(
            first: first, factor: factor ?? usual.factor,
            longest: longest ?? max(usual.longest, first))
    }

    private func inbox(into problems: inout [Problem]) -> InboxSettings? {
        root.mapping("inbox", .optional, into: &problems).flatMap { mapping in
            InboxReading(mapping).inbox(into: &problems)
        }
    }

    /// `guard: off` switches it off; absent, it has its usual limits.
    private func guardLimits(into problems: inout [Problem]) -> GuardLimits? {
        guard let field = root.field("guard", .optional, into: &problems) else {
            return GuardLimits()
        }
        if !field.isMapping, !field.isList {
            return field.bool(into: &problems) == false ? nil : GuardLimits()
        }
        guard let mapping = field.mapping(into: &problems) else { return GuardLimits() }
        let usual = GuardLimits()
        let refused = mapping.field("refused", .optional, into: &problems)?.share(into: &problems)
        let size = mapping.decimal("size", .optional, in: 1...1000, into: &problems)
        mapping.finish(into: &problems)
        return GuardLimits(refused: refused ?? usual.refused, size: size ?? usual.size)
    }
}
