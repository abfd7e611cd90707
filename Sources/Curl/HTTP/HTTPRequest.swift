/// One request over HTTPS, and over plain HTTP only where the caller says so.
package struct HTTPRequest: Hashable, Sendable {
    package enum Method: String, Hashable, Sendable, CaseIterable {
        case head = "HEAD"
        case get = "GET"
        case post = "POST"
        case put = "PUT"
    }

    package var method: Method
    /// `https://…` or `http://…`; the server's name in ASCII (RFC 5891 A-labels). Letters outside ASCII
    /// after it are percent-encoded on the way, as browsers do (RFC 3987 section 3.1).
    package var url: String
    /// Sent as they are, in this order.
    package var headers: [HTTPHeader] = []
    /// Only with POST and PUT.
    package var body: [UInt8] = []
    /// Asks for so many bytes from the beginning (RFC 9110 section 14.2). A server may send more.
    package var firstBytes: Int?
    /// How long everything may take: look-up, connection, redirects, body.
    package var timeLimit: Duration = .seconds(30)
    /// How many bytes of the reply's body are kept; when more come, the rest is not waited for.
    package var largestBody = 64 * 1024
    /// How many redirects are followed, only ever to HTTPS, or to HTTP where that is allowed.
    ///
    /// A request with headers or a body follows none, whatever stands here: they are meant for the
    /// server that was named, and libcurl would hand most of them to the next one.
    package var redirects = 0
    /// Whether plain HTTP may be spoken, by this URL or after a redirect.
    package var allowsPlain = false
    /// The only authorities to trust; nil for those of the system.
    package var caFile: String?

    package init(_ method: Method, _ url: String) {
        self.method = method
        self.url = url
    }

    var followedRedirects: Int { headers.isEmpty && body.isEmpty ? max(0, redirects) : 0 }
}

/// One header line of a request or of a reply.
package struct HTTPHeader: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
