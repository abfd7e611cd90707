/// What client and server said until the login stood, as libcurl's callbacks tell it.
///
/// Of our own commands only the name is kept: what follows LOGIN and AUTHENTICATE is secret.
final class IMAPDialogue {
    /// Above this all that is said before the login is hostile together.
    static let longest = 256 * 1024

    private var verb: String?
    private var size = 0
    /// The last line that said how something went, the greeting too.
    private(set) var lastStatus: String?
    private(set) var objection: CurlFailure.Objection?
    private(set) var isPreauthenticated = false
    /// Whether the server agreed to STARTTLS.
    private(set) var sawHandshake = false

    /// Whether the first line was none of IMAP (RFC 3501 section 7.1). libcurl would go on waiting.
    private(set) var isForeign = false

    /// Notes what was sent: a tagged command; a line of one word answers a challenge.
    func sent(_ bytes: UnsafeBufferPointer<UInt8>) {
        let words = bytes.split(maxSplits: 2) { $0 == 0x20 || $0 == 0x0D || $0 == 0x0A }
        guard words.count > 1 else { return }
        verb = String(decoding: words[1], as: UTF8.self).uppercased()
    }

    /// Notes a line that was received; false stops libcurl.
    func received(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        size += bytes.count
        guard size <= Self.longest else {
            objection = .replyTooLong
            return false
        }
        let isFirst = size == bytes.count
        let line = String(printableLine: bytes)
        isForeign = isFirst && !line.hasPrefix("* ")
        if isForeign { lastStatus = line } else { note(line) }
        return objection == nil && !isForeign
    }

    /// What was being waited for.
    var stage: ConnectionStage {
        switch verb {
        case nil: .connect
        case "STARTTLS": sawHandshake ? .handshake : .startTLS
        case "AUTHENTICATE", "LOGIN": .login
        default: .greeting
        }
    }

    private func note(_ line: String) {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count > 1 else { return }
        let status = words[1].uppercased()
        guard ["OK", "NO", "BAD", "BYE", "PREAUTH"].contains(status) else { return }
        lastStatus = line
        if verb == nil, status == "PREAUTH" { isPreauthenticated = true }
        guard verb == "STARTTLS", words[0] != "*" else { return }
        sawHandshake = status == "OK"
        if !sawHandshake { objection = .encryptionRefused }
    }
}
