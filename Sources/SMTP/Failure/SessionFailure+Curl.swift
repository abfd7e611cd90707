import ConvokeCore
import Curl

extension SessionFailure {
    /// What libcurl's failure means. Its number decides first; the server's words only where libcurl
    /// says that the server refused, because an earlier reply may still stand there.
    init(_ failure: CurlFailure) {
        let reply = Reply(wire: failure.lastReply)
        let kind = Self.kind(of: failure, reply)
        self.init(
            kind, stage: Stage(failure.stage), reply: Self.concerns(kind, reply),
            detail: "\(failure.text) (libcurl \(failure.code), \(failure.stage.rawValue))")
    }

    private static func kind(of failure: CurlFailure, _ reply: Reply?) -> Kind {
        switch failure.objection {
        case .connectsTooSlowly?: return .unreachable
        case .replyTooLong?: return failure.stage == .banner ? .noBanner : .unreliable
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
        case CurlCode.loginDenied: login(reply)
        case CurlCode.tlsNotAvailable:
            failure.stage == .startTLS ? .encryptionRefused : .encryptionMissing
        default: atStage(failure, reply)
        }
    }

    /// Codes that mean different things at different stages: silence, a broken connection, a refusal.
    private static func atStage(_ failure: CurlFailure, _ reply: Reply?) -> Kind {
        switch failure.stage {
        case .connect: .unreachable
        case .banner: reply.map { $0.code >= 400 } == true ? .bannerRefused : .noBanner
        case .greeting:
            switch reply?.code {
            case 421?: .bannerRefused
            case 530?: .loginDemanded
            case let code? where code >= 400: .greetingRefused
            default: .unreliable
            }
        // libcurl refuses bytes that came in clear behind STARTTLS's reply (CVE-2011-0411).
        case .startTLS, .handshake: .encryptionFailed
        case .login: reply?.isTransient == true ? .loginDelayed : .unreliable
        case .ready: .unreliable
        }
    }

    private static func login(_ reply: Reply?) -> Kind {
        guard let reply, reply.code >= 400 else { return .loginNotOffered }
        return reply.isTransient ? .loginDelayed : .loginRefused
    }

    /// The last reply is only quoted where it was the refusal.
    private static func concerns(_ kind: Kind, _ reply: Reply?) -> Reply? {
        reply.flatMap { $0.code >= 400 ? $0 : nil }
    }
}

extension Stage {
    fileprivate init(_ stage: ConnectionStage) {
        self =
            switch stage {
            case .connect, .banner, .greeting: .connect
            case .startTLS, .handshake: .tls
            case .login: .auth
            case .ready: .mail
            }
    }
}

extension Reply {
    /// A reply from its lines as they came, code and all; nil if they are none.
    init?(wire lines: [String]) {
        guard let last = lines.last, let code = Int(last.prefix(3)), (200..<600).contains(code)
        else { return nil }
        self.init(code: code, lines: lines.map { String($0.dropFirst(4)) })
    }
}
