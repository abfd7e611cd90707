package import ConvokeCore
package import Foundation

/// What a tick did; empty when all is well.
package struct TickReport: Sendable {
    /// One conference's part.
    package struct Entry: Sendable {
        package let conference: String
        /// What this tick's attempts came to.
        package var progress = SendProgress()
        /// What somebody should know, in sentences.
        package var news: [String] = []
        /// What stopped parts of the conference's tick; the other parts were done all the same.
        package var problems: [Problem] = []
        /// Deliveries and calls that wait for a person, from this tick or earlier, and cases that ended in this one
        /// without anybody being reached.
        package var needPerson = 0
        /// Notices that would go out, or should have, if the conference were not paused.
        package var held = 0
        /// Documents that this tick asked for in vain.
        package var deadLinks = 0

        init(conference: String, needPerson: Int = 0) {
            self.conference = conference
            self.needPerson = needPerson
        }
    }

    package private(set) var entries: [Entry] = []
    package var problems: [Problem] = []
    /// What came in by mail; nil when there is no mailbox, or it could not be read.
    package private(set) var inbox: InboxReport?
    package let timeZone: TimeZone

    init(timeZone: TimeZone) {
        self.timeZone = timeZone
    }

    mutating func take(_ report: InboxReport) {
        inbox = report
        if let problem = report.problem { problems.append(problem) }
    }

    mutating func add(_ entry: Entry) {
        entries.append(entry)
        problems += entry.problems
    }

    /// What the command ends with.
    package var status: ExitStatus {
        let worst = problems.map(\.status).max() ?? .allWell
        let asksForPerson =
            entries.contains { $0.needPerson > 0 || $0.held > 0 || $0.deadLinks > 0 }
            || inbox?.toRead.isEmpty == false
        return max(worst, asksForPerson ? .needsPerson : .allWell)
    }
}
