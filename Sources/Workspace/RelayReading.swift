import ConvokeCore
import YAML

/// Reads how the relay is reached.
struct RelayReading {
    private let mapping: Mapping

    init(_ mapping: Mapping) { self.mapping = mapping }

    func relay(into problems: inout [Problem]) -> RelaySettings? {
        let address = mapping.field("url", into: &problems).flatMap { field in
            RelayAddress(field, into: &problems)
        }
        let login = Login(mapping, userNeed: .optional, into: &problems)
        let caFile = mapping.text("ca_file", .optional, into: &problems)
        let sessions = mapping.number("sessions", .optional, in: 1...100, into: &problems)
        let rate = mapping.field("rate", .optional, into: &problems)?.rate(into: &problems)
        mapping.finish(into: &problems)
        guard let address else { return nil }
        return RelaySettings(
            scheme: address.scheme, host: address.host, port: address.port, user: login.user,
            password: login.password, caFile: caFile, sessions: sessions ?? 8, rate: rate,
            place: mapping.place)
    }
}

/// The relay's URL, with the port that belongs to its scheme.
struct RelayAddress {
    let scheme: RelaySettings.Scheme
    let host: String
    let port: Int

    /// A mail client submits at 587, or at 465 in TLS from the first byte (RFC 8314 section 3.3);
    /// port 25 is for servers among themselves.
    private static let ports: [RelaySettings.Scheme: Int] = [.smtp: 587, .smtps: 465]

    init?(_ field: Field, into problems: inout [Problem]) {
        guard let text = field.text(into: &problems) else { return nil }
        guard let parts = URLParts(parsing: text),
            let scheme = RelaySettings.Scheme(rawValue: parts.scheme)
        else {
            problems.append(.notARelay(text, at: field.place))
            return nil
        }
        if parts.userInfo != nil {
            problems.append(.loginInURL(at: field.place))
            return nil
        }
        if !parts.rest.isEmpty && parts.rest != "/" {
            problems.append(.pathInRelay(parts.rest, at: field.place))
            return nil
        }
        self.scheme = scheme
        host = parts.host
        port = parts.port ?? Self.ports[scheme] ?? 587
    }
}
