import ConvokeCore
import Foundation
import LedgerStore

/// The invariants, each a sentence about the evidence of one round.
struct Verdict {
    private(set) var broken: [String] = []
    private(set) var lost = 0
    private(set) var doubled: Set<String> = []
    private(set) var inDoubt: Set<String> = []
    private let evidence: Evidence
    private let kills: Int

    init(_ evidence: Evidence, kills: Int) throws {
        self.evidence = evidence
        self.kills = kills
        everybodyIsPlanned()
        for entry in evidence.deliveries { try judge(entry) }
        judgeNumbers()
    }

    private mutating func everybodyIsPlanned() {
        let round = evidence.round
        let known = Set(evidence.deliveries.map(\.address))
        for number in 1...round.recipients where !known.contains(round.address(of: number)) {
            lost += 1
            broken.append("\(round.address(of: number)) has no delivery")
        }
        let strangers = Set(evidence.receipts.keys).subtracting(known)
        for address in strangers { broken.append("\(address) received what was never planned") }
    }

    private mutating func judge(_ entry: StatusDocument.Entry) throws {
        let received = evidence.received(entry)
        if entry.state == "in_doubt" { inDoubt.insert(entry.recipient) }
        if received.count > 1 { doubled.insert(entry.recipient) }
        judgeArrival(entry, received.count)
        judgeDoubt(entry, received.count)
        try judgeBytes(entry, received)
    }

    private mutating func judgeArrival(_ entry: StatusDocument.Entry, _ count: Int) {
        switch entry.state {
        case "accepted" where count == 0:
            lost += 1
            broken.append("\(entry.address) is accepted and was never received")
        case "accepted", "in_doubt": break
        case "failed", "deferred":
            guard evidence.round.hasTrouble, entry.address.hasPrefix("office") == false else {
                broken.append("\(entry.address) is \(entry.state) without a cause")
                return
            }
            if count > 0 { broken.append("\(entry.address) is \(entry.state) and was received") }
        default:
            lost += 1
            broken.append("\(entry.address) was left \(entry.state)")
        }
    }

    private mutating func judgeDoubt(_ entry: StatusDocument.Entry, _ count: Int) {
        let doubts =
            evidence.histories[entry.recipient]?.attempts
            .count { $0.attempt.outcome == .inDoubt } ?? 0
        if count > 1 && !entry.possible_duplicate {
            broken.append("\(entry.address) was received twice and is not marked")
        }
        if count > 2 { broken.append("\(entry.address) was received \(count) times") }
        let isHeld = evidence.round.onDoubt == .hold
        if isHeld && (count > 1 || entry.possible_duplicate) {
            broken.append("\(entry.address) was sent again although doubts are to be held")
        }
        if entry.state == "in_doubt" && doubts != (isHeld ? 1 : 2) {
            broken.append("\(entry.address) is in doubt after \(doubts) doubts")
        }
    }

    private mutating func judgeBytes(_ entry: StatusDocument.Entry, _ files: [String]) throws {
        let messages = try files.map(evidence.bytes)
        guard let first = messages.first else { return }
        if messages.contains(where: { $0 != first }) {
            broken.append("\(entry.address) received different bytes")
        }
        let head = String(decoding: first.prefix(4096), as: UTF8.self)
        if !head.contains("Message-ID: \(entry.message_id)") {
            broken.append("\(entry.address) received another Message-ID than the ledger's")
        }
    }

    private mutating func judgeNumbers() {
        let round = evidence.round
        let limit = kills * round.sessions + round.dropped
        if doubled.count > limit {
            broken.append("\(doubled.count) are doubled, at most \(limit) may be")
        }
        let found = evidence.histories.values.flatMap(\.attempts).count(where: Totals.isAbandoned)
        if found > kills * round.sessions {
            broken.append("\(kills) kills left \(found) doubts, more than one for each session")
        }
        if Set(evidence.deliveries.map(\.message_id)).count != evidence.deliveries.count {
            broken.append("two deliveries have the same Message-ID")
        }
    }
}
