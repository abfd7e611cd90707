/// An error worded for a secretary.
///
/// It says what is wrong, where, what was found and what was expected, and what to do now.
/// Technical detail is kept apart: it is shown with `--verbose` and never needed to act.
package struct Problem: Error, Equatable, Sendable {
    /// What the program ends with when this problem stops it (sysexits).
    package var status: ExitStatus
    /// One sentence, without a full stop at its end.
    package var what: String
    /// The file, and the place in it, that a person opens to mend this.
    package var place: Place?
    /// What stands there now, shortened when it is long.
    package var found: String?
    /// What would have been right.
    package var expected: String?
    /// One imperative sentence, or the exact command.
    package var fix: String
    /// For whoever maintains the machine: codes, a library's own words.
    package var detail: String?
    /// The name that is asked for and that nobody has, where that is what is wrong.
    package var missing: String?

    package init(
        _ status: ExitStatus, _ what: String, at place: Place? = nil, found: String? = nil,
        expected: String? = nil, fix: String, detail: String? = nil, missing: String? = nil
    ) {
        self.status = status
        self.what = what
        self.place = place
        self.found = found
        self.expected = expected
        self.fix = fix
        self.detail = detail
        self.missing = missing
    }
}

/// Several problems thrown together, so that all of them are read in one go.
package struct Problems: Error, Equatable, Sendable {
    package var list: [Problem]

    package init(_ list: [Problem]) {
        self.list = list
    }

    /// The exit status of the gravest problem: from 64 up a status outranks 1.
    package var status: ExitStatus {
        list.map(\.status).max() ?? .allWell
    }
}
