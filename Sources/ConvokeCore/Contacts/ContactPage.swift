import Synchronization

/// Contacts that were read one after the other, as bytes.
///
/// Their ids, which everything is found by, lie open. All else is on a sheet, which is folded as long
/// as nobody asks for it: of a million contacts a few hundred are needed at one time.
package final class ContactPage: Sendable {
    /// One after the other.
    private let ids: [UInt8]
    /// Where the id of each contact ends.
    private let idEnds: [UInt32]
    /// Nil where the sheet stays open.
    private let folded: FoldedBytes?
    private let sheet: Mutex<ContactSheet?>

    init(ids: [UInt8], idEnds: [UInt32], sheet bytes: [UInt8], isFolded: Bool) {
        self.ids = ids
        self.idEnds = idEnds
        folded = isFolded ? FoldedBytes(bytes) : nil
        sheet = Mutex(folded == nil ? ContactSheet(bytes) : nil)
    }

    /// Contacts on one page: enough to share what they have in common.
    package static let size = 512

    func id(_ row: UInt32) -> String {
        let row = Int(row)
        let start = row == 0 ? 0 : Int(idEnds[row - 1])
        return ids.withUnsafeBufferPointer { ids in
            String(
                decoding: UnsafeBufferPointer(rebasing: ids[start..<Int(idEnds[row])]),
                as: UTF8.self)
        }
    }

    var opened: ContactSheet {
        if let sheet = sheet.withLock({ $0 }) { return sheet }
        let opened = ContactSheet(folded?.unfolded ?? [])
        sheet.withLock { $0 = opened }
        // With no lock held: the other page may be opening just then, and close this one.
        OpenSheets.enter(self)?.close()
        return opened
    }

    private func close() {
        sheet.withLock { $0 = nil }
    }

    var isOpen: Bool { sheet.withLock { $0 != nil } }
}
