import CCurl

/// One libcurl handle: made in `init`, given back in `deinit`.
///
/// It may move between threads but must never be used by two at once, which the missing `Sendable`
/// keeps. Every setting goes through here, so that none fails unseen.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    /// libcurl writes its last words here; it must stay where it is as long as the handle lives.
    private let words: UnsafeMutablePointer<CChar>
    private static let wordsSize = Int(CURL_ERROR_SIZE)
    /// The lines that `setHeaders` was given; libcurl reads them where they are.
    private var headerList: UnsafeMutablePointer<curl_slist>?

    init() throws(CurlFailure) {
        try CurlLibrary.start()
        guard let pointer = curl_easy_init() else {
            throw CurlFailure(code: 2, text: "libcurl gave no handle")
        }
        self.pointer = pointer
        words = .allocate(capacity: Self.wordsSize)
        words.initialize(repeating: 0, count: Self.wordsSize)
        try set(CURLOPT_ERRORBUFFER, pointer: words)
        try set(CURLOPT_NOSIGNAL, 1)
    }

    deinit {
        curl_easy_cleanup(pointer)
        curl_slist_free_all(headerList)
        words.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) throws(CurlFailure) {
        try check(ccurl_set_long(pointer, option, value), option)
    }

    /// Sets a text, which libcurl copies; nil takes a default away.
    func set(_ option: CURLoption, _ value: String?) throws(CurlFailure) {
        let result =
            if let value {
                value.withCString { ccurl_set_string(pointer, option, $0) }
            } else {
                ccurl_set_string(pointer, option, nil)
            }
        try check(result, option)
    }

    func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer) throws(CurlFailure) {
        try check(ccurl_set_pointer(pointer, option, value), option)
    }

    func set(
        _ option: CURLoption, function: @escaping ccurl_data_function
    ) throws(CurlFailure) {
        try check(ccurl_set_data_function(pointer, option, function), option)
    }

    /// Sets the header lines of an HTTP request; to be called once.
    func setHeaders(_ lines: [String]) throws(CurlFailure) {
        for line in lines {
            guard let longer = curl_slist_append(headerList, line) else {
                throw CurlFailure(code: CurlCode.outOfMemory, text: "no memory for a header")
            }
            headerList = longer
        }
        guard let headerList else { return }
        try set(CURLOPT_HTTPHEADER, pointer: headerList)
    }

    /// TLS as all of Convoke speaks it: certificate and host verified, 1.2 or newer.
    ///
    /// The file holds the only authorities to trust; nil for those of the system.
    func verifyCertificates(by file: String?) throws(CurlFailure) {
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        guard let file else { return }
        try set(CURLOPT_CAINFO, file)
        try set(CURLOPT_CAPATH, nil)  // those of the system would be trusted besides
    }

    func setDebug(function: @escaping ccurl_debug_function) throws(CurlFailure) {
        try check(ccurl_set_debug_function(pointer, function), CURLOPT_DEBUGFUNCTION)
    }

    func setProgress(function: @escaping ccurl_progress_function) throws(CurlFailure) {
        try check(ccurl_set_progress_function(pointer, function), CURLOPT_XFERINFOFUNCTION)
    }

    /// A number that libcurl knows about the last transfer; zero if it does not.
    func long(_ which: CURLINFO) -> Int {
        var value = 0
        return ccurl_get_long(pointer, which, &value) == CURLE_OK ? value : 0
    }

    /// A count or a time in microseconds; zero if libcurl does not know it.
    func offset(_ which: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        return ccurl_get_offset(pointer, which, &value) == CURLE_OK ? Int64(value) : 0
    }

    /// The descriptor of the open connection; nil once there is none.
    var socket: Int32? {
        var value: curl_socket_t = -1
        return ccurl_get_socket(pointer, &value) == CURLE_OK && value >= 0 ? value : nil
    }

    /// What libcurl last wrote into its buffer, else its text for the code.
    func words(for code: CURLcode) -> String {
        let text = String(cString: words)
        return text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
    }

    private func check(_ result: CURLcode, _ option: CURLoption) throws(CurlFailure) {
        guard result != CURLE_OK else { return }
        throw CurlFailure(
            code: Int(result.rawValue), text: "libcurl refused its option \(option.rawValue)")
    }
}
