import ConvokeCore
import Foundation

/// The files of a new workspace.
enum StarterFiles {
    /// Paths with their texts; the conference lies three weeks after `now`.
    static func all(now: Date) -> [(path: String, text: String)] {
        [
            ("convoke.yaml", settings),
            ("contacts/book.csv", book),
            ("contacts/first-conference.csv", recipients),
            ("conferences/first-conference.yaml", conference(now)),
            ("conferences/first-conference.venues.csv", venues),
            ("templates/invitation.md", invitation),
            ("templates/reminder.md", reminder),
            (
                ".gitignore",
                "secrets/\nledger.sqlite*\nsandbox/\ntexts-to-read.jsonl\n"
                    + "answers/\ninbox/\n"
            ),
        ]
    }

    private static let settings = """
        # The settings of this workspace. `convoke check` explains what is wrong with them.
        organisation: The Office
        from: {name: The Office, address: office@office.example}
        timezone: Asia/Ho_Chi_Minh
        region: VN                       # how a phone number without + is read

        relay:
          url: smtp://127.0.0.1:2525     # `convoke sandbox` listens here and delivers nothing
          sessions: 4
          # For a real relay: its address, a user, and where the password is kept.
          # url: smtp://mail.office.example:587
          # user: office
          # password_env: CONVOKE_SMTP_PASSWORD

        """

    private static let book = """
        id,name,salutation,title,unit,venue,groups,email,phone,deputy,language
        chair,The Chair,Dear,Chair,The Office,main-room,presidium,chair@office.example,0900 000 001,,en
        north,The Office of the North,Dear colleagues of,Head,North,north,districts,office@north.example,0900 000 002,,en
        south,The Office of the South,Dear colleagues of,Head,South,south,districts,office@south.example,0900 000 003,north,en
        desk,The Desk on Duty,Dear,Officer on duty,The Office,,,desk@office.example,0900 000 004,,en

        """

    private static let recipients = """
        select,role,venue
        group:presidium,chair,
        group:districts,invited,

        """

    private static let venues = """
        id,name,level,parent,address
        main-room,The Main Room,centre,,1 First Street
        north,The Hall of the North,district,main-room,
        south,The Hall of the South,district,main-room,

        """

    private static let invitation = """
        ---
        subject: "Invitation: {{conference.title}}, {{conference.date}}"
        ---
        # Invitation

        {{recipient.salutation}} **{{recipient.name}}**,

        {{conference.convener}} invites you to **{{conference.title}}**.

        {{#sessions}}
        - **{{date}}, {{start_time}} – {{end_time}}:** {{title}}
        {{/sessions}}

        {{#venue.name}}
        Your venue is **{{venue.name}}**. Please be there {{conference.arrive}} before.
        {{/venue.name}}

        {{#has_obligations}}
        ## What we ask of you

        {{#obligations}}
        - {{title}}, by {{due_date}}, {{due_time}}
        {{/obligations}}

        {{/has_obligations}}
        When you answer, please quote **`{{answer.code}}`**.

        **{{organisation.name}}**

        """

    private static let reminder = """
        ---
        subject: "Reminder: {{obligation.title}}, by {{obligation.due_date}}, {{obligation.due_time}}"
        ---
        {{recipient.salutation}} **{{recipient.name}}**,

        we have not received this from you yet:

        - **{{obligation.title}}**, by {{obligation.due_date}}, {{obligation.due_time}}

        If it is done, please answer and quote **`{{answer.code}}`**.

        **{{organisation.name}}**

        """

    private static func conference(_ now: Date) -> String {
        let day = CivilDay.number(of: now) + 21
        return """
            # A conference to write over: change what is here, then run `convoke check`.
            id: first-conference
            title: The First Conference
            convener: The Office
            recipients: contacts/first-conference.csv
            venues: conferences/first-conference.venues.csv
            arrive: 15m
            sessions:
              - {id: morning, title: Opening, start: \(text(day))T08:00, end: \(text(day))T11:30}
            obligations:
              - {id: register, title: Register your participants, due: \(text(day - 7))T09:00, for: "group:districts", report_to: [desk]}
            notices:
              - {id: invitation, kind: invitation, template: invitation, for: all, at: \(text(day - 14))T08:00}
              - {id: reminder, kind: reminder, template: reminder, about: register, before: [48h, 3h]}
            ladder:
              - {channel: call, wait: 20m}
              - {channel: call, to: duty}
            duty: desk

            """
    }

    private static func text(_ day: Int) -> String {
        let date = CivilDay.date(number: day)
        return "\(Instant.pad(date.year, 4))-\(Instant.pad(date.month))-\(Instant.pad(date.day))"
    }
}

extension CivilDay {
    /// The day of an instant, by UTC.
    fileprivate static func number(of instant: Date) -> Int {
        Int((instant.timeIntervalSince1970 / 86_400).rounded(.down))
    }
}
