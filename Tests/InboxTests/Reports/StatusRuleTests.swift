import ConvokeCore
import Testing

@testable import Inbox

@Suite("What codes mean")
struct StatusRuleTests {
    @Test(
        "the registered codes of each kind",
        arguments: [
            (
                MailClass.hard,
                ["5.1.1", "5.1.2", "5.1.6", "5.1.10", "5.2.1", "5.4.4", "5.7.17", "5.0.0"]
            ),
            (
                .soft,
                [
                    "5.2.2", "4.2.2", "4.1.1", "4.3.2", "5.4.1", "5.4.6", "5.4.7", "4.4.4", "4.7.0",
                    "4.7.1", "5.5.3",
                    "5.3.5",
                ]
            ),
            (
                .policy,
                ["5.7.1", "4.7.5", "5.1.8", "5.7.10", "5.7.26", "5.7.27", "5.7.30", "5.7.606"]
            ),
            (.content, ["5.2.3", "5.3.4", "5.6.0", "5.6.7", "5.6.10", "5.7.16"]),
        ])
    func registered(_ mailClass: MailClass, _ codes: [String]) throws {
        for code in codes {
            let status = try #require(EnhancedStatus(code))
            #expect(StatusRule.mailClass(status) == mailClass, "\(code)")
        }
    }

    @Test("every code of a failure has a class of a failure")
    func total() {
        let failures: Set<MailClass> = [.hard, .soft, .policy, .content]
        for kind in [4, 5] {
            for subject in 0...9 {
                for detail in 0...60 {
                    let found = StatusRule.mailClass(EnhancedStatus(kind, subject, detail))
                    #expect(failures.contains(found))
                    if kind == 4 { #expect(found != .hard) }
                }
            }
        }
    }

    @Test(
        "what is no code is none",
        arguments: ["5.1", "5.1.1.1", "3.1.1", "5.1.1000", "5..1", "x.1.1", "", "55.1.1"])
    func none(_ text: String) {
        #expect(EnhancedStatus(text) == nil)
    }
}
