/// How much of a stranger's calendar is read.
package enum Limits {
    /// Octets of a whole object; what is longer is not read at all.
    package static let octets = 256 * 1024
    /// Components inside each other; the deepest that a calendar needs is an alarm in an entry.
    static let depth = 8
    /// Components in all.
    static let components = 200
    /// Content lines. An invitation to thousands, answered with all their names, is not ours.
    static let lines = 4000
    /// Octets of one line, unfolded.
    static let line = 16 * 1024
    /// Parameters of one line, counted by their semicolons.
    static let parameters = 64
    /// Answers of one object that are looked at.
    static let entries = 50
    static let attendees = 50
    /// Characters of a comment that are kept.
    static let comment = 2000
}
