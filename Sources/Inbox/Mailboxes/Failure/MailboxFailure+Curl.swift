import Curl

extension MailboxFailure {
    /// What libcurl's failure to open a connection means. Its number decides first; the server's last
    /// word only where libcurl says that the server refused.
    init(_ failure: CurlFailure) {
        let word = failure.lastReply.last.map { IMAPResponse(pieces: [.text(Array($0.utf8))]) }
        let isRefusal = word?.status.map { $0 != .ok && $0 != .preauth } ?? false
        self.init(
            Self.kind(of: failure, word), words: isRefusal ? word?.statusText : nil,
            detail: "\(failure.text) (libcurl \(failure.code), \(failure.stage.rawValue))")
    }

    private static func kind(of failure: CurlFailure, _ word: IMAPResponse?) -> Kind {
        switch failure.objection {
        case .connectsTooSlowly?: return .unreachable
        case .replyTooLong?: return .notAMailServer
        case .encryptionRefused?: return .encryptionRefused
        case nil: break
        }
        return switch failure.code {
        case CurlCode.badURL: .settings
        case CurlCode.hostUnknown: .hostUnknown
        case CurlCode.couldNotConnect: .unreachable
        case CurlCode.certificateNotTrusted: .certificateNotTrusted
        case CurlCode.caFileUnreadable: .authoritiesUnreadable
        case CurlCode.tlsFailed: .encryptionFailed
        case CurlCode.loginDenied: login(word)
        case CurlCode.tlsNotAvailable:
            failure.stage == .startTLS ? .encryptionRefused : .encryptionMissing
        default: atStage(failure, word)
        }
    }

    /// Codes that mean different things at different stages: silence, a broken connection, a refusal.
    private static func atStage(_ failure: CurlFailure, _ word: IMAPResponse?) -> Kind {
        if word?.status == .bye { return .turnedAway }
        switch failure.stage {
        case .connect: return failure.code == CurlCode.weirdReply ? .notAMailServer : .unreachable
        // libcurl refuses bytes that came in clear behind STARTTLS's reply (CVE-2011-0411).
        case .startTLS, .handshake: return .encryptionFailed
        case .banner, .greeting, .login, .ready:
            return failure.code == CurlCode.timedOut ? .tooSlow : .dropped
        }
    }

    /// RFC 5530 section 3 names the reasons; without one it is the password.
    private static func login(_ word: IMAPResponse?) -> Kind {
        switch word?.status {
        case .ok?, .preauth?, nil: return .loginNotOffered
        case .bye?: return .turnedAway
        case .no?, .bad?: break
        }
        return switch word?.code.first {
        case "UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG": .loginDelayed
        case "PRIVACYREQUIRED": .encryptionMissing
        default: .loginRefused
        }
    }

    /// How an open connection ended before its time.
    init(_ interruption: IMAPConnection.Interruption) {
        switch interruption {
        case .timedOut: self.init(.tooSlow)
        case .broken(let words): self.init(.dropped, detail: words)
        }
    }

    init(_ fault: ResponseReader.Fault) {
        switch fault {
        case .tooLong: self = .outOfStep("a response is longer than any that was asked for")
        case .hugeLiteral: self = .outOfStep("a message is longer than any disk")
        }
    }
}
