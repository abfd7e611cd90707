/// What a command ends with: the numbers of `sysexits.h`, and 1 for "a person is needed".
package enum ExitStatus: Int32, Comparable, Sendable, CaseIterable {
    /// Everything asked for was done.
    case allWell = 0
    /// Something failed, is in doubt, was missed, or a call is open.
    case needsPerson = 1
    /// The command line could not be understood (EX_USAGE).
    case usage = 64
    /// A file of the workspace has a problem (EX_DATAERR).
    case file = 65
    /// Relay or gateway not reachable (EX_UNAVAILABLE).
    case unreachable = 69
    /// Ledger or disk (EX_IOERR).
    case ledger = 74
    /// Another run holds the lock; try later (EX_TEMPFAIL).
    case busy = 75
    /// The account's login was refused (EX_NOPERM).
    case loginRefused = 77
    /// Credentials missing, certificate not trusted, environment (EX_CONFIG).
    case configuration = 78

    package static func < (left: ExitStatus, right: ExitStatus) -> Bool {
        left.rawValue < right.rawValue
    }
}
