package import ConvokeCore
import LedgerStore

/// The deliveries that `status` lists, read while they are shown, a page at a time: of a million never more than
/// a page is in memory, and whoever reads slowly keeps no writer from folding its WAL.
///
/// What changes meanwhile is shown as it is when its page is read; nothing is shown twice.
package struct DeliveryList: Sendable {
    /// Nil before there is a ledger, as are `letters`.
    private let reader: LedgerReader?
    private let letters: LetterWriter?
    private let parts: [Part]
    private let ledger: String

    /// What one filter finds, so many at a time.
    private struct Part: Sendable {
        let filter: DeliveryFilter
        let limit: Int
    }

    private static let page = 1000
    /// Up to so many are read at once: few among many are found by an index of their own, which knows no pages.
    private static let few = 10_000

    /// The filters' deliveries, one filter behind the other; `counts` tell how many to expect.
    init(
        _ filters: [DeliveryFilter], _ counts: [NoticeCounts], in reader: LedgerReader?,
        _ letters: LetterWriter?, ledger: String
    ) {
        self.reader = reader
        self.letters = letters
        self.ledger = ledger
        parts = filters.map { filter in
            // Who is named is searched by name: for each page that would be done anew.
            let isShort = filter.recipients != nil || filter.count(of: counts) <= Self.few
            return Part(filter: filter, limit: isShort ? .max : Self.page)
        }
    }

    /// Hands over one after the other.
    package func forEach(_ show: (DeliveryStatus) throws -> Void) throws(Problems) {
        guard let reader, let letters else { return }
        try Problems.collecting(ledger: ledger) {
            for part in parts {
                try forEach(of: part, reader) {
                    try show(DeliveryStatus(delivery: $0, messageID: letters.messageID(of: $0)))
                }
            }
        }
    }

    package func all() throws(Problems) -> [DeliveryStatus] {
        var all: [DeliveryStatus] = []
        try forEach { all.append($0) }
        return all
    }

    private func forEach(
        of part: Part, _ reader: LedgerReader, _ show: (Delivery) throws -> Void
    ) throws {
        var last: Delivery?
        while true {
            let page = try reader.deliveries(part.filter, after: last, limit: part.limit)
            for delivery in page { try show(delivery) }
            if page.count < part.limit { return }
            last = page.last
        }
    }
}

extension DeliveryFilter {
    /// How many that are, of anybody.
    fileprivate func count(of counts: [NoticeCounts]) -> Int {
        counts.filter { notice == nil || $0.notice == notice }
            .flatMap(\.counts)
            .filter { states.isEmpty || states.contains($0.key) }
            .reduce(0) { $0 + $1.value }
    }
}
