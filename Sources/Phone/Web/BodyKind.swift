import ConvokeCore
import Foundation

/// What kind of body a gateway is sent: decides how values are escaped in it.
enum BodyKind: Sendable {
    case json, form, xml, plain

    /// By the header Content-Type, or by how the body begins where there is no such header; nil for
    /// a kind that Convoke cannot escape for.
    init?(contentType: String?, body: String) {
        guard let contentType else {
            switch body.trimmingWhitespace.first {
            case "{", "[": self = .json
            case "<": self = .xml
            default: self = .form
            }
            return
        }
        let type = contentType.prefix { $0 != ";" }.lowercased().trimmingWhitespace
        switch type {
        case "application/json": self = .json
        case "application/x-www-form-urlencoded": self = .form
        case "text/xml", "application/xml": self = .xml
        case "text/plain": self = .plain
        case _ where type.hasSuffix("+json"): self = .json
        case _ where type.hasSuffix("+xml"): self = .xml
        default: return nil
        }
    }

    /// What is sent as Content-Type where the settings name none.
    var contentType: String {
        switch self {
        case .json: "application/json"
        case .form: "application/x-www-form-urlencoded"
        case .xml: "text/xml; charset=utf-8"
        case .plain: "text/plain; charset=utf-8"
        }
    }

    var escaping: Escaping {
        switch self {
        case .json: .json
        case .form: .percent
        case .xml: .xml
        case .plain: .none
        }
    }

    /// Whether a body that is filled in is what it says; only JSON is looked at, because there a
    /// field outside quotation marks is easily written and only fails with some values.
    func isWellFormed(_ body: String) -> Bool {
        guard self == .json else { return true }
        // Why it cannot be read does not matter.
        return (try? JSONDecoder().decode(JSONValue.self, from: Data(body.utf8))) != nil
    }
}
