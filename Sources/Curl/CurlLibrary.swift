import CCurl

/// libcurl as a whole: started once, before the first handle is made.
package enum CurlLibrary {
    /// What starting it came to; a global is initialised once, whichever thread comes first.
    private static let started: CURLcode = ccurl_global_start()

    static func start() throws(CurlFailure) {
        guard started == CURLE_OK else {
            throw CurlFailure(code: Int(started.rawValue), text: "libcurl could not be started")
        }
    }

    /// Name and version, as `libcurl/7.88.1 OpenSSL/3.0.17 …`.
    package static var version: String { String(cString: curl_version()) }
}
