import Foundation
import ScriptedRelay
import Testing

@testable import Curl

@Suite struct OpenSessionTests {
    @Test("the banner may take longer than connecting may")
    func slowBanner() throws {
        let relay = ScriptedRelay(
            [.pause(.milliseconds(2500))] + .greeting("PIPELINING") + .farewell)
        let session = try OpenSession(.to(relay, connectLimit: .seconds(1)))
        #expect(session.greeting == ["relay.example", "PIPELINING"])
        #expect(session.banner == ["220 relay.example ESMTP"])
        #expect(!session.isEncrypted)
        session.close()
        relay.stop()
    }
}

extension SMTPEndpoint {
    static func to(
        _ relay: ScriptedRelay, _ encryption: Encryption = .none, host: String = "127.0.0.1",
        login: Login? = nil, caFile: String? = nil, connectLimit: Duration = .seconds(10),
        replyLimit: Duration = .seconds(20)
    ) -> SMTPEndpoint {
        SMTPEndpoint(
            host: host, port: relay.port, encryption: encryption, login: login, caFile: caFile,
            ehloName: "office.example", connectLimit: connectLimit, replyLimit: replyLimit)
    }
}
