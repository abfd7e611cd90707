import ConvokeCore

/// The words by which a language tells of a change: all of them stand here.
struct ChangeWords: Sendable {
    typealias Count = (one: String, more: String)

    let kinds: [Edition.Item.Kind: String]
    let title: String
    let arrival: String
    let site: String
    /// Where no place was set.
    let nowhere: String
    /// Before what is new, and before what is there no more.
    let added: String
    let removed: String
    /// Before the moment of an item.
    let before: [Edition.Item.Kind: String]
    /// Before the end of a session.
    let ends: String
    /// Before where a document is now, when it was somewhere else.
    let replaced: String
    let link: String
    let file: String
    /// Somebody else is to be called, or reported to.
    let otherContacts: String
    let units: (hour: Count, minute: Count, second: Count)
    let fromTo: @Sendable (String, String) -> String
    let fromUntil: @Sendable (String, String) -> String
    let writesMoment: @Sendable (WallTime) -> String

    static func of(_ language: String) -> ChangeWords {
        let primary = language.split(separator: "-").first.map { $0.lowercased() }
        return primary == "vi" ? vietnamese : english
    }

    private static let vietnamese = ChangeWords(
        kinds: [
            .session: "phiên", .obligation: "nội dung cần thực hiện", .lineTest: "buổi chạy thử",
            .document: "tài liệu", .request: "đề nghị",
        ],
        title: "Tên hội nghị", arrival: "Có mặt trước mỗi phiên", site: "Địa điểm",
        nowhere: "chưa xác định", added: "Thêm ", removed: "Bỏ ",
        before: [.obligation: "thời hạn "], ends: "kết thúc ", replaced: "thay bằng ",
        link: "liên kết ", file: "tệp ", otherContacts: "thay đổi đầu mối liên hệ",
        units: (hour: ("giờ", "giờ"), minute: ("phút", "phút"), second: ("giây", "giây")),
        fromTo: { "từ \($0) thành \($1)" }, fromUntil: { "từ \($0) đến \($1)" },
        writesMoment: {
            "\(Instant.pad($0.hour)) giờ \(Instant.pad($0.minute))"
                + " ngày \(Instant.pad($0.day))/\(Instant.pad($0.month))/\($0.year)"
        })

    private static let english = ChangeWords(
        kinds: [
            .session: "session", .obligation: "obligation", .lineTest: "line test",
            .document: "document", .request: "request",
        ],
        title: "Title of the conference", arrival: "Arrival before each session", site: "Place",
        nowhere: "not set", added: "Added: ", removed: "Removed: ",
        before: [.obligation: "due "], ends: "ending ", replaced: "replaced by the ",
        link: "link ", file: "file ", otherContacts: "other contacts",
        units: (
            hour: ("hour", "hours"), minute: ("minute", "minutes"), second: ("second", "seconds")
        ),
        fromTo: { "from \($0) to \($1)" }, fromUntil: { "from \($0) to \($1)" },
        writesMoment: {
            "\(Instant.pad($0.hour)):\(Instant.pad($0.minute))"
                + " on \($0.day) \(months[$0.month - 1]) \($0.year)"
        })

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
}
