import ConvokeCore
import YAML

/// What a secretary reads about the settings. Nothing here shows what may be a secret.
extension Problem {
    static func notARelay(_ text: String, at place: Place) -> Problem {
        Problem(
            .file, "This is not the address of a mail relay", at: place,
            found: text.contains("@") ? nil : shortened(text),
            expected: "smtp://host:port or smtps://host:port",
            fix: "Write smtp:// or smtps:// and the relay's name; an IPv6 address goes in brackets."
        )
    }

    static func loginInURL(at place: Place) -> Problem {
        Problem(
            .file, "A user name or a password stands in the address", at: place,
            expected: "the address without anything before @",
            fix: "Take it out, put the user name into its own key, and name the password's source"
                + " with password_env or password_file. If it was a password, change it.")
    }

    static func pathInRelay(_ path: String, at place: Place) -> Problem {
        Problem(
            .file, "Something follows the relay's name and port", at: place,
            found: shortened(path), expected: "smtp://host:port", fix: "Delete it.")
    }

    static func secretInFile(_ word: String, at place: Place) -> Problem {
        Problem(
            .file, "A secret stands in this file", at: place,
            expected: "\(word)_env or \(word)_file",
            fix: "Delete the line, change the secret, and name where it is kept with"
                + " \(word)_env or \(word)_file.")
    }

    static func twoSecrets(_ word: String, at place: Place) -> Problem {
        Problem(
            .file, "Two places are named for one secret", at: place,
            found: "\(word)_env and \(word)_file", expected: "one of the two",
            fix: "Delete one of them.")
    }

    static func notAVariable(at place: Place) -> Problem {
        Problem(
            .file, "This is not the name of an environment variable", at: place,
            expected: "such as CONVOKE_SMTP_PASSWORD",
            fix: "Write the variable's name here, never the secret itself.")
    }

    static func userWithoutPassword(at place: Place) -> Problem {
        Problem(
            .file, "A user is named, but not where the password is kept", at: place,
            expected: "password_env or password_file beside it",
            fix: "Add password_env with the name of an environment variable, or password_file.")
    }

    static func passwordWithoutUser(at place: Place) -> Problem {
        Problem(
            .file, "A password's source is named, but no user", at: place,
            expected: "user beside it", fix: "Add the key “user”, or delete this one.")
    }

    static func twoInboxes(at place: Place) -> Problem {
        Problem(
            .file, "Two inboxes are named", at: place, found: "url and maildir",
            expected: "one of the two", fix: "Delete one of them.")
    }

    static func notAMailServer(_ text: String, at place: Place) -> Problem {
        Problem(
            .file, "This is not the address of a mailbox", at: place,
            found: text.contains("@") ? nil : shortened(text), expected: "imaps://host/INBOX",
            fix: "Write imaps://, the server's name, a slash and the folder.")
    }

    static func notAWebAddress(at place: Place) -> Problem {
        Problem(
            .file, "This is not an address on the web", at: place, expected: "https://…",
            fix: "Write the whole address, beginning with https://.")
    }

    static func plainGateway(_ text: String, at place: Place) -> Problem {
        Problem(
            .file, "Numbers and secrets would go to this gateway unprotected", at: place,
            expected: "https://…, or http:// on this machine alone",
            fix: "Write https:// instead of http://.")
    }

    static func statusWithoutWords(at place: Place) -> Problem {
        Problem(
            .file, "Nobody says which status means that the gateway took a text", at: place,
            expected: "the key “accepted” beside it",
            fix:
                "Add accepted with the words or numbers that the provider's documents name, such as"
                + " accepted: \"0,queued\".")
    }

    static func wordsWithoutStatus(at place: Place) -> Problem {
        Problem(
            .file, "Nobody says where in the gateway's reply these words are looked for", at: place,
            expected: "the key “status” beside it",
            fix: "Add status, such as status: /status, or delete this one.")
    }

    static func notAHeader(at place: Place) -> Problem {
        Problem(
            .file, "This cannot be the name of a header", at: place,
            expected: "letters, digits and hyphens",
            fix: "Correct the name as the provider's documents have it.")
    }

    static func noWait(at place: Place) -> Problem {
        Problem(
            .file, "The first wait before a retry is nothing", at: place, found: "0s",
            expected: "1s or more", fix: "Write a longer span, such as 1m.")
    }

    static func longestBelowFirst(_ longest: Span, _ first: Span, at place: Place) -> Problem {
        Problem(
            .file, "The longest wait is shorter than the first", at: place,
            found: longest.description, expected: "\(first) or more",
            fix: "Write a longer span for longest, or a shorter one for first.")
    }
}
