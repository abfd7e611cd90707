package import ConvokeCore
import Foundation

/// How a language writes times, dates and the few words that Convoke itself puts into a letter.
///
/// A table and not a formatter: formatters differ between systems, and the bytes of a letter must
/// not.
///
/// It is a class so that each letter refers to its table at the cost of one reference.
package final class Localised: Sendable {
    private let weekdays: [String]
    private let units: (hour: (String, String), minute: (String, String))
    private let roles: [Role: String]
    private let kinds: [Notice.Kind: String]
    private let writesTime: @Sendable (WallTime) -> String
    private let writesDate: @Sendable (WallTime) -> String
    private let joinsTimeAndDate: String

    private init(
        weekdays: [String], units: (hour: (String, String), minute: (String, String)),
        roles: [Role: String], kinds: [Notice.Kind: String],
        writesTime: @escaping @Sendable (WallTime) -> String,
        writesDate: @escaping @Sendable (WallTime) -> String, joinsTimeAndDate: String
    ) {
        self.weekdays = weekdays
        self.units = units
        self.roles = roles
        self.kinds = kinds
        self.writesTime = writesTime
        self.writesDate = writesDate
        self.joinsTimeAndDate = joinsTimeAndDate
    }

    /// The table for a language tag (BCP 47); English for a language that has none.
    package static func of(_ language: String) -> Localised {
        if language == "vi" { return vietnamese }
        let primary = language.split(separator: "-").first.map { $0.lowercased() }
        return primary == "vi" ? vietnamese : english
    }

    package func time(_ wall: WallTime) -> String { writesTime(wall) }
    package func date(_ wall: WallTime) -> String { writesDate(wall) }
    func role(_ role: Role) -> String { roles[role] ?? role.rawValue }
    func kind(_ kind: Notice.Kind) -> String { kinds[kind] ?? kind.rawValue }

    /// The day of the week.
    package func day(_ wall: WallTime) -> String {
        weekdays[
            CivilDay.weekday(
                number: CivilDay.number(year: wall.year, month: wall.month, day: wall.day))]
    }

    /// Time and date in one phrase.
    package func moment(_ wall: WallTime) -> String {
        time(wall) + joinsTimeAndDate + date(wall)
    }

    /// A length of time in words, in hours and minutes.
    package func span(_ span: Span) -> String {
        let minutes = span.seconds / 60
        if minutes >= 60 && minutes % 60 == 0 { return Self.count(minutes / 60, units.hour) }
        return Self.count(minutes, units.minute)
    }

    private static func count(_ number: Int, _ word: (one: String, more: String)) -> String {
        "\(number) \(number == 1 ? word.one : word.more)"
    }
}

extension Localised {
    static let vietnamese = Localised(
        weekdays: [
            "Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy",
        ],
        units: (hour: ("giờ", "giờ"), minute: ("phút", "phút")),
        roles: [
            .chair: "chủ trì", .invited: "tham dự", .informed: "để báo cáo",
            .technical: "kỹ thuật", .file: "lưu",
        ],
        kinds: [
            .invitation: "giấy mời", .documents: "tài liệu", .reminder: "nhắc việc",
            .correction: "đính chính", .cancellation: "thông báo hủy",
        ],
        writesTime: { "\(Instant.pad($0.hour)) giờ \(Instant.pad($0.minute))" },
        writesDate: { "\(Instant.pad($0.day))/\(Instant.pad($0.month))/\($0.year)" },
        joinsTimeAndDate: " ngày ")

    static let english = Localised(
        weekdays: [
            "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
        ],
        units: (hour: ("hour", "hours"), minute: ("minute", "minutes")),
        roles: [
            .chair: "chair", .invited: "invited", .informed: "for information",
            .technical: "technical support", .file: "file copy",
        ],
        kinds: [
            .invitation: "invitation", .documents: "documents", .reminder: "reminder",
            .correction: "correction", .cancellation: "cancellation",
        ],
        writesTime: { "\(Instant.pad($0.hour)):\(Instant.pad($0.minute))" },
        writesDate: { "\($0.day) \(months[$0.month - 1]) \($0.year)" },
        joinsTimeAndDate: " on ")

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
}
