package import ConvokeCore

/// The list of a conference's recipients.
package enum RecipientListFile {
    /// Reads a list, and collects everything that is wrong with it.
    ///
    /// The first row that selects a contact gives its role and, in the column `venue`, where it takes
    /// part if that is not the venue of the book; `-` says that it takes part from no venue.
    /// Pass the problems of the book along: a contact that has one already is not reported again.
    package static func read(
        _ bytes: [UInt8], file: String, book: ContactBook, venues: VenueTree,
        into problems: inout [Problem]
    ) -> RecipientList {
        var reader = RecipientReader(book: book, venues: venues, reported: problems)
        Table<ListColumn>.read(bytes, file: file, into: &problems) { row, problems in
            reader.take(row, &problems)
        }
        return RecipientList(
            recipients: reader.recipients, overlaps: reader.overlaps, ids: reader.known)
    }
}

private struct RecipientReader {
    private let book: ContactBook
    private let venues: VenueTree
    private var terms: TermCheck
    private(set) var known = IDTable()
    /// The rows that selected somebody new, each with the index of the first of them.
    private var firstRows: [(start: Int, place: Place)] = []
    private var reported: Set<Place>
    private(set) var recipients: [Recipient] = []
    private(set) var overlaps: [Overlap] = []

    init(book: ContactBook, venues: VenueTree, reported: [Problem]) {
        self.book = book
        self.venues = venues
        terms = TermCheck(book: book, venues: venues, mayNameRoles: false)
        self.reported = Set(reported.compactMap { $0.place?.wholeRow })
    }

    mutating func take(_ row: TableRow<ListColumn>, _ problems: inout [Problem]) {
        let selector = selector(row, &problems)
        let role = role(row, &problems)
        let override = venueOverride(row, &problems)
        guard let selector else { return }
        let selected = book.contacts(selectedBy: selector, venues: venues)
        if selected.isEmpty {
            problems.append(.selectsNobody(row[.select] ?? "", at: row.place(of: .select)))
        }
        if recipients.isEmpty {
            recipients.reserveCapacity(selected.count)
            known.reserve(selected.count)
        }
        for contact in selected {
            add(contact, row: row.place, role: role, override: override, &problems)
        }
    }

    private mutating func add(
        _ contact: Contact, row: Place, role: Role, override: VenueOverride,
        _ problems: inout [Problem]
    ) {
        let id = contact.id
        let earlier = known.insert(id, recipients.count) { [recipients] in recipients[$0].id }
        if let earlier {
            overlaps.append(Overlap(contact: id, first: firstRow(of: earlier), later: row))
            return
        }
        if firstRows.last?.place != row { firstRows.append((recipients.count, row)) }
        recipients.append(
            Recipient(
                contact: contact, role: role, venue: venue(of: contact, override, &problems)))
        if !contact.hasEmail, !contact.hasPhone {
            report(.unreachable(contact), of: contact, &problems)
        }
    }

    /// The row that selected a recipient first.
    private func firstRow(of recipient: Int) -> Place {
        var (low, high) = (0, firstRows.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if firstRows[middle].start <= recipient { low = middle } else { high = middle - 1 }
        }
        return firstRows[low].place
    }

    private mutating func venue(
        of contact: Contact, _ override: VenueOverride, _ problems: inout [Problem]
    ) -> Venue? {
        switch override {
        case .none: return nil
        case .venue(let venue): return venue
        case .asInBook:
            guard let id = contact.venue, !venues.venues.isEmpty else { return nil }
            if let venue = venues[id] { return venue }
            let nearest = terms.nearestVenue(id)
            report(.foreignVenue(contact, id, nearest: nearest), of: contact, &problems)
            return nil
        }
    }

    private mutating func report(
        _ problem: Problem, of contact: Contact, _ problems: inout [Problem]
    ) {
        if reported.insert(contact.place.wholeRow).inserted { problems.append(problem) }
    }

    // MARK: - The cells

    /// Nil, with a problem, where it cannot be read or names something that does not exist.
    private mutating func selector(
        _ row: TableRow<ListColumn>, _ problems: inout [Problem]
    ) -> Selector? {
        guard let text = row[.select] else { return nil }
        let place = row.place(of: .select)
        do throws(SelectorError) {
            let selector = try Selector(parsing: text)
            let unknown = terms.problems(in: selector, at: place)
            problems += unknown
            return unknown.isEmpty ? selector : nil
        } catch {
            problems.append(error.problem(for: text, at: place))
            return nil
        }
    }

    private func role(_ row: TableRow<ListColumn>, _ problems: inout [Problem]) -> Role {
        guard let text = row[.role] else { return .invited }
        if let role = Role(written: text) { return role }
        problems.append(.unknownRole(text, at: row.place(of: .role)))
        return .invited
    }

    private mutating func venueOverride(
        _ row: TableRow<ListColumn>, _ problems: inout [Problem]
    ) -> VenueOverride {
        guard let id = row.optional(.venue) else { return .asInBook }
        if id == "-" { return .none }
        if let venue = venues[id] { return .venue(venue) }
        problems.append(
            .unknownVenue(id, nearest: terms.nearestVenue(id), at: row.place(of: .venue)))
        return .none
    }
}

/// Where a recipient takes part.
private enum VenueOverride {
    case asInBook, none
    case venue(Venue)
}

extension Place {
    fileprivate var wholeRow: Place { Place(file, line: line, row: row) }
}

extension Role {
    /// By its English word or what a Vietnamese list calls it.
    fileprivate init?(written text: String) {
        switch CleanText.folded(text) {
        case "chair", "chu tri": self = .chair
        case "invited", "du hop", "moi du", "thanh phan": self = .invited
        case "informed", "de biet", "de bao cao": self = .informed
        case "technical", "ky thuat": self = .technical
        case "file", "luu": self = .file
        default: return nil
        }
    }
}
