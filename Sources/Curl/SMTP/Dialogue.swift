/// What client and server said until the session was open, as libcurl's callbacks tell it.
///
/// Of our own commands only the first word is kept: the lines after AUTH are secrets.
final class Dialogue {
    /// Above this a reply is hostile (and so are all replies together, times eight).
    static let longestReply = 64 * 1024

    private(set) var verb: String?
    private(set) var objection: CurlFailure.Objection?
    /// The lines of the last EHLO reply, without codes; empty if HELO had to do.
    private(set) var greeting: [String] = []
    private(set) var lastReply: [String] = []
    private(set) var banner: [String] = []
    private(set) var sawAuth = false
    /// Whether the server agreed to STARTTLS.
    private(set) var sawHandshake = false
    private var replyIsComplete = false
    private var replySize = 0
    private var totalSize = 0

    /// Notes a command that was sent.
    func sent(_ bytes: UnsafeBufferPointer<UInt8>) {
        let word = bytes.prefix { $0 != 0x20 && $0 != 0x0D && $0 != 0x0A }
        let text = String(decoding: word, as: UTF8.self).uppercased()
        if verb == "AUTH", !["EHLO", "HELO", "QUIT", "STARTTLS"].contains(text) { return }
        verb = text
        if text == "AUTH" { sawAuth = true }
        if text == "EHLO" || text == "HELO" { greeting = [] }
    }

    /// Notes a line that was received; false stops libcurl.
    func received(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if replyIsComplete { startReply() }
        replySize += bytes.count
        totalSize += bytes.count
        guard replySize <= Self.longestReply, totalSize <= Self.longestReply * 8 else {
            objection = .replyTooLong
            return false
        }
        note(String(printableLine: bytes))
        return objection == nil
    }

    func object(_ objection: CurlFailure.Objection) {
        self.objection = objection
    }

    /// What was being waited for.
    var stage: ConnectionStage {
        switch verb {
        case nil: lastReply.isEmpty && !isConnected ? .connect : .banner
        case "STARTTLS": sawHandshake ? .handshake : .startTLS
        case "AUTH": .login
        default: .greeting
        }
    }

    /// Set once TCP stands, so that silence after that is the banner's.
    var isConnected = false

    private func startReply() {
        lastReply = []
        replySize = 0
        replyIsComplete = false
    }

    private func note(_ line: String) {
        lastReply.append(line)
        let code = line.prefix(3)
        guard line.count >= 3, code.allSatisfy({ $0.isASCII && $0.isNumber }) else { return }
        if verb == nil { banner.append(line) }
        if verb == "EHLO", code == "250" { greeting.append(String(line.dropFirst(4))) }
        if line.dropFirst(3).first != "-" { replyIsComplete = true }
        guard verb == "STARTTLS" else { return }
        sawHandshake = code == "220"
        if !sawHandshake { objection = .encryptionRefused }
    }
}
