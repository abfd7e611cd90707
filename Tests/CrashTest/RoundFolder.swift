import ConvokeCore
import Foundation

/// The workspace of one round, in a temporary folder.
struct RoundFolder: Sendable {
    let root: URL
    static let conference = "crash"
    static let notice = "invitation"

    init(_ round: Round, in parent: URL, name: String? = nil) throws {
        root = parent.appending(path: name ?? "round-\(round.number)")
        for folder in ["contacts", "conferences", "templates"] {
            try FileManager.default.createDirectory(
                at: root.appending(path: folder), withIntermediateDirectories: true)
        }
    }

    var relay: URL { root.appending(path: "relay") }
    var output: URL { root.appending(path: "output.txt") }

    func fill(_ round: Round, port: Int) throws {
        try write(settings(round, port), "convoke.yaml")
        try write(book(round), "contacts/book.csv")
        try write("select,role,venue\nall,invited,\n", "contacts/crash.csv")
        try write(conference, "conferences/crash.yaml")
        try write(template, "templates/invitation.md")
    }

    private func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: root.appending(path: path))
    }

    private func settings(_ round: Round, _ port: Int) -> String {
        """
        organisation: The Office
        from: {name: The Office, address: office@office.example}
        timezone: Asia/Ho_Chi_Minh
        region: VN
        relay:
          url: smtp://127.0.0.1:\(port)
          sessions: \(round.sessions)
        on_doubt: \(round.onDoubt.rawValue)

        """
    }

    private func book(_ round: Round) -> String {
        let rows = (1...round.recipients).map { number in
            "r\(number),Văn phòng \(number),Kính gửi,,,,,\(round.address(of: number)),,,vi"
        }
        let header = "id,name,salutation,title,unit,venue,groups,email,phone,deputy,language"
        return ([header] + rows).joined(separator: "\n") + "\n"
    }

    private var conference: String {
        let day = Date(timeIntervalSinceNow: 21 * 86_400).formatted(
            .iso8601.year().month().day())
        return """
            id: crash
            title: Hội nghị thử
            convener: The Office
            recipients: contacts/crash.csv
            sessions:
              - {id: sang, title: Khai mạc, start: \(day)T08:00, end: \(day)T11:30}
            notices:
              - {id: invitation, kind: invitation, template: invitation, for: all, at: 2026-01-01T08:00}

            """
    }

    private let template = """
        ---
        subject: "Giấy mời: {{conference.title}}"
        ---
        # Giấy mời

        {{recipient.salutation}} **{{recipient.name}}**, mã {{answer.code}}.

        """
}
