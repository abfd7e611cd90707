/// One thing that the scripted relay does.
package enum Act: Sendable {
    /// Sends this line, with CR LF.
    case say(String)
    /// Sends these bytes as they are.
    case raw(String)
    /// Sends these bytes one by one, with a pause before each.
    case drip(String, pause: Duration)
    /// Reads a line, which must begin like this (upper and lower case are one).
    case hear(String)
    /// Reads the message, up to the lone dot or the end of the connection.
    case body
    /// Reads so many bytes and no more.
    case read(Int)
    /// TLS, with the certificate of that name.
    case encrypt(String)
    /// Ends the connection.
    case close
    /// Resets the connection.
    case reset
    /// Says nothing until the client closes.
    case silence
    /// Lets so much time pass.
    case pause(Duration)
}

extension [Act] {
    /// Banner and greeting of a relay with these capabilities.
    package static func greeting(_ capabilities: String...) -> [Act] {
        let lines = ["relay.example"] + capabilities
        let reply = lines.enumerated().map { place, line in
            (place == lines.count - 1 ? "250 " : "250-") + line + "\r\n"
        }
        return [.say("220 relay.example ESMTP"), .hear("EHLO"), .raw(reply.joined())]
    }

    /// One transaction that goes well.
    package static func message(_ reply: String = "250 2.0.0 Ok: queued as 4Xy") -> [Act] {
        [
            .hear("MAIL"), .say("250 ok"), .hear("RCPT"), .say("250 ok"), .hear("DATA"),
            .say("354 go"), .body, .say(reply),
        ]
    }

    package static var farewell: [Act] { [.hear("QUIT"), .say("221 bye"), .close] }
}
