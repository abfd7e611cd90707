import ConvokeCore

/// The parcels that a session has taken and not yet ended, in the order in which they stand on the wire:
/// at most the one whose end is being waited for, and the next.
///
/// It is the only place that calls `ended`, and forgets the parcel as it does: so each gets one.
struct Manifest {
    private let feed: any ParcelFeed
    private let session: Int
    private(set) var flights: [Flight] = []
    /// Times in a row that a connection failed without a delivery having been decided by a reply.
    private(set) var troubles = 0

    init(feed: any ParcelFeed, session: Int) {
        self.feed = feed
        self.session = session
    }

    var isEmpty: Bool { flights.isEmpty }

    /// Takes the next parcel behind those that there are; false when there is none.
    mutating func take(mayWait: Bool) async -> Bool {
        guard let parcel = await feed.next(session: session, mayWait: mayWait) else { return false }
        flights.append(Flight(parcel: parcel))
        return true
    }

    /// Whether one is there, or the feed had one to give.
    mutating func hasMore() async -> Bool {
        if !isEmpty { return true }
        return await take(mayWait: true)
    }

    func confirmFirst() async throws {
        guard let first = flights.first else { return }
        try await feed.confirmIntent(first.parcel)
    }

    /// The first, which is the one being spoken about.
    var first: Flight? { flights.first }

    mutating func advanceFirst(to progress: Flight.Progress) {
        guard !flights.isEmpty else { return }
        flights[0].progress = progress
    }

    mutating func advanceLast(to progress: Flight.Progress) {
        guard !flights.isEmpty else { return }
        flights[flights.count - 1].progress = progress
    }

    mutating func endFirst(with attempt: Attempt) async {
        guard !flights.isEmpty else { return }
        await end(at: 0, with: attempt)
    }

    mutating func endLast(with attempt: Attempt) async {
        guard !flights.isEmpty else { return }
        await end(at: flights.count - 1, with: attempt)
    }

    /// Ends what the lost connection has decided; the rest stays for the next one.
    mutating func lost(_ fault: LineFault) async {
        troubles += 1
        while let place = flights.firstIndex(where: { $0.attempt(after: fault) != nil }),
            let attempt = flights[place].attempt(after: fault)
        {
            await end(at: place, with: attempt)
        }
        for place in flights.indices { flights[place].progress = .taken }
    }

    /// Drops the parcel that the feed withdrew. After 354 there is no other way to take a message back
    /// than to close the connection (RFC 5321 section 4.1.1.4), so that the rest starts anew.
    mutating func withdrawFirst() {
        guard !flights.isEmpty else { return }
        flights.removeFirst()
        for place in flights.indices { flights[place].progress = .taken }
    }

    /// Ends all that there is: the session is over.
    mutating func abandon(_ detail: String?) async {
        while let first = flights.first {
            await end(at: 0, with: first.attempt(afterEnd: detail))
        }
    }

    private mutating func end(at place: Int, with attempt: Attempt) async {
        let flight = flights.remove(at: place)
        if let reply = attempt.reply, reply.code != 421, attempt.stage != .mail { troubles = 0 }
        await feed.ended(flight.parcel, with: attempt)
    }
}
