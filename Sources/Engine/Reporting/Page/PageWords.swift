import Composition
package import ConvokeCore
package import Foundation

/// What a page says, in the language of the conference: Vietnamese, or English for all others. The words
/// stand side by side where they are used.
package struct PageWords: Sendable {
    package let language: String
    package let zone: TimeZone

    package init(_ language: String, zone: TimeZone) {
        self.language = isVietnamese(language) ? "vi" : "en"
        self.zone = zone
    }

    package func callAsFunction(_ vietnamese: String, _ english: String) -> String {
        language == "vi" ? vietnamese : english
    }

    /// `contacts/book.csv, hàng 14, email`
    package func place(_ place: Place) -> String {
        let parts: [String?] = [
            place.file, place.row.map { self("hàng \($0)", "row \($0)") },
            place.line.map { self("dòng \($0)", "line \($0)") }, place.field,
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    // MARK: - Times

    /// `08:00`
    package func clock(_ instant: Date) -> String {
        let wall = WallTime(instant, in: zone)
        return "\(Instant.pad(wall.hour)):\(Instant.pad(wall.minute))"
    }

    /// `08:00 22/03`
    package func moment(_ instant: Date) -> String {
        let wall = WallTime(instant, in: zone)
        return clock(instant) + " \(Instant.pad(wall.day))/\(Instant.pad(wall.month))"
    }

    /// The day in full: `thứ Hai, 22/3/2021`.
    package func day(_ instant: Date) -> String {
        let wall = WallTime(instant, in: zone)
        let words = Localised.of(language)
        let day = words.day(wall) + ", " + words.date(wall)
        return day.prefix(1).uppercased() + day.dropFirst()
    }

    /// `12 phút`, `3 giờ 5 phút`, `2 ngày 4 giờ`; under a minute is that.
    package func span(_ seconds: TimeInterval) -> String {
        let minutes = Int(min(max(0, seconds), 1e9) / 60)
        if minutes < 1 { return self("dưới 1 phút", "under a minute") }
        if minutes < 60 { return self("\(minutes) phút", "\(minutes) min") }
        let hours = minutes / 60
        if hours < 48 {
            let rest = minutes % 60
            if rest == 0 { return self("\(hours) giờ", "\(hours) h") }
            return self("\(hours) giờ \(rest) phút", "\(hours) h \(rest) min")
        }
        let rest = hours % 24
        if rest == 0 { return self("\(hours / 24) ngày", "\(hours / 24) days") }
        return self("\(hours / 24) ngày \(rest) giờ", "\(hours / 24) days \(rest) h")
    }

    /// The share in whole per cent that never says more than is true: 100 only for all of them.
    package func share(_ part: Int, of whole: Int) -> String {
        whole == 0 ? "–" : "\(part * 100 / whole)%"
    }
}

private func isVietnamese(_ tag: String) -> Bool {
    tag.lowercased().split(separator: "-").first == "vi"
}
