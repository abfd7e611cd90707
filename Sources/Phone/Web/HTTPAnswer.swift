import ConvokeCore
import Foundation

/// How the reply of a provider is read: many answer 200 and say in the body that they did nothing.
///
/// With `status`, the value there decides: one of those that `accepted` names is an acceptance, any
/// other is the provider's refusal. With `id` alone, an id there is an acceptance. Where the value
/// is missing, nobody said that the text was taken and nobody that it was not: it is in doubt.
struct HTTPAnswer: Sendable {
    private let id: JSONPointer?
    private let status: JSONPointer?
    private let accepted: Set<String>

    init(_ account: GatewayAccount, at place: Place, into problems: inout [Problem]) {
        func pointer(_ key: String) -> JSONPointer? {
            guard let text = account.value(key) else { return nil }
            let pointer = JSONPointer(text)
            if pointer == nil { problems.append(.notAPointer(text, at: place.field("sms.\(key)"))) }
            return pointer
        }
        id = pointer("id")
        status = pointer("status")
        let words = (account.value("accepted") ?? "").split(separator: ",")
        accepted = Set(words.map { String($0).trimmingWhitespace.lowercased() })
    }

    func meaning(_ reply: WebReply) -> TextResult {
        guard (200..<300).contains(reply.status) else { return reply.statusMeaning }
        guard id != nil || status != nil else { return unread(reply) }
        guard !reply.isCut,
            let document = try? JSONDecoder().decode(JSONValue.self, from: Data(reply.body))
        else { return reply.inDoubt("the gateway answered something that is not JSON") }
        if let status {
            guard let word = status.value(in: document)?.words else {
                return reply.inDoubt("the gateway's answer has no status where it was expected")
            }
            guard accepted.contains(word.lowercased()) else { return reply.tried(.refused, .other) }
        }
        let id = id.flatMap { $0.value(in: document) }.flatMap(Self.id)
        if id == nil, status == nil {
            return reply.inDoubt("the gateway's answer has no id where it was expected")
        }
        return reply.tried(.accepted, id: id)
    }

    /// An id is a text or a positive number: `0`, `-1` and `false` are how providers say that there
    /// is none.
    private static func id(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text) where !text.isEmpty: text
        case .number(let text) where !text.hasPrefix("-") && text != "0": text
        default: nil
        }
    }

    /// How the words begin with which providers say no.
    private static let noes = [
        "err", "fail", "invalid", "denied", "reject", "refus", "unauthor", "insufficient",
    ]

    /// Where the settings do not say how the reply is read, its words are looked at.
    private func unread(_ reply: WebReply) -> TextResult {
        let words = reply.text.lowercased().split { !$0.isLetter }
        let saysNo = words.contains { word in Self.noes.contains { word.hasPrefix($0) } }
        if reply.isCut || saysNo {
            return reply.inDoubt(
                "the gateway's answer may be a refusal: “id” or “status” would tell")
        }
        return reply.tried(.accepted)
    }
}
