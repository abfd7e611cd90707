import ConvokeCore
import Crypto
import Foundation
import LedgerStore
import Phone
import Workspace

/// Sends the texts of one conference that are due, one after the other: each as a delivery with its
/// intent on the disk before anything leaves.
struct TextRound {
    /// The number of its session within the run: SMTP sessions count from 1.
    private static let session = 900
    private static let page = 500

    private let office: Office
    private let convocation: Convocation
    private let room: LedgerRoom
    private let settings: GatewaySettings
    private let account: GatewayAccount
    private let gateway: any Gateway
    private let limits: TextLimits
    /// What stopped the round before it was through; nil when nothing did.
    private(set) var problem: Problem?
    private(set) var progress = SendProgress()

    /// Nil where the settings name no gateway.
    init?(_ office: Office, _ convocation: Convocation, _ room: LedgerRoom) throws {
        guard let settings = office.settings.sms else { return nil }
        self.office = office
        self.convocation = convocation
        self.room = room
        self.settings = settings
        account = GatewayAccount(
            settings: settings,
            secret: try settings.secret.map {
                try office.folder.secret($0, at: settings.place.field("sms.secret"))
            }, root: office.root)
        gateway = try account.gateway()
        limits = TextLimits(settings)
    }

    /// Blocks while the gateway is asked.
    mutating func run() throws {
        let due = try room.ledger.reader.due(
            in: convocation.conference.id, by: .sms, now: room.now, limit: Self.page)
        if due.isEmpty { return }
        var log = try TextLog(room.ledger.reader, since: room.now - 86400)
        let writer = LedgerWriter(room.ledger, lease: room.lease)
        let composers = try TextComposers(office, convocation)
        let letters = try LetterWriter(office, convocation.conference)
        let correspondence = Correspondence(convocation.conference, room.ledger.reader)
        var turn = 0
        for delivery in due where problem == nil {
            let earliest = limits.earliest(
                now: room.now, toGateway: log.all, toNumber: log.moments(of: delivery.address))
            // What has to wait stays where it is: the next tick asks again.
            guard earliest <= room.now,
                let text = try composers.text(
                    delivery, of: try room.ledger.reader.escalation(ofText: delivery.id), letters,
                    correspondence)
            else { continue }
            turn += 1
            if try send(delivery, text, letters, writer, turn: turn) {
                log.add(room.now, to: delivery.address)
            }
        }
        try writer.close()
    }

    /// - Returns: whether the text may have left.
    private mutating func send(
        _ delivery: Delivery, _ text: String, _ letters: LetterWriter, _ writer: LedgerWriter,
        turn: Int
    ) throws -> Bool {
        let form = TextForm(text, settings.alphabet)
        let digest = Array(SHA256.hash(data: Data(form.text.utf8)).prefix(16))
        let intent = writer.submit(
            .intent(
                Intent(
                    delivery: delivery.id, session: Self.session, turn: turn, digest: digest,
                    content: .whole(Array(form.text.utf8)), at: room.now)))
        if case .overtaken = try writer.wait(intent) { return false }
        let result = gateway.send(
            TextMessage(
                number: delivery.address, form: form, reference: letters.token(delivery).text,
                reportURL: account.reportURL))
        _ = try writer.wait(writer.submit(.ended(end(delivery, result))))
        problem = result.problem
        progress.count(result.attempt)
        return result.attempt.outcome != .released
    }

    private func end(_ delivery: Delivery, _ result: TextResult) -> AttemptEnd {
        let attempt = result.attempt
        let next: Date? =
            switch attempt.outcome {
            case .deferred:
                RetryPolicy(office.settings.retry).nextAttempt(
                    after: room.now, attempts: delivery.attempts + 1, reason: attempt.reason,
                    jitter: office.clock.jitter, lastUseful: delivery.lastUsefulAt)
            case .released: delivery.nextAttemptAt
            case .accepted, .refused, .inDoubt: nil
            }
        return AttemptEnd(
            delivery: delivery.id, session: Self.session, attempt: attempt, queueID: result.id,
            at: room.now, nextAttemptAt: next)
    }
}

/// When texts went out lately, to whom.
struct TextLog {
    private(set) var all: [Date]
    private var byNumber: [String: [Date]]

    init(_ reader: LedgerReader, since: Date) throws(LedgerFailure) {
        let sent = try reader.textsSent(since: since)
        all = sent.map(\.at)
        byNumber = Dictionary(grouping: sent, by: \.number).mapValues { $0.map(\.at) }
    }

    func moments(of number: String) -> [Date] { byNumber[number] ?? [] }

    mutating func add(_ moment: Date, to number: String) {
        all.append(moment)
        byNumber[number, default: []].append(moment)
    }
}
