import ConvokeCore

/// What the words of a server mean: phrases, and the class of mail that they make.
///
/// A phrase is written as ``FoldedText`` has it: small letters, single spaces, straight
/// apostrophes. "…" in a phrase stands for up to ``gap`` octets of anything.
struct WordRule: Sendable {
    /// What the words outweigh.
    enum Force: Int, Comparable, Sendable {
        /// Said only where nothing better is known; less than a basic reply code.
        case weak
        /// Names what was refused, not why: more than a reply code, less than all other words,
        /// and looked for in a server's answer alone.
        case named
        /// More than a reply code, less than an enhanced status that says something.
        case plain
        /// More than any code: servers put these words behind wrong codes.
        case strong

        static func < (one: Force, other: Force) -> Bool { one.rawValue < other.rawValue }
    }

    /// How far apart the pieces of a phrase may stand, in octets.
    static let gap = 120

    let id: String
    let mailClass: MailClass
    let force: Force
    /// The status that the words imply (RFC 3463): whole, "5.2.2", or its subject and detail,
    /// "1.1", where the class tells the rest.
    let implied: String?
    /// Who speaks so.
    let source: String
    let phrases: [String]

    init(
        _ id: String, _ mailClass: MailClass, _ force: Force = .strong,
        implies implied: String? = nil,
        source: String, _ phrases: [String]
    ) {
        self.id = id
        self.mailClass = mailClass
        self.force = force
        self.implied = implied
        self.source = source
        self.phrases = phrases
    }
}
