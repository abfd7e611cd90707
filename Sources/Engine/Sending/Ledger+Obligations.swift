import Agenda
import ConvokeCore
import Foundation
import LedgerStore

extension Ledger {
    /// Enters the obligations that are not there yet; returns what somebody owes.
    ///
    /// Nothing is written when nothing is new, which is almost always.
    @discardableResult
    func openMissing(
        _ convocation: Convocation, at now: Date, lease: Lease? = nil
    ) throws(LedgerFailure) -> Set<String> {
        let conference = convocation.conference
        let all = ObligationRows.parties(conference, convocation.recipients)
        var abouts = Set<String>()
        for owed in all.sorted(by: { $0.about < $1.about }) {
            if try open(owed, in: conference.id, at: now, lease: lease) {
                abouts.insert(owed.about)
            }
        }
        return abouts
    }

    /// By pages, so that neither those who owe it nor those who are known are ever all in the memory.
    ///
    /// - Returns: whether anybody owes it.
    private func open(
        _ owed: OwedParties, in conference: String, at now: Date, lease: Lease?
    ) throws(LedgerFailure) -> Bool {
        var parties = owed.makeIterator()
        var new: [OpenObligation] = []
        var isAnybodys = false
        let isNew = try !reader.hasParties(of: owed.about, in: conference)
        while let page = Self.page(&parties) {
            isAnybodys = true
            let unknown =
                isNew ? page : try reader.unknown(page, of: owed.about, in: conference)
            new += unknown.map { OpenObligation(about: owed.about, party: $0) }
            if new.count < Self.pageSize { continue }
            _ = try openObligations(
                new.prefix(Self.pageSize), in: conference, at: now, lease: lease)
            new.removeFirst(Self.pageSize)
        }
        if !new.isEmpty { _ = try openObligations(new, in: conference, at: now, lease: lease) }
        return isAnybodys
    }

    /// As many as are written in one transaction.
    private static let pageSize = 10_000

    private static func page(_ parties: inout OwedParties.Iterator) -> [Party]? {
        var page: [Party] = []
        while page.count < pageSize, let party = parties.next() { page.append(party) }
        return page.isEmpty ? nil : page
    }
}
