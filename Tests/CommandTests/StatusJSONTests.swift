import Foundation
import Sandbox
import TestWorkspace
import Testing

/// `status --json` is a contract: other programs read it.
@Suite("status --json", .keepsFolders, .timeLimit(.minutes(10)))
struct StatusJSONTests {
    private static let states: Set<String> = [
        "queued", "sending", "accepted", "deferred", "in_doubt", "delivered", "failed", "bounced",
        "expired", "cancelled", "superseded", "suppressed",
    ]

    @Test("has its keys with their types before there is a ledger, and all counts are zero")
    func before() async throws {
        try await TestDesk.sample { desk in
            let outcome = try await desk.run("status", "van-hoa-2021", "--json")
            #expect(outcome.status == 0)
            let report = try Self.parse(outcome.output)
            try Self.expectShape(report)
            #expect(report["deliveries"] == nil)
            #expect(report["last_tick"] is NSNull)
            #expect(report["as_of"] as? String == "2021-11-19T08:00:00+07:00")
            for notice in try Self.list(report, "notices") {
                let counts = try #require(notice["counts"] as? [String: Int])
                #expect(counts.values.allSatisfy { $0 == 0 })
                #expect(notice["state"] as? String == "planned")
            }
            for obligation in try Self.list(report, "obligations") {
                #expect(obligation["open"] as? Int == 0)
            }
        }
    }

    @Test("counts what lies in the relay's Maildir, and names every delivery")
    func after() async throws {
        try await TestDesk.sample { desk in
            _ = try await desk.run("send", "van-hoa-2021", "giay-moi")
            let outcome = try await desk.run("status", "van-hoa-2021", "--json", "--deliveries")
            #expect(outcome.status == 1)
            let report = try Self.parse(outcome.output)
            try Self.expectShape(report)

            let notice = try #require(
                try Self.list(report, "notices").first { $0["id"] as? String == "giay-moi" })
            let counts = try #require(notice["counts"] as? [String: Int])
            #expect(notice["recipients"] as? Int == 204)
            #expect(counts["accepted"] == (try desk.kept()))
            #expect((counts["failed"] ?? 0) > 0)

            let deliveries = try Self.list(report, "deliveries")
            let mails = deliveries.filter { $0["channel"] as? String == "email" }
            #expect(mails.count == counts.values.reduce(0, +))
            for (state, count) in counts {
                #expect(mails.filter { $0["state"] as? String == state }.count == count)
            }
            #expect(Set(mails.compactMap { $0["message_id"] as? String }).count == mails.count)
            try Self.expectSameAsKept(mails, desk)
        }
    }

    @Test("is narrowed by notice, state and selection")
    func narrowed() async throws {
        try await TestDesk.sample { desk in
            _ = try await desk.run("send", "van-hoa-2021", "giay-moi")
            let failed = try Self.parse(
                try await desk.run("status", "van-hoa-2021", "--json", "--state", "failed").output)
            let deliveries = try Self.list(failed, "deliveries")
            #expect(!deliveries.isEmpty)
            #expect(deliveries.allSatisfy { $0["state"] as? String == "failed" })
            let one = try Self.parse(
                try await desk.run(
                    "status", "van-hoa-2021", "--json", "--notice", "giay-moi", "--to", "vp-ubnd"
                ).output)
            #expect(try Self.list(one, "notices").map { $0["id"] as? String } == ["giay-moi"])
            #expect(
                try Self.list(one, "deliveries").map { $0["recipient"] as? String } == ["vp-ubnd"])
        }
    }

    // MARK: - The contract

    private static func expectShape(_ report: [String: Any]) throws {
        var keys = Set(report.keys)
        keys.remove("deliveries")
        let needed: Set = ["conference", "as_of", "last_tick", "notices", "obligations", "calls"]
        #expect(keys == needed.union(["paused_at", "cancelled_at", "tick", "mails", "delayed"]))
        #expect(report["mails"] as? [String: Int] == ["to_read": 0])
        #expect(report["delayed"] as? Int == 0)
        #expect(report["conference"] is String)
        try expectInstant(report["as_of"])
        for notice in try list(report, "notices") { try expectNotice(notice) }
        for obligation in try list(report, "obligations") { try expectObligation(obligation) }
        let calls = try #require(report["calls"] as? [String: Int])
        #expect(Set(calls.keys) == ["open", "taken", "done"])
        guard report["deliveries"] != nil else { return }
        for delivery in try list(report, "deliveries") { try expectDelivery(delivery) }
    }

    private static func expectNotice(_ notice: [String: Any]) throws {
        let needed: Set = ["id", "kind", "at", "state", "recipients", "counts"]
        #expect(Set(notice.keys).subtracting(["channels"]) == needed)
        let kinds = ["invitation", "documents", "reminder", "correction", "cancellation"]
        #expect(kinds.contains(notice["kind"] as? String ?? ""))
        let states = ["planned", "sending", "done", "missed", "cancelled"]
        #expect(states.contains(notice["state"] as? String ?? ""))
        try expectInstant(notice["at"])
        #expect(isNumber(notice["recipients"]))
        let counts = try #require(notice["counts"] as? [String: Int])
        #expect(Set(counts.keys) == Self.states)
        let channels = notice["channels"] as? [String: [String: Int]] ?? [:]
        #expect(Set(channels.keys).isSubset(of: ["sms", "call"]))
        for counts in channels.values { #expect(Set(counts.keys) == Self.states) }
    }

    private static func expectObligation(_ obligation: [String: Any]) throws {
        #expect(
            Set(obligation.keys) == ["id", "due", "open", "done", "declined", "late", "waived"])
        try expectInstant(obligation["due"])
        for key in ["open", "done", "declined", "late", "waived"] {
            #expect(isNumber(obligation[key]))
        }
    }

    private static func expectDelivery(_ delivery: [String: Any]) throws {
        #expect(
            Set(delivery.keys) == [
                "id", "notice", "recipient", "name", "venue", "channel", "address", "state",
                "attempts", "possible_duplicate", "reply", "message_id", "updated_at",
                "next_attempt_at",
            ])
        for key in ["notice", "recipient", "name", "channel", "address", "state"] {
            #expect(delivery[key] is String, "\(key)")
        }
        for key in ["venue", "reply", "message_id"] {
            #expect(delivery[key] is String || delivery[key] is NSNull, "\(key)")
        }
        #expect(isNumber(delivery["id"]) && isNumber(delivery["attempts"]))
        #expect(Self.states.contains(delivery["state"] as? String ?? ""))
        #expect(["email", "sms", "call"].contains(delivery["channel"] as? String ?? ""))
        #expect(isBool(delivery["possible_duplicate"]))
        let id = delivery["message_id"] as? String ?? "<>"
        #expect(id.hasPrefix("<") && id.hasSuffix(">"))
        try expectInstant(delivery["updated_at"])
        if !(delivery["next_attempt_at"] is NSNull) {
            try expectInstant(delivery["next_attempt_at"])
        }
    }

    /// ISO 8601 with the workspace's offset.
    private static func expectInstant(_ value: Any?) throws {
        let text = try #require(value as? String)
        #expect(
            text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00/) != nil, "\(text)")
    }

    /// JSON's true and 1 are told apart only by how they are written.
    private static func isBool(_ value: Any?) -> Bool {
        (value as? NSNumber).map { "cB".contains(String(cString: $0.objCType)) } ?? false
    }

    private static func isNumber(_ value: Any?) -> Bool {
        value is Int && !isBool(value)
    }

    private static func parse(_ output: String) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
        return try #require(value as? [String: Any])
    }

    private static func list(_ report: [String: Any], _ key: String) throws -> [[String: Any]] {
        try #require(report[key] as? [[String: Any]], "\(key)")
    }

    /// Each accepted mail lies in the Maildir once, under its Message-ID and its address.
    private static func expectSameAsKept(_ mails: [[String: Any]], _ desk: TestDesk) throws {
        let accepted = mails.filter { $0["state"] as? String == "accepted" }
        let expected = accepted.compactMap { mail -> String? in
            guard let id = mail["message_id"] as? String, let to = mail["address"] as? String
            else { return nil }
            return id + " " + to
        }
        let found = try SandboxEnvelope.read(from: desk.relay.envelopes).map { envelope in
            let file = desk.relay.directory.appending(path: envelope.file)
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            let header = text.firstMatch(of: /(?i)\r\nmessage-id:\s*(<[^>]+>)/)
            return (header.map { String($0.1) } ?? "") + " " + envelope.recipients[0].address
        }
        #expect(found.sorted() == expected.sorted())
    }
}
