import Foundation

/// Finds what is not UTF-8, so that a person finds it too.
enum UTF8Fault {
    /// The first line, counted from 1, that is not UTF-8; nil when all are. A line feed never stands
    /// inside a longer sequence, so each line can be judged alone.
    static func line(in bytes: Data) -> Int? {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }.map { $0 + 1 }
    }
}
