import Foundation

/// The names of text files in Gammu SMSD's folders (gammu-smsd, "Files backend").
enum GammuFileName {
    /// `OUTC20211124_080000_00_+84900000101_REFERENCE.smsbackup`: C for ordinary priority, the time
    /// and a serial number by which the daemon orders, the number, and our reference.
    static func outgoing(_ message: TextMessage, at now: Date) -> String {
        let code = ReferenceCode.encoded(message.reference)
        return "OUTC\(stamp(now))_00_\(message.number)_\(code).smsbackup"
    }

    /// The reference in the name of a file of ours; nil for any other.
    static func reference(in name: String) -> String? {
        guard name.hasPrefix("OUT") else { return nil }
        let parts = name.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[4].hasSuffix(".smsbackup") else { return nil }
        return ReferenceCode.decoded(parts[4].dropLast(".smsbackup".count))
    }

    /// `IN20211124_080000_00_+84900000101_00.txt`: the text that the part belongs to, the number,
    /// and which part it is.
    static func incoming(_ name: String) -> (text: String, number: String, part: Int)? {
        guard name.hasPrefix("IN"), name.hasSuffix(".txt") else { return nil }
        let parts = name.dropLast(4).split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 5, !parts[3].isEmpty, let part = Int(parts[4]) else { return nil }
        return (parts[..<4].joined(separator: "_"), String(parts[3]), part)
    }

    /// In UTC, so that the order survives a change of the clock.
    private static func stamp(_ now: Date) -> String {
        let style = Date.VerbatimFormatStyle(
            format: """
                \(year: .padded(4))\(month: .twoDigits)\(day: .twoDigits)_\
                \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased))\
                \(minute: .twoDigits)\(second: .twoDigits)
                """,
            locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt,
            calendar: Calendar(identifier: .gregorian))
        return style.format(now)
    }
}
