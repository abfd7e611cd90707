package import Foundation

/// The files of a small office with one conference, `meeting`, as a test wants them.
package struct OfficeFiles: Sendable {
    package struct Person: Sendable {
        package var id: String
        package var emails: [String]
        package var phones: [String]
        package var group = "districts"

        package init(_ id: String, emails: [String]? = nil, phones: [String] = []) {
            self.id = id
            self.emails = emails ?? ["\(id)@north.example"]
            self.phones = phones
        }
    }

    package var people: [Person]
    /// Lines below `relay:` besides the URL.
    package var relay: [String] = ["sessions: 4"]
    /// Further lines of convoke.yaml.
    package var settings: [String] = []
    /// Further lines of the conference file.
    package var conference: [String] = []
    /// Whom the invitation is for.
    package var audience = "all"
    /// When the session begins, on the day of `day`.
    package var start = "08:00"
    package var day = "2021-11-24"
    /// When the invitation and the papers go out.
    package var invited = "2021-11-19T08:00"
    package var handedOut = "2021-11-22T08:00"
    /// By when the invitation is to be acknowledged; nil where it need not be.
    package var acknowledgeBy: String?
    /// What the invitation says below its greeting.
    package var text = "{{#sessions}}\n- {{title}}, {{date}}, {{start_time}}\n{{/sessions}}"

    package init(_ people: [Person]) {
        self.people = people
    }

    /// `p001` and so on, each with an address that behaves.
    package init(count: Int) {
        people = (1...count).map { Person(Self.id($0)) }
    }

    package static func id(_ number: Int) -> String {
        "p" + String(repeating: "0", count: max(0, 3 - String(number).count)) + String(number)
    }

    /// Writes all files; `url` is the relay's.
    package func write(to folder: URL, relay url: String) throws {
        for (path, text) in all(url) { try Self.write(text, to: folder.appending(path: path)) }
    }

    package static func write(_ text: String, to file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func all(_ url: String) -> [(String, String)] {
        [
            ("convoke.yaml", settingsFile(url)), ("contacts/book.csv", book),
            ("contacts/meeting.csv", "select,role,venue\nall,invited,\n"),
            ("conferences/meeting.yaml", conferenceFile),
            ("conferences/meeting.venues.csv", Self.venues),
            ("templates/invitation.md", template("Invitation", text)),
            ("templates/papers.md", template("Papers", "The papers have come.")),
        ]
    }

    private func settingsFile(_ url: String) -> String {
        let lines = [
            "organisation: The Office", "from: {name: The Office, address: office@office.example}",
            "timezone: Asia/Ho_Chi_Minh", "region: VN", "relay:", "  url: \(url)",
        ]
        return (lines + relay.map { "  " + $0 } + settings).joined(separator: "\n") + "\n"
    }

    private var book: String {
        let rows = people.enumerated().map { index, person in
            let venue = ["hall", "north", "south"][index % 3]
            return [
                person.id, "The Desk \(person.id)", "Dear", "", "", venue, person.group,
                person.emails.joined(separator: ";"), person.phones.joined(separator: ";"), "",
                "en",
            ].joined(separator: ",")
        }
        let header = "id,name,salutation,title,unit,venue,groups,email,phone,deputy,language"
        return ([header] + rows).joined(separator: "\n") + "\n"
    }

    private static let venues = """
        id,name,level,parent,address
        hall,The Hall,centre,,1 First Street
        north,The North,district,hall,
        south,The South,district,hall,

        """

    private var conferenceFile: String {
        let lines = [
            "id: meeting", "title: The Meeting", "convener: The Office",
            "recipients: contacts/meeting.csv", "venues: conferences/meeting.venues.csv",
            "arrive: 15m", "sessions:",
            "  - {id: morning, title: Opening, start: \(day)T\(start),"
                + " end: \(day)T11:30}",
            "notices:",
            "  - {id: invitation, kind: invitation, template: invitation,"
                + " for: \"\(audience)\", at: \(invited)"
                + (acknowledgeBy.map { ", acknowledge_by: \($0)" } ?? "") + "}",
            "  - {id: papers, kind: documents, template: papers, for: all,"
                + " at: \(handedOut)}",
        ]
        return (lines + conference).joined(separator: "\n") + "\n"
    }

    private func template(_ subject: String, _ text: String) -> String {
        """
        ---
        subject: "\(subject): {{conference.title}}"
        ---
        {{recipient.salutation}} **{{recipient.name}}**,

        \(text)

        """
    }
}
