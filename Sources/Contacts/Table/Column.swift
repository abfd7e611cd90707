/// A column of one kind of file. Its raw value is its place among the cases.
protocol Column: RawRepresentable<Int>, CaseIterable, Sendable {
    /// What the header may call it, without case and diacritics; the English name first.
    var names: [String] { get }
    var isRequired: Bool { get }
}

/// The contact book.
enum BookColumn: Int, Column {
    case id, name, salutation, title, unit, venue, groups, email, phone, deputy, language

    var names: [String] {
        switch self {
        case .id: ["id", "ma", "ma so"]
        case .name: ["name", "ten", "ho ten", "ho va ten"]
        case .salutation: ["salutation", "kinh gui", "xung ho"]
        case .title: ["title", "chuc vu", "chuc danh"]
        case .unit: ["unit", "don vi", "co quan"]
        case .venue: ["venue", "diem cau"]
        case .groups: ["groups", "group", "nhom"]
        case .email: ["email", "e-mail", "emails", "thu dien tu"]
        case .phone: ["phone", "phones", "dien thoai", "so dien thoai"]
        case .deputy: ["deputy", "nguoi thay", "nguoi thay the", "cap pho"]
        case .language: ["language", "ngon ngu"]
        }
    }

    var isRequired: Bool { self == .id || self == .name }
}

/// The venues of a conference.
enum VenueColumn: Int, Column {
    case id, name, level, parent, address

    var names: [String] {
        switch self {
        case .id: ["id", "ma", "ma so"]
        case .name: ["name", "ten"]
        case .level: ["level", "cap"]
        case .parent: ["parent", "truc thuoc"]
        case .address: ["address", "dia chi"]
        }
    }

    var isRequired: Bool { self == .id || self == .name || self == .level }
}

/// A recipient list.
enum ListColumn: Int, Column {
    case select, role, venue

    var names: [String] {
        switch self {
        case .select: ["select", "chon"]
        case .role: ["role", "vai tro"]
        case .venue: ["venue", "diem cau"]
        }
    }

    var isRequired: Bool { self != .venue }
}
