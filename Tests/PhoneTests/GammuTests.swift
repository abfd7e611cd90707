import ConvokeCore
import Foundation
import Testing

@testable import Phone

@Suite("A text through Gammu's folders")
struct GammuTests {
    private let scratch = Scratch()
    private let now = Date(timeIntervalSince1970: 1_637_715_600)

    private func gateway() -> GammuGateway {
        let now = now
        return GammuGateway(folders: GammuFolders(root: scratch.path), now: { now })
    }

    @Test("lies in the outbox whole, under a name that the daemon reads")
    func written() throws {
        try scratch.make("outbox", "sent", "error", "inbox")
        let result = gateway().send(text("Kính mời\nông Đỗ"))
        let name = "OUTC20211124_010000_00_+84900000101_r~5F1.smsbackup"
        #expect(result.outcome == .accepted)
        #expect(result.id == name)
        #expect(try scratch.names("outbox") == [name])
        let contents = try String(
            contentsOf: URL(filePath: scratch.path + "/outbox/" + name), encoding: .utf8)
        #expect(contents == GammuBackup(text("Kính mời\nông Đỗ")).contents)
    }

    @Test("of one part is in the form that gammu-smsd-inject writes")
    func short() {
        #expect(
            GammuBackup(text("Kính mời")).contents == """
                [SMSBackup000]
                PDU = Status_Report
                State = Sent
                Number = "+84900000101"
                Text00 = 004B00ED006E00680020006D1EDD0069
                Coding = Unicode_No_Compression
                Folder = 1
                Length = 8
                Class = -1
                ReplySMSC = False
                RejectDuplicates = False
                ReplaceMessage = 0
                MessageReference = 0

                """)
    }

    @Test("of several parts is joined by a header with one mark, and no letter is lost")
    func long() throws {
        let whole = String(repeating: "Hội nghị ", count: 20)
        let contents = GammuBackup(text(whole)).contents
        let lines = contents.split(separator: "\n")
        let joints = lines.filter { $0.hasPrefix("UDH = ") }.map { $0.dropFirst(6) }
        #expect(joints.count == 3)
        #expect(joints.map { $0.prefix(6) } == ["050003", "050003", "050003"])
        #expect(Set(joints.map { $0.dropFirst(6).prefix(2) }).count == 1)
        #expect(joints.map { $0.suffix(4) } == ["0301", "0302", "0303"])
        let digits = lines.filter { $0.hasPrefix("Text") }.map { $0.dropFirst(9) }
        #expect(digits.allSatisfy { $0.count <= 200 })
        let bytes = try #require(
            Escapes.bytes(
                of: digits.joined().enumerated().map { $0 % 2 == 0 ? "%\($1)" : "\($1)" }.joined(),
                escape: 0x25))
        #expect(IncomingText.utf16(bytes) == whole)
        #expect(
            lines.filter { $0.hasPrefix("Length") } == [
                "Length = 67", "Length = 67", "Length = 46",
            ])
    }

    @Test("in plain letters says so")
    func plain() {
        #expect(GammuBackup(text("OK [1]")).contents.contains("Coding = Default_No_Compression"))
    }

    @Test(
        "with more parts than can be counted, or with none, is refused",
        arguments: [0, 67 * 255 + 1])
    func endless(_ count: Int) throws {
        try scratch.make("outbox", "sent")
        let result = gateway().send(text(String(repeating: "ế", count: count)))
        #expect(result.outcome == .refused)
        #expect(result.reason == .messageTooLarge)
        #expect(try scratch.names("outbox").isEmpty)
    }

    @Test("that was handed over before is not written again", arguments: ["outbox", "sent"])
    func again(_ folder: String) throws {
        try scratch.make("outbox", "sent", "error", "inbox")
        let name = "OUTC20211123_230000_00_+84900000101_r~5F1.smsbackup"
        try scratch.write("x", folder + "/" + name)
        let result = gateway().send(text())
        #expect(result.id == name)
        #expect(try scratch.names("outbox") == (folder == "outbox" ? [name] : []))
    }

    @Test("waits when its folder is not there")
    func noFolder() {
        let result = gateway().send(text())
        #expect(result.outcome == .released)
        #expect(result.problem?.status == .unreachable)
        #expect(result.problem?.found == scratch.path + "/outbox")
    }

    @Test("waits when its file cannot be written, and leaves no half of one")
    func noRoom() throws {
        try scratch.make("outbox/.OUTC20211124_010000_00_+84900000101_r~5F1.smsbackup", "sent")
        let result = gateway().send(text())
        #expect(result.outcome == .released)
        #expect(result.problem != nil)
    }

    @Test("to a number that would lead out of the folder is refused")
    func hostile() throws {
        try scratch.make("outbox", "sent")
        #expect(gateway().send(text(to: "../../etc/x")).outcome == .refused)
        #expect(try scratch.names("outbox").isEmpty)
    }

    @Test("is reported by the folder in which it ends")
    func reports() throws {
        try scratch.make("outbox", "sent", "error", "inbox")
        try scratch.write("x", "outbox/OUTC20211124_010000_00_+84900000101_a.smsbackup")
        try scratch.write("x", "sent/OUTC20211124_010000_00_+84900000102_b.smsbackup")
        try scratch.write("x", "error/OUTC20211124_010000_00_+84900000103_c~5F.smsbackup")
        try scratch.write("x", "sent/OUTC20211124_010000_00_+84900000103_c~5F.smsbackup")
        try scratch.write("x", "sent/OUTother.txt")
        let reports = try GammuFolders(root: scratch.path).reports()
        #expect(reports.map(\.reference) == ["b", "c_"])
        #expect(reports.map(\.state) == [.buffered, .failed(.relayTrouble)])
    }

    @Test("that was tried again is reported by its last try")
    func lastTry() {
        let first = "OUTC20211124_010000_00_+84900000101_a.smsbackup"
        let second = "OUTC20211124_020000_00_+84900000101_a.smsbackup"
        func states(_ names: [GammuFolders.Folder: [String]]) -> [DeliveryReport.State] {
            GammuFolders.reports(names).map(\.state)
        }
        #expect(states([.error: [first], .sent: [second]]) == [.buffered])
        #expect(states([.error: [first, second]]) == [.failed(.relayTrouble)])
        #expect(states([.error: [first], .outbox: [second]]).isEmpty)
        #expect(states([.outbox: ["OUT0900000101.txt"], .sent: ["x"]]).isEmpty)
    }

    @Test("that the modem could not send is written once more when it is tried again")
    func afterError() throws {
        try scratch.make("outbox", "sent", "error")
        try scratch.write("x", "error/OUTC20211123_230000_00_+84900000101_r~5F1.smsbackup")
        #expect(gateway().send(text()).outcome == .accepted)
        #expect(try scratch.names("outbox").count == 1)
    }

    @Test("that comes in in parts is one, in order, until it is recorded")
    func received() throws {
        try scratch.make("inbox")
        try scratch.write("hai", "inbox/IN20211124_080001_00_+84900000101_01.txt")
        try scratch.write("một ", "inbox/IN20211124_080001_00_+84900000101_00.txt")
        try scratch.write("OK", "inbox/IN20211124_080000_00_0900000102_00.txt")
        try scratch.write("x", "inbox/README")
        let folders = GammuFolders(root: scratch.path)
        let received = try folders.received()
        #expect(
            received.map(\.text) == [
                IncomingText(number: "0900000102", text: "OK"),
                IncomingText(number: "+84900000101", text: "một hai"),
            ])
        for text in received { try folders.discard(text) }
        #expect(try folders.received().isEmpty)
        #expect(try scratch.names("inbox") == ["README"])
    }

    @Test("is read in whatever coding the daemon writes")
    func codings() {
        let wide: [UInt8] = [0xFE, 0xFF, 0x1E, 0xD3]
        #expect(GammuFolders.text(of: Data(wide)) == "ồ")
        #expect(GammuFolders.text(of: Data([0xFF, 0xFE, 0xD3, 0x1E])) == "ồ")
        #expect(GammuFolders.text(of: Data([0xEF, 0xBB, 0xBF] + Array("ồ".utf8))) == "ồ")
        #expect(GammuFolders.text(of: Data("ồ".utf8)) == "ồ")
    }
}
