import CCurl

extension EasyHandle {
    /// Everything that holds for each IMAP connection.
    func prepare(_ endpoint: IMAPEndpoint) throws(CurlFailure) {
        try set(CURLOPT_URL, endpoint.url)
        try set(CURLOPT_PROTOCOLS_STR, "imap,imaps")
        try set(CURLOPT_PROXY, "")  // none from the environment
        try set(CURLOPT_CONNECT_ONLY, 1)
        try set(CURLOPT_TIMEOUT_MS, endpoint.limit.milliseconds)
        try set(CURLOPT_CONNECTTIMEOUT_MS, endpoint.limit.milliseconds)
        let level = endpoint.encryption == .whenOffered ? CURLUSESSL_TRY : CURLUSESSL_ALL
        try set(CURLOPT_USE_SSL, Int(level.rawValue))
        try verifyCertificates(by: endpoint.caFile)
        try set(CURLOPT_USERNAME, endpoint.user)
        try set(CURLOPT_PASSWORD, endpoint.password)
    }
}

extension IMAPConnection {
    /// Connects, encrypts and logs in. A failure carries the server's last word on how it went.
    static func connect(
        _ handle: EasyHandle, _ dialogue: IMAPDialogue
    ) throws(CurlFailure) {
        let context = Unmanaged.passUnretained(dialogue).toOpaque()
        try attach(context, to: handle)
        let result = withExtendedLifetime(dialogue) { curl_easy_perform(handle.pointer) }
        try handle.set(CURLOPT_VERBOSE, 0)  // libcurl must not look for the dialogue again
        guard result != CURLE_OK else { return }
        throw CurlFailure(
            code: dialogue.isForeign ? CurlCode.weirdReply : Int(result.rawValue),
            text: handle.words(for: result), stage: dialogue.stage,
            lastReply: dialogue.lastStatus.map { [$0] } ?? [],
            objection: dialogue.objection)
    }

    private static func attach(
        _ context: UnsafeMutableRawPointer, to handle: EasyHandle
    ) throws(CurlFailure) {
        try handle.set(CURLOPT_HEADERDATA, pointer: context)
        try handle.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let bytes, let dialogue = IMAPConnection.dialogue(context) else { return 0 }
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            let goOn = line.withMemoryRebound(to: UInt8.self) { dialogue.received($0) }
            return goOn ? size * count : 0
        }
        try handle.set(CURLOPT_DEBUGDATA, pointer: context)
        try handle.setDebug { _, kind, bytes, count, context in
            guard kind == CURLINFO_HEADER_OUT, let bytes,
                let dialogue = IMAPConnection.dialogue(context)
            else { return 0 }
            UnsafeRawBufferPointer(start: bytes, count: count)
                .withMemoryRebound(to: UInt8.self) { dialogue.sent($0) }
            return 0
        }
        try handle.set(CURLOPT_VERBOSE, 1)  // else the lines above hear nothing
    }

    private static func dialogue(_ context: UnsafeMutableRawPointer?) -> IMAPDialogue? {
        context.map { Unmanaged<IMAPDialogue>.fromOpaque($0).takeUnretainedValue() }
    }
}
