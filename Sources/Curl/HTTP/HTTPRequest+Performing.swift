import CCurl

extension HTTPRequest {
    /// Sends the request and waits for the reply, whatever its status is.
    ///
    /// It blocks: call it on a thread of its own, never on Swift's cooperative pool. `goOn` is asked
    /// about once a second; false ends the request as `.stopped`.
    package func perform(
        while goOn: @escaping @Sendable () -> Bool = { true }
    ) throws(HTTPFailure) -> HTTPResponse {
        let url = try wireURL()
        let lines = try wireHeaders()
        let intake = Intake(largestBody: largestBody, goOn: goOn)
        do throws(CurlFailure) {
            let handle = try EasyHandle()
            try handle.prepare(self, url, lines)
            try intake.attach(to: handle)
            return try handle.perform(into: intake)
        } catch {
            throw HTTPFailure(error, intake)
        }
    }
}

extension EasyHandle {
    fileprivate func prepare(
        _ request: HTTPRequest, _ url: String, _ lines: [String]
    ) throws(CurlFailure) {
        let schemes = request.allowsPlain ? "http,https" : "https"
        try set(CURLOPT_URL, url)
        try set(CURLOPT_PROTOCOLS_STR, schemes)
        try set(CURLOPT_REDIR_PROTOCOLS_STR, schemes)
        try set(CURLOPT_PROXY, "")  // none from the environment
        try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        try set(CURLOPT_USERAGENT, "Convoke")
        try verifyCertificates(by: request.caFile)
        try set(CURLOPT_TIMEOUT_MS, request.timeLimit.milliseconds)
        try set(CURLOPT_QUICK_EXIT, 1)  // else a name server's silence outlasts the limit
        try set(CURLOPT_FOLLOWLOCATION, request.followedRedirects > 0 ? 1 : 0)
        try set(CURLOPT_MAXREDIRS, request.followedRedirects)
        // Cookies live as long as the handle: some sites redirect in circles without them.
        try set(CURLOPT_COOKIEFILE, "")
        try setHeaders(lines)
        try prepareMethod(request)
        if let count = request.firstBytes { try set(CURLOPT_RANGE, "0-\(max(1, count) - 1)") }
    }

    private func prepareMethod(_ request: HTTPRequest) throws(CurlFailure) {
        switch request.method {
        case .head: try set(CURLOPT_NOBODY, 1)
        case .get: try set(CURLOPT_HTTPGET, 1)
        case .post, .put:
            try set(CURLOPT_POST, 1)
            try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
            try setBody(request.body)
        }
    }

    /// libcurl copies the body; its size must be known before.
    private func setBody(_ body: [UInt8]) throws(CurlFailure) {
        try set(CURLOPT_POSTFIELDSIZE, body.count)
        let result = body.withUnsafeBytes { bytes in
            var nothing: UInt8 = 0
            return withUnsafeMutablePointer(to: &nothing) { empty in
                ccurl_set_pointer(
                    pointer, CURLOPT_COPYPOSTFIELDS,
                    bytes.baseAddress.map(UnsafeMutableRawPointer.init(mutating:)) ?? .init(empty))
            }
        }
        guard result == CURLE_OK else {
            throw CurlFailure(code: Int(result.rawValue), text: "libcurl refused the body")
        }
    }

    fileprivate func perform(into intake: Intake) throws(CurlFailure) -> HTTPResponse {
        let result = withExtendedLifetime(intake) { curl_easy_perform(pointer) }
        intake.requestLeft = long(CURLINFO_REQUEST_SIZE) > 0
        intake.wasRedirected = long(CURLINFO_REDIRECT_COUNT) > 0
        // Our own callback refuses what is beyond the limit.
        guard result == CURLE_OK || result == CURLE_WRITE_ERROR && intake.isCut else {
            throw CurlFailure(code: Int(result.rawValue), text: words(for: result))
        }
        guard intake.isHeadComplete else {
            throw CurlFailure(code: CurlCode.partialReply, text: "the reply ends in its head")
        }
        return HTTPResponse(
            status: long(CURLINFO_RESPONSE_CODE), headers: intake.headers, body: intake.body,
            isCut: intake.isCut, url: text(CURLINFO_EFFECTIVE_URL) ?? "")
    }

    private func text(_ which: CURLINFO) -> String? {
        var value: UnsafePointer<CChar>?
        guard ccurl_get_string(pointer, which, &value) == CURLE_OK else { return nil }
        return value.map { String(cString: $0) }
    }
}
