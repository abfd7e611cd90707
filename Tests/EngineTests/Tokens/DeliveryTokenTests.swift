import ConvokeCore
import Engine
import Foundation
import Testing

@Suite("The token of a delivery")
struct DeliveryTokenTests {
    private let key = TokenKey(bytes: Array(repeating: 7, count: 32))

    private func delivery(
        id: Int64 = 17, address: String = "vanphong@huongkhe.example", revision: Int = 1
    ) -> Delivery {
        let moment = Date(timeIntervalSince1970: 1_637_283_600)
        return Delivery(
            id: id, conference: "van-hoa-2021", notice: "giay-moi", recipient: "hu-hk",
            name: "Văn phòng", venue: nil, channel: .email, address: address, revision: revision,
            state: .queued, attempts: 0, possibleDuplicate: false, reply: nil, reason: nil,
            plannedAt: moment, updatedAt: moment, nextAttemptAt: moment, handOverAt: moment,
            lastUsefulAt: moment)
    }

    @Test("is the same each time it is derived")
    func stable() {
        #expect(DeliveryToken(delivery(), key: key) == DeliveryToken(delivery(), key: key))
    }

    @Test("is what it was in mails that were sent long ago")
    func known() {
        let token = DeliveryToken(delivery(), key: key)
        #expect(token.text == "h-919v3kbse5mayf46")
        #expect(token.messageID == "convoke.h.88qdew2ax6wwygg8")
    }

    @Test("differs for another delivery, address, revision or key")
    func differs() {
        let tokens = [
            DeliveryToken(delivery(), key: key), DeliveryToken(delivery(id: 18), key: key),
            DeliveryToken(delivery(address: "b@huongkhe.example"), key: key),
            DeliveryToken(delivery(revision: 2), key: key),
            DeliveryToken(delivery(), key: TokenKey(bytes: Array(repeating: 8, count: 32))),
        ]
        #expect(Set(tokens).count == tokens.count)
        #expect(Set(tokens.map(\.messageID)).count == tokens.count)
    }

    @Test(
        "tells its delivery's number, in any case",
        arguments: [1, 17, 31, 32, 1_000_000, Int64.max])
    func number(id: Int64) {
        let token = DeliveryToken(delivery(id: id), key: key)
        #expect(DeliveryToken.delivery(in: token.text) == id)
        #expect(DeliveryToken.delivery(in: token.text.uppercased()) == id)
        #expect(token.matches(token.text.uppercased()))
    }

    @Test(
        "is not matched by another text", arguments: ["", "h-", "h-aaaaaaaaaaaaaaaa", "nonsense"])
    func forged(text: String) {
        #expect(!DeliveryToken(delivery(), key: key).matches(text))
    }

    @Test(
        "is no number when it is none", arguments: ["", "-", "abc", "il-x", "zzzzzzzzzzzzzzzzz-x"])
    func noNumber(text: String) {
        #expect(DeliveryToken.delivery(in: text) == nil)
    }

    @Test("leaves the return path within 64 octets and without case")
    func returnPath() {
        let bounce = EmailAddress(
            localPart: "bounce", domain: "tinhuy.example", asciiDomain: "tinhuy.example")
        let path = bounce.returnPath(DeliveryToken(delivery(id: .max), key: key))
        #expect(path.localPart.utf8.count <= 64)
        #expect(path.localPart == path.localPart.lowercased())
        #expect(path.localPart.hasPrefix("bounce+"))
        #expect(path.asciiDomain == "tinhuy.example")
    }
}
