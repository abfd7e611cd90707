import Foundation

extension SMTPSession {
    /// Carries out AUTH (RFC 4954 section 4).
    func authenticate(mechanism: String, initial: String?) async {
        if let obstacle = dialogue.obstacleToLogin(configuration) { return send(obstacle) }
        do {
            switch mechanism {
            case "PLAIN": try await settle(plain(initial))
            case "LOGIN": try await settle(login(initial))
            default: send(.unknownMechanism)
            }
        } catch let refusal as SMTPRefusal {
            send(refusal.reply)
        } catch {
            // The client has gone in the middle of the exchange.
            isOpen = false
        }
    }

    private func settle(_ given: SandboxConfiguration.Credentials) async {
        guard given == configuration.credentials else { return send(.wrongPassword) }
        guard await passes(.authenticated) else { return }
        dialogue.user = given.user
        send(.loggedIn)
    }

    /// RFC 4616: identity, user and password, with NUL between them.
    private func plain(_ initial: String?) async throws -> SandboxConfiguration.Credentials {
        let octets = try await response(initial, challenge: "")
        let parts = octets.split(separator: 0, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw SMTPRefusal(.undecodable) }
        return SandboxConfiguration.Credentials(
            user: String(decoding: parts[1], as: UTF8.self),
            password: String(decoding: parts[2], as: UTF8.self)
        )
    }

    /// The challenges are "Username:" and "Password:", by custom.
    private func login(_ initial: String?) async throws -> SandboxConfiguration.Credentials {
        let user = try await response(initial, challenge: "VXNlcm5hbWU6")
        let password = try await response(nil, challenge: "UGFzc3dvcmQ6")
        return SandboxConfiguration.Credentials(
            user: String(decoding: user, as: UTF8.self),
            password: String(decoding: password, as: UTF8.self)
        )
    }

    private func response(_ initial: String?, challenge: String) async throws -> Data {
        guard let initial else { return try Self.decoded(try await ask(challenge)) }
        return initial == "=" ? Data() : try Self.decoded(initial)
    }

    private func ask(_ challenge: String) async throws -> String {
        send(.challenge(challenge))
        while isOpen {
            switch lines.next(limit: CommandLines.loginLimit) {
            case .text(let octets): return String(decoding: octets, as: UTF8.self)
            case .tooLong, .endless: throw SMTPRefusal(.longCommand)
            case .bareLineFeed: throw SMTPRefusal(.undecodable)
            case nil: await waitForBytes()
            }
        }
        throw CancellationError()
    }

    private static func decoded(_ text: String) throws -> Data {
        guard text != "*" else { throw SMTPRefusal(.loginAbandoned) }
        guard let octets = Data(base64Encoded: text) else { throw SMTPRefusal(.undecodable) }
        return octets
    }
}
