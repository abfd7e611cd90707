import Foundation

/// Instants in the ledger are whole milliseconds since 1970-01-01T00:00:00Z: exact, sortable, and
/// the same on every machine.
extension Date {
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

    init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}
