import Composition
import Contacts
package import ConvokeCore
package import Foundation
import LedgerStore
import Workspace

/// Reads everything and reports all problems of all files in one go; sends nothing.
package struct CheckPass {
    let root: String

    package init(root: String) {
        self.root = root
    }

    /// - Parameter only: the id of one conference; nil for all.
    package func run(only: String? = nil, now: Date = Date()) -> CheckReport {
        var problems: [Problem] = []
        do throws(Problem) {
            let folder = try WorkspaceFolder(root)
            let settings = Office.read(folder, into: &problems)
            return check(folder, settings, only, problems, now)
        } catch {
            return CheckReport(problems: [error])
        }
    }

    /// Keeps how many recipients each notice had at this check, where there is a ledger: the guard
    /// compares with it. Only for a check without problems.
    package func record(_ report: CheckReport, clock: Clock) throws(Problems) {
        let office = try Office.open(root, clock: clock)
        guard FileManager.default.fileExists(atPath: office.ledgerPath) else { return }
        try Problems.collecting(ledger: office.settings.ledger) {
            try office.writing { ledger in
                for summary in report.conferences {
                    try ledger.recordAudience(summary.audiences, of: summary.id, at: clock.now)
                }
            }
        }
    }

    /// Files are read even when the settings could not be: with the settings' usual values, so that
    /// nobody mends one file only to hear about the next.
    private func check(
        _ folder: WorkspaceFolder, _ settings: Settings?, _ only: String?, _ found: [Problem],
        _ now: Date
    ) -> CheckReport {
        var reader = WorkspaceReader(
            folder: folder, region: settings?.region ?? "VN",
            timeZone: settings?.timeZone ?? TimeZone(secondsFromGMT: 0) ?? .current)
        reader.add(found)
        let book = reader.book(
            settings?.contacts ?? ["contacts/book.csv"], at: settings?.contactPlaces ?? [:])
        var report = CheckReport(problems: [])
        report.contacts = book.contacts.count
        for file in files(folder, only, &reader) {
            check(file, book, settings, now, &reader, &report)
        }
        report.problems =
            FollowUps(unique(reader.problems)) { file in
                // What cannot be read has its problem already.
                try? folder.text(file)
            }.removed
        return report
    }

    private func files(
        _ folder: WorkspaceFolder, _ only: String?, _ reader: inout WorkspaceReader
    ) -> [String] {
        var problems: [Problem] = []
        let files = folder.conferenceFiles(into: &problems)
        reader.add(problems)
        guard let only else { return files }
        let wanted = "conferences/\(only).yaml"
        if files.contains(wanted) { return [wanted] }
        let known = files.map(Office.conferenceID)
        reader.add([.unknownConference(only, known: known)])
        return []
    }

    private func check(
        _ file: String, _ book: ContactBook, _ settings: Settings?, _ now: Date,
        _ reader: inout WorkspaceReader, _ report: inout CheckReport
    ) {
        guard let (conference, places) = reader.conference(file) else {
            report.remarks.append(
                "\(file): its lists and templates are looked at when the file itself is right")
            return
        }
        let convocation = reader.convocation(conference, places, book)
        if let settings { checkTemplates(convocation, settings, &reader) }
        report.add(convocation, now)
    }

    /// Composes every notice once for the first of its audience, and reads its text-message form.
    private func checkTemplates(
        _ convocation: Convocation, _ settings: Settings, _ reader: inout WorkspaceReader
    ) {
        for notice in convocation.conference.notices {
            let told = reader.problems.count
            _ = reader.composer(notice, convocation, settings)
            // Contacts and documents that are missing have been told at the line that names them.
            reader.forget(since: told, in: convocation.conference.place.file)
            let path = Office.textPath(notice.template)
            if reader.folder.hasFile(path), let text = reader.text(path) {
                var problems: [Problem] = []
                _ = SMSTemplate.read(text, file: path, into: &problems)
                reader.add(problems)
            }
        }
    }

    /// Two notices with one template have one problem, not two.
    private func unique(_ problems: [Problem]) -> [Problem] {
        var seen: [Problem] = []
        for problem in problems where !seen.contains(problem) { seen.append(problem) }
        return seen
    }
}

/// What `check` found.
package struct CheckReport: Sendable {
    package var problems: [Problem]
    package var contacts = 0
    package var conferences: [Summary] = []
    /// Not wrong, but worth a look.
    package var remarks: [String] = []

    package struct Summary: Sendable {
        package let id: String
        package let title: String
        package let recipients: Int
        package let venues: Int
        package let notices: Int
        /// How many recipients each notice has.
        let audiences: [String: Int]
    }

    mutating func add(_ convocation: Convocation, _ now: Date) {
        let conference = convocation.conference
        conferences.append(
            Summary(
                id: conference.id, title: conference.title,
                recipients: convocation.recipients.count,
                venues: conference.venues.venues.count, notices: conference.notices.count,
                audiences: Guard.count(convocation)))
        remarks += convocation.overlaps.map {
            "\($0.later): \($0.contact) is selected by row \($0.first.row ?? 0) already;"
                + " the first row counts"
        }
        if let end = conference.sessions.map(\.end).max(), end < now {
            let moment = Instant.text(end, in: conference.timeZone)
            remarks.append(
                "\(conference.place): it was over on \(moment); nothing more of it is sent by itself"
            )
        }
    }
}
