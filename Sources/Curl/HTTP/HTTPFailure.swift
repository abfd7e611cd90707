/// Why there is no reply to an HTTP request.
package struct HTTPFailure: Error, Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Not an address on the web, or one with a login, a space or a control character in it.
        case notAnAddress
        /// Plain HTTP where only HTTPS is allowed.
        case plainRefused
        /// A header of ours that could not be sent as it is.
        case headerRefused
        case hostUnknown
        /// Nobody listens there, or the way there is closed.
        case unreachable
        /// Not done within the time limit.
        case tooSlow
        case certificateNotTrusted
        /// The file of authorities cannot be read.
        case authoritiesUnreadable
        case encryptionFailed
        /// More redirects than are followed.
        case redirectsInCircles
        /// A redirect to something that may not be followed.
        case redirectRefused
        /// Something answers, but not in HTTP, or with more header lines than anyone needs.
        case notHTTP
        /// The connection broke, or ended before the reply did.
        case brokenOff
        /// The caller did not want to go on.
        case stopped
        /// libcurl cannot work here at all.
        case libraryFailed
    }

    package let kind: Kind
    /// Whether any byte of the request may have left: a POST may then have been acted upon.
    package let requestLeft: Bool
    /// libcurl's own words and number, for whoever maintains the machine.
    package let detail: String

    package init(_ kind: Kind, _ detail: String, requestLeft: Bool = false) {
        self.kind = kind
        self.requestLeft = requestLeft
        self.detail = detail
    }

    init(_ failure: CurlFailure, _ intake: Intake) {
        let kind =
            intake.isHeadTooLong
            ? .notHTTP : Kind(code: failure.code, redirected: intake.wasRedirected)
        self.init(
            kind, "\(failure.text) (libcurl \(failure.code))", requestLeft: intake.requestLeft)
    }
}

extension HTTPFailure.Kind {
    /// What libcurl's number means. The first URL was looked at before, so that libcurl only ever
    /// refuses the scheme of a redirect, or a reply from before HTTP/1.0.
    init(code: Int, redirected: Bool) {
        self =
            switch code {
            case CurlCode.schemeNotAllowed: redirected ? .redirectRefused : .notHTTP
            case CurlCode.badURL, CurlCode.loginDenied:
                redirected ? .redirectRefused : .notAnAddress
            case CurlCode.hostUnknown: .hostUnknown
            case CurlCode.couldNotConnect: .unreachable
            case CurlCode.weirdReply: .notHTTP
            case CurlCode.timedOut: .tooSlow
            case CurlCode.tlsFailed: .encryptionFailed
            case CurlCode.aborted: .stopped
            case CurlCode.tooManyRedirects: .redirectsInCircles
            case CurlCode.certificateNotTrusted: .certificateNotTrusted
            case CurlCode.caFileUnreadable: .authoritiesUnreadable
            case CurlCode.partialReply, CurlCode.emptyReply, CurlCode.sendError,
                CurlCode.receiveError, CurlCode.http2Broken, CurlCode.http2StreamBroken:
                .brokenOff
            default: .libraryFailed
            }
    }
}
