/// Whether the document behind a link can be had.
package enum LinkVerdict: Hashable, Sendable {
    case answers
    /// The server is there and does not hand it out.
    case refused(status: Int)
    /// There was no reply.
    case unreachable(HTTPFailure)

    package var isGood: Bool { self == .answers }

    /// libcurl's own words, where there was no reply.
    package var detail: String? {
        if case .unreachable(let failure) = self { failure.detail } else { nil }
    }

    init(_ reply: Result<HTTPResponse, HTTPFailure>) {
        self =
            switch reply {
            case .failure(let failure): .unreachable(failure)
            case .success(let response): Self.of(response.status)
            }
    }

    /// 416 is the answer to a byte of a document that has none (RFC 9110 section 15.5.17): it is there.
    private static func of(_ status: Int) -> LinkVerdict {
        (200..<300).contains(status) || status == 416 ? .answers : .refused(status: status)
    }

    /// Whether HEAD's refusal may be of HEAD alone, so that GET has to decide: not allowed, not
    /// implemented, or forbidden, as links do that were signed for GET.
    static func needsGet(_ head: Result<HTTPResponse, HTTPFailure>) -> Bool {
        guard case .success(let response) = head else { return false }
        return [403, 405, 501].contains(response.status)
    }
}
