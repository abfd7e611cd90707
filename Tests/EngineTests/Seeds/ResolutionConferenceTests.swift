import ConvokeCore
import Foundation
import TestWorkspace
import Testing

@testable import Engine

/// The conference of March 2021: 240 venues, and quick reports at 9 and 15 o'clock on both days.
@Suite(
    "The resolution conference, minute by minute", .keepsFolders,
    .timeLimit(.minutes(Play.isComplete ? 120 : 40)))
struct ResolutionConferenceTests {
    @Test("the reports are chased before 9 and 15 o'clock on both days, from open venues only")
    func play() async throws {
        try await TestOffice.sample { office in
            let workspace = try office.open()
            let recipients = try await blocking {
                try workspace.convocation("nghi-quyet-2021").recipients
            }
            let venues = recipients.filter { $0.role == .invited }.map(\.id)
            #expect(venues.count == 240)
            #expect(Set(recipients.compactMap(\.venue?.id)).count == 240)
            let play = Play(
                office: office, conference: "nghi-quyet-2021", year: "2021",
                answers: Self.answers(venues))
            let scenes = try await play.scenes(from: "22/03 07:55", to: "28/03 17:05")
            #expect(scenes == Self.expected(Set(recipients.map(\.id)), venues))
        }
    }

    /// How many of the venues, in the order of the list, have reported at which moment.
    private static func answers(_ venues: [String]) -> [Play.Answer] {
        let reports: [(String, String, Range<Int>)] = [
            ("27/03 07:30", "bao-cao-27-sang", 0..<100),
            ("27/03 08:20", "bao-cao-27-sang", 100..<200),
            ("27/03 08:50", "bao-cao-27-sang", 200..<230),
            ("27/03 13:59", "bao-cao-27-chieu", 0..<200),
            ("27/03 14:00", "bao-cao-27-chieu", 200..<235),
            ("27/03 14:44", "bao-cao-27-chieu", 235..<239),
            // A report that comes after the deadline all the same.
            ("27/03 15:30", "bao-cao-27-chieu", 239..<240),
            // Everybody in time: nobody is chased.
            ("28/03 07:59", "bao-cao-28-sang", 0..<240),
            ("28/03 14:10", "bao-cao-28-chieu", 0..<239),
        ]
        return reports.map {
            Play.Answer(moment: $0.0, recipients: Array(venues[$0.2]), about: $0.1, word: .yes)
        }
    }

    private static func expected(_ everybody: Set<String>, _ venues: [String]) -> [Play.Scene] {
        let scenes: [(String, String, Set<String>)] = [
            ("22/03 08:00", "giay-moi", everybody),
            ("27/03 08:00", "nhac-27-sang@1h", Set(venues[100...])),
            ("27/03 08:45", "nhac-27-sang@15m", Set(venues[200...])),
            ("27/03 14:00", "nhac-27-chieu@1h", Set(venues[235...])),
            ("27/03 14:45", "nhac-27-chieu@15m", [venues[239]]),
            ("28/03 14:00", "nhac-28-chieu@1h", Set(venues)),
            ("28/03 14:45", "nhac-28-chieu@15m", [venues[239]]),
        ]
        return scenes.map { Play.Scene(moment: $0.0, notice: $0.1, recipients: $0.2) }
    }
}
