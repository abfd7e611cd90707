import ConvokeCore

/// Checks what only shows when a template meets a notice, a conference and a contact book.
enum NoticeCheck {
    static func problems(
        _ uses: [FieldUse], _ notice: Notice, _ conference: Conference,
        _ contacts: [String: Contact]
    ) -> [Problem] {
        absentSubjects(uses, notice, conference) + unknownContacts(uses, conference, contacts)
    }

    /// A field of something that the notice is not about, outside of a section that asks whether it is.
    private static func absentSubjects(
        _ uses: [FieldUse], _ notice: Notice, _ conference: Conference
    ) -> [Problem] {
        let present =
            switch notice.about {
            case .obligation(let id): conference.obligation(id) == nil ? "" : "obligation"
            case .lineTest(let id): conference.lineTest(id) == nil ? "" : "line_test"
            case .session(let id): conference.session(id) == nil ? "" : "session"
            case .notice, nil: ""
            }
        return uses.filter { use in
            let root = self.root(of: use.path)
            return !use.opensSection && ["obligation", "line_test", "session"].contains(root)
                && root != present
                && !use.within.contains { self.root(of: $0) == root }
        }.map { .absentSubject($0, notice: notice) }
    }

    private static func root(of path: String) -> String {
        String(path.prefix { $0 != "." })
    }

    private static func unknownContacts(
        _ uses: [FieldUse], _ conference: Conference, _ contacts: [String: Contact]
    ) -> [Problem] {
        let names = uses.map(\.path)
        var named: [(id: String, place: Place)] = []
        if names.contains(where: { $0.contains("report_to") }) {
            for obligation in conference.obligations {
                named += obligation.reportTo.map { ($0, obligation.place.field("report_to")) }
            }
        }
        if names.contains(where: { $0.contains("contacts") }) {
            for test in conference.lineTests {
                named += test.call.map { ($0, test.place.field("call")) }
            }
        }
        var seen = Set<String>()
        return named.filter { contacts[$0.id] == nil && seen.insert($0.id).inserted }
            .map { .unknownContact($0.id, at: $0.place) }
    }
}
