package import ConvokeCore

/// The list of a conference's venues.
package enum VenueFile {
    /// Reads the venues of a file, and collects everything that is wrong with it, also between them.
    ///
    /// While there is a row whose id nobody knows, venues that lie in an unknown one are not reported:
    /// it may well be that one.
    package static func read(
        _ bytes: [UInt8], file: String, into problems: inout [Problem]
    ) -> [Venue] {
        var venues: [Venue] = []
        var lost = 0
        let reading = Table<VenueColumn>.read(bytes, file: file, into: &problems) { row, problems in
            if let venue = venue(row, &problems) { venues.append(venue) } else { lost += 1 }
        }
        if let header = reading.header {
            problems += VenueTree.problems(
                in: venues, idField: header.written[VenueColumn.id.rawValue],
                parentField: header.written[VenueColumn.parent.rawValue],
                isComplete: lost == 0 && !reading.hasLostRows)
        }
        return venues
    }

    private static func venue(
        _ row: TableRow<VenueColumn>, _ problems: inout [Problem]
    ) -> Venue? {
        let id = row.identifier(.id, &problems)
        let name = row.required(.name, expected: "the venue's name", &problems)
        let level = row.required(.level, expected: "the venue's tier, such as huyen", &problems)
        guard let id else { return nil }
        return Venue(
            id: id, name: name, level: level, parent: row.optional(.parent),
            address: row[.address] ?? "", place: row.place)
    }
}
