/// What libcurl could not do, with everything it told about it.
package struct CurlFailure: Error, Hashable, Sendable {
    /// libcurl's number for it (`CURLE_…`).
    package let code: Int
    /// libcurl's own words.
    package let text: String
    /// How far it came.
    package let stage: ConnectionStage
    /// The last reply that was read, code and all, one element a line; empty if there was none.
    package let lastReply: [String]
    /// Why one of our callbacks stopped it; nil if libcurl gave up by itself.
    package let objection: Objection?

    package init(
        code: Int, text: String, stage: ConnectionStage = .connect, lastReply: [String] = [],
        objection: Objection? = nil
    ) {
        self.code = code
        self.text = text
        self.stage = stage
        self.lastReply = lastReply
        self.objection = objection
    }

    /// What made us stop libcurl.
    package enum Objection: String, Hashable, Sendable {
        /// No connection within the time for connecting.
        case connectsTooSlowly
        /// A reply, or all of them together, is longer than anyone needs.
        case replyTooLong
        /// STARTTLS was offered and then refused.
        case encryptionRefused
    }
}

/// Where making a connection stands; what was waited for when it failed.
package enum ConnectionStage: String, Hashable, Sendable, CaseIterable {
    /// Name look-up, TCP, and TLS where it comes first.
    case connect
    case banner
    /// The reply to EHLO or HELO.
    case greeting
    /// The reply to STARTTLS.
    case startTLS
    /// The TLS handshake after it.
    case handshake
    case login
    /// Everything is ready for mail.
    case ready
}

/// libcurl's numbers that others decide by. They are part of its stable interface.
package enum CurlCode {
    package static let schemeNotAllowed = 1
    package static let badURL = 3
    package static let hostUnknown = 6
    package static let couldNotConnect = 7
    package static let weirdReply = 8
    package static let accessDenied = 9
    package static let http2Broken = 16
    package static let partialReply = 18
    package static let writeError = 23
    package static let outOfMemory = 27
    package static let timedOut = 28
    package static let tlsFailed = 35
    package static let aborted = 42
    package static let tooManyRedirects = 47
    package static let emptyReply = 52
    package static let sendError = 55
    package static let receiveError = 56
    package static let certificateNotTrusted = 60
    package static let tlsNotAvailable = 64
    package static let loginDenied = 67
    package static let caFileUnreadable = 77
    package static let http2StreamBroken = 92
}
