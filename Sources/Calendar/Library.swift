import CICal
import Synchronization

/// libical, one caller at a time.
///
/// The library keeps its error settings in variables of the process and writes them while it parses, so
/// that two threads inside it would race. What is rendered is rendered once a run and what is read is
/// bounded, so that nobody waits for long.
enum Library {
    private static let gate = Mutex(())

    /// Runs `body` alone in the library, which is told never to end the process over a fault.
    static func locked<Result>(_ body: () -> sending Result) -> sending Result {
        gate.withLock { _ in
            icalerror_set_errors_are_fatal(0)
            return body()
        }
    }

    /// A string that the library allocated, as bytes; empty for nil. The library's own is freed.
    static func taking(_ text: UnsafeMutablePointer<CChar>?) -> [UInt8] {
        guard let text else { return [] }
        defer { icalmemory_free_buffer(text) }
        var bytes: [UInt8] = []
        var place = UnsafePointer(text)
        while place.pointee != 0 {
            bytes.append(UInt8(bitPattern: place.pointee))
            place += 1
        }
        return bytes
    }

    /// A string that stays the library's; nil for nil.
    static func text(_ text: UnsafePointer<CChar>?) -> String? {
        text.map { String(cString: $0) }
    }
}
