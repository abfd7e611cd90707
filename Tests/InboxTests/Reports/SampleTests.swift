import ConvokeCore
import Testing

@testable import Inbox

@Suite("What the mails of servers and people are")
struct SampleTests {
    @Test("each sample is read as the table says", arguments: Sample.all)
    func table(_ sample: Sample) throws {
        let reading = try sample.reading()
        #expect(reading.mailClass.rawValue == sample.mailClass, "\(reading.rule)")
        #expect(reading.status?.description == sample.status, "\(reading.rule)")
        #expect(reading.action == sample.action)
        #expect(reading.recipient == sample.recipient)
        #expect(!reading.rule.isEmpty)
    }

    @Test("there are samples of every class")
    func classes() {
        let seen = Set(Sample.all.map(\.mailClass))
        #expect(seen == Set(MailClass.allCases.map(\.rawValue)))
    }

    @Test("a report of several recipients tells of each")
    func several() throws {
        let both = try Sample.reading("two-recipients-failed-and-delayed").reports
        #expect(both.map(\.mailClass) == [.hard, .delay])
        let exim = try Sample.reading("exim-two-recipients").reports
        #expect(exim.map(\.mailClass) == [.hard, .soft])
        #expect(exim.map(\.recipient) == ["lan@song-lam.example", "mai@song-lam.example"])
        let qmail = try Sample.reading("qmail-several").reports
        #expect(qmail.map(\.mailClass) == [.hard, .soft])
    }

    @Test("an alias is told by the address that we wrote to, and by the one that it became")
    func alias() throws {
        let report = try #require(try Sample.reading("postfix-alias").reports.first)
        #expect(report.recipient == "ubnd@song-lam.example")
        #expect(report.finalRecipient == "hoa@noi-bo.example")
    }

    @Test("a server's words are shown as it wrote them, addresses and all")
    func words() throws {
        let words = try #require(try Sample.reading("exim-rcpt-550").diagnostic)
        #expect(words.contains("550 5.1.1 <lan@song-lam.example>: Recipient address rejected"))
    }

    @Test("the text of an automatic reply is kept, for a deputy may be named in it")
    func deputy() throws {
        let reading = try Sample.reading("ooo-english")
        #expect(reading.text?.contains("nga@xa.example") == true)
        #expect(reading.isFromMachine)
        #expect(try Sample.reading("answer-thread").text == nil)
    }

    @Test("machines are known as such, people through Exchange are not")
    func machines() throws {
        for name in ["postfix-user-unknown", "cron", "list-post", "ooo-precedence"] {
            #expect(try Sample.reading(name).isFromMachine, "\(name)")
        }
        for name in ["answer-via-exchange", "spam", "answer-subject-only", "mdn-displayed"] {
            #expect(try !Sample.reading(name).isFromMachine, "\(name)")
        }
    }
}
