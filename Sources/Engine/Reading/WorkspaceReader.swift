import Agenda
import Contacts
package import ConvokeCore
import Foundation
import Workspace

/// Reads the files of a workspace into values and collects every problem on the way.
struct WorkspaceReader {
    let folder: WorkspaceFolder
    let region: String
    let timeZone: TimeZone
    var problems: [Problem] = []
    private var lacksBook = false
    private var lacksVenues = false

    init(folder: WorkspaceFolder, region: String, timeZone: TimeZone) {
        self.folder = folder
        self.region = region
        self.timeZone = timeZone
    }

    init(_ office: Office) {
        self.init(
            folder: office.folder, region: office.settings.region,
            timeZone: office.settings.timeZone)
    }

    /// Drops what was found in a file after the first `count` problems, where it only follows from
    /// what was said before: the file has problems already, or there is nobody to look for.
    mutating func forget(since count: Int, in file: String) {
        let isTold = problems[..<count].contains { $0.place?.file == file }
        guard isTold || !hasEverybody else { return }
        problems = problems[..<count] + problems[count...].filter { $0.place?.file != file }
    }

    mutating func add(_ more: [Problem]) {
        problems += more
    }

    mutating func book(_ files: [String], at places: [String: Place]) -> ContactBook {
        var contacts: [Contact] = []
        for file in files {
            let told = problems.count
            let read = contactBook(file, at: places[file])
            if read.isEmpty, problems.count > told { lacksBook = true }
            if contacts.isEmpty { contacts = read } else { contacts += read }
        }
        return ContactBook(contacts, into: &problems)
    }

    /// One file of the book; it may be as large as the memory, so it is read by portions.
    private mutating func contactBook(_ file: String, at place: Place?) -> [Contact] {
        let portions = collected { folder throws(Problem) in
            try folder.portions(file, at: place, longest: 1 << 30)
        }
        guard let portions else { return [] }
        let told = problems.count
        let contacts = ContactBookFile.read(file: file, region: region, into: &problems) {
            portions.next()
        }
        guard let failure = portions.failure else { return contacts }
        problems[told...] = [failure]
        return []
    }

    /// The conference with its venues, and the places of its fields for later checks.
    mutating func conference(_ file: String) -> (Conference, places: [String: Place])? {
        guard let text = text(file),
            let draft = ConferenceFile.read(text, file: file, zone: timeZone, into: &problems)
        else { return nil }
        return (draft.conference(venues: venues(draft)), draft.places)
    }

    private mutating func venues(_ draft: ConferenceDraft) -> VenueTree {
        lacksVenues = false
        if case .unread = draft.venues { lacksVenues = true }
        guard case .file(let path, let place) = draft.venues else { return VenueTree([]) }
        guard let bytes = bytes(path, at: place) else {
            lacksVenues = true
            return VenueTree([])
        }
        return VenueTree(VenueFile.read(bytes, file: path, into: &problems))
    }

    /// Whether the contact book and the conference's venues could be read. Without them whatever names
    /// a contact or a venue would be a problem too, and the one that matters would drown.
    private var hasEverybody: Bool { !lacksBook && !lacksVenues }

    /// The conference with everybody whom it addresses; checks all of them against each other.
    mutating func convocation(
        _ conference: Conference, _ places: [String: Place], _ book: ContactBook
    ) -> Convocation {
        guard hasEverybody else {
            return Convocation(
                conference: conference, list: RecipientList(recipients: [], overlaps: []),
                book: book)
        }
        let told = problems.count
        let list = recipients(conference, book, places["recipients"])
        let lacksRecipients = problems.count > told
        let convocation = Convocation(conference: conference, list: list, book: book)
        add(
            Crossing.problems(
                convocation, places: places, folder, lacksRecipients: lacksRecipients))
        return convocation
    }

    private mutating func recipients(
        _ conference: Conference, _ book: ContactBook, _ place: Place?
    ) -> RecipientList {
        guard !conference.recipientList.isEmpty,
            let bytes = bytes(conference.recipientList, at: place)
        else { return RecipientList(recipients: [], overlaps: []) }
        return RecipientListFile.read(
            bytes, file: conference.recipientList, book: book, venues: conference.venues,
            into: &problems)
    }

    mutating func text(_ path: String, at place: Place? = nil) -> String? {
        collected { folder throws(Problem) in try folder.text(path, at: place) }
    }

    private mutating func bytes(_ path: String, at place: Place?) -> [UInt8]? {
        collected { folder throws(Problem) in
            [UInt8](try folder.bytes(path, at: place, longest: 1 << 30))
        }
    }

    mutating func collected<Value>(
        _ read: (WorkspaceFolder) throws(Problem) -> Value
    ) -> Value? {
        do throws(Problem) {
            return try read(folder)
        } catch {
            problems.append(error)
            return nil
        }
    }
}

extension Office {
    /// The conference with everybody whom it addresses; all problems of its files when there are any.
    package func convocation(_ id: String) throws(Problems) -> Convocation {
        if let known = memory?.convocation(id) { return known }
        let file = try conferenceFile(id)
        var reader = WorkspaceReader(self)
        let book = reader.book(settings.contacts, at: settings.contactPlaces)
        guard let (conference, places) = reader.conference(file) else {
            throw Problems(reader.problems)
        }
        let convocation = reader.convocation(conference, places, book)
        if !reader.problems.isEmpty { throw Problems(reader.problems) }
        return convocation
    }

    /// The conference and its venues, without the people.
    package func conferenceAlone(_ id: String) throws(Problems) -> Conference {
        if let known = memory?.convocation(id) { return known.conference }
        var reader = WorkspaceReader(self)
        let read = reader.conference(try conferenceFile(id))
        guard let (conference, _) = read, reader.problems.isEmpty else {
            throw Problems(reader.problems)
        }
        return conference
    }

    /// The file of a conference that is named on the command line.
    private func conferenceFile(_ id: String) throws(Problems) -> String {
        var problems: [Problem] = []
        let files = folder.conferenceFiles(into: &problems)
        let wanted = "conferences/\(id).yaml"
        if files.contains(wanted) { return wanted }
        let known = files.map(Self.conferenceID)
        throw Problems(problems.isEmpty ? [.unknownConference(id, known: known)] : problems)
    }
}
