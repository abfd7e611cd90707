import ConvokeCore
import YAML

/// Reads the way for text messages. Which keys there are depends on the kind of gateway.
struct GatewayReading {
    private let mapping: Mapping

    init(_ mapping: Mapping) { self.mapping = mapping }

    /// Keys of one kind; their values are the gateway's own matter.
    private struct Keys {
        var required: [String] = []
        var optional: [String] = []
        var hasHeaders = false
        var hasSecret = false
    }

    private static func keys(of kind: GatewaySettings.Kind) -> Keys {
        switch kind {
        case .kannel:
            Keys(
                required: ["url"], optional: ["user", "from", "smsc", "dlr_url", "ca_file"],
                hasSecret: true)
        case .http:
            Keys(
                required: ["url"],
                optional: ["method", "body", "id", "status", "accepted", "dlr_url", "ca_file"],
                hasHeaders: true, hasSecret: true)
        case .gammu: Keys(required: ["folder"])
        case .sandbox: Keys(required: ["url"], optional: ["dlr_url"])
        }
    }

    func gateway(into problems: inout [Problem]) -> GatewaySettings? {
        let kind = mapping.choice("gateway", of: GatewaySettings.Kind.self, into: &problems)
        let alphabet = mapping.choice(
            "text", .optional, of: GatewaySettings.Alphabet.self, into: &problems)
        // Without the kind nobody can say which of the other keys are right.
        guard let kind else { return nil }
        let keys = Self.keys(of: kind)
        let values = values(keys, into: &problems)
        let headers = keys.hasHeaders ? headers(into: &problems) : [:]
        let secret = keys.hasSecret ? SecretSource(mapping, "secret", into: &problems) : nil
        let rate = mapping.field("rate", .optional, into: &problems)?.rate(into: &problems)
        let perNumber = mapping.number("per_number", .optional, in: 1...1000, into: &problems)
        mapping.finish(into: &problems)
        problems += replyProblems(values)
        return GatewaySettings(
            kind: kind, values: values, headers: headers, secret: secret,
            alphabet: alphabet ?? .unicode, rate: rate, perNumber: perNumber,
            place: mapping.place)
    }

    /// A status says nothing without the words that mean an acceptance, nor those without a status.
    private func replyProblems(_ values: [String: String]) -> [Problem] {
        let (status, accepted) = (values["status"], values["accepted"])
        if status != nil, accepted == nil {
            return [.statusWithoutWords(at: mapping.place(of: "status"))]
        }
        if status == nil, accepted != nil {
            return [.wordsWithoutStatus(at: mapping.place(of: "accepted"))]
        }
        return []
    }

    private func values(_ keys: Keys, into problems: inout [Problem]) -> [String: String] {
        var values: [String: String] = [:]
        for key in keys.required + keys.optional {
            let need: Need = keys.required.contains(key) ? .required : .optional
            values[key] = value(key, need, into: &problems)
        }
        return values
    }

    private func value(
        _ key: String, _ need: Need, into problems: inout [Problem]
    ) -> String? {
        guard let field = mapping.field(key, need, into: &problems) else { return nil }
        switch key {
        case "url", "dlr_url": return field.secureWeb(into: &problems)
        case "method": return field.method(into: &problems)
        case "id", "status": return field.pointer(into: &problems)
        case "body": return field.block(into: &problems)
        default: return field.text(into: &problems)
        }
    }

    private func headers(into problems: inout [Problem]) -> [String: String] {
        guard let headers = mapping.mapping("headers", .optional, into: &problems) else {
            return [:]
        }
        var values: [String: String] = [:]
        for name in headers.names {
            if !Self.isToken(name) { problems.append(.notAHeader(at: headers.place(of: name))) }
            values[name] = headers.text(name, into: &problems)
        }
        return values
    }

    /// RFC 9110 section 5.6.2.
    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { letter in
                ("a"..."z").contains(letter) || ("A"..."Z").contains(letter)
                    || ("0"..."9").contains(letter)
                    || "!#$%&'*+-.^_`|~".unicodeScalars.contains(letter)
            }
    }
}

extension Field {
    fileprivate func method(into problems: inout [Problem]) -> String? {
        parsed(
            "This is not a method that a gateway is called with", expected: "GET, POST or PUT",
            fix: "Write POST, or what the provider's documents say.", into: &problems
        ) { ["GET", "POST", "PUT"].contains($0) ? $0 : nil }
    }

    /// Where a value stands in a JSON reply (RFC 6901).
    fileprivate func pointer(into problems: inout [Problem]) -> String? {
        parsed(
            "This does not say where in the gateway's reply the value stands",
            expected: "such as /id or /messages/0/status",
            fix: "Write a slash before each name on the way to it.", into: &problems
        ) { $0.hasPrefix("/") ? $0 : nil }
    }

    /// A web address; without TLS only on this machine, because numbers and secrets travel to it.
    fileprivate func secureWeb(into problems: inout [Problem]) -> String? {
        guard let text = web(into: &problems) else { return nil }
        guard let parts = URLParts(parsing: text), parts.scheme == "https" || parts.isLoopback
        else {
            problems.append(.plainGateway(text, at: place))
            return nil
        }
        return text
    }
}
