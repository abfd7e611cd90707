package import ConvokeCore

extension MailboxFailure {
    /// The one thing that a person reads, with what to do.
    package func problem(_ inbox: InboxSettings) -> Problem {
        let wording = wording(Self.place(inbox))
        return Problem(
            status, wording.what,
            at: Place("convoke.yaml", field: wording.field ?? Self.field(inbox)),
            found: words.map { "the answer was: \($0)" }, fix: wording.fix, detail: detail)
    }

    /// What the program ends with.
    package var status: ExitStatus {
        switch kind {
        case .hostUnknown, .unreachable, .notAMailServer, .turnedAway, .tooSlow, .dropped,
            .outOfStep, .refused, .loginDelayed:
            .unreachable
        case .loginRefused: .loginRefused
        case .encryptionMissing, .encryptionRefused, .encryptionFailed, .certificateNotTrusted,
            .authoritiesUnreadable, .loginNotOffered, .noSuchMailbox, .folderMissing,
            .folderNotAllowed, .settings:
            .configuration
        case .messageRefused: .needsPerson
        case .disk: .ledger
        }
    }

    private struct Wording {
        let what: String
        let fix: String
        var field: String?
    }

    private static func place(_ inbox: InboxSettings) -> String {
        switch inbox {
        case .imap(let url, _, _, _): url
        case .maildir(let folder): folder
        }
    }

    private static func field(_ inbox: InboxSettings) -> String {
        switch inbox {
        case .imap: "inbox.url"
        case .maildir: "inbox.maildir"
        }
    }

    private static let later =
        "No mail is lost; run the same command again later, or ask your IT desk about it."

    private func wording(_ place: String) -> Wording {
        reachWording(place) ?? encryptionWording(place) ?? loginWording(place)
            ?? folderWording(place)
    }

    private func reachWording(_ place: String) -> Wording? {
        switch kind {
        case .hostUnknown:
            Wording(
                what: "There is no computer with the name in the inbox's address \(place)",
                fix: "Correct the name, or check that this computer is connected to the network.")
        case .unreachable:
            Wording(
                what: "The inbox's mail server cannot be reached at \(place)",
                fix: "Check that it is running and that the address and port are right,"
                    + " then run the same command again.")
        case .notAMailServer:
            Wording(
                what: "Something answers at \(place), but not as the server of a mailbox does",
                fix: "Check the port, and whether the address must begin with imap:// or imaps://.")
        case .turnedAway:
            Wording(
                what: "The inbox's mail server does not accept connections from us just now",
                fix: Self.later)
        case .tooSlow:
            Wording(what: "The inbox's mail server did not answer in time", fix: Self.later)
        case .dropped:
            Wording(
                what: "The inbox's mail server broke the connection off", fix: Self.later)
        case .outOfStep:
            Wording(
                what: "The inbox's mail server gave an answer that makes no sense",
                fix: Self.later)
        case .refused:
            Wording(what: "The inbox cannot be searched just now", fix: Self.later)
        case .loginDelayed:
            Wording(
                what: "The inbox's mail server cannot check the password just now",
                fix: Self.later, field: "inbox.user")
        default: nil
        }
    }

    private func encryptionWording(_ place: String) -> Wording? {
        switch kind {
        case .encryptionMissing:
            Wording(
                what: "The inbox's mail server offers no encryption, so the password was not sent",
                fix: "Write the address as imaps://, or ask whoever runs the server for an"
                    + " encrypted address.")
        case .encryptionRefused:
            Wording(
                what: "The inbox's mail server offered encryption and then refused it,"
                    + " so the password was not sent",
                fix: "Ask whoever runs it to repair its encryption.")
        case .encryptionFailed:
            Wording(
                what: "No encrypted connection could be made to \(place)",
                fix: "Check the port and whether the address must begin with imap:// or imaps://;"
                    + " if they are right, ask whoever runs the server.")
        case .certificateNotTrusted:
            Wording(
                what: "The certificate of the inbox's mail server is not trusted,"
                    + " so the password was not sent",
                fix: "Use the name that stands in its certificate; if your organisation has its own"
                    + " authority, put its certificate into the file that inbox.ca_file names.",
                field: "inbox.ca_file")
        case .authoritiesUnreadable:
            Wording(
                what: "The file with the certificates to trust cannot be used",
                fix: "Check that inbox.ca_file names a PEM file that exists and can be read.",
                field: "inbox.ca_file")
        default: nil
        }
    }

    private func loginWording(_ place: String) -> Wording? {
        switch kind {
        case .loginRefused:
            Wording(
                what: "The inbox's mail server refused the user name or the password",
                fix: "Correct the user name, or the password where inbox.password_env or"
                    + " inbox.password_file says, then run the same command again.",
                field: "inbox.user")
        case .loginNotOffered:
            Wording(
                what: "The inbox's mail server offers no way to log in that we can use",
                fix: "Ask whoever runs it to allow logging in with a password over an encrypted"
                    + " connection.", field: "inbox.user")
        case .noSuchMailbox:
            Wording(
                what: "The mailbox cannot be opened: \(place)",
                fix: "Correct the mailbox's name after the last slash, or leave it out for INBOX.")
        case .messageRefused:
            Wording(
                what: "A message in the inbox cannot be read",
                fix: "Look at the inbox with a mail program; the message stays there, unread.")
        default: nil
        }
    }

    private func folderWording(_ place: String) -> Wording {
        switch kind {
        case .folderMissing:
            Wording(
                what: "There is no Maildir at \(place)",
                fix: "Correct the path: a Maildir is a folder with the folders new and cur in it.")
        case .folderNotAllowed:
            Wording(
                what: "The Maildir at \(place) may not be read by the user that runs Convoke",
                fix: "Ask whoever runs this computer to allow this user to read and write there.")
        case .disk:
            Wording(
                what: "Reading the Maildir at \(place) failed",
                fix: "Check the disk, then run the same command again; no mail is lost.")
        default:
            Wording(
                what: "The inbox's address \(place) cannot be used",
                fix: "Write it as imaps://name/INBOX.")
        }
    }
}
