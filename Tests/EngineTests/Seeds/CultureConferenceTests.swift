import ConvokeCore
import Foundation
import TestWorkspace
import Testing

@testable import Engine

/// The conference of November 2021: two deadlines at one moment, two line tests.
@Suite(
    "The culture conference, minute by minute", .keepsFolders,
    .timeLimit(.minutes(Play.isComplete ? 120 : 40)))
struct CultureConferenceTests {
    /// The committees that must register and report.
    private static let committees: Set = [
        "cap-uy-tp-ha-tinh", "cap-uy-hong-linh", "cap-uy-tx-ky-anh", "cap-uy-huong-khe",
        "cap-uy-huong-son", "cap-uy-duc-tho", "cap-uy-vu-quang", "cap-uy-nghi-xuan",
        "cap-uy-can-loc", "cap-uy-loc-ha", "cap-uy-thach-ha", "cap-uy-cam-xuyen", "cap-uy-ky-anh",
        "cap-uy-dang-uy-khoi", "cap-uy-dang-uy-quan-su", "cap-uy-dang-uy-cong-an",
        "cap-uy-dang-uy-bien-phong",
    ]

    private static let technicians: Set = [
        "vp-ubnd", "vien-thong", "trung-tam-cong-bao", "kt-tang-3", "kt-tang-6", "kt-tp-ha-tinh",
        "kt-hong-linh", "kt-tx-ky-anh", "kt-huong-khe", "kt-huong-son", "kt-duc-tho",
        "kt-vu-quang", "kt-nghi-xuan", "kt-can-loc", "kt-loc-ha", "kt-thach-ha", "kt-cam-xuyen",
        "kt-ky-anh", "kt-dang-uy-khoi", "kt-dang-uy-quan-su", "kt-dang-uy-cong-an",
        "kt-dang-uy-bien-phong",
    ]

    private static let evening = [
        "cap-uy-huong-khe", "cap-uy-duc-tho", "cap-uy-vu-quang", "cap-uy-nghi-xuan",
        "cap-uy-can-loc", "cap-uy-loc-ha", "cap-uy-thach-ha",
    ]

    private static let answers: [Play.Answer] = [
        .init(
            moment: "20/11 10:00", recipients: ["cap-uy-tp-ha-tinh"], about: "dang-ky", word: .yes),
        .init(
            moment: "21/11 15:30", recipients: ["cap-uy-hong-linh"], about: "dang-ky", word: .no),
        .init(
            moment: "22/11 08:59", recipients: ["cap-uy-tx-ky-anh"], about: "dang-ky", word: .yes),
        // In the minute of the reminder, before it.
        .init(
            moment: "22/11 09:00", recipients: ["cap-uy-huong-khe"], about: "danh-sach",
            word: .yes),
        // Taken back: owed again.
        .init(
            moment: "22/11 11:00", recipients: ["cap-uy-huong-son"], about: "dang-ky", word: .yes),
        .init(
            moment: "22/11 12:00", recipients: ["cap-uy-huong-son"], about: "dang-ky", word: .undo),
        .init(moment: "22/11 20:00", recipients: evening, about: "dang-ky", word: .yes),
        .init(
            moment: "22/11 20:00", recipients: committees.sorted(), about: "danh-sach",
            word: .yes),
        .init(
            moment: "23/11 08:29",
            recipients: [
                "cap-uy-huong-son", "cap-uy-cam-xuyen", "cap-uy-ky-anh", "cap-uy-dang-uy-khoi",
            ], about: "dang-ky", word: .yes),
        // Too late for a reminder to be saved, and after it none goes out.
        .init(
            moment: "23/11 09:10", recipients: ["cap-uy-dang-uy-quan-su"], about: "dang-ky",
            word: .yes),
    ]

    @Test("each notice goes out in its minute to those whom it still concerns, and to nobody else")
    func play() async throws {
        try await TestOffice.sample { office in
            let play = Play(
                office: office, conference: "van-hoa-2021", year: "2021", answers: Self.answers)
            let scenes = try await play.scenes(from: "19/11 07:55", to: "24/11 17:05")
            let workspace = try office.open()
            let everybody = try await blocking {
                try workspace.convocation("van-hoa-2021").recipients
            }.filter { !$0.contact.emails.isEmpty }.map(\.id)
            #expect(everybody.count == 203)
            #expect(scenes == Self.expected(Set(everybody)))
        }
    }

    private static func expected(_ everybody: Set<String>) -> [Play.Scene] {
        let registered: Set = ["cap-uy-tp-ha-tinh", "cap-uy-hong-linh", "cap-uy-tx-ky-anh"]
        let morning: Set = [
            "cap-uy-huong-son", "cap-uy-cam-xuyen", "cap-uy-ky-anh", "cap-uy-dang-uy-khoi",
            "cap-uy-dang-uy-quan-su", "cap-uy-dang-uy-cong-an", "cap-uy-dang-uy-bien-phong",
        ]
        let last: Set = [
            "cap-uy-dang-uy-quan-su", "cap-uy-dang-uy-cong-an", "cap-uy-dang-uy-bien-phong",
        ]
        let scenes: [(String, String, Set<String>)] = [
            ("19/11 08:00", "giay-moi", everybody),
            ("22/11 08:00", "tai-lieu", everybody),
            ("22/11 09:00", "nhac-dang-ky@24h", committees.subtracting(registered)),
            ("22/11 09:00", "nhac-danh-sach@24h", committees.subtracting(["cap-uy-huong-khe"])),
            ("22/11 15:00", "nhac-chay-thu@18h", technicians),
            ("23/11 06:00", "nhac-dang-ky@3h", morning),
            ("23/11 08:00", "nhac-chay-thu@1h", technicians),
            ("23/11 08:30", "nhac-dang-ky@30m", last),
            ("23/11 08:45", "nhac-chay-thu@15m", technicians),
            ("23/11 12:00", "nhac-chay-thu-2@18h", technicians),
            ("24/11 05:00", "nhac-chay-thu-2@1h", technicians),
            ("24/11 05:45", "nhac-chay-thu-2@15m", technicians),
        ]
        return scenes.map { Play.Scene(moment: $0.0, notice: $0.1, recipients: $0.2) }
            .sorted { ($0.order, $0.notice) < ($1.order, $1.notice) }
    }
}

extension Play.Scene {
    /// Month, day, time: as text it sorts as time does.
    var order: String {
        let parts = moment.split { "/ ".contains($0) }
        return "\(parts[1])\(parts[0])\(parts[2])"
    }
}
