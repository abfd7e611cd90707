import Foundation
import NIOHTTP1

/// A request as it came in, whole.
struct TextRequest: Sendable {
    var method: HTTPMethod
    var path: String
    var body: [UInt8] = []

    /// What stands in the body of `POST /send`.
    struct Sending: Decodable, Sendable {
        let to: String
        let text: String
        let reference: String
        let report: String?
    }

    /// nil when the body is not that.
    var sending: Sending? {
        // What is wrong with it is the sender's to find out: it is answered with 400.
        guard let sending = try? JSONDecoder().decode(Sending.self, from: Data(body)),
            !sending.to.isEmpty, !sending.text.isEmpty
        else { return nil }
        return sending
    }
}

/// What the gateway does with a request.
enum TextAnswer: Equatable, Sendable {
    case reply(status: Int, body: String)
    /// The connection is closed without a word.
    case silence

    static func error(_ status: Int, _ words: String) -> TextAnswer {
        .reply(status: status, body: #"{"error":"\#(words)"}"#)
    }
}
