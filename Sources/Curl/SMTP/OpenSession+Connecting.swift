import CCurl

extension EasyHandle {
    /// Everything that holds for each SMTP session.
    func prepare(_ endpoint: SMTPEndpoint) throws(CurlFailure) {
        try set(CURLOPT_URL, endpoint.url)
        try set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        try set(CURLOPT_PROXY, "")  // none from the environment
        try set(CURLOPT_CONNECT_ONLY, 1)
        try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, endpoint.replyLimit.milliseconds / 1000))
        // Each reply has its limit; a server that drips is stopped by this one.
        let all = endpoint.connectLimit + endpoint.replyLimit * 2
        try set(CURLOPT_TIMEOUT_MS, all.milliseconds)
        try set(CURLOPT_CONNECTTIMEOUT_MS, all.milliseconds)
        try prepareEncryption(endpoint)
        if let login = endpoint.login {
            try set(CURLOPT_USERNAME, login.user)
            try set(CURLOPT_PASSWORD, login.password)
        }
    }

    private func prepareEncryption(_ endpoint: SMTPEndpoint) throws(CurlFailure) {
        let level =
            switch endpoint.encryption {
            case .fromTheStart, .required: CURLUSESSL_ALL
            case .whenOffered: CURLUSESSL_TRY
            case .none: CURLUSESSL_NONE
            }
        try set(CURLOPT_USE_SSL, Int(level.rawValue))
        try verifyCertificates(by: endpoint.caFile)
    }
}

extension OpenSession {
    /// What the callbacks need: it lives as long as `connect` runs.
    private final class Witness {
        let dialogue: Dialogue
        let handle: EasyHandle
        let limit: Duration
        /// What libcurl reports once connecting is over: TLS where that comes first, else TCP.
        let milestone: CURLINFO
        let start = ContinuousClock.now

        init(_ dialogue: Dialogue, _ handle: EasyHandle, _ endpoint: SMTPEndpoint) {
            self.dialogue = dialogue
            self.handle = handle
            limit = endpoint.connectLimit
            milestone =
                endpoint.encryption == .fromTheStart
                ? CURLINFO_APPCONNECT_TIME_T : CURLINFO_CONNECT_TIME_T
        }

        /// Called at least once a second: false when connecting takes too long.
        ///
        /// libcurl's own limit for connecting covers the banner, the greeting and the login as well
        /// (measured with 7.88.1), which may take minutes.
        func mayGoOn() -> Bool {
            if handle.offset(milestone) > 0 { dialogue.isConnected = true }
            guard !dialogue.isConnected, ContinuousClock.now - start > limit else { return true }
            dialogue.object(.connectsTooSlowly)
            return false
        }

        static func from(_ context: UnsafeMutableRawPointer?) -> Witness? {
            context.map { Unmanaged<Witness>.fromOpaque($0).takeUnretainedValue() }
        }
    }

    static func connect(
        _ handle: EasyHandle, _ dialogue: Dialogue, _ endpoint: SMTPEndpoint
    ) throws(CurlFailure) {
        let witness = Witness(dialogue, handle, endpoint)
        let context = Unmanaged.passUnretained(witness).toOpaque()
        try attach(context, to: handle)
        let result = withExtendedLifetime(witness) { curl_easy_perform(handle.pointer) }
        try detach(handle)
        guard result != CURLE_OK else { return }
        _ = witness.mayGoOn()
        throw CurlFailure(
            code: Int(result.rawValue), text: handle.words(for: result), stage: dialogue.stage,
            lastReply: dialogue.lastReply, objection: dialogue.objection)
    }

    private static func attach(
        _ context: UnsafeMutableRawPointer, to handle: EasyHandle
    ) throws(CurlFailure) {
        try handle.set(CURLOPT_HEADERDATA, pointer: context)
        try handle.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let bytes, let witness = Witness.from(context) else { return 0 }
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            let goOn = line.withMemoryRebound(to: UInt8.self) { witness.dialogue.received($0) }
            return goOn ? size * count : 0
        }
        try handle.set(CURLOPT_DEBUGDATA, pointer: context)
        try handle.setDebug { _, kind, bytes, count, context in
            guard kind == CURLINFO_HEADER_OUT, let bytes, let witness = Witness.from(context)
            else { return 0 }
            UnsafeRawBufferPointer(start: bytes, count: count)
                .withMemoryRebound(to: UInt8.self) { witness.dialogue.sent($0) }
            return 0
        }
        try handle.set(CURLOPT_VERBOSE, 1)  // else the line above hears nothing
        try handle.set(CURLOPT_XFERINFODATA, pointer: context)
        try handle.setProgress { context, _, _, _, _ in
            Witness.from(context)?.mayGoOn() == false ? 1 : 0
        }
        try handle.set(CURLOPT_NOPROGRESS, 0)
    }

    /// The witness is gone after connecting; libcurl must not look for it again.
    private static func detach(_ handle: EasyHandle) throws(CurlFailure) {
        try handle.set(CURLOPT_VERBOSE, 0)
        try handle.set(CURLOPT_NOPROGRESS, 1)
    }
}

extension Duration {
    /// Whole milliseconds, at least one.
    var milliseconds: Int { max(1, Int(self / .milliseconds(1))) }
}
