package import ConvokeCore

/// Something in a plan that is not right: one sentence, with the line to change and what to do.
package struct Finding: Equatable, Sendable {
    /// In English, as every problem is told.
    package let problem: Problem
    /// The sentence in Vietnamese, for a page; the English one where there is none.
    package let vietnamese: String
    /// What to do, in Vietnamese.
    package let vietnameseFix: String

    init(_ problem: Problem, vietnamese: Advice? = nil) {
        self.problem = problem
        self.vietnamese = vietnamese?.what ?? problem.what
        vietnameseFix = vietnamese?.fix ?? problem.fix
    }

    package var what: String { problem.what }
    /// The line to change.
    package var place: Place? { problem.place }
    package var found: String? { problem.found }
    package var fix: String { problem.fix }
}

/// A finding's two sentences in one language.
struct Advice {
    /// What is wrong, without a full stop at its end.
    let what: String
    let fix: String

    init(_ what: String, fix: String) {
        self.what = what
        self.fix = fix
    }
}
